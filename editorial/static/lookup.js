// Waits for a look-up: asks how far it is, and shows the page anew when there is something else to see. Without this
// file the page reloads itself.

const PAUSE = 1000;

async function watch() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).progress !== "waiting") {
      location.reload();
      return;
    }
  } catch {
    // The connection is gone for the moment: ask again.
  }
  setTimeout(watch, PAUSE);
}

if (document.querySelector("[data-lookup]")) setTimeout(watch, PAUSE);

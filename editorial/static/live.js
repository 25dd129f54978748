// Keeps the part of a page that says how far something is ([data-live]) up to date, until it says "done". Without this
// script the page loads itself again.

const PAUSE = 1500;

async function refresh() {
  const here = document.querySelector("[data-live]");
  if (!here || here.dataset.live === "done") return;
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-live]");
      if (now) here.replaceWith(now);
    }
  } catch {
    // Off line for a moment: the next attempt will tell.
  }
  window.setTimeout(refresh, PAUSE);
}

window.setTimeout(refresh, PAUSE);

// Says every few seconds that the page is open, and shows who else has the article open and what they saved: in
// [data-here], and at the rows of the outline ([data-here-row="<anchor>"]). A window in the background says nothing.

import { gettext } from "./words.js";

const PAUSE = 4000;
let waiting;

// Of the section that is open in its place on the article's page, else of the page.
const where = () => document.querySelector("[data-in-place] [data-here]") ?? document.querySelector("[data-here]");

function token() {
  return document.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
}

// What is said again is not read out again.
function say(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

function show(place, { people, saved }) {
  say(place.querySelector("[data-here-says]"), people.map((one) => one.says).join(" "));
  for (const row of document.querySelectorAll("[data-here-row]")) {
    const there = people.filter((one) => one.sections.includes(row.dataset.hereRow));
    say(row, there.map(({ name }) => gettext("%(name)s is in this section.", { name })).join(" "));
  }
  const line = place.querySelector("[data-here-saved]");
  if (!line || !saved) return;
  line.hidden = false;
  place.querySelector("[data-here-changes]").href = saved.changes;
  say(place.querySelector("[data-here-saved-says]"), saved.says);
}

let turn = 0;

async function beat() {
  clearTimeout(waiting);
  const mine = (turn += 1);
  const place = where();
  if (!place || document.visibilityState === "hidden") return;
  const { here, section, version, number } = place.dataset;
  const body = new URLSearchParams({ section, version, number, csrfmiddlewaretoken: token() ?? "" });
  const answer = await fetch(here, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const isTold = answer?.ok && !answer.redirected && place.isConnected; // who is signed out is sent to the sign-in
  if (isTold) show(place, await answer.json());
  if (mine === turn) waiting = setTimeout(beat, PAUSE); // off line or signed out for a while: the next attempt will tell
}

document.addEventListener("visibilitychange", beat);
document.addEventListener("opened-in-place", (event) => event.target.querySelector("[data-here]") && beat());
beat();

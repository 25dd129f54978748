// Deciding on the review page; it works without this.
//   form[data-signing]   its button says how many sections are decided
//   [data-keep]          where what was ticked and typed is kept, as it is typed and when the page is left

import { gettext, ngettext } from "./words.js";

const signing = document.querySelector("form[data-signing]");
const PAUSE = 1200; // milliseconds after the last change

function decisions() {
  return [...signing.elements].filter((field) => field.name.endsWith("-verdict") && field.checked).length;
}

function count() {
  const words = signing.querySelector("[data-signing-words]");
  const number = decisions();
  words.textContent =
    number === 0 ? gettext("Sign") : ngettext("%(number)s section decided: sign", "%(number)s sections decided: sign", number);
  if (number) signing.classList.remove("review-bar-still");
}

// A note is where the words for a request go: choosing to ask for changes opens it.
function openNote(field) {
  const fold = field.closest(".review-verdict")?.querySelector("details");
  if (fold && field.checked && field.value === "request_changes") {
    fold.open = true;
    fold.querySelector("textarea").focus({ preventScroll: true });
  }
}

// ── Keeping ─────────────────────────────────────────────────────────────────────────────────────────────────

let timer = 0;
let unkept = false;
let sending = false;
let running = null;

function say(words) {
  signing.querySelector("[data-kept]").textContent = words;
}

function notKept(words) {
  if (sending) return;
  unkept = true;
  say(words);
}

async function keep() {
  clearTimeout(timer);
  if (!unkept || sending) return;
  unkept = false;
  running = new AbortController();
  try {
    const answer = await fetch(signing.dataset.keep, {
      method: "POST",
      body: new FormData(signing),
      headers: { Accept: "application/json" },
      signal: running.signal,
      redirect: "manual",
    });
    const ended = answer.type === "opaqueredirect" || answer.status === 403;
    if (ended) return notKept(gettext("Not kept: your sign-in has ended. Press the button, and sign in again."));
    if (!answer.ok) return notKept(gettext("Not kept yet."));
    if (!unkept) say(gettext("Kept."));
  } catch {
    notKept(gettext("Not kept yet: no connection."));
  }
}

function changed() {
  unkept = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function leave() {
  if (unkept && !sending && navigator.sendBeacon(signing.dataset.keep, new FormData(signing))) unkept = false;
}

if (signing) {
  signing.querySelector("[data-keep-button]").hidden = true; // from here on it is kept by itself
  count();
  document.addEventListener("change", (event) => {
    if (event.target.form !== signing) return;
    count();
    changed();
    if (event.target.name.endsWith("-verdict")) openNote(event.target);
  });
  document.addEventListener("input", (event) => event.target.form === signing && changed());
  signing.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
    running?.abort();
  });
  window.addEventListener("pageshow", () => {
    sending = false;
    count();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("pagehide", leave);
}

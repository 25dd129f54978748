// Comforts of the review page; it works without them.
//   [data-change-keys]    buttons that lead from change to change; its checkbox turns single keys on (they are off at first)
//   [data-key-help]       the list of all keys, a dialog of the frame
//   [data-comment-form]   what was selected in the section's text becomes the quotation

import { gettext } from "./words.js";

const panel = document.querySelector("[data-change-keys]");
const help = document.querySelector("[data-key-help]");
const sections = [...document.querySelectorAll(".review-section")];
const changes = [...document.querySelectorAll("[data-marked] :is(ins, del)")].filter((mark) => {
  const before = mark.previousSibling;
  return !(before instanceof HTMLElement && before.matches("ins, del")); // a replacement is one change
});
let place = -1;

function say(words) {
  panel.querySelector("[data-change-said]").textContent = words;
}

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function focusOn(element) {
  unfold(element);
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

// ── From change to change ───────────────────────────────────────────────────────────────────────────────────

function go(step) {
  if (!changes.length) return say(gettext("Nothing is marked as changed."));
  changes[place]?.classList.remove("review-here");
  place = place < 0 && step < 0 ? changes.length - 1 : (place + step + changes.length) % changes.length;
  const mark = changes[place];
  mark.classList.add("review-here");
  mark.tabIndex = -1;
  focusOn(mark);
  say(gettext("Change %(place)s of %(all)s", { place: place + 1, all: changes.length }));
}

// ── The section that is being read ──────────────────────────────────────────────────────────────────────────

function here() {
  const focused = document.activeElement?.closest(".review-section");
  return focused ?? sections.find((section) => section.getBoundingClientRect().bottom > 120) ?? sections.at(-1);
}

function decide() {
  const section = here();
  const field = section?.querySelector(".review-verdict input:checked") ?? section?.querySelector(".review-verdict input");
  if (field) focusOn(field);
  else say(gettext("There is nothing for you to decide in this section."));
}

function comment() {
  const form = here()?.querySelector("[data-comment-form]");
  if (!form) return;
  form.open = true;
  quote(form);
  focusOn(form.querySelector("textarea"));
}

function nextForMe() {
  const waiting = sections.filter((section) => section.classList.contains("review-waits"));
  if (!waiting.length) return say(gettext("No section waits for you."));
  const next = waiting[(waiting.indexOf(here()) + 1) % waiting.length].querySelector("h2");
  next.tabIndex = -1;
  focusOn(next);
}

// ── What is selected is what a comment quotes ───────────────────────────────────────────────────────────────

let selected = null;

function remember() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer;
  const text = (inside.nodeType === Node.ELEMENT_NODE ? inside : inside.parentElement)?.closest("[data-marked]");
  if (!text) return;
  const words = range.cloneContents();
  for (const not of words.querySelectorAll("del, .redline-spoken, .redline-note, .quoted-sign")) not.remove();
  selected = {
    section: text.closest(".review-section"),
    wording: text.closest("[data-wording]")?.dataset.wording ?? "",
    words: words.textContent.replace(/\s+/g, " ").trim().slice(0, 1000),
  };
}

function quote(form) {
  remember(); // the browser tells of a selection a moment later than a quick finger presses a key
  const field = form.querySelector("[name=quote]");
  if (!selected || field.value || form.closest(".review-section") !== selected.section) return;
  field.value = selected.words;
  form.querySelector("[name=audience]").value = selected.wording;
  selected = null;
}

// ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────

const KEYS = {
  n: () => go(1),
  p: () => go(-1),
  u: nextForMe,
  s: decide,
  c: comment,
};

function key(event) {
  const on = panel.querySelector("[data-change-letters]").checked;
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

if (panel) {
  const remembered = "imprimatur-change-letters";
  const letters = panel.querySelector("[data-change-letters]");
  panel.hidden = false;
  letters.checked = localStorage.getItem(remembered) === "yes";
  letters.addEventListener("change", () => localStorage.setItem(remembered, letters.checked ? "yes" : "no"));
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-change-step]");
    if (button) go(Number(button.dataset.changeStep));
  });
  document.addEventListener("keydown", key);
}

document.addEventListener("selectionchange", remember);
for (const form of document.querySelectorAll("[data-comment-form]")) {
  form.addEventListener("toggle", () => form.open && quote(form));
}

// Small conveniences of the working pages, each asked for by a data attribute. Every page works without them.
//   data-takes-focus        a summary of errors: gets the focus when the page opens
//   form[method=post]       warns before words typed in it are lost, also by another form's button
//   form[data-guard]        the same for whatever is changed in it; [data-unsaved] inside it shows that there is something
//   form[method=post]       its button says that it is busy, and a second press sends nothing
//   [data-copy="#id"]       a button that copies the text of #id
//   [data-expand="#id"]     a button that opens or folds every <details> in #id

import { lifeOf } from "./lives.js";
import { gettext } from "./words.js";

function start(root) {
  root.querySelectorAll("form[data-guard]").forEach(guard);
  root.querySelector("[data-takes-focus]")?.focus();
}

// ── Unsaved words ───────────────────────────────────────────────────────────────────────────────────────────

const WORDS = 'textarea, input[type="text"], input[type="search"], input[type="url"], input:not([type])';
const unsaved = new Set();

function guard(form) {
  const sign = form.querySelector("[data-unsaved]");
  const mark = () => {
    unsaved.add(form);
    if (sign) sign.hidden = false;
  };
  const signal = lifeOf(form);
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => (event.target.form === form || form.contains(event.target)) && mark(), { signal });
  }
  signal.addEventListener("abort", () => unsaved.delete(form));
}

// Words typed into any other form: they stand in the page and differ from what it came with.
function hasWords(form) {
  return [...form.elements].some((field) => field.matches(WORDS) && field.value !== field.defaultValue);
}

function typed(event) {
  const form = event.target.form;
  if (form) delete form.dataset.sent; // somebody stayed on the page and goes on
  if (form?.method === "post" && event.target.matches(WORDS)) unsaved.add(form);
}

function isLost(form) {
  return form.isConnected && (form.matches("[data-guard]") || hasWords(form));
}

function warn(event) {
  if ([...unsaved].some(isLost)) event.preventDefault();
}

// ── One press, one request ──────────────────────────────────────────────────────────────────────────────────

function busy(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  unsaved.delete(form);
  event.submitter?.setAttribute("aria-busy", "true");
}

// The browser may show this page again as it was left.
function ready() {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
}

// ── Buttons ─────────────────────────────────────────────────────────────────────────────────────────────────

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.textContent = gettext("Copied");
  } catch {
    button.textContent = gettext("Could not copy");
  }
  setTimeout(() => (button.textContent = words), 2000);
}

function expand(button) {
  const folds = [...document.querySelectorAll(`${button.dataset.expand} details`)];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  button.setAttribute("aria-expanded", String(open));
}

function press(event) {
  const button = event.target.closest?.("[data-copy], [data-expand]");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  else expand(button);
}

// A form that was sent without leaving its page may be sent again, and has nothing that would be lost.
function wasSaved(form, isTouched) {
  answered(form);
  if (isTouched) return unsaved.add(form);
  unsaved.delete(form);
  const sign = form.querySelector("[data-unsaved]");
  if (sign) sign.hidden = true;
}

function answered(form) {
  delete form.dataset.sent;
  for (const button of form.elements) button.removeAttribute("aria-busy");
}

document.addEventListener("input", typed);
document.addEventListener("submit", busy);
document.addEventListener("click", press);
window.addEventListener("beforeunload", warn);
window.addEventListener("pageshow", ready);
document.addEventListener("opened-in-place", (event) => start(event.target));
document.addEventListener("saved-in-place", (event) => wasSaved(event.target, event.detail.isTouched));
document.addEventListener("not-saved-in-place", (event) => wasSaved(event.target, true));
start(document);

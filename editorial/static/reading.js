// How hard the words are to read, asked again at every pause while somebody writes; and plain words put in at a press.
// Without this script the page says it of the saved words.

import { gettext } from "./words.js";

const PAUSE = 700; // milliseconds
const PATIENCE = 15000;

// The writing surface over a textarea, if it has one.
const editorOf = (field) => field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
const fieldsOf = (panel) => [...panel.querySelectorAll("[name]")].filter((field) => /-(heading|html|question|summary|left_out)$/.test(field.name));

function wordsOf(panel, place) {
  const body = new FormData();
  body.set("audience", place.dataset.audience);
  for (const field of fieldsOf(panel)) {
    if (field.type !== "checkbox" || field.checked) body.set(field.name.slice(field.name.lastIndexOf("-") + 1), field.value);
  }
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return body;
}

async function readAgain(panel, place) {
  place.asking?.abort();
  place.asking = new AbortController();
  const signal = AbortSignal.any([place.asking.signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const answer = await fetch(place.dataset.readAt, { method: "POST", body: wordsOf(panel, place), signal });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector(".reading-grade");
    if (now) show(panel, place, document.importNode(now, true));
  } catch {
    // The next pause asks again; what stands there says of which words it is as long as nothing newer came.
  }
}

function show(panel, place, now) {
  for (const open of place.querySelectorAll("details[open]")) {
    const same = now.querySelector(`[data-keeps-open="${open.dataset.keepsOpen}"]`);
    if (same) same.open = true;
  }
  const held = place.contains(document.activeElement) ? document.activeElement.closest("details")?.dataset.keepsOpen : "";
  place.replaceChildren(now);
  if (held) place.querySelector(`[data-keeps-open="${held}"] summary`)?.focus();
  makeButtons(panel, place);
}

// ── Putting a plain word in ─────────────────────────────────────────────────────────────────────────────────

const asBegun = (words, plain) => (/^\p{Lu}/u.test(words) ? plain[0].toUpperCase() + plain.slice(1) : plain);

function placeIn(doc, words) {
  let found = null;
  doc.descendants((node, at) => {
    if (found || !node.isText) return !found;
    const start = placeOf(node.text, words);
    if (start >= 0) found = { from: at + start, to: at + start + words.length };
    return false;
  });
  return found;
}

// Where words stand as words of their own; -1 if nowhere.
function placeOf(text, words) {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const around = text.slice(Math.max(0, at - 1), at) + text.slice(at + words.length, at + words.length + 1);
    if (!/\p{L}/u.test(around)) return at;
  }
  return -1;
}

function putIn(panel, words, plain) {
  for (const field of fieldsOf(panel)) {
    const editor = editorOf(field);
    if (editor) {
      const place = placeIn(editor.state.doc, words);
      if (!place) continue;
      const { tr } = editor.state;
      editor.view.dispatch(tr.insertText(plain, place.from, place.to).scrollIntoView());
      return true;
    }
    const at = "value" in field && field.type !== "checkbox" ? placeOf(field.value, words) : -1;
    if (at < 0) continue;
    field.setRangeText(plain, at, at + words.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
  return false;
}

function makeButtons(panel, place) {
  for (const word of place.querySelectorAll("[data-instead]")) {
    const { instead, words } = word.dataset;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-secondary button-small plain-word", textContent: instead });
    button.setAttribute("aria-label", gettext("Put “%(plain)s” for “%(words)s”", { plain: instead, words }));
    button.addEventListener("click", () => {
      if (!putIn(panel, words, asBegun(words, instead))) button.replaceWith(gettext("%(plain)s (change it by hand)", { plain: instead }));
    });
    word.replaceWith(button);
  }
}

function start(root) {
  for (const place of root.querySelectorAll("[data-read-at]")) {
    const panel = place.closest("[data-panel]");
    makeButtons(panel, place);
    let waiting;
    panel.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => readAgain(panel, place), PAUSE);
    });
  }
}

document.addEventListener("opened-in-place", (event) => start(event.target));
document.addEventListener("saved-in-place", (event) => {
  for (const place of event.target.querySelectorAll("[data-read-at]")) readAgain(place.closest("[data-panel]"), place);
});
start(document);

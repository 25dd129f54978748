// Puts the sections of a draft into another order: by dragging the handle of a row, or with the keyboard (space takes it, arrows
// move it, space lays it down, Escape puts it back). Where it is stands in a live region. What is laid down is sent as the
// buttons of the row are (in-place.js). Without this script those buttons move a section by one place.

import { element } from "./dialogs.js";
import { gettext } from "./words.js";

const outline = document.querySelector('[data-outline="draft"]');
const said = element("p", { class: "visually-hidden", role: "status" });
const help = element("p", { class: "visually-hidden", id: "outline-help" }, gettext("Space takes the section, arrow keys move it, space lays it down, Escape puts it back."));
let taken = null; // { row, place: where it was, handle }
let goesTo = ""; // the row whose handle gets the focus once the list is shown anew

const rows = () => [...outline.querySelectorAll(":scope > li[id^='section-']")].filter((row) => row.querySelector("[data-handle]"));
const nameOf = (row) => row.querySelector(".list-row-title").textContent.trim();
const placeOf = (row) => rows().indexOf(row);

function say(row) {
  said.textContent = gettext("“%(heading)s”: place %(place)s of %(all)s.", { heading: nameOf(row), place: placeOf(row) + 1, all: rows().length });
}

function take(row, handle) {
  taken = { row, handle, place: placeOf(row) };
  row.classList.add("is-taken");
  handle.setAttribute("aria-pressed", "true");
  say(row);
}

function put(row, place) {
  const others = rows().filter((one) => one !== row);
  const before = others[place];
  if (before) before.before(row);
  else others.at(-1).after(row);
}

function release() {
  const { row, handle } = taken;
  row.classList.remove("is-taken");
  handle.setAttribute("aria-pressed", "false");
  taken = null;
}

function putBack() {
  const { row, place, handle } = taken;
  release();
  put(row, place);
  handle.focus();
  said.textContent = gettext("“%(heading)s” is back at place %(place)s.", { heading: nameOf(row), place: place + 1 });
}

function layDown() {
  const { row, place } = taken;
  release();
  const now = placeOf(row);
  if (now === place) return say(row);
  said.textContent = gettext("“%(heading)s” goes to place %(place)s of %(all)s.", { heading: nameOf(row), place: now + 1, all: rows().length });
  send(row, now, place);
}

function send(row, now, before) {
  const form = document.getElementById("edition");
  const address = `${outline.dataset.move}sections/${row.id.slice("section-".length)}/move/`;
  const button = element("button", { type: "submit", name: "to", value: now, formaction: address, class: "visually-hidden", tabindex: -1 }, gettext("Move"));
  form.addEventListener("not-saved-in-place", () => row.isConnected && put(row, before), { once: true });
  form.append(button);
  goesTo = row.id;
  form.requestSubmit(button);
  button.remove();
}

const KEYS = { ArrowUp: -1, ArrowDown: 1 };

function pressed(event) {
  const row = event.currentTarget.closest("li");
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (taken) layDown();
    else take(row, event.currentTarget);
  } else if (taken && event.key in KEYS) {
    event.preventDefault();
    put(row, Math.max(0, Math.min(placeOf(row) + KEYS[event.key], rows().length - 1)));
    event.currentTarget.focus();
    say(row);
  } else if (taken && event.key === "Tab") putBack();
}

const EDGE = 60; // near the edge of the window the page follows

function dragged(event) {
  if (!taken || taken.pointer !== event.pointerId) return;
  const { row } = taken;
  if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
  const middle = (one) => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2;
  const place = rows().filter((one) => one !== row && middle(one) < event.clientY).length;
  if (place === placeOf(row)) return;
  put(row, place);
  say(row);
}

function grabbed(event) {
  if (event.button || taken) return;
  event.preventDefault();
  const handle = event.currentTarget;
  handle.focus();
  take(handle.closest("li"), handle);
  taken.pointer = event.pointerId;
}

function dropped(event) {
  if (taken?.pointer === event.pointerId) layDown();
}

function addHandle(row) {
  const buttons = row.querySelector("[formaction$='/move/']")?.parentElement;
  if (row.querySelector("[data-handle]") || !buttons) return;
  const handle = element("button", { type: "button", class: "button button-quiet button-small outline-handle", "data-handle": true, "aria-pressed": "false", "aria-describedby": "outline-help", "aria-label": gettext("Reorder “%(heading)s”", { heading: nameOf(row) }) }, "⠿");
  handle.addEventListener("keydown", pressed);
  handle.addEventListener("pointerdown", grabbed);
  buttons.prepend(handle);
}

function renewed() {
  if (taken && !taken.row.isConnected) taken = null; // the list was shown anew: nothing was laid down
  [...outline.children].forEach(addHandle);
  const row = goesTo ? document.getElementById(goesTo) : null;
  if (!row?.querySelector("[data-handle]") || taken) return;
  goesTo = "";
  row.querySelector("[data-handle]").focus();
}

if (outline) {
  outline.before(said, help);
  document.addEventListener("pointermove", dragged);
  document.addEventListener("pointerup", dropped);
  document.addEventListener("pointercancel", (event) => taken?.pointer === event.pointerId && putBack());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !taken) return;
    event.preventDefault();
    event.stopPropagation();
    putBack();
  }, { capture: true });
  new MutationObserver(renewed).observe(outline, { childList: true });
  renewed();
}

// Names offered while somebody types @ in a form[data-mentions]; without this, a typed name does the same.
// The names stand in the page as JSON (#people-around). Each offer is a button: Tab reaches it, Enter takes it.

import { gettext } from "./words.js";

let names = [];
const TYPED = /(?:^|[\s(])@([^\s@]*(?: [^\s@]*)?)$/;
const MOST = 5;

function fitting(typed) {
  const wanted = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().split(" ").some((word) => word.startsWith(wanted)) || name.toLowerCase().startsWith(wanted)).slice(0, MOST);
}

function offer(box) {
  const field = box.field;
  const match = TYPED.exec(field.value.slice(0, field.selectionStart));
  const found = match ? fitting(match[1]) : [];
  box.replaceChildren();
  box.hidden = found.length === 0;
  if (!found.length) return;
  box.append(gettext("Mention:"));
  for (const name of found) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = name;
    button.addEventListener("click", () => take(box, name, match[1].length));
    box.append(button);
  }
}

function take(box, name, typed) {
  const field = box.field;
  const end = field.selectionStart;
  field.setRangeText(`${name} `, end - typed, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  box.hidden = true;
}

function attach(field) {
  const box = document.createElement("div");
  box.className = "mention-offers";
  box.setAttribute("role", "status");
  box.hidden = true;
  box.field = field;
  field.after(box);
  field.addEventListener("input", () => offer(box));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    box.hidden = true;
    event.stopPropagation();
  });
}

function start(root) {
  const source = root.querySelector("#people-around");
  if (!source) return;
  names = JSON.parse(source.textContent);
  if (names.length) root.querySelectorAll("form[data-mentions] textarea[name=text]").forEach(attach);
}

document.addEventListener("opened-in-place", (event) => start(event.target));
start(document);

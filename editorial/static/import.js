// Several files are sent one after the other, and the page says how far it is; without this script all are sent at once.
// Pasting a page: takes the clipboard's HTML along with its text, so that headings, lists and tables survive. The text
// alone is sent if a person changes it after pasting. Without this script the plain text is read.

import { gettext, ngettext } from "./words.js";

const area = document.querySelector("[data-paste]");
const rich = document.querySelector("[data-pasted-html]");
const said = document.querySelector("[data-paste-said]");
const MOST = 4_000_000;
let pasting = false;

function say(words) {
  if (said) said.textContent = words;
}

function take(event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const replacesAll = area.selectionStart === 0 && area.selectionEnd === area.value.length;
  pasting = true;
  if (html && html.length < MOST && replacesAll) {
    rich.value = html;
    say(gettext("Headings, lists and tables were taken along with the text."));
  } else {
    rich.value = "";
    say("");
  }
}

function typed() {
  if (!pasting && rich.value) {
    rich.value = "";
    say(gettext("You changed the text: it will be read as plain text."));
  }
  pasting = false;
}

if (area && rich) {
  area.addEventListener("paste", take);
  area.addEventListener("input", typed);
}

const form = document.querySelector("[data-import]");
const files = document.querySelector("[data-files]");
const several = document.querySelector("[data-several]");

function row(list, name, words, link) {
  const item = document.createElement("li");
  item.className = "list-row";
  const title = document.createElement(link ? "a" : "span");
  title.textContent = name;
  if (link) title.href = link;
  const said = document.createElement("span");
  said.className = "small muted";
  said.textContent = words;
  item.append(title, said);
  list.append(item);
}

async function send(file) {
  const data = new FormData(form);
  data.delete(files.name);
  data.append(files.name, file);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).files[0];
}

function outcome(list, one) {
  if (one.url) row(list, one.name, one.check ? ngettext("read; %(number)s thing to check", "read; %(number)s things to check", one.check) : gettext("read"), one.url);
  else row(list, one.name, one.issues.join(" "));
}

async function readAll(event) {
  const chosen = [...files.files];
  if (chosen.length < 2) return;
  event.preventDefault();
  const list = several.querySelector("[data-several-list]");
  const bar = several.querySelector("[data-several-progress]");
  const words = several.querySelector("[data-several-said]");
  several.hidden = false;
  bar.max = chosen.length;
  for (const [number, file] of chosen.entries()) {
    words.textContent = gettext("%(name)s: %(place)s of %(all)s", { name: file.name, place: number + 1, all: chosen.length });
    try {
      outcome(list, await send(file));
    } catch {
      row(list, file.name, gettext("could not be sent: try again."));
    }
    bar.value = number + 1;
  }
  words.textContent = ngettext(
    "%(number)s file was read. It is in no article yet: look at it, and create it there.",
    "%(number)s files were read. Nothing is in an article yet: look at each, and create it there.",
    chosen.length,
  );
  form.reset();
}

if (form && files && several) form.addEventListener("submit", readAll);

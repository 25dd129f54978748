// The palette: the site's one search, from every working page. [data-find] opens it, and Ctrl+K or ⌘K, but in the text editor, where
// those keys make a link. A combobox: the focus stays in the field, arrows move through what was found, Enter opens it; where nothing
// is chosen, Enter leads to the page of the same search. Everything that is found is written as text.

import { element, unique } from "./dialogs.js";
import { gettext, ngettext } from "./words.js";

const PAGE = "/find/";
const ANSWERS = "/find.json";
const WAIT = 120; // milliseconds after the last key before the site is asked

class Palette {
  constructor() {
    this.options = [];
    this.active = -1;
    this.list = element("div", { class: "palette-list", role: "listbox", id: unique("palette"), "aria-label": gettext("What was found") });
    this.said = element("p", { class: "small muted palette-said", role: "status" });
    this.input = element("input", {
      type: "search",
      name: "q",
      role: "combobox",
      maxlength: 200,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: gettext("Titles, headings, references, people, pages"),
      "aria-label": gettext("Search"),
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      input: () => this.later(),
      keydown: (event) => this.press(event),
    });
    const form = element("form", { method: "get", action: PAGE, role: "search", submit: (event) => this.send(event) }, this.input);
    this.dialog = element("dialog", { class: "palette", "aria-label": gettext("Search") }, form, this.said, this.list);
    for (const name of ["input", "change"]) this.dialog.addEventListener(name, (event) => event.stopPropagation());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.stop());
    document.body.append(this.dialog);
  }

  open() {
    if (document.querySelector("dialog[open]")) return;
    this.dialog.showModal();
    this.input.select();
    this.search();
  }

  stop() {
    clearTimeout(this.timer);
    this.waiting?.abort();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT);
  }

  async search() {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const typed = this.input.value;
    try {
      const answer = await fetch(`${ANSWERS}?${new URLSearchParams({ q: typed })}`, { signal: this.waiting.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.show((await answer.json()).groups, typed);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.show([], null);
      this.said.textContent = gettext("The site did not answer. Press Enter to search on a page of its own.");
    }
  }

  show(groups, typed) {
    this.options = [];
    this.answers = typed;
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.move(this.options.length && typed?.trim() ? 0 : -1);
    const number = this.options.length;
    if (number) this.said.textContent = ngettext("%(number)s found.", "%(number)s found.", number);
    else this.said.textContent = groups.length ? gettext("Too much begins so: type more of the words.") : gettext("Nothing is called so.");
  }

  group({ title, hits }) {
    const id = unique("palette-group");
    const options = hits.map((hit) => this.option(hit));
    this.options.push(...options);
    return element("div", { role: "group", "aria-labelledby": id }, element("p", { class: "palette-group", id }, title), ...options);
  }

  option({ label, url, text, state, state_label: said }) {
    const words = element("span", { class: "palette-words" }, element("span", { class: "palette-title" }, label));
    if (text) words.append(element("span", { class: "small muted palette-text" }, text));
    const option = element("div", { role: "option", class: "palette-option", id: unique("option"), "aria-selected": "false" }, words);
    if (state) option.append(element("span", { class: `badge badge-${state}` }, said));
    option.url = url;
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    option.addEventListener("click", (event) => this.go(option, event.ctrlKey || event.metaKey));
    return option;
  }

  move(place) {
    const before = this.options[this.active];
    if (before) before.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  press(event) {
    const last = this.options.length - 1;
    if (event.isComposing || last < 0) return;
    if (event.key === "ArrowDown") this.move(this.active >= last ? 0 : this.active + 1);
    else if (event.key === "ArrowUp") this.move(this.active <= 0 ? last : this.active - 1);
    else return;
    event.preventDefault();
  }

  // What stands in the list may be the answer to words typed before: then the page of the search answers.
  send(event) {
    const option = this.options[this.active];
    if (!option || this.answers !== this.input.value) return;
    event.preventDefault();
    this.go(option, false);
  }

  go(option, apart) {
    if (apart) return window.open(option.url, "_blank", "noopener");
    this.dialog.close();
    location.assign(option.url);
  }
}

let palette = null;
const open = () => (palette ??= new Palette()).open();

for (const link of document.querySelectorAll("[data-find]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  event.preventDefault(); // the browser would go to its address
  open();
});

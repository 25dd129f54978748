// Choosing a reference: a combobox over the library (the pattern of the ARIA practices: the focus stays in the field,
// arrows move through the list, Enter chooses), what was used lately when nothing is typed, and adding a new reference
// without leaving. Everything that is found is written as text.

import { ask, element, field, unique } from "./dialogs.js";
import { gettext, ngettext } from "./words.js";

const LIBRARY = "/desk/references/";
const WAIT = 150; // milliseconds after the last key before the library is asked
const PAUSE = 1000; // between two looks at how far a look-up is

// Short names and standings by key: those cited on the page, and whatever was found since.
export const known = new Map();
// What the text around a citation without a reference makes likely, by what the citation said.
const likely = {};

// What a page, or a part of one that was opened later, says of its references.
export function learn(root) {
  const said = (id) => JSON.parse(root.querySelector(`#${id}`)?.textContent ?? "{}");
  for (const [key, entry] of Object.entries(said("citation-names"))) known.set(key, entry);
  Object.assign(likely, said("likely-references"));
}
learn(document);

const article = /\/desk\/articles\/([^/]+)\//.exec(location.pathname)?.[1] ?? "";

async function post(path, data) {
  const body = new FormData();
  for (const [name, value] of Object.entries(data)) body.set(name, value);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(LIBRARY + path, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status >= 500 || answer.redirected) throw new Error(String(answer.status));
  return answer.json();
}

// ── The list ────────────────────────────────────────────────────────────────────────────────────────────────

class Picker {
  constructor(chosen) {
    this.chosen = chosen;
    this.entries = [];
    this.active = -1;
    this.list = element("div", { class: "found", role: "listbox", id: unique("references"), "aria-label": gettext("References") });
    this.count = element("p", { class: "small muted", role: "status" });
    this.input = element("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 1500,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      input: () => this.later(),
      keydown: (event) => this.press(event),
    });
    this.dom = element("div", { class: "stack stack-s" }, this.count, this.list);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT);
  }

  async search() {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const query = new URLSearchParams({ q: this.input.value, article });
    try {
      const answer = await fetch(`${LIBRARY}search.json?${query}`, { signal: this.waiting.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results, groups } = await answer.json();
      const named = new Map(results.map((entry) => [entry.key, entry]));
      const used = groups.map(({ label, keys }) => ({ label, results: keys.map((key) => named.get(key)) }));
      if (used.length) this.show(used, gettext("Type to search the whole library."));
      else this.show([{ label: "", results }], this.words(results));
    } catch (error) {
      if (error.name !== "AbortError") this.say(gettext("The library did not answer. Try again in a moment."));
    }
  }

  words(results) {
    if (!this.input.value.trim()) return results.length ? gettext("Added last. Type to search.") : gettext("The library is empty: add a reference.");
    if (!results.length) return gettext("Nothing found. Use fewer words, or add the reference.");
    return results.length === 20
      ? gettext("The likeliest 20; type more to narrow.")
      : ngettext("%(number)s found.", "%(number)s found.", results.length);
  }

  say(words) {
    this.count.textContent = words;
  }

  show(groups, words) {
    this.entries = groups.flatMap((group) => group.results);
    for (const entry of this.entries) known.set(entry.key, entry);
    this.options = [];
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.input.setAttribute("aria-expanded", String(this.entries.length > 0));
    this.move(-1);
    this.say(words);
  }

  group({ label, results }) {
    const options = results.map((entry) => this.option(entry));
    if (!label) return element("div", { role: "presentation", class: "found-group" }, ...options);
    const heading = element("p", { class: "overline", id: unique("group"), role: "presentation" }, label);
    return element("div", { role: "group", class: "found-group", "aria-labelledby": heading.id }, heading, ...options);
  }

  option(entry) {
    const where = [entry.people, entry.source].filter(Boolean).join(". ");
    const parts = [
      element("span", { class: "overline" }, entry.kind_label ?? ""),
      element("strong", {}, entry.title ?? entry.name),
      element("span", { class: "small" }, where),
    ];
    if (entry.standing !== "good") parts.push(element("span", { class: `badge badge-${entry.standing}` }, entry.standing_label));
    const option = element("div", { role: "option", class: "found-option", id: unique("option") }, ...parts);
    option.setAttribute("aria-selected", String(entry.key === this.chosen));
    // The focus stays in the field.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.choose(entry));
    option.entry = entry;
    this.options.push(option);
    return option;
  }

  move(place) {
    this.options?.[this.active]?.classList.remove("found-active");
    this.active = place;
    const option = this.options?.[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.classList.add("found-active");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(entry) {
    clearTimeout(this.timer);
    this.waiting?.abort(); // its answer would put another list in place of the one that was chosen from
    this.chosen = entry.key;
    for (const option of this.options) option.setAttribute("aria-selected", String(option.entry.key === entry.key));
    this.say(gettext("Chosen: %(name)s.", { name: entry.name }));
    this.onChoose?.(entry);
  }

  press(event) {
    const last = this.options ? this.options.length - 1 : -1;
    const steps = {
      ArrowDown: () => this.move(this.active >= last ? 0 : this.active + 1),
      ArrowUp: () => this.move(this.active <= 0 ? last : this.active - 1),
    };
    if (steps[event.key] && last >= 0) steps[event.key]();
    else if (event.key === "Enter" && this.options?.[this.active]) this.choose(this.options[this.active].entry);
    else return;
    event.preventDefault();
  }
}

// ── Adding one ──────────────────────────────────────────────────────────────────────────────────────────────

class Adding {
  constructor(picker) {
    this.picker = picker;
    this.said = element("p", { class: "small", role: "status" });
    this.text = element("input", { type: "text", autocomplete: "off", spellcheck: "false", maxlength: 2000 });
    this.outcome = element("div", { class: "stack stack-s" });
    const types = [["article-journal", gettext("Journal article")], ["report", gettext("Report or guideline")], ["book", gettext("Book")], ["webpage", gettext("Web page")]];
    this.fields = {
      type: element("select", {}, ...types.map(([value, words]) => element("option", { value }, words))),
      title: element("input", { type: "text", maxlength: 2000 }),
      authors: element("textarea", { rows: 2 }),
      container_title: element("input", { type: "text", maxlength: 1000 }),
      year: element("input", { type: "text", inputmode: "numeric", maxlength: 4, class: "input-short" }),
      url: element("input", { type: "text", inputmode: "url", maxlength: 2000 }),
    };
    for (const name of ["title", "container_title", "year", "url"]) this.enter(this.fields[name], () => this.add(this.typed()));
    const button = (words, press) => element("button", { type: "button", class: "button button-secondary button-small", click: press }, words);
    this.enter(this.text, () => this.lookUp());
    const byHand = element(
      "details",
      { class: "disclosure" },
      element("summary", {}, gettext("Or fill in a few fields")),
      element(
        "div",
        { class: "stack stack-s" },
        field(gettext("Type"), this.fields.type),
        field(gettext("Title"), this.fields.title),
        field(gettext("Authors"), this.fields.authors, gettext("One on each line: “Family, Given”")),
        field(gettext("Journal, book or site"), this.fields.container_title),
        field(gettext("Year"), this.fields.year),
        field(gettext("Web address"), this.fields.url),
        button(gettext("Add to the library"), () => this.add(this.typed())),
      ),
    );
    this.dom = element(
      "details",
      { class: "disclosure adding" },
      element("summary", {}, gettext("Add a new reference")),
      element(
        "div",
        { class: "stack stack-s" },
        field(gettext("DOI, PubMed number or web address"), this.text),
        button(gettext("Look it up"), () => this.lookUp()),
        this.said,
        this.outcome,
        byHand,
      ),
    );
  }

  enter(input, act) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      act();
    });
  }

  typed() {
    return Object.fromEntries(Object.entries(this.fields).map(([name, input]) => [name, input.value]));
  }

  async lookUp() {
    this.outcome.replaceChildren();
    this.said.textContent = gettext("Another server is being asked…");
    try {
      const { url, issues } = await post("look-up/", { text: this.text.value });
      if (issues) this.said.textContent = issues.join(" ");
      else await this.watch(url);
    } catch {
      this.said.textContent = gettext("That did not work. Try again in a moment.");
    }
  }

  async watch(url) {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    const { id, progress, message, found, existing } = await answer.json();
    if (!this.dom.isConnected) return;
    if (existing) this.take(existing, gettext("The library has it already"));
    else if (found) this.confirm(id, found);
    else if (progress === "waiting") setTimeout(() => this.watch(url).catch(() => {}), PAUSE);
    else this.said.textContent = gettext("%(message)s You can fill in a few fields instead.", { message });
  }

  confirm(id, found) {
    this.said.textContent = gettext("Found. Is this the work?");
    const words = element("p", {}, element("strong", {}, found.title), " ", [found.people, found.source].filter(Boolean).join(". "));
    const yes = element("button", { type: "button", class: "button button-small", click: () => this.add({ lookup: id }) }, gettext("Yes, add it"));
    this.outcome.replaceChildren(words, yes);
    yes.focus();
  }

  async add(data) {
    try {
      const { added, existing, issues } = await post("quick.json", data);
      if (added) this.take(added, gettext("Added to the library"));
      else if (existing) this.take(existing, gettext("The library has it already"));
      else this.said.textContent = issues.join(" ");
    } catch {
      this.said.textContent = gettext("That did not work. Try again in a moment.");
    }
  }

  take(entry, words) {
    this.outcome.replaceChildren();
    this.said.textContent = "";
    this.dom.open = false;
    this.picker.show([{ label: words, results: [entry] }], "");
    this.picker.choose(entry);
  }
}

// ── The dialog ──────────────────────────────────────────────────────────────────────────────────────────────

export function askForCitation(attributes) {
  const picker = new Picker(attributes.ref);
  const locator = element("input", { type: "text", maxlength: 1500, value: attributes.locator ?? "", class: "input-medium" });
  picker.onChoose = () => locator.focus();
  const guesses = likely[attributes.unresolved] ?? [];
  if (guesses.length) picker.show([{ label: gettext("Likely, from the words of the sentence"), results: guesses }], gettext("Type to see others."));
  else picker.search();
  const said = attributes.unresolved
    ? [element("p", { class: "notice notice-warning" }, gettext("The text said “%(said)s”. Which reference is it?", { said: attributes.unresolved }))]
    : [];
  const read = () => {
    if (picker.chosen) return { ref: picker.chosen, locator: locator.value.trim() || null, unresolved: null };
    picker.say(gettext("Choose a reference first."));
    picker.input.focus();
    return null;
  };
  const content = [
    ...said,
    field(gettext("Search the library"), picker.input, gettext("Author, title, journal, year, DOI")),
    picker.dom,
    new Adding(picker).dom,
    field(gettext("Where in it (optional)"), locator, gettext("For example “p. 4” or “table 2”")),
  ];
  const isThere = Boolean(attributes.ref || attributes.unresolved);
  return ask(isThere ? gettext("Change the citation") : gettext("Cite a reference"), content, {
    submit: isThere ? gettext("Change") : gettext("Cite"),
    remove: isThere ? gettext("Remove the citation") : "",
    read,
  });
}

// Linking words: to an article of this site, which is found by its title and kept by its id, or to an address. A combobox
// like that for references (picker.js): the focus stays in the field, arrows move through the list, Enter takes one.
// Everything that is found is written as text.

import { ask, element, field, unique, writing } from "./dialogs.js";
import { gettext, ngettext } from "./words.js";

const ARTICLES = "/desk/articles.json";
const WAIT = 150; // milliseconds after the last key before the site is asked
const ADDRESS = /^(?:https?:\/\/|mailto:|doi:\s*|10\.\d{4,9}\/)\S+$/i;

class Articles {
  constructor(address) {
    this.list = element("div", { class: "found", role: "listbox", id: unique("articles"), "aria-label": gettext("Articles") });
    this.said = element("p", { class: "small muted", role: "status" });
    this.options = [];
    this.active = -1;
    this.chosen = null;
    this.input = element("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 2000,
      value: address,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      input: () => this.later(),
      keydown: (event) => this.press(event),
    });
    this.dom = element("div", { class: "stack stack-s" }, this.said, this.list);
  }

  later() {
    this.chosen = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.input.value), WAIT);
  }

  async search(text) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    try {
      const answer = await fetch(`${ARTICLES}?${new URLSearchParams({ q: text })}`, { signal: this.waiting.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results, own } = await answer.json();
      this.show(results);
      if (own && results.length === 1) this.choose(this.options[0]);
      else this.say(this.words(text.trim(), results, own));
    } catch (error) {
      if (error.name !== "AbortError") this.say(gettext("The site did not answer. Try again in a moment."));
    }
  }

  words(text, results, own) {
    if (own) return gettext("No article of this site that you may link to stands at this address.");
    if (ADDRESS.test(text)) return gettext("An address outside of the articles here.");
    if (!text) return results.length ? gettext("Type a title, or paste an address.") : gettext("Paste an address.");
    return results.length ? ngettext("%(number)s found.", "%(number)s found.", results.length) : gettext("No article is called so.");
  }

  say(words) {
    this.said.textContent = words;
  }

  show(results) {
    this.options = results.map((entry) => this.option(entry));
    this.list.replaceChildren(...this.options);
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.move(-1);
  }

  option(entry) {
    const parts = [element("strong", {}, entry.title), element("span", { class: "small" }, entry.path)];
    if (!entry.published) parts.push(element("span", { class: "badge badge-warning" }, entry.state));
    const option = element("div", { role: "option", class: "found-option", id: unique("option"), "aria-selected": "false" }, ...parts);
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    option.addEventListener("click", () => this.take(option));
    option.entry = entry;
    return option;
  }

  move(place) {
    this.options[this.active]?.classList.remove("found-active");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.classList.add("found-active");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(option) {
    this.chosen = option.entry;
    for (const one of this.options) one.setAttribute("aria-selected", String(one === option));
    this.say(gettext("Leads to: %(title)s.", { title: option.entry.title }));
  }

  take(option) {
    clearTimeout(this.timer);
    this.waiting?.abort();
    this.choose(option);
    this.input.form.requestSubmit();
  }

  press(event) {
    const last = this.options.length - 1;
    const steps = {
      ArrowDown: () => this.move(this.active >= last ? 0 : this.active + 1),
      ArrowUp: () => this.move(this.active <= 0 ? last : this.active - 1),
    };
    if (steps[event.key] && last >= 0) steps[event.key]();
    else if (event.key === "Enter" && this.options[this.active]) this.take(this.options[this.active]);
    else return;
    event.preventDefault();
  }

  // What the link is to be, or null with a word about what is missing.
  answer() {
    const typed = this.input.value.trim();
    if (this.chosen) return { attributes: { href: null, "data-article": this.chosen.article }, words: this.chosen.title };
    if (ADDRESS.test(typed)) return { attributes: { href: typed, "data-article": null }, words: typed };
    this.say(gettext("Choose an article from the list, or give a whole address: https://…"));
    return null;
  }
}

// Links the chosen words, or changes the link that stands here. Where nothing is chosen, the article's title is put in.
export async function link(editor) {
  const { href, "data-article": article } = editor.getAttributes("link");
  const linked = Boolean(href || article);
  const nothing = editor.state.selection.empty && !linked;
  const articles = new Articles(href ?? "");
  const [id, anchor] = (article ?? "").split("#");
  articles.search(article ? `${location.origin}/articles/id/${id}/${anchor ? `#${anchor}` : ""}` : (href ?? ""));
  const help = gettext("The title of an article here, which the link then follows wherever it goes; or an address.");
  const answer = await ask(linked ? gettext("Change the link") : gettext("Link to"), [field(gettext("Article or address"), articles.input, help), articles.dom], {
    submit: gettext("Link"),
    remove: linked ? gettext("Remove the link") : "",
    read: () => articles.answer(),
  });
  const chain = writing(editor);
  if (answer === "remove") chain.extendMarkRange("link").unsetMark("link").run();
  else if (answer && nothing) chain.insertContent({ type: "text", text: answer.words, marks: [{ type: "link", attrs: answer.attributes }] }).run();
  else if (answer) chain.extendMarkRange("link").setMark("link", answer.attributes).run();
}

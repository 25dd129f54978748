// Citations in the writing surface: an atom that names its reference, and the dialog that chooses one from the library.
// Stored as <cite data-ref="key" data-locator="p. 4"></cite>, or data-unresolved="[7]" while no reference is known.

import { InputRule, Node } from "django-prose-editor/editor";
import { ask, element, field, unique } from "./dialogs.js";

const SEARCH = "/desk/references/search.json";
const WAIT = 200; // milliseconds after the last key before the library is asked

// Short names and standings by key: those cited on the page, and whatever was found since.
const known = new Map();
const given = document.getElementById("citation-names");
if (given) for (const [key, entry] of Object.entries(JSON.parse(given.textContent))) known.set(key, entry);

// What the text around a citation without a reference makes likely, by what the citation said.
const offered = document.getElementById("likely-references");
const likely = offered ? JSON.parse(offered.textContent) : {};

export function labelOf({ ref, locator, unresolved }) {
  if (!ref) return `${unresolved || "?"} ?`;
  const name = known.get(ref)?.name ?? ref;
  return locator ? `${name}, ${locator}` : name;
}

// ── The dialog ──────────────────────────────────────────────────────────────────────────────────────────────

class Results {
  constructor(chosen) {
    this.name = unique("reference");
    this.chosen = chosen;
    this.list = element("div", { class: "found" });
    this.count = element("p", { class: "small muted", role: "status" });
    this.dom = element("fieldset", { class: "field" }, element("legend", {}, "References"), this.count, this.list);
  }

  async search(text) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    try {
      const answer = await fetch(`${SEARCH}?q=${encodeURIComponent(text)}`, { signal: this.waiting.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.count.textContent = "The library did not answer. Try again in a moment.";
    }
  }

  show(results, words = "") {
    for (const entry of results) known.set(entry.key, entry);
    this.list.replaceChildren(...results.map((entry) => this.choice(entry)));
    this.count.textContent = words || (results.length === 20 ? "The first 20; type more to narrow." : `${results.length} found.`);
  }

  choice(entry) {
    const input = element("input", { type: "radio", name: this.name, value: entry.key });
    input.checked = entry.key === this.chosen;
    input.addEventListener("change", () => (this.chosen = entry.key));
    const where = [entry.people, entry.source].filter(Boolean).join(". ");
    const kind = element("span", { class: "overline" }, entry.kind_label);
    const words = element("span", { class: "found-words" }, kind, element("strong", {}, entry.title), element("span", { class: "small" }, where));
    if (entry.standing !== "good") {
      words.append(element("span", { class: `badge badge-${entry.standing}` }, entry.standing_label));
    }
    return element("label", { class: "choice choice-boxed" }, input, words);
  }

  get first() {
    return this.list.querySelector("input");
  }
}

function askForCitation(attributes) {
  const results = new Results(attributes.ref);
  const search = element("input", { type: "search", autocomplete: "off", maxlength: 200 });
  const locator = element("input", { type: "text", maxlength: 200, value: attributes.locator ?? "", class: "input-medium" });
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => results.search(search.value), WAIT);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !results.first) return;
    event.preventDefault();
    results.first.focus();
    results.first.click();
  });
  const guesses = likely[attributes.unresolved] ?? [];
  if (guesses.length) results.show(guesses, "Likely, from the words of the sentence. Search to see others.");
  else results.search("");
  const said = attributes.unresolved
    ? [element("p", { class: "notice notice-warning" }, `The text said “${attributes.unresolved}”. Which reference is it?`)]
    : [];
  const read = () => {
    if (results.chosen) return { ref: results.chosen, locator: locator.value.trim() || null, unresolved: null };
    results.count.textContent = "Choose a reference first.";
    search.focus();
    return null;
  };
  const content = [
    ...said,
    field("Search the library", search, "Author, title, journal, year, DOI"),
    results.dom,
    field("Where in it (optional)", locator, "For example “p. 4” or “table 2”"),
  ];
  const isThere = Boolean(attributes.ref || attributes.unresolved);
  return ask(isThere ? "Change the citation" : "Cite a reference", content, {
    submit: isThere ? "Change" : "Cite",
    remove: isThere ? "Remove the citation" : "",
    read,
  });
}

// Opens the dialog for the citation that is selected, or to put a new one where the cursor is.
export async function cite(editor) {
  const node = editor.state.selection.node;
  const isThere = node?.type.name === "citation";
  const answer = await askForCitation(isThere ? node.attrs : {});
  if (answer === "remove") editor.chain().focus().deleteSelection().run();
  else if (answer) editor.chain().focus().insertContent({ type: "citation", attrs: answer }).run();
  else editor.commands.focus();
}

// ── The atom ────────────────────────────────────────────────────────────────────────────────────────────────

const data = (name) => ({
  default: null,
  parseHTML: (dom) => dom.getAttribute(`data-${name}`),
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
});

class CitationView {
  constructor({ node, editor, getPos }) {
    this.dom = element("cite", { class: "cite-atom", tabindex: "-1" });
    this.dom.addEventListener("dblclick", () => {
      editor.commands.setNodeSelection(getPos());
      cite(editor);
    });
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "citation") return false;
    this.dom.textContent = labelOf(node.attrs);
    this.dom.classList.toggle("cite-unresolved", !node.attrs.ref);
    this.dom.dataset.standing = known.get(node.attrs.ref)?.standing ?? "";
    return true;
  }

  ignoreMutation() {
    return true;
  }
}

export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes: () => ({ ref: data("ref"), locator: data("locator"), unresolved: data("unresolved") }),
  parseHTML: () => [{ tag: "cite[data-ref]" }, { tag: "cite[data-unresolved]" }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes],
  renderText: ({ node }) => `[${labelOf(node.attrs)}]`,
  addNodeView: () => (given) => new CitationView(given),
  addKeyboardShortcuts() {
    const open = ({ editor }) => {
      if (editor.state.selection.node?.type.name !== "citation") return false;
      cite(editor);
      return true;
    };
    return {
      Enter: open,
      "Mod-Shift-k": ({ editor }) => {
        cite(editor);
        return true;
      },
    };
  },
  addInputRules() {
    const { editor } = this;
    return [
      new InputRule({
        find: /\[@$/,
        handler: ({ range, chain }) => {
          chain().deleteRange(range).run();
          setTimeout(() => cite(editor));
        },
      }),
    ];
  },
});

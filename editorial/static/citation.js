// Citations in the writing surface: an atom that names its reference. Choosing one is picker.js.
// Stored as <cite data-ref="key" data-locator="p. 4"></cite>, or data-unresolved="[7]" while no reference is known.

import { InputRule, Node } from "django-prose-editor/editor";
import { element, writing } from "./dialogs.js";
import { askForCitation, known } from "./picker.js";

export function labelOf({ ref, locator, unresolved }) {
  if (!ref) return `${unresolved || "?"} ?`;
  const name = known.get(ref)?.name ?? ref;
  return locator ? `${name}, ${locator}` : name;
}

// Opens the dialog for the citation that is selected, or to put a new one where the cursor is.
export async function cite(editor) {
  const node = editor.state.selection.node;
  const isThere = node?.type.name === "citation";
  const answer = await askForCitation(isThere ? node.attrs : {});
  const chain = writing(editor);
  if (answer === "remove") chain.deleteSelection().run();
  else if (answer) chain.insertContent({ type: "citation", attrs: answer }).run();
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
          queueMicrotask(() => cite(editor)); // after the change is made, and before the next key
        },
      }),
    ];
  },
});

// The button of the editor that divides a section: what stands before the cursor stays, the rest is to become a section of its
// own. What is typed is saved first; then the page that asks about every wording is shown, with this place chosen.

import { element } from "./dialogs.js";
import { gettext } from "./words.js";

const formOf = (editor) => editor.options.element.closest("form[data-section-form]");
const saysSomething = (node) => node.textContent.trim() !== "" || node.content.content.some((child) => child.isAtom && !child.isText && child.type.name !== "hardBreak");

export const isDividable = (editor) => Boolean(formOf(editor)) && !formOf(editor).querySelector('[name$="-summary"]');

// How many blocks stay: empty ones are not saved, so they are not counted.
function blocksBefore(doc, index) {
  let number = 0;
  for (let at = 0; at < index; at += 1) if (saysSomething(doc.child(at)) || doc.child(at).type.name === "table") number += 1;
  return number;
}

export function divide(editor) {
  const { $from } = editor.state.selection;
  let index = $from.index(0);
  if ($from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parentOffset > 0) {
    if ($from.parentOffset < $from.parent.content.size) editor.chain().splitBlock().run();
    index += 1;
  }
  const form = formOf(editor);
  const panel = editor.options.element.closest("[data-panel]");
  const audience = panel?.id === "wording-everyone" ? "" : (panel?.id.replace(/^wording-/, "") ?? "");
  const value = `${blocksBefore(editor.state.doc, index)}:${audience}`;
  const button = element("button", { type: "submit", name: "split", value, class: "visually-hidden", tabindex: -1 }, gettext("Divide"));
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

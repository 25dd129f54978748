// Small dialogs of the section editor, made of plain elements.

import { gettext } from "./words.js";

let made = 0;

// element("p", { class: "x", hidden: true }, "words", child) — attributes by name, functions as event listeners.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export const unique = (prefix) => `${prefix}-${(made += 1)}`;

export function field(label, input, help = "") {
  input.id ||= unique("dialog-field");
  const parts = [element("label", { for: input.id }, label)];
  if (help) {
    const id = `${input.id}-help`;
    parts.push(element("p", { class: "help", id }, help));
    input.setAttribute("aria-describedby", id);
  }
  return element("div", { class: "field" }, ...parts, input);
}

// Shows a dialog with a form; resolves to what `read` gives when it is sent, or to null. `remove` adds a button for that.
// It resolves before the next key arrives: whoever goes on typing types behind what the answer puts into the text. (The
// dialog's own "close" event comes later, after keys that were pressed meanwhile.)
export function ask(title, content, { submit, read, remove = "" }) {
  return new Promise((resolve) => {
    const id = unique("dialog");
    const close = (value) => {
      resolve(value);
      dialog.close();
    };
    const buttons = element(
      "div",
      { class: "form-actions" },
      element("button", { class: "button", type: "submit" }, submit),
      element("button", { class: "button button-secondary", type: "button", click: () => close(null) }, gettext("Cancel")),
    );
    if (remove) {
      const press = () => close("remove");
      buttons.append(element("button", { class: "button button-quiet", type: "button", click: press }, remove));
    }
    const send = (event) => {
      event.preventDefault();
      event.stopPropagation();
      const value = read();
      if (value) close(value);
    };
    const form = element("form", { class: "form", method: "dialog", submit: send }, ...content, buttons);
    const heading = element("h2", { class: "card-title", id }, title);
    const dialog = element("dialog", { class: "dialog", "aria-labelledby": id }, heading, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(null);
    });
    // The form of the page must not hear what is typed here.
    for (const name of ["input", "change"]) dialog.addEventListener(name, (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
  });
}

// A change to the text, with the focus in it at once: the editor's own way back waits for the next picture of the screen,
// and what is typed until then would go elsewhere.
export function writing(editor) {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}

// The section editor: a writing surface over every textarea[data-prose], and tabs over the panels of the form. Without
// this file the page is a plain form with HTML in textareas, under each other.

import { Editor } from "django-prose-editor/editor";
import { Citation, cite } from "./citation.js";
import { element, unique, writing } from "./dialogs.js";
import { divide, isDividable } from "./divide.js";
import { lifeOf } from "./lives.js";
import { link } from "./linking.js";
import { CALLOUTS, extensions } from "./nodes.js";
import { pasting } from "./paste.js";
import { learn } from "./picker.js";
import "./reading.js";
import { gettext } from "./words.js";

// ── The toolbar ─────────────────────────────────────────────────────────────────────────────────────────────

const run = (name, ...args) => (editor) => writing(editor)[name](...args).run();

const BUTTONS = [
  [
    { label: gettext("Cite"), title: gettext("Cite a reference (or type [@)"), press: cite, strong: true },
  ],
  [
    { label: gettext("B"), title: gettext("Bold"), press: run("toggleBold"), on: "bold" },
    { label: gettext("I"), title: gettext("Italic"), press: run("toggleItalic"), on: "italic" },
    { label: "x₂", title: gettext("Subscript"), press: run("toggleSubscript"), on: "subscript" },
    { label: "x²", title: gettext("Superscript"), press: run("toggleSuperscript"), on: "superscript" },
    { label: gettext("Link"), title: gettext("Link to an article or an address (Ctrl+K)"), press: link, on: "link" },
  ],
  [
    { label: gettext("• List"), title: gettext("Bulleted list"), press: run("toggleBulletList"), on: "bulletList" },
    { label: gettext("1. List"), title: gettext("Numbered list"), press: run("toggleOrderedList"), on: "orderedList" },
    { label: gettext("“Quote”"), title: gettext("Quotation"), press: run("toggleBlockquote"), on: "blockquote" },
    { label: gettext("Table"), title: gettext("Insert a table"), press: run("insertTable", { rows: 3, cols: 2, withHeaderRow: true }), not: "table" },
  ],
  [
    { label: gettext("Row +"), title: gettext("Add a row below"), press: run("addRowAfter"), when: "table" },
    { label: gettext("Row −"), title: gettext("Remove this row"), press: run("deleteRow"), when: "table" },
    { label: gettext("Column +"), title: gettext("Add a column after"), press: run("addColumnAfter"), when: "table" },
    { label: gettext("Column −"), title: gettext("Remove this column"), press: run("deleteColumn"), when: "table" },
    { label: gettext("Heading cell"), title: gettext("Make this a heading cell, or not"), press: run("toggleHeaderCell"), when: "table" },
    { label: gettext("Remove table"), title: gettext("Remove the table"), press: run("deleteTable"), when: "table" },
  ],
  [
    { label: "↶", title: gettext("Undo"), press: run("undo") },
    { label: "↷", title: gettext("Redo"), press: run("redo") },
    { label: gettext("Divide"), title: gettext("Divide the section here"), press: divide, isFor: isDividable },
  ],
];

const STYLES = {
  paragraph: [gettext("Text"), (chain) => chain.setParagraph()],
  heading3: [gettext("Heading"), (chain) => chain.setHeading({ level: 3 })],
  heading4: [gettext("Smaller heading"), (chain) => chain.setHeading({ level: 4 })],
};

function styleOf(editor) {
  for (const level of [3, 4]) if (editor.isActive("heading", { level })) return `heading${level}`;
  return "paragraph";
}

function select(label, choices, choose) {
  const options = Object.entries(choices).map(([value, words]) => element("option", { value }, words));
  return element("select", { "aria-label": label, title: label, change: (event) => choose(event.target.value) }, ...options);
}

function setCallout(editor, kind) {
  const chain = writing(editor);
  if (!kind) chain.lift("callout").run();
  else if (editor.isActive("callout")) chain.updateAttributes("callout", { kind }).run();
  else chain.wrapIn("callout", { kind }).run();
}

function toolbar(editor, name) {
  const words = Object.fromEntries(Object.entries(STYLES).map(([value, [label]]) => [value, label]));
  const style = select(gettext("Style of the paragraph"), words, (value) => STYLES[value][1](writing(editor)).run());
  const box = select(gettext("Box around it"), { "": gettext("No box"), ...CALLOUTS }, (kind) => setCallout(editor, kind));
  const made = [];
  const groups = BUTTONS.map((group) =>
    element("div", { class: "tools-group" }, ...group.filter((spec) => spec.isFor?.(editor) ?? true).map((spec) => {
      const press = () => spec.press(editor);
      const kind = `tool${spec.strong ? " tool-strong" : ""}`;
      const button = element("button", { type: "button", class: kind, title: spec.title, "aria-label": spec.title, click: press }, spec.label);
      made.push([spec, button]);
      return button;
    })),
  );
  groups.splice(1, 0, element("div", { class: "tools-group" }, style));
  groups[3].append(box);
  const dom = element("div", { class: "tools", role: "toolbar", "aria-label": name }, ...groups);
  const update = () => {
    style.value = styleOf(editor);
    box.value = editor.getAttributes("callout").kind ?? "";
    for (const [spec, button] of made) {
      if (spec.on) button.setAttribute("aria-pressed", String(editor.isActive(spec.on)));
      button.hidden = Boolean((spec.when && !editor.isActive(spec.when)) || (spec.not && editor.isActive(spec.not)));
    }
    for (const group of groups) group.hidden = [...group.children].every((child) => child.hidden);
  };
  editor.on("transaction", update);
  update();
  oneTabStop(dom);
  dom.addEventListener("pointerdown", () => lookWhereTheCaretIs(editor.view), { capture: true });
  // What is chosen in the toolbar is no change of the form.
  for (const event of ["input", "change"]) dom.addEventListener(event, (one) => one.stopPropagation());
  return dom;
}

// One stop for the tab key; arrows move inside (the pattern of the ARIA practices for toolbars).
function oneTabStop(dom) {
  const stops = () => [...dom.querySelectorAll("button, select")].filter((stop) => !stop.hidden && !stop.closest("[hidden]"));
  const make = (current) => {
    for (const stop of dom.querySelectorAll("button, select")) stop.tabIndex = stop === current ? 0 : -1;
  };
  make(stops()[0]);
  dom.addEventListener("focusin", (event) => make(event.target));
  dom.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.dir === "rtl" ? -1 : 1);
    if (!step) return;
    const all = stops();
    event.preventDefault();
    all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
  });
}

// ── The writing surface ─────────────────────────────────────────────────────────────────────────────────────

const isEmpty = (html) => /^<p><\/p>$/.test(html);

// A browser tells of a moved caret a moment later, and on a busy machine the next key or click comes first: what is then put
// in stood where the caret was before. The editor is told to look where the caret stands now.
const lookWhereTheCaretIs = (view) => view.domObserver?.flush();

// Ctrl+K (⌘K), as in other editors. Ctrl+S is every form's: scratch.js.
function byKey(editor, event) {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false;
  event.preventDefault(); // the browser would go to its address
  lookWhereTheCaretIs(editor.view);
  link(editor);
  return true;
}

function enhance(textarea) {
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  const title = textarea.closest("[data-panel]")?.querySelector("[data-panel-title]");
  if (label) label.id ||= `${textarea.id}-label`;
  const described = textarea.getAttribute("aria-describedby");
  const attributes = {
    class: "prose",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": [title?.id, label?.id].filter(Boolean).join(" "),
    ...(described ? { "aria-describedby": described } : {}),
    // The words' language and direction: for the eye, the spelling and screen readers.
    ...Object.fromEntries(["lang", "dir", "spellcheck"].filter((name) => textarea.hasAttribute(name)).map((name) => [name, textarea.getAttribute(name)])),
    ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
  };
  const surface = element("div", { class: "prose-editor" });
  textarea.before(surface);
  surface.append(textarea);
  textarea.hidden = true;
  const paste = pasting(textarea.form);
  const editor = new Editor({
    element: surface,
    extensions: [...extensions, Citation, paste.extension],
    content: textarea.value,
    injectCSS: false, // our policy refuses inline styles: editor.css has the few rules
    editorProps: { attributes, handleKeyDown: (_view, event) => byKey(editor, event) },
    onUpdate() {
      const html = editor.getHTML();
      textarea.value = isEmpty(html) ? "" : html;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  surface.after(paste.report);
  surface.prepend(toolbar(editor, title ? gettext("Tools for: %(text)s", { text: title.textContent.trim() }) : gettext("Tools for the text")));
  textarea.begun = editor.getHTML(); // the same words as the editor writes them
  lifeOf(textarea).addEventListener("abort", () => editor.destroy());
  label?.addEventListener("click", () => editor.view.focus());
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { bubbles: true, detail: { editor, textarea } }));
}

// ── Tabs ────────────────────────────────────────────────────────────────────────────────────────────────────

function tabs(form) {
  const panels = [...form.querySelectorAll("[data-panel]")];
  if (panels.length < 2) return;
  const remembered = form.elements.panel;
  const list = element("div", { class: "tabs panel-tabs", role: "tablist", "aria-label": gettext("Wordings") });
  const made = panels.map((panel) => {
    const id = unique("tab");
    const sign = element("span", { class: "panel-sign" }, panel.dataset.sign);
    const tab = element("button", { type: "button", role: "tab", id, "aria-controls": panel.id }, panel.dataset.label, " ", sign);
    tab.dataset.sign = panel.dataset.sign;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", id);
    panel.addEventListener("input", () => tab.classList.add("tab-unsaved"));
    tab.addEventListener("click", () => show(panel));
    return tab;
  });
  const show = (wanted) => {
    const isAside = form.classList.contains("side-by-side");
    panels.forEach((panel, index) => {
      panel.hidden = panel !== wanted && !isAside;
      made[index].setAttribute("aria-selected", String(panel === wanted));
      made[index].tabIndex = panel === wanted ? 0 : -1;
    });
    remembered.value = wanted.id;
  };
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.dir === "rtl" ? -1 : 1);
    if (!step) return;
    const next = (made.indexOf(event.target) + step + made.length) % made.length;
    event.preventDefault();
    made[next].focus();
    show(panels[next]);
  });
  list.append(...made);
  panels[0].before(element("div", { class: "panel-bar" }, list, sideBySide(form, panels, list, () => show(panels.find((panel) => panel.id === remembered.value) ?? panels[0]))));
  form.classList.add("has-tabs");
  const named = () => document.getElementById(location.hash.slice(1))?.closest("[data-panel]");
  // A link to something inside a panel opens the panel first.
  const signal = lifeOf(form);
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.('a[href^="#"]')?.hash;
    const panel = target && document.querySelector(target)?.closest("[data-panel]");
    if (panel) show(panel);
  }, { signal });
  window.addEventListener("hashchange", () => named() && show(named()), { signal });
  form.addEventListener("show-panel", (event) => show(event.target));
  form.addEventListener("panel-sign", ({ target, detail }) => {
    const tab = made[panels.indexOf(target)];
    tab.dataset.sign = target.dataset.sign = detail.sign;
    tab.querySelector(".panel-sign").textContent = detail.sign;
    tab.classList.remove("tab-unsaved");
  });
  show(panels.find((panel) => panel.querySelector(".field-wrong")) ?? named() ?? panels[0]);
  form.dispatchEvent(new Event("arrange-panels"));
  if (named()) document.getElementById(location.hash.slice(1)).scrollIntoView();
}

// Where there is room, all wordings may stand beside each other, two in a row; whoever likes it so finds it so again.
const ROOMY = matchMedia("(min-width: 1100px)");
const CHOSEN = "wordings-side-by-side";

function sideBySide(form, panels, list, asTabs) {
  const button = element("button", { type: "button", class: "button button-quiet button-small panel-aside", "aria-pressed": "false" }, gettext("Side by side"));
  const arrange = () => {
    const isWanted = ROOMY.matches && localStorage.getItem(CHOSEN) === "yes";
    button.setAttribute("aria-pressed", String(isWanted));
    form.classList.toggle("side-by-side", isWanted);
    list.hidden = isWanted;
    panels.forEach((panel, index) => {
      panel.setAttribute("role", isWanted ? "region" : "tabpanel");
      panel.setAttribute("aria-labelledby", isWanted ? panel.querySelector("[data-panel-title]").id : list.children[index].id);
    });
    if (!isWanted) asTabs();
    else for (const panel of panels) panel.hidden = false;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(CHOSEN, button.getAttribute("aria-pressed") === "true" ? "no" : "yes");
    arrange();
  });
  ROOMY.addEventListener("change", arrange, { signal: lifeOf(form) });
  form.addEventListener("arrange-panels", arrange);
  return button;
}

// A section that is left out for an audience needs no words.
function leftOut(box) {
  const fields = box.closest("[data-panel]").querySelector("[data-fields]");
  const update = () => (fields.hidden = box.checked);
  box.addEventListener("change", update);
  update();
}

// Where there is room, the text for everyone stands beside the wording.
function readBeside(fold) {
  fold.open = matchMedia("(min-width: 75rem)").matches;
}

function start(root) {
  learn(root);
  root.querySelectorAll("textarea[data-prose]").forEach(enhance);
  root.querySelectorAll("[data-beside]").forEach(readBeside);
  root.querySelectorAll("form[data-section-form]").forEach(tabs);
  root.querySelectorAll('[data-panel] input[name$="-left_out"]').forEach(leftOut);
}

document.addEventListener("opened-in-place", (event) => start(event.target));
start(document);

// Pasting into the writing surface. What was copied goes to the server before the editor reads it: only there can be told
// what is bold and what only looks so, what is struck out, what is a list, what cites. What comes back is put in as one
// step, which one undo takes back; what was left out is named under the text until somebody has seen it.
//
// Copies of our own words, and what is pasted as plain text (with Shift), stay here. If the server does not answer, nothing
// is put in unasked: a person may paste the plain text, or try again.

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { element } from "./dialogs.js";
import { asHeld, hold, picturesIn } from "./held.js";
import { known } from "./picker.js";
import { gettext, ngettext } from "./words.js";

const MOST = 4_000_000; // characters of HTML that the server reads
const PATIENCE = 20_000; // milliseconds
const SAYS_MORE = /\n|\[[^\]]*[\d@]|[⁰¹²³⁴-⁹]|\([^()]*\d/; // in plain text: lists, tables, what may cite

// ── Asking the server ───────────────────────────────────────────────────────────────────────────────────────

// Pictures inside the page's own text are long and say nothing here.
const withoutPictures = (html) => html.replace(/(\ssrc\s*=\s*["']?data:)[^"'\s>]*/gi, "$1");

async function ask(url, { html, text }) {
  const body = new FormData();
  body.set("html", html);
  body.set("text", text);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(url, { method: "POST", body, signal, headers: { Accept: "application/json" } });
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  if (answer.redirected || !isJson) throw new Error(gettext("You may have been signed out, or the server is busy."));
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.issues.join(" "));
  return said;
}

// The pictures of the clipboard itself, where it has nothing else: a program that copies words too adds how they look.
function picturesAlone({ html, text }, files) {
  const words = html.replace(/<(style|script)\b[^]*?<\/\1>|<!--[^]*?-->|<[^>]*>/gi, "").trim();
  return words || text ? [] : [...files].filter((file) => file.type.startsWith("image/"));
}

// ── The place ───────────────────────────────────────────────────────────────────────────────────────────────

// A stretch of the text that stays true while somebody types on: what is typed at its edge comes behind it (-1), or
// before it (1).
class Place {
  constructor(editor, from, to, side = -1) {
    Object.assign(this, { editor, from, to, side, moved: false });
    this.follow = ({ transaction }) => {
      if (!transaction.docChanged && !transaction.selectionSet) return;
      this.from = transaction.mapping.map(this.from, this.side);
      // Whoever writes on has chosen otherwise than to replace what was selected: nothing of it is taken away.
      this.to = transaction.docChanged ? this.from : this.to;
      this.moved = true;
    };
    editor.on("transaction", this.follow);
  }

  leave() {
    this.editor.off("transaction", this.follow);
  }
}

const newStep = (view) => view.dispatch(pm.history.closeHistory(view.state.tr));

// Puts something in at the place, as one step of its own; whoever wrote on elsewhere stays there.
function putIn(editor, place, put) {
  const { view } = editor;
  const { from, to } = view.state.selection;
  const writing = place.moved ? new Place(editor, from, to, 1) : null;
  newStep(view);
  if (place.moved) editor.commands.setTextSelection({ from: place.from, to: place.to });
  put(view);
  newStep(view);
  place.leave();
  if (!writing) return;
  editor.commands.setTextSelection({ from: writing.from, to: writing.to });
  writing.leave();
}

// ── What is said ────────────────────────────────────────────────────────────────────────────────────────────

function note({ said, sentence, serious }) {
  const words = [element("span", {}, said)];
  if (sentence) words.push(element("span", { class: "small muted" }, gettext("In: “%(sentence)s”", { sentence })));
  return element("li", serious ? { class: "pasted-serious" } : {}, ...words);
}

class Report {
  constructor() {
    this.dom = element("div", { class: "pasted", "aria-live": "polite" });
  }

  show(title, ...content) {
    const box = element("section", { class: "pasted-note" }, element("h3", { class: "pasted-title" }, title), ...content);
    this.dom.prepend(box);
    return box;
  }

  busy() {
    return this.show(gettext("Reading what you pasted…"));
  }

  // What came along and what did not. Nothing to say is said as well, and goes by itself.
  done({ notes, unresolved }, editor) {
    const content = [];
    if (unresolved.length) {
      const marks = [...new Set(unresolved)].join(" ");
      const words = ngettext(
        "%(number)s citation has no reference yet: %(marks)s. Press it to choose one; until then the edition cannot be submitted.",
        "%(number)s citations have no reference yet: %(marks)s. Press each to choose one; until then the edition cannot be submitted.",
        unresolved.length,
        { marks },
      );
      content.push(element("p", {}, words));
    }
    if (notes.length) content.push(element("ul", { class: "pasted-list", tabindex: "0", "aria-label": gettext("What to look at") }, ...notes.map(note)));
    const quiet = !content.length;
    const left = notes.length + (unresolved.length ? 1 : 0);
    const title = quiet
      ? gettext("Everything you pasted is in the text.")
      : ngettext("Pasted. %(number)s thing to look at", "Pasted. %(number)s things to look at", left);
    const box = this.show(title, ...content);
    if (quiet) setTimeout(() => box.remove(), 6000);
    else box.append(this.buttons(box, editor, [[gettext("I have seen this"), () => {}]]));
  }

  // Pictures that came along: they wait for the page on which they are added, or have to be brought there by hand.
  pictures(number, are, page) {
    const words = are
      ? ngettext(
          "%(number)s picture you pasted waits to be added: pictures stand after the text. Save, then say what it shows.",
          "%(number)s pictures you pasted wait to be added: pictures stand after the text. Save, then say what they show.",
          number,
        )
      : ngettext(
          "%(number)s picture you pasted is too large to wait here. Copy it alone, and paste it on the page of the section's pictures.",
          "%(number)s pictures you pasted are too large to wait here. Copy each alone, and paste it on the page of the section's pictures.",
          number,
        );
    this.show(gettext("Pictures"), element("p", {}, words), element("p", {}, element("a", { href: page }, gettext("Pictures and sound"))));
  }

  failed(why, editor, choices) {
    const words = element("p", {}, gettext("%(why)s What you copied is not in the text; nothing you wrote is changed.", { why }));
    const box = this.show(gettext("This could not be pasted with its form"), words);
    box.classList.add("pasted-failed");
    box.append(this.buttons(box, editor, [...choices, [gettext("Leave it"), () => {}]]));
  }

  buttons(box, editor, choices) {
    const made = choices.map(([label, choose]) => {
      const click = () => {
        box.remove();
        editor.commands.focus();
        choose();
      };
      return element("button", { type: "button", class: "button button-secondary button-small", click }, label);
    });
    return element("div", { class: "form-actions" }, ...made);
  }
}

// ── Pasting ─────────────────────────────────────────────────────────────────────────────────────────────────

const plainOf = ({ html, text }) => text || new DOMParser().parseFromString(html.replace(/\sstyle\s*=/gi, " data-style="), "text/html").body.textContent;

class Pasting {
  constructor(editor, form, report) {
    Object.assign(this, { editor, form, report, url: form.dataset.pasteTo, gallery: form.dataset.mediaAt, shift: false, copied: "", reading: new Set() });
    form.addEventListener("submit", (event) => this.hold(event), { capture: true });
  }

  // Whoever saves while something is still being read waits for it; if it could not be pasted, nothing is sent.
  async hold(event) {
    if (!this.reading.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const read = await Promise.all(this.reading);
    if (read.every(Boolean)) this.form.requestSubmit(event.submitter);
  }

  start(pasted, place) {
    const reading = this.read(pasted, place);
    this.reading.add(reading);
    reading.finally(() => this.reading.delete(reading));
  }

  // Whether the event is dealt with here. ProseMirror does the rest by itself.
  paste(view, event) {
    if (this.shift || !event.clipboardData) return false;
    const pasted = { html: event.clipboardData.getData("text/html"), text: event.clipboardData.getData("text/plain") };
    const pictures = this.gallery ? picturesAlone(pasted, event.clipboardData.files) : [];
    if (pictures.length) {
      event.preventDefault();
      Promise.all(pictures.map(asHeld)).then((held) => this.bring(held));
      return true;
    }
    if (this.isOwn(pasted) || !(pasted.html || SAYS_MORE.test(pasted.text))) return false;
    event.preventDefault();
    const { from, to } = view.state.selection;
    this.start(pasted, new Place(this.editor, from, to));
    return true;
  }

  drop(view, event) {
    if (view.dragging || !event.dataTransfer) return false;
    const dropped = { html: event.dataTransfer.getData("text/html"), text: event.dataTransfer.getData("text/plain") };
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (!at || !(dropped.html || SAYS_MORE.test(dropped.text))) return false;
    event.preventDefault();
    const place = new Place(this.editor, at.pos, at.pos);
    place.moved = true;
    this.start(dropped, place);
    return true;
  }

  // What this very surface put on the clipboard.
  isOwn({ html }) {
    return Boolean(this.copied) && html.endsWith(this.copied);
  }

  keep(event) {
    this.copied = event.clipboardData?.getData("text/html") ?? "";
  }

  // Pictures go where the section's pictures are; an article that is still an import has no such page.
  bring(pictures) {
    if (!this.gallery || !pictures.length) return;
    this.report.pictures(pictures.length, hold(new URL(this.gallery, window.location.href).pathname, pictures), this.gallery);
  }

  async read(pasted, place) {
    const html = withoutPictures(pasted.html);
    const busy = this.report.busy();
    try {
      if (html.length > MOST) throw new Error(gettext("That is too much to paste at once; import it as a page instead."));
      const answer = await ask(this.url, { html, text: pasted.text });
      for (const [key, entry] of Object.entries(answer.names)) known.set(key, entry);
      if (answer.html) putIn(this.editor, place, (view) => view.pasteHTML(answer.html));
      else place.leave();
      busy.remove();
      if (answer.sealed) this.form.append(element("input", { type: "hidden", name: "pasted", value: answer.sealed }));
      this.report.done(answer, this.editor);
      this.bring(picturesIn(pasted.html));
      return true;
    } catch (error) {
      busy.remove();
      this.failed(error, pasted, place);
      return false;
    }
  }

  failed(error, pasted, place) {
    const unheard = ["TypeError", "AbortError", "TimeoutError"].includes(error.name);
    const why = unheard ? gettext("The server could not be reached.") : error.message;
    this.report.failed(why, this.editor, [
      [gettext("Paste the plain text"), () => putIn(this.editor, place, (view) => view.pasteText(plainOf(pasted)))],
      [gettext("Try again"), () => this.start(pasted, place)],
    ]);
  }
}

// The extension, and the place where it says what it did. Without an address of a server, pasting is the editor's own.
export function pasting(form) {
  const report = new Report();
  const extension = Extension.create({
    name: "pasting",
    addProseMirrorPlugins() {
      if (!form?.dataset.pasteTo) return [];
      const here = new Pasting(this.editor, form, report);
      const keys = (_, event) => {
        here.shift = event.shiftKey && event.key.toLowerCase() !== "insert";
        return false;
      };
      const handleDOMEvents = {
        paste: (view, event) => here.paste(view, event),
        drop: (view, event) => here.drop(view, event),
        keydown: keys,
        keyup: keys,
      };
      // Heard after the editor's own listeners, so that what they copied is there to be read.
      const view = ({ dom }) => {
        for (const name of ["copy", "cut"]) dom.addEventListener(name, (event) => here.keep(event));
        return {};
      };
      return [new Plugin({ view, props: { handleDOMEvents } })];
    },
  });
  return { extension, report: report.dom };
}

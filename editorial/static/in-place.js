// One page for an article. A link to a page of its sections, or of the people named, opens that page's body in its place on
// this one; what is sent there, and by the buttons of the rows, is answered here too. One part is open at a time: what was
// typed in one that is closed is kept (scratch.js). Without this script each is a page of its own.
//
//   [data-outline]           the list of the sections; #section-<anchor> are its rows
//   [data-part="name"]       what is shown anew after something was saved, wherever it stands
//   [data-in-place="/desk…"] the open part, with the address of its page
//
// Other scripts hear of it: "opened-in-place" and "closing-in-place" at the part; "saved-in-place" and
// "not-saved-in-place" at a form that stays.

import { element } from "./dialogs.js";
import { signInHere } from "./sign-in-here.js";
import { gettext } from "./words.js";

const here = location.pathname; // /desk/articles/<slug>/
const PARTS = /^(sections\/([^/]+)\/(remove\/)?|new-section\/|contributors\/([0-9a-f-]+\/)?)$/;
const ROW_ACTS = /^(sections\/[^/]+\/(move|restore)\/|confirm\/|statement\/)$/;
const { account } = document.body.dataset;
const outline = document.querySelector("[data-outline]");

const addressOf = (link) => new URL(link, location.href);
const below = (url) => (url.origin === location.origin && url.pathname.startsWith(here) ? url.pathname.slice(here.length) : null);
const isPart = (url) => PARTS.test(below(url) ?? "–");
const anchorIn = (path) => PARTS.exec(path.slice(here.length))?.[2];
const openPart = () => document.querySelector("[data-in-place]");
const tell = (target, name, detail = {}) => target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

// ── What is said ────────────────────────────────────────────────────────────────────────────────────────────

const said = element("div", { class: "in-place-said", role: "status" });
document.querySelector("main .wrap").prepend(said);

function say(words, kind = "danger") {
  said.replaceChildren(...(words ? [element("div", { class: `notice notice-${kind}` }, element("p", {}, words))] : []));
}

// The messages of a page that was asked for, at the head of this one, and where the eye is.
function sayMessages(page) {
  const notices = [...page.querySelectorAll("main .wrap > .notice[role=status]")].filter((notice) => !("putBack" in notice.dataset));
  for (const notice of notices) notice.removeAttribute("role"); // it stands in a part that is read out
  for (const old of document.querySelectorAll("main .wrap > .notice[role=status]:not([data-put-back])")) old.remove();
  said.replaceChildren(...notices.map((notice) => document.importNode(notice, true)));
}

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────

// A page, from this site and for the account of this page; asks to sign in again where that has ended.
async function ask(address, options = {}) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page, path: new URL(answer.url).pathname, isOurs: page.body.dataset.account === account };
}

async function askSignedIn(address, options = () => ({})) {
  const first = await ask(address, options());
  if (first.isOurs) return first;
  return (await signInHere(account)) ? ask(address, options()) : first;
}

// ── The rest of the page ────────────────────────────────────────────────────────────────────────────────────

function renewRows(page) {
  const rows = page.querySelector("[data-outline]");
  if (!outline || !rows) return;
  const open = outline.querySelector(":scope > [data-in-place-row]");
  const before = open?.previousElementSibling?.id;
  const made = [...rows.children].map((row) => document.importNode(row, true));
  for (const row of [...outline.children]) if (row !== open) row.remove();
  if (!open) return outline.append(...made);
  const place = made.findIndex((row) => row.id === (before ?? "")) + 1 || made.length;
  open.before(...made.slice(0, place)); // the open part itself is never moved: the cursor stays in it
  open.after(...made.slice(place));
}

const childrenOf = (node) => document.importNode(node, true).childNodes;
const sameIn = (page, part) => page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);

// The pieces of the open part that change with what is saved, and take no words of the section.
function renewPieces(open, page) {
  for (const piece of open.querySelectorAll("[data-part]")) {
    const now = sameIn(page, piece);
    if (!now) continue;
    tell(piece, "closing-in-place");
    piece.replaceChildren(...childrenOf(now));
    complete(piece, open.dataset.inPlace);
    tell(piece, "opened-in-place");
  }
}

function renewParts(page) {
  renewRows(page);
  for (const part of document.querySelectorAll("[data-part]")) {
    const now = part.closest("[data-in-place]") ? null : sameIn(page, part);
    if (now) part.replaceChildren(...childrenOf(now));
  }
  const title = page.querySelector("main h1");
  document.querySelector("main h1").replaceChildren(...childrenOf(title));
}

async function renew() {
  outline.setAttribute("aria-busy", "true");
  try {
    const { answer, page, path } = await ask(here);
    if (answer.ok && path === here) renewParts(page);
  } catch {
    say(gettext("There is no connection: what stands on this page may be old."), "warning");
  } finally {
    outline.removeAttribute("aria-busy");
  }
}

// ── Opening and closing ─────────────────────────────────────────────────────────────────────────────────────

const LEFT_BEHIND = "nav.breadcrumb, header.page-head, .notice[role=status]:not([data-put-back])";

function bodyOf(page) {
  const parts = [...page.querySelector("main .wrap").children].filter((part) => !part.matches(LEFT_BEHIND));
  return parts.map((part) => document.importNode(part, true));
}

function headOf(page, path) {
  const title = page.querySelector("main h1")?.textContent.trim() ?? "";
  const heading = element("h3", { class: "in-place-title", "data-in-place-title": true, tabindex: -1 }, title);
  const about = page.querySelector("main .page-head .overline");
  const alone = element("a", { class: "small", href: path, target: "_blank", rel: "noopener", "data-leaves": true }, gettext("On a page of its own (in a new tab)"));
  const close = element("button", { class: "button button-quiet button-small", type: "button", click: () => shut(openPart()) }, gettext("Close"));
  const words = element("div", { class: "in-place-words" }, ...(about ? [document.importNode(about, true)] : []), heading);
  return element("div", { class: "in-place-head" }, words, element("div", { class: "row" }, alone, close));
}

function partOf(page, path) {
  const part = element("section", { class: "in-place stack", "data-in-place": path }, headOf(page, path), ...bodyOf(page));
  part.setAttribute("aria-label", page.querySelector("main h1")?.textContent.trim() ?? "");
  Object.assign(part.dataset, page.body.dataset);
  part.dataset.page ||= path;
  complete(part, path);
  return part;
}

// What is sent to, or leads to, the page itself says so: this page is another one.
function complete(root, path) {
  for (const form of root.querySelectorAll('form[method="post"]:not([action])')) form.setAttribute("action", path);
  for (const link of root.querySelectorAll('a[href^="?"]')) link.setAttribute("href", path + link.getAttribute("href"));
}

// Under the row of its section; a new one at the end of the outline; people where they are named.
function put(part, path) {
  if (below(addressOf(path)).startsWith("contributors/")) return document.getElementById("contributors").append(part);
  const item = element("li", { "data-in-place-row": true }, part);
  const row = document.getElementById(`section-${anchorIn(path)}`);
  if (row) row.after(item);
  else outline.append(item);
}

function show(page, path, hash = "") {
  const old = openPart();
  const part = partOf(page, path);
  const isSame = old?.dataset.inPlace === path;
  if (isSame) {
    tell(old, "closing-in-place");
    old.replaceWith(part);
  } else {
    if (old) take(old);
    put(part, path);
  }
  tell(part, "opened-in-place");
  history.replaceState(null, "", `#open:${path.slice(here.length)}`);
  const target = hash && part.querySelector(`#${CSS.escape(hash.slice(1))}`);
  if (target) {
    const panel = target.closest("[data-panel]");
    if (panel) tell(panel, "show-panel");
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "center" });
  }
  if (!part.contains(document.activeElement)) part.querySelector("[data-in-place-title]").focus({ preventScroll: Boolean(target) });
}

const isUnsaved = (part) => Boolean(part.querySelector("[data-unsaved]:not([hidden])"));

function take(part) {
  if (isUnsaved(part)) say(gettext("What you typed there is kept, and not saved: it waits for you there."), "info");
  tell(part, "closing-in-place");
  (part.closest("[data-in-place-row]") ?? part).remove();
}

// Closes the open part; the focus goes back to where it was opened.
function shut(part) {
  if (!part) return;
  const row = document.getElementById(`section-${anchorIn(part.dataset.inPlace)}`);
  take(part);
  history.replaceState(null, "", row ? `#${row.id}` : location.pathname);
  (row?.querySelector("a") ?? document.querySelector("main h1 + p a, [data-outline] a"))?.focus();
}

let opening = 0;

async function open(url, from) {
  const turn = (opening += 1);
  from?.setAttribute("aria-busy", "true");
  try {
    const { answer, page, path } = await askSignedIn(url.pathname + url.search);
    if (turn !== opening) return;
    if (!answer.ok || !isPart(new URL(answer.url))) return location.assign(url);
    said.replaceChildren();
    show(page, path, url.hash);
  } catch {
    location.assign(url);
  } finally {
    from?.removeAttribute("aria-busy");
  }
}

// ── Sending ─────────────────────────────────────────────────────────────────────────────────────────────────

// The words of an editor as the page would write them: &nbsp; and the like are the same words.
function normal(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.innerHTML;
}

const prose = (root) => [...root.querySelectorAll("textarea[data-prose]")];
const fieldsOf = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

// A section was saved as it was written: then the editors stay, with cursor and undo, and only what is said of them changes.
function staysOpen(form, page) {
  const now = page.querySelector("form[data-section-form]");
  if (!form.matches("[data-section-form]") || !now || page.querySelector("main .wrap > .notice-warning, [data-put-back]")) return false;
  const [mine, theirs] = [prose(form), prose(now)];
  const isSame = (field, index) => field.name === theirs[index].name && normal(field.sentAs) === normal(theirs[index].defaultValue);
  return mine.length === theirs.length && mine.every(isSame);
}

function goOn(form, page, sent) {
  const now = page.querySelector("form[data-section-form]");
  const isTouched = fieldsOf(form) !== sent;
  form.elements.base_version.value = now.elements.base_version.value;
  for (const input of form.querySelectorAll('input[name="pasted"]')) input.remove();
  prose(form).forEach((field, index) => {
    field.defaultValue = prose(now)[index].defaultValue;
    if (!isTouched) field.begun = field.value;
  });
  const part = form.closest("[data-in-place]");
  const signs = new Map([...now.querySelectorAll("[data-panel]")].map((panel) => [panel.id, panel.dataset.sign]));
  for (const panel of form.querySelectorAll("[data-panel]")) tell(panel, "panel-sign", { sign: signs.get(panel.id) ?? "" });
  renewPieces(part, page);
  const about = [part, page].map((root) => root.querySelector(".overline"));
  if (about.every(Boolean)) about[0].textContent = about[1].textContent;
  tell(form, "saved-in-place", { isTouched });
}

// Of the one form of this page a button saves a part; gives whether something else in it is not saved yet.
function settle(form, page) {
  for (const field of form.elements) {
    const now = field.name && page.querySelector(`[form="edition"][name="${CSS.escape(field.name)}"]`);
    if (!now || now.value !== field.value) continue;
    if (field.options) for (const option of field.options) option.defaultSelected = option.selected;
    else field.defaultValue = field.value;
  }
  const isOther = (field) => (field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.value !== field.defaultValue);
  return [...form.elements].some((field) => field.matches("textarea, select, input:not([type=hidden])") && isOther(field));
}

// A form beside the section's: a comment, an answer. What is typed in the section stays as it is, unless nothing is.
function besideSection(form, { answer, page, path }) {
  const open = form.closest("[data-in-place]");
  const section = open?.querySelector("form[data-section-form]");
  if (!answer.ok || !section || section === form || path !== open.dataset.inPlace || !isUnsaved(open)) return false;
  renewPieces(open, page);
  const version = page.querySelector('[name="base_version"]')?.value;
  if (version !== section.elements.base_version.value) say(gettext("This section has changed meanwhile. What you typed is joined with it when you save."), "info");
  return true;
}

function answered(form, sent, came) {
  const { answer, page, path } = came;
  sayMessages(page);
  const inside = form.closest("[data-in-place]");
  if (inside && pathOf(form).startsWith("/typed/")) return open(addressOf(inside.dataset.inPlace));
  if (path === here && answer.ok) {
    if (inside) shut(inside);
    const isTouched = inside ? false : settle(form, page) || fieldsOf(form) !== sent;
    renewParts(page);
    return inside || tell(form, "saved-in-place", { isTouched });
  }
  if (!isPart(new URL(answer.url)) && !inside) return location.assign(answer.url);
  if (besideSection(form, came)) return renew();
  if (answer.ok && inside?.dataset.inPlace === path && staysOpen(form, page)) goOn(form, page, sent);
  else show(page, answer.ok ? path : (inside?.dataset.inPlace ?? path), panelIn(form, answer));
  return answer.ok ? renew() : undefined;
}

const pathOf = (form) => addressOf(form.getAttribute("action") ?? "").pathname;
const panelIn = (form, answer) => new URL(answer.url).hash || (form.elements.panel?.value ? `#${form.elements.panel.value}` : "");

async function send(form, submitter) {
  const action = addressOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
  for (const field of prose(form)) field.sentAs = field.value;
  const sent = fieldsOf(form);
  const again = placeOf(submitter);
  try {
    const came = await askSignedIn(action, () => ({ method: "POST", body: new FormData(form, submitter) }));
    if (!came.isOurs) throw new Error(); // nobody is signed in any more
    if (!came.answer.ok && !form.closest("[data-in-place]")) return sendAway(form, submitter);
    answered(form, sent, came);
    if (!document.activeElement || document.activeElement === document.body) again();
  } catch {
    say(gettext("Nothing is saved: the site did not answer. What you typed still stands here; try again in a moment."));
    tell(form, "not-saved-in-place");
  }
}

// Where the focus goes when the button that was pressed has been shown anew: to the same one, or to what it stood in.
function placeOf(button) {
  const row = button?.closest("[id]:not(button)")?.id;
  const same = button?.hasAttribute("formaction") ? `button[formaction="${CSS.escape(button.getAttribute("formaction"))}"][value="${CSS.escape(button.value)}"]` : "";
  return () => {
    const place = (same && document.querySelector(same)) || document.getElementById(row)?.querySelector("a, button, h2") || document.getElementById("submit-title");
    if (place?.matches("h2")) place.tabIndex = -1;
    place?.focus();
  };
}

// What was refused is shown by its own page, with everything that was typed.
function sendAway(form, submitter) {
  tell(form, "not-saved-in-place");
  form.dataset.leaves = "";
  form.requestSubmit(submitter);
}

// ── What people do ──────────────────────────────────────────────────────────────────────────────────────────

function pressed(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute("download") || "leaves" in link.dataset) return;
  const url = addressOf(link.href);
  if (openPart()?.contains(link) && url.pathname === here) {
    event.preventDefault();
    return shut(openPart());
  }
  if (link.getAttribute("href").startsWith("#") || !isPart(url)) return;
  event.preventDefault();
  open(url, link);
}

function isSentHere(form, action) {
  if (form.method !== "post" || "leaves" in form.dataset) return false;
  return Boolean(form.closest("[data-in-place]")) || (form.id === "edition" && ROW_ACTS.test(below(action) ?? "–"));
}

function sending(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return;
  if (!isSentHere(form, addressOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? ""))) return;
  event.preventDefault();
  send(form, submitter);
}

if (outline?.dataset.outline === "draft") {
  document.addEventListener("click", pressed);
  document.addEventListener("submit", sending);
  const wanted = /^#open:(.+)$/.exec(location.hash);
  if (wanted && PARTS.test(wanted[1])) open(addressOf(here + wanted[1]));
}

// What in-place.js shows: the open part of the article's page, and the rest of the page after something was saved.

import { element } from "./dialogs.js";
import { gettext } from "./words.js";

export const here = location.pathname; // /desk/articles/<slug>/
export const outline = document.querySelector("[data-outline]");
export const addressOf = (link) => new URL(link, location.href);
export const tell = (target, name, detail = {}) => target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
export const openPart = () => document.querySelector("[data-in-place]");
export const isUnsaved = (part) => Boolean(part.querySelector("[data-unsaved]:not([hidden])"));

const PARTS = /^(sections\/([^/]+)\/((remove|split|merge|kind)\/)?|new-section\/|contributors\/([0-9a-f-]+\/)?|address\/)$/;
export const below = (url) => (url.origin === location.origin && url.pathname.startsWith(here) ? url.pathname.slice(here.length) : null);
export const isPart = (url) => PARTS.test(below(url) ?? "–");
const anchorIn = (path) => PARTS.exec(path.slice(here.length))?.[2];
const rowOf = (path) => document.getElementById(`section-${anchorIn(path)}`);

const childrenOf = (node) => document.importNode(node, true).childNodes;
const sameIn = (page, part) => page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);

// ── What is said ────────────────────────────────────────────────────────────────────────────────────────────

const said = element("div", { class: "in-place-said", role: "status" });
if (outline) document.querySelector("main .wrap").prepend(said);

export function say(words, kind = "danger") {
  said.replaceChildren(...(words ? [element("div", { class: `notice notice-${kind}` }, element("p", {}, words))] : []));
}

// What went well has been seen once somebody writes on; trouble stays.
document.addEventListener("input", () => said.querySelector(".notice-danger, .notice-warning") ?? said.replaceChildren());

// Words of another page: they stand in a part that is read out already.
function sayThese(notices) {
  const made = notices.map((notice) => document.importNode(notice, true));
  for (const notice of made) notice.removeAttribute("role");
  said.replaceChildren(...made);
}

const messagesOf = (page) => [...page.querySelectorAll("main .wrap > .notice[role=status]")].filter((one) => !("putBack" in one.dataset));

export function sayMessages(page) {
  for (const old of messagesOf(document)) old.remove();
  sayThese(messagesOf(page));
}

// Why something was refused: what a page of its own says of it.
export function sayWhy(page) {
  const why = page.querySelector("main .wrap .notice-error, main .wrap .notice-danger, main .wrap .notice") ?? page.querySelector("main h1");
  if (why) sayThese([why]);
}

// ── The focus ───────────────────────────────────────────────────────────────────────────────────────────────

// Where the focus goes when what had it has been shown anew: to the same button, or to what it stood in.
export function placeOf(button) {
  const row = button?.closest("[id]:not(button)")?.id;
  const same = button?.hasAttribute("formaction") ? `button[formaction="${CSS.escape(button.getAttribute("formaction"))}"][value="${CSS.escape(button.value)}"]` : "";
  const isInside = Boolean(button?.closest("[data-in-place]"));
  return () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const title = isInside ? document.querySelector("[data-in-place] [data-in-place-title]") : null;
    const place = (same && document.querySelector(same)) || title || document.getElementById(row)?.querySelector("a, button, h2") || document.getElementById("submit-title");
    if (place?.matches("h2")) place.tabIndex = -1;
    place?.focus({ preventScroll: true });
  };
}

// ── The rest of the page ────────────────────────────────────────────────────────────────────────────────────

// The open part itself is never moved: the cursor stays in it.
function renewRows(page) {
  const rows = page.querySelector("[data-outline]");
  if (!rows) return;
  const open = outline.querySelector(":scope > [data-in-place-row]");
  const own = open && `section-${anchorIn(open.firstElementChild.dataset.inPlace)}`;
  const before = open?.previousElementSibling?.id;
  const made = [...rows.children].map((row) => document.importNode(row, true));
  for (const row of [...outline.children]) if (row !== open) row.remove();
  if (!open) return outline.append(...made);
  const above = made.findIndex((row) => row.id === own) + 1 || made.findIndex((row) => row.id === before) + 1 || made.length;
  open.before(...made.slice(0, above));
  open.after(...made.slice(above));
}

// What others have said of the edition meanwhile stands in the fields that nobody here has touched. Where it meets words that
// were typed here, the page goes on saying what it was shown, and whoever sends them is told.
function followStatement(page) {
  const form = document.getElementById("edition");
  const shown = form?.elements.statement_shown;
  const now = page.querySelector('[name="statement_shown"]');
  if (!shown || !now) return;
  const [before, stored, kept] = [JSON.parse(shown.value), JSON.parse(now.value), {}];
  for (const name of ["note", "significance", "funding", "ai_use", "ai_tool"]) {
    const field = form.elements[name];
    const [was, is] = [before[name] ?? "", stored[name] ?? ""];
    const isUntouched = !field || field.value === was;
    if (field && isUntouched && field.value !== is) putInto(field, is);
    const says = isUntouched || field.value === is ? is : was;
    if (says) kept[name] = says;
  }
  shown.value = JSON.stringify(kept);
}

function putInto(field, value) {
  field.value = value;
  if (field.options) for (const option of field.options) option.defaultSelected = option.value === value;
  else field.defaultValue = value;
}

let renewals = 0;
export const turnOfRenewal = () => (renewals += 1);
export const isNewest = (turn) => turn === renewals;

export function renewParts(page) {
  turnOfRenewal();
  const again = placeOf(document.activeElement);
  renewRows(page);
  followStatement(page);
  for (const part of document.querySelectorAll("[data-part]")) {
    const now = part.closest("[data-in-place]") ? null : sameIn(page, part);
    if (now) part.replaceChildren(...childrenOf(now));
  }
  const title = page.querySelector("main h1");
  document.querySelector("main h1").replaceChildren(...childrenOf(title));
  again();
}

// ── The open part ───────────────────────────────────────────────────────────────────────────────────────────

const LEFT_BEHIND = "nav.breadcrumb, header.page-head, .notice[role=status]:not([data-put-back])";

function bodyOf(page) {
  const parts = [...page.querySelector("main .wrap").children].filter((part) => !part.matches(LEFT_BEHIND));
  return parts.map((part) => document.importNode(part, true));
}

function headOf(page, path) {
  const title = page.querySelector("main h1")?.textContent.trim() ?? "";
  const heading = element("h3", { class: "in-place-title", "data-in-place-title": true, tabindex: -1 }, title);
  const about = [...page.querySelectorAll("main .page-head :is(.overline, .lede)")].map((one) => document.importNode(one, true));
  const more = [...page.querySelectorAll("main .page-head > .row > a")].map((one) => document.importNode(one, true));
  const alone = element("a", { class: "small", href: path, target: "_blank", rel: "noopener" }, gettext("On a page of its own (in a new tab)"));
  const close = element("button", { class: "button button-quiet button-small", type: "button", "data-in-place-close": true }, gettext("Close"));
  const words = element("div", { class: "in-place-words" }, ...about.filter((one) => one.matches(".overline")), heading, ...about.filter((one) => one.matches(".lede")));
  return element("div", { class: "in-place-head" }, words, element("div", { class: "row" }, ...more, alone, close));
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
  if (below(addressOf(path)) === "address/") return outline.before(part);
  const item = element("li", { "data-in-place-row": true }, part);
  const row = rowOf(path);
  if (row) row.after(item);
  else outline.append(item);
}

// Shows what a link within the part leads to, and puts the focus there; without one, on the part's title.
export function reveal(part, hash) {
  const target = hash && part.querySelector(`#${CSS.escape(hash.slice(1))}`);
  const title = part.querySelector("[data-in-place-title]");
  if (!target) return title.focus();
  const panel = target.closest("[data-panel]");
  if (panel) tell(panel, "show-panel");
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: target.matches("section") ? "start" : "center" });
  const place = target.matches("input, textarea, select, button, a") ? target : target.querySelector("h2, h3, summary, a, button") ?? title;
  if (place.matches("h2, h3")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

export function show(page, path, hash = "") {
  const old = openPart();
  const part = partOf(page, path);
  if (old?.dataset.inPlace === path) {
    tell(old, "closing-in-place");
    old.replaceWith(part);
  } else {
    if (old) take(old);
    put(part, path);
  }
  tell(part, "opened-in-place");
  history.replaceState(null, "", `#open:${path.slice(here.length)}`);
  if (!part.contains(document.activeElement)) reveal(part, hash);
}

function take(part) {
  if (isUnsaved(part)) say(gettext("What you typed there is kept, and not saved: it waits for you there."), "info");
  tell(part, "closing-in-place");
  (part.closest("[data-in-place-row]") ?? part).remove();
}

// Closes the open part; the focus goes back to where it was opened.
export function shut(part) {
  if (!part) return;
  const row = rowOf(part.dataset.inPlace);
  take(part);
  history.replaceState(null, "", row ? `#${row.id}` : here);
  (row?.querySelector("a") ?? outline.querySelector("a"))?.focus();
}

const isTyped = (piece) => [...piece.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);

// The pieces of the open part that follow a save. One in which somebody writes stays, unless it is what was sent.
export function renewPieces(part, page, submitter) {
  for (const piece of part.querySelectorAll("[data-part]")) {
    const now = sameIn(page, piece);
    if (!now || (isTyped(piece) && !piece.contains(submitter))) continue;
    tell(piece, "closing-in-place");
    piece.replaceChildren(...childrenOf(now));
    complete(piece, part.dataset.inPlace);
    tell(piece, "opened-in-place");
  }
}

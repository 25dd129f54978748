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

import { addressOf, below, here, isNewest, isPart, isUnsaved, openPart, outline, placeOf, renewParts, renewPieces, reveal, say, sayMessages, sayWhy, show, shut, tell, turnOfRenewal } from "./in-place-parts.js";
import { renewForms, signInHere, whoIsHere } from "./sign-in-here.js";
import { gettext } from "./words.js";

const ROW_ACTS = /^(sections\/[^/]+\/(move|restore)\/|confirm\/|statement\/|schedule\/|policy\/|template\/)$/;
const WHILE_BUSY = [500, 1500, 3000, 5000]; // milliseconds, before asking again
const { account } = document.body.dataset;
const pathOf = (form) => addressOf(form.getAttribute("action") ?? "").pathname;

// ── Asking ──────────────────────────────────────────────────────────────────────────────────────────────────

// A page of this site; whether it is for the account of this page.
async function ask(address, options = {}) {
  let answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  for (const pause of WHILE_BUSY) {
    if (answer.status !== 503) break; // too many are at work: nothing was done
    await new Promise((resolve) => setTimeout(resolve, pause));
    answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  }
  if (answer.status >= 500) throw new Error();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page, path: new URL(answer.url).pathname, isOurs: page.body.dataset.account === account };
}

// Asks again where the sign-in has ended and is renewed here, or was renewed elsewhere by the same person.
async function askSignedIn(address, options = () => ({})) {
  const first = await ask(address, options());
  if (first.isOurs && first.answer.status !== 403) return first;
  if (first.isOurs) {
    const person = await whoIsHere();
    if (person.account !== account) return first;
    renewForms(person.token);
    return ask(address, options());
  }
  return (await signInHere(account)) ? ask(address, options()) : first;
}

async function renew() {
  const turn = turnOfRenewal();
  outline.setAttribute("aria-busy", "true");
  try {
    const { answer, page, path, isOurs } = await ask(here);
    if (isNewest(turn) && isOurs && answer.ok && path === here) renewParts(page);
  } catch {
    say(gettext("There is no connection: what stands on this page may be old."), "warning");
  } finally {
    outline.removeAttribute("aria-busy");
  }
}

let opening = 0;

async function open(url, from) {
  const turn = (opening += 1);
  from?.setAttribute("aria-busy", "true");
  try {
    const { answer, page, path, isOurs } = await askSignedIn(url.pathname + url.search);
    if (turn !== opening) return;
    if (!isOurs || !answer.ok || !isPart(new URL(answer.url))) return location.assign(url);
    say("");
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

const wordsOf = (form) => [...form.elements].filter((field) => /-(heading|html|question|summary|left_out)$/.test(field.name));
const isProse = (field) => field.matches("[data-prose]");
const valueOf = (field) => (field.type === "checkbox" ? String(field.checked) : isProse(field) ? normal(field.value) : field.value.trim());
const fieldsOf = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

// A section was saved, and says what was sent and nothing else: then its editors stay, with cursor and undo. Also where
// somebody else's words were joined with it the part is shown anew, so that nothing of theirs is written over later.
function staysOpen(form, page) {
  const now = page.querySelector("form[data-section-form]");
  const part = form.closest("[data-in-place]");
  const isAsked = part.querySelector(":scope > [data-put-back], :scope > .notice-danger, :scope > section.notice-warning");
  if (!form.matches("[data-section-form]") || !now || isAsked || page.querySelector("main .wrap > section.notice-warning, [data-put-back]")) return false;
  const mine = wordsOf(form);
  return mine.length === wordsOf(now).length && mine.every((field) => now.elements[field.name] && valueOf(now.elements[field.name]) === field.sentAs);
}

function goOn(form, page, { sent, seals, submitter }) {
  const now = page.querySelector("form[data-section-form]");
  const isTouched = fieldsOf(form) !== sent;
  form.elements.base_version.value = now.elements.base_version.value;
  for (const seal of seals) seal.remove();
  for (const field of wordsOf(form)) {
    const stored = now.elements[field.name];
    if (field.type === "checkbox") field.defaultChecked = stored.defaultChecked;
    else field.defaultValue = stored.defaultValue;
    if (isProse(field)) field.begun = field.sentRaw;
  }
  const part = form.closest("[data-in-place]");
  for (const old of part.querySelectorAll(":scope > .notice")) old.remove();
  const signs = new Map([...now.querySelectorAll("[data-panel]")].map((panel) => [panel.id, panel.dataset.sign]));
  for (const panel of form.querySelectorAll("[data-panel]")) tell(panel, "panel-sign", { sign: signs.get(panel.id) ?? "" });
  renewPieces(part, page, submitter);
  const about = [part, page].map((root) => root.querySelector(".overline"));
  if (about.every(Boolean)) about[0].textContent = about[1].textContent;
  tell(form, "saved-in-place", { isTouched });
}

// Of the one form of this page a button saves a part; gives whether something else in it is not saved yet.
function settle(form, page) {
  for (const field of form.elements) {
    const now = field.name && page.querySelector(`[form="edition"][name="${CSS.escape(field.name)}"]`);
    if (!now || now.type === "hidden" || now.value !== field.value) continue;
    if (field.options) for (const option of field.options) option.defaultSelected = option.selected;
    else field.defaultValue = field.value;
  }
  const isOther = (field) => (field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.value !== field.defaultValue);
  return [...form.elements].some((field) => field.matches("textarea, select, input:not([type=hidden])") && isOther(field));
}

// A form beside the section's: a comment, an answer. What is typed in the section stays as it is, unless nothing is.
function besideSection(form, { answer, page, path }, submitter) {
  const part = form.closest("[data-in-place]");
  const section = part?.querySelector("form[data-section-form]");
  if (!answer.ok || !section || section === form || path !== part.dataset.inPlace || !isUnsaved(part)) return false;
  renewPieces(part, page, submitter);
  const version = page.querySelector('[name="base_version"]')?.value;
  if (version !== section.elements.base_version.value) say(gettext("This section has changed meanwhile. What you typed is joined with it when you save."), "info");
  return true;
}

// Refused by a page that says why and has no place for what was typed: the part stays as it is, and the reason is said.
function isRefusedElsewhere(form, { answer, page }, inside) {
  const isThere = [...page.querySelectorAll("main form")].some((one) => addressOf(one.getAttribute("action") ?? inside.dataset.inPlace).pathname === pathOf(form));
  return Boolean(page.querySelector("main .wrap > .notice-error")) || (!answer.ok && !isThere);
}

const hashFor = (form) => {
  if (form.elements.panel?.value) return `#${form.elements.panel.value}`;
  return form.closest("#comments") ? "#comments" : "";
};

function answeredHere(form, page, { sent, submitter }, inside) {
  const isTouched = inside ? false : settle(form, page) || fieldsOf(form) !== sent;
  const again = placeOf(submitter);
  renewParts(page);
  if (inside) shut(inside);
  else tell(form, "saved-in-place", { isTouched });
  again();
}

function droppedCopy(form, inside) {
  if (isUnsaved(inside)) form.closest("[data-unsaved-copy], [data-put-back]")?.remove();
  else open(addressOf(inside.dataset.inPlace));
}

function answered(form, came, how) {
  const { answer, page, path } = came;
  const inside = form.closest("[data-in-place]");
  sayMessages(page);
  if (inside && pathOf(form).startsWith("/typed/")) return droppedCopy(form, inside);
  if (inside && isRefusedElsewhere(form, came, inside)) {
    sayWhy(page);
    return tell(form, "not-saved-in-place");
  }
  if (path === here && answer.ok) return answeredHere(form, page, how, inside);
  if (!inside || (answer.ok && !isPart(new URL(answer.url)))) return location.assign(answer.url);
  if (besideSection(form, came, how.submitter)) return renew();
  if (answer.ok && inside.dataset.inPlace === path && staysOpen(form, page)) goOn(form, page, how);
  else {
    const isTouched = fieldsOf(form) !== how.sent;
    const sign = form.querySelector("[data-unsaved]");
    if (answer.ok && sign) sign.hidden = !isTouched; // another page follows: nothing of what was saved waits here
    show(page, answer.ok ? path : inside.dataset.inPlace, hashFor(form));
    if (isTouched) say(gettext("What you typed meanwhile is kept, and not saved: open it again to see it."), "info");
  }
  return answer.ok ? renew() : undefined;
}

const NOT_SAVED = {
  here: gettext("Nothing is saved: the site did not answer. What you typed still stands here; try again in a moment."),
  closed: gettext("Nothing is saved: the site did not answer. What you typed is kept; open it again to see it."),
  signedOut: gettext("Nothing is saved: you are signed out. What you typed still stands here."),
};

async function send(form, submitter) {
  const action = addressOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
  for (const field of wordsOf(form)) Object.assign(field, { sentAs: valueOf(field), sentRaw: field.value });
  const how = { sent: fieldsOf(form), seals: [...form.querySelectorAll('input[name="pasted"]')], submitter };
  const again = placeOf(submitter);
  try {
    const came = await askSignedIn(action, () => ({ method: "POST", body: new FormData(form, submitter) }));
    if (!came.isOurs) return notSaved(form, NOT_SAVED.signedOut);
    if (!came.answer.ok && !form.closest("[data-in-place]") && form.isConnected) return sendAway(form, submitter);
    if (!form.isConnected) return renew(); // the part was closed meanwhile
    answered(form, came, how);
    again();
  } catch {
    notSaved(form, form.isConnected ? NOT_SAVED.here : NOT_SAVED.closed);
  }
}

function notSaved(form, words) {
  say(words);
  tell(form, "not-saved-in-place");
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
  if (event.target.closest?.("[data-in-place-close]")) return shut(openPart());
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute("download")) return;
  const url = addressOf(link.href);
  const part = openPart();
  if (part?.contains(link) && url.pathname === here) {
    event.preventDefault();
    return shut(part);
  }
  if (link.getAttribute("href").startsWith("#") || !isPart(url)) return;
  event.preventDefault();
  if (part?.dataset.inPlace === url.pathname && !url.search) return reveal(part, url.hash);
  open(url, link);
}

function isSentHere(form, action) {
  if (form.method !== "post" || "leaves" in form.dataset) return false;
  return Boolean(form.closest("[data-in-place]")) || (form.id === "edition" && ROW_ACTS.test(below(action) ?? "–"));
}

const underWay = new Map(); // forms that are being sent, and whether they are to be sent once more

// Before anybody else hears of it: one press after another is one request after another.
function waits(event) {
  const form = event.target;
  if (!underWay.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  underWay.set(form, true);
}

async function sending(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return;
  if (!isSentHere(form, addressOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? ""))) return;
  event.preventDefault();
  const isSection = form.matches("[data-section-form]");
  if (isSection) underWay.set(form, false);
  await send(form, submitter);
  const isWanted = underWay.get(form);
  underWay.delete(form);
  if (isWanted && form.isConnected) form.requestSubmit();
}

if (outline?.dataset.outline === "draft") {
  document.addEventListener("submit", waits, { capture: true });
  document.addEventListener("click", pressed);
  document.addEventListener("submit", sending);
  const wanted = /^#open:(.+)$/.exec(location.hash);
  if (wanted) {
    history.replaceState(null, "", here); // a part that is gone is asked for once
    const url = addressOf(here + wanted[1]);
    if (isPart(url)) open(url);
  }
}

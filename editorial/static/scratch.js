// What is typed is kept at every pause, in this browser, and some seconds later by the site, until it is saved. It is no
// version, and nothing is sent in anybody's name. Every form that takes words has this; without scripts a page works as
// any other. Each time that a page is opened its forms write copies of their own, so that none takes the place of an
// earlier one; the words of an earlier one that are put back into a form name it as replaced.

import { renewForms, signInHere, whoIsHere } from "./sign-in-here.js";
import { all, newName, put, remove } from "./scratch-store.js";
import { gettext } from "./words.js";

const { account } = document.body.dataset;
// What is said of the page that a form belongs to: this one, or one that was opened in a part of it. "answers" says that it
// is the answer to a form; "page" names its address where that is not the one that the form was sent to.
const saidOf = (form) => (form.closest("[data-in-place]") ?? document.body).dataset;
const pageOf = (form) => saidOf(form).page || location.pathname;
const PAUSE = 400; // milliseconds, until the browser has it
const SEND = 2500; // until the site has it
const PATIENCE = 20000; // for the site to answer
const AGAIN = [5000, 15000, 60000]; // after the first, second… try that failed
const WORDS = 'textarea:not([readonly]), input[type="text"], input[type="url"]';
const NOT_TYPED = ["csrfmiddlewaretoken", "form_owner", "scratch", "scratch_page", "scratch_action"];
const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

const known = new Map(); // what is known of each form
const name = newName();

const wordsIn = (form) => [...form.elements].filter((field) => field.matches(WORDS));
const pathOf = (address) => new URL(address || location.href, location.href).pathname;
const buttonsElsewhere = (form) => [...form.elements].filter((button) => button.hasAttribute("formaction"));

// As the form would be sent, but that the words of an editor nobody wrote in stay as the page has them.
function fieldsOf(form) {
  const same = new Map([...form.elements].filter((field) => field.begun === field.value).map((field) => [field.name, field.defaultValue]));
  const isTyped = ([field, value]) =>
    typeof value === "string" && !NOT_TYPED.includes(field) && form.elements[field]?.type !== "password";
  const typed = [...new FormData(form)].filter(isTyped);
  return new URLSearchParams(typed.map(([field, value]) => [field, same.get(field) ?? value])).toString();
}

// ── The sign beside the buttons ─────────────────────────────────────────────────────────────────────────────

// What goes well is shown with its time at every pause, and said aloud once, and once more after trouble; trouble always.
function signOf(typed) {
  if (typed.sign) return typed.sign;
  const make = () => document.createElement("span");
  const sign = Object.assign(make(), { className: "typed-sign" });
  const [trouble, quiet, more, heard] = [make(), make(), make(), make()];
  for (const spoken of [trouble, heard]) spoken.setAttribute("role", "status");
  heard.className = "visually-hidden";
  sign.append(trouble, " ", quiet, " ", more, heard);
  const beside = typed.form.querySelector("[data-unsaved]");
  if (beside) beside.after(sign);
  else (typed.form.querySelector(".form-actions, .action-bar") ?? typed.form).append(sign);
  typed.sign = Object.assign(sign, { trouble, quiet, more, heard });
  return sign;
}

function say(typed, { trouble = "", quiet, button = null }) {
  const sign = signOf(typed);
  sign.dataset.trouble = String(Boolean(trouble));
  if (sign.trouble.textContent !== trouble) {
    sign.trouble.textContent = trouble;
    sign.more.replaceChildren(...(button ? [button()] : []));
  }
  sign.quiet.textContent = quiet;
  const heard = quiet && !trouble ? gettext("What you typed is kept until you save it.") : "";
  if (sign.heard.textContent !== heard) sign.heard.textContent = heard;
}

function trouble(typed, words, button = null) {
  const quiet = typed.isHere
    ? gettext("Kept in this browser %(time)s.", { time: typed.at })
    : gettext("This browser has no room for it: save it now, or copy it.");
  say(typed, { trouble: words, quiet, button });
}

function signInButton() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small" });
  button.textContent = gettext("Sign in here");
  button.addEventListener("click", async () => {
    if (await signInHere(account)) known.forEach((typed) => isBehind(typed) && send(typed));
  });
  return button;
}

// ── Keeping ─────────────────────────────────────────────────────────────────────────────────────────────────

const isBehind = (typed) => typed.copy?.number > typed.arrived;

function changed(form) {
  const typed = known.get(form);
  if (!typed) return;
  typed.isSent = false; // also where the form was sent and somebody stayed on the page
  typed.pausing ??= setTimeout(() => keep(typed), PAUSE);
}

function keep(typed) {
  clearTimeout(typed.pausing);
  typed.pausing = undefined;
  const sent = fieldsOf(typed.form);
  if (sent === (typed.sent ?? typed.begun)) return;
  typed.sent = sent;
  typed.number += 1;
  const words = sent === typed.begun ? "" : sent; // as the page came: nothing is unsaved any more
  const { writer, number, action, replaces } = typed;
  typed.copy = { writer, number, action, replaces, sent: words, page: pageOf(typed.form), title: titleOf(typed.form) };
  typed.isHere = put(account, typed.copy);
  typed.at = now();
  typed.sending ??= setTimeout(() => send(typed), SEND);
}

function titleOf(form) {
  const heading = form.closest("[data-in-place]")?.querySelector("[data-in-place-title]") ?? document.querySelector("main h1");
  return heading?.textContent.trim().replace(/\s+/g, " ") || document.title;
}

function post(copy, form, options = {}) {
  const body = new FormData();
  const { writer, number, ...rest } = copy;
  const { csrfmiddlewaretoken, form_owner } = form.elements;
  const fields = { ...rest, pause: `${writer}:${number}`, csrfmiddlewaretoken: csrfmiddlewaretoken.value, form_owner: form_owner.value };
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  return fetch("/typed/", { method: "POST", body, headers: { Accept: "application/json" }, ...options });
}

async function send(typed, { isAgain = false } = {}) {
  clearTimeout(typed.sending);
  typed.sending = undefined;
  const { copy, form } = typed;
  if (!copy || typed.isSent || typed.abort) return;
  const abort = (typed.abort = new AbortController());
  const patience = setTimeout(() => abort.abort(), PATIENCE);
  const answer = await post(copy, form, { signal: abort.signal }).catch(() => null); // no connection, or too slow
  clearTimeout(patience);
  typed.abort = undefined;
  if (typed.isSent) return;
  if (answer?.ok) arrived(typed, copy);
  else await failed(typed, answer, isAgain);
}

function arrived(typed, copy) {
  Object.assign(typed, { failures: 0, arrived: copy.number });
  remove(account, copy);
  say(typed, { quiet: copy.sent ? gettext("Kept %(time)s", { time: now() }) : "" });
  if (isBehind(typed)) typed.sending ??= setTimeout(() => send(typed), SEND);
  else if (!typed.form.isConnected) known.delete(typed.form); // its part was closed
}

async function failed(typed, answer, isAgain) {
  let status = answer?.status;
  if (status === 403 && !isAgain) {
    status = await whyNot();
    if (!status) return send(typed, { isAgain: true });
  }
  if (status === 401) return trouble(typed, gettext("Your sign-in has ended."), signInButton);
  if (status === 422) return trouble(typed, gettext("Somebody else is signed in in this browser now."));
  if (status === 413) {
    const said = await answer.json().catch(() => null);
    return trouble(typed, said?.reason ?? gettext("It is too long for the site to keep."));
  }
  trouble(typed, answer ? gettext("The site could not keep it.") : gettext("There is no connection."));
  const wait = AGAIN[Math.min(typed.failures, AGAIN.length - 1)];
  typed.failures += 1;
  typed.sending ??= setTimeout(() => send(typed), wait);
}

// The form's token is refused. Where it is of an earlier sign-in of the same account, the forms get a new one and 0 is
// given; otherwise the status that says why not.
async function whyNot() {
  try {
    const person = await whoIsHere();
    if (person.account !== account) return person.account ? 422 : 401;
    renewForms(person.token);
    return 0;
  } catch {
    return undefined;
  }
}

// ── Sending the form itself ─────────────────────────────────────────────────────────────────────────────────

function submitted(event) {
  const typed = known.get(event.target);
  if (!typed || event.defaultPrevented) return;
  keep(typed);
  typed.isSent = true;
  typed.abort?.abort();
  clearTimeout(typed.sending);
  typed.sending = undefined;
  const pauses = [typed.copy && `${typed.writer}:${typed.number}`, typed.replaces].filter(Boolean).join(" ");
  if (!pauses) return;
  hide(typed.form, "scratch", pauses);
  hide(typed.form, "scratch_page", pageOf(typed.form));
  // Each of several buttons saves a part: then all that was typed is kept until the page shows what of it is saved.
  if (buttonsElsewhere(typed.form).length) hide(typed.form, "scratch_action", typed.action);
}

function hide(form, name, value) {
  const field = form.elements[name] ?? document.createElement("input");
  form.append(Object.assign(field, { type: "hidden", name, value }));
}

// The browser may show this page again as it was left.
function shownAgain() {
  for (const typed of known.values()) typed.isSent = false;
}

function leaving() {
  for (const typed of known.values()) {
    if (typed.isSent) continue;
    if (typed.pausing) keep(typed);
    if (isBehind(typed) && typed.copy.sent.length < 20000) post(typed.copy, typed.form, { keepalive: true }).catch(() => {});
  }
}

// A section is saved; what would be sent to others, or decided, is only kept.
function ctrlS(event) {
  if (event.key?.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const form = formOf(event);
  const typed = known.get(form);
  if (!typed) return;
  event.preventDefault();
  if (form.matches("[data-section-form]")) return form.requestSubmit(form.querySelector('button[type="submit"]'));
  keep(typed);
  if (isBehind(typed)) send(typed);
}

// ── Coming back ─────────────────────────────────────────────────────────────────────────────────────────────

// What this browser kept while the site could not be reached, or when the window was lost, is given to the site now. If
// it is about this page, the page is asked for again, and shows it; not if somebody writes already.
async function bringBack() {
  const form = document.querySelector('input[name="form_owner"]')?.form;
  if (!form?.elements.csrfmiddlewaretoken) return;
  let isNew = false;
  for (const copy of all(account)) {
    const answer = await post(copy, form).catch(() => null);
    if (!answer || [401, 403, 422].includes(answer.status)) return;
    if (!answer.ok) continue; // it waits in the browser; the others go on
    remove(account, copy);
    isNew ||= (await answer.json()).kept && copy.page === location.pathname && copy.sent !== "";
  }
  const isTouched = [...known.values()].some((typed) => typed.copy || fieldsOf(typed.form) !== typed.begun);
  if (isNew && !isTouched && !("answers" in document.body.dataset) && !location.search.includes("typed=")) location.reload();
}

// A form that was refused stands in the page as it was sent, and is not saved.
function wasRefused(form) {
  const said = saidOf(form);
  const sentTo = [form.getAttribute("action"), ...buttonsElsewhere(form).map((button) => button.getAttribute("formaction"))];
  const answeredAt = said.inPlace ?? location.pathname;
  return "answers" in said && sentTo.some((address) => pathOf(address) === answeredAt) && wordsIn(form).some((field) => field.value.trim());
}

const isKept = (form) => form.method === "post" && form.elements.form_owner && wordsIn(form).length;
let begunSoFar = 0;

function begin(root) {
  const forms = [...document.forms].filter((form) => root.contains(form) && !known.has(form) && isKept(form));
  for (const form of forms) {
    const refused = wasRefused(form);
    const begun = refused ? undefined : fieldsOf(form);
    const replaces = refused ? (saidOf(form).replaces ?? "") : "";
    const typed = { form, begun, writer: `${name}.${(begunSoFar += 1)}`, action: pathOf(form.getAttribute("action")), replaces };
    known.set(form, { ...typed, number: 0, arrived: 0, failures: 0 });
  }
  root.querySelectorAll("[data-put-back]").forEach((notice) => goOn(notice, root));
  for (const form of forms) if (known.get(form).begun === undefined) changed(form);
}

// A part of the page goes: what stands in its forms is kept, and sent at once.
function end(root) {
  for (const typed of [...known.values()].filter(({ form }) => root.contains(form))) {
    typed.isSent = false; // what has arrived by then is refused by its number, and costs nothing
    if (typed.pausing) keep(typed);
    if (isBehind(typed)) send(typed);
    else known.delete(typed.form);
  }
}

// A form was saved and stands where it stood: what was typed since it was sent is new.
function begunAnew(form, isTouched) {
  const typed = known.get(form);
  if (!typed) return;
  for (const name of ["scratch", "scratch_page", "scratch_action"]) form.elements[name]?.remove();
  clearTimeout(typed.pausing);
  const begun = isTouched ? undefined : fieldsOf(form);
  Object.assign(typed, { begun, sent: undefined, copy: undefined, pausing: undefined, isSent: false, replaces: "" });
  if (typed.sign) say(typed, { quiet: "" });
  if (isTouched) changed(form);
}

function notSaved(form) {
  const typed = known.get(form);
  if (!typed) return;
  typed.isSent = false;
  if (isBehind(typed)) send(typed);
}

// The words of an earlier copy stand in a form of the page again, and are not saved.
function goOn(notice, root) {
  const { putBack, index, replaces } = notice.dataset;
  const sentThere = (form) => root.contains(form) && form.method === "post" && pathOf(form.getAttribute("action")) === putBack;
  const typed = known.get([...document.forms].filter(sentThere)[Number(index)]);
  if (!typed) return;
  for (const { dataset } of notice.querySelectorAll("[data-sealed]")) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "pasted", value: dataset.sealed });
    typed.form.append(input);
  }
  Object.assign(typed, { begun: undefined, replaces });
  typed.form.querySelector("[data-unsaved]")?.removeAttribute("hidden");
}

const formOf = (event) => event.target.form ?? event.target.closest?.("form");
for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => changed(formOf(event)));
document.addEventListener("submit", submitted);
document.addEventListener("keydown", ctrlS);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leaving());
window.addEventListener("pagehide", leaving);
window.addEventListener("pageshow", shownAgain);
window.addEventListener("online", () => known.forEach((typed) => isBehind(typed) && send(typed)));
document.addEventListener("opened-in-place", (event) => begin(event.target));
document.addEventListener("closing-in-place", (event) => end(event.target));
document.addEventListener("saved-in-place", (event) => begunAnew(event.target, event.detail.isTouched));
document.addEventListener("not-saved-in-place", (event) => notSaved(event.target));
begin(document);
bringBack();

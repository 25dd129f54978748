// What is typed is kept at every pause, in this browser, and every few seconds by the site, until it is saved. It is no
// version, and nothing is sent in anybody's name. Every form that takes words has this; without scripts a page works as
// any other.

import { renewForms, signInHere, whoIsHere } from "./sign-in-here.js";
import { all, nameOfWindow, nextPause, put, remove } from "./scratch-store.js";
import { gettext } from "./words.js";

const { account } = document.body.dataset;
const isAnswer = "answersAForm" in document.body.dataset; // what stands in its forms was refused, and is not saved
const PAUSE = 400; // milliseconds, until the browser has it
const SEND = 2500; // until the site has it
const AGAIN = [5000, 15000, 60000]; // after the first, second… try that failed
const WORDS = 'textarea:not([readonly]), input[type="text"], input[type="url"], input:not([type])';
const NOT_TYPED = ["csrfmiddlewaretoken", "form_owner", "scratch"];
const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

const known = new Map(); // what is known of each form
let name = "";

const takesWords = (form) =>
  form.method === "post" && form.elements.form_owner && [...form.elements].some((field) => field.matches(WORDS));

const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

function fieldsOf(form) {
  const data = new FormData(form);
  const typed = [...data].filter(
    ([field, value]) => typeof value === "string" && !NOT_TYPED.includes(field) && form.elements[field]?.type !== "password",
  );
  return new URLSearchParams(typed).toString();
}

// ── The sign beside the buttons ─────────────────────────────────────────────────────────────────────────────

function say(typed, words, { trouble = false, button = null } = {}) {
  if (!typed.sign) {
    typed.sign = document.createElement("span");
    typed.sign.className = "typed-sign";
    const { form } = typed;
    const beside = form.querySelector("[data-unsaved]");
    if (beside) beside.after(typed.sign);
    else (form.querySelector(".form-actions, .action-bar") ?? form).append(typed.sign);
  }
  // What goes well is said to the eye alone; trouble also to who listens, once.
  if (trouble) typed.sign.setAttribute("role", "status");
  else typed.sign.removeAttribute("role");
  if (typed.said === words) return;
  typed.said = words;
  typed.sign.dataset.trouble = String(trouble);
  typed.sign.replaceChildren(words, ...(button ? [" ", button] : []));
}

function signInButton(typed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary button-small";
  button.textContent = gettext("Sign in here");
  button.addEventListener("click", async () => {
    if (await signInHere(account)) for (const one of known.values()) if (one.copy?.number > one.arrived) send(one);
  });
  return button;
}

const keptHere = (typed) =>
  typed.isHere
    ? gettext("Kept in this browser %(time)s.", { time: typed.at })
    : gettext("This browser has no room for it: save it now, or copy it.");

function trouble(typed, words, button = null) {
  say(typed, `${words} ${keptHere(typed)}`, { trouble: true, button });
}

// ── Keeping ─────────────────────────────────────────────────────────────────────────────────────────────────

function changed(form) {
  const typed = known.get(form);
  if (!typed || typed.isSent) return;
  typed.pausing ??= setTimeout(() => keep(typed), PAUSE);
}

function keep(typed) {
  clearTimeout(typed.pausing);
  typed.pausing = undefined;
  const sent = fieldsOf(typed.form);
  if (sent === (typed.copy?.sent ?? typed.begun) || !name) return;
  const { action } = typed;
  const writer = typed.writer || `${name}.${typed.index}`;
  const words = sent === typed.begun ? "" : sent; // as the page came: nothing is unsaved any more
  typed.copy = { writer, action, number: nextPause(typed.number), sent: words, page: location.pathname, title: titleOf() };
  typed.isHere = put(account, typed.copy);
  typed.at = now();
  typed.sending ??= setTimeout(() => send(typed), SEND);
}

const titleOf = () => document.querySelector("main h1")?.textContent.trim().replace(/\s+/g, " ") || document.title;

function bodyOf(copy, form) {
  const body = new FormData();
  const { writer, number, ...rest } = copy;
  const { csrfmiddlewaretoken, form_owner } = form.elements;
  const all = { ...rest, pause: `${writer}:${number}`, csrfmiddlewaretoken: csrfmiddlewaretoken.value, form_owner: form_owner.value };
  for (const [field, value] of Object.entries(all)) body.set(field, value);
  return body;
}

const post = (copy, form, options = {}) =>
  fetch("/typed/", { method: "POST", body: bodyOf(copy, form), headers: { Accept: "application/json" }, ...options });

async function send(typed) {
  clearTimeout(typed.sending);
  typed.sending = undefined;
  const { copy, form } = typed;
  if (!copy || typed.isSent || typed.abort) return;
  typed.abort = new AbortController();
  let answer = null;
  try {
    answer = await post(copy, form, { signal: typed.abort.signal });
  } catch {
    // No connection, or the form was sent meanwhile.
  }
  typed.abort = undefined;
  if (typed.isSent) return;
  if (answer?.ok) arrived(typed, copy);
  else await failed(typed, answer);
}

function arrived(typed, copy) {
  Object.assign(typed, { failures: 0, wasRenewed: false, arrived: copy.number });
  remove(account, copy);
  say(typed, gettext("What you typed is kept, %(time)s.", { time: now() }));
  if (typed.copy.number > copy.number) typed.sending ??= setTimeout(() => send(typed), SEND);
}

async function failed(typed, answer) {
  if (answer?.status === 403) answer = await renewed(typed);
  if (answer === "again") return;
  if (answer?.status === 401) return trouble(typed, gettext("Your sign-in has ended."), signInButton(typed));
  if (answer?.status === 422) return trouble(typed, gettext("Somebody else is signed in in this browser now."));
  if (answer?.status === 413) return trouble(typed, (await answer.json()).reason);
  trouble(typed, answer ? gettext("The site could not keep it.") : gettext("There is no connection."));
  const wait = AGAIN[Math.min(typed.failures, AGAIN.length - 1)];
  typed.failures += 1;
  typed.sending ??= setTimeout(() => send(typed), wait);
}

// The form's token is of an earlier sign-in: with a new one it is tried once more.
async function renewed(typed) {
  if (typed.wasRenewed) return null;
  try {
    const here = await whoIsHere();
    if (here.account !== account) return { status: here.account ? 422 : 401 };
    renewForms(here.token);
  } catch {
    return null;
  }
  typed.wasRenewed = true;
  await send(typed);
  return "again";
}

// ── Sending the form itself ─────────────────────────────────────────────────────────────────────────────────

function submitted(event) {
  const typed = known.get(event.target);
  if (!typed || event.defaultPrevented) return;
  keep(typed);
  typed.isSent = true;
  typed.abort?.abort();
  clearTimeout(typed.sending);
  if (!typed.copy) return;
  const field = typed.form.elements.scratch ?? document.createElement("input");
  const { writer, number } = typed.copy;
  const part = [...typed.form.elements].some((button) => button.formAction && button.hasAttribute("formaction")) ? ":part" : "";
  Object.assign(field, { type: "hidden", name: "scratch", value: `${writer}:${number}${part}` });
  typed.form.append(field);
}

// The browser may show this page again as it was left.
function shownAgain() {
  for (const typed of known.values()) typed.isSent = false;
}

function leaving() {
  for (const typed of known.values()) {
    if (typed.isSent) continue;
    if (typed.pausing) keep(typed);
    if (typed.copy?.number > typed.arrived && typed.copy.sent.length < 20000) post(typed.copy, typed.form, { keepalive: true }).catch(() => {});
  }
}

function ctrlS(event) {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const form = event.target.closest?.("form");
  if (!known.has(form)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector('button[type="submit"]') ?? undefined);
}

// ── Coming back ─────────────────────────────────────────────────────────────────────────────────────────────

// What this browser kept while the site could not be reached, or when the window was lost, is given to the site now; the
// page is asked for again if it is about its form, and shows it. Not if somebody writes already: they are shown it next
// time.
async function bringBack() {
  const form = document.querySelector('input[name="form_owner"]')?.form;
  if (!form?.elements.csrfmiddlewaretoken) return;
  let isHere = false;
  for (const copy of all(account)) {
    const answer = await post(copy, form).catch(() => null);
    if (!answer?.ok) return;
    remove(account, copy);
    isHere ||= copy.page === location.pathname && copy.sent !== "";
  }
  const isTouched = [...known.values()].some((typed) => fieldsOf(typed.form) !== typed.begun);
  if (isHere && !isTouched && !location.search.includes("typed=")) location.reload();
}

async function begin() {
  const counts = new Map();
  for (const form of [...document.forms].filter(takesWords)) {
    const action = pathOf(form);
    const index = counts.get(action) ?? 0;
    counts.set(action, index + 1);
    known.set(form, { form, action, index, begun: isAnswer ? undefined : fieldsOf(form), failures: 0, arrived: 0 });
  }
  goOn(document.querySelector("[data-put-back]"));
  name = await nameOfWindow();
  for (const typed of known.values()) changed(typed.form);
  await bringBack();
}

// What was put back is the copy that is written on from now on: it is done with when the form is saved.
function goOn(notice) {
  if (!notice) return;
  const { putBack, writer, number } = notice.dataset;
  const typed = [...known.values()].find((one) => one.action === putBack);
  if (!typed) return;
  const copy = { writer, action: putBack, number: Number(number), sent: typed.begun };
  Object.assign(typed, { writer, number: copy.number, arrived: copy.number, copy, begun: undefined });
}

const formOf = (event) => event.target.form ?? event.target.closest?.("form");
for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => changed(formOf(event)));
document.addEventListener("submit", submitted);
document.addEventListener("keydown", ctrlS);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leaving());
window.addEventListener("pagehide", leaving);
window.addEventListener("pageshow", shownAgain);
window.addEventListener("online", () => known.forEach((typed) => typed.copy?.number > typed.arrived && send(typed)));
begin();

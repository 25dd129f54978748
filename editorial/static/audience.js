// The public page: choosing an audience without leaving the page, previews of references, where one is in the contents.
// Everything works without this file: the choices are links, and so are the citations.

import { gettext } from "./words.js";

const STORE = "imprimatur.audience";
const reader = document.querySelector("[data-reader]");
const choice = document.querySelector("[data-audience-choice]");
const said = document.querySelector("[data-audience-said]");

// ── What was chosen before ──────────────────────────────────────────────────────────────────────────────────

function remembered() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage is refused: then nothing is remembered
  }
}

function remember(key) {
  try {
    localStorage.setItem(STORE, key);
  } catch {
    // as above
  }
}

// ── Keeping the reader's place ──────────────────────────────────────────────────────────────────────────────

function marks() {
  return [...reader.querySelectorAll(".article .section[id], .article .references[id]")];
}

// The sections at and above the top of the window, nearest first, with the distance of the nearest from the top.
function place() {
  const above = marks().filter((mark) => mark.getBoundingClientRect().top <= window.innerHeight / 4);
  if (!above.length) return null;
  const ids = above.map((mark) => mark.id).reverse();
  return { ids, offset: above.at(-1).getBoundingClientRect().top };
}

// A section that the new wording leaves out gives way to the one before it.
function restore(old) {
  const id = old?.ids.find((candidate) => document.getElementById(candidate));
  if (!id) return;
  const offset = id === old.ids[0] ? old.offset : 0;
  window.scrollBy({ top: document.getElementById(id).getBoundingClientRect().top - offset, behavior: "instant" });
}

// ── Swapping the words ──────────────────────────────────────────────────────────────────────────────────────

let underWay = null;

async function load(url) {
  underWay?.abort();
  underWay = new AbortController();
  const { signal } = underWay;
  const response = await fetch(url, { signal, credentials: "omit" }).catch((error) => {
    throw signal.aborted ? error : new OffLine();
  });
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// What depends on the audience is one unit: all that the page says of itself (title, description, canonical address, what
// machines read) and all that it shows. Only the choice itself stays, with whoever has the focus in it.
const SHARED_HEAD = 'meta[charset], meta[name="viewport"], link[rel="stylesheet"], link[rel="icon"], script[src]';

function swapHead(next) {
  const own = (head) => [...head.children].filter((element) => !element.matches(SHARED_HEAD));
  for (const element of own(document.head)) element.remove();
  document.head.append(...own(next.head));
}

function takeAttributes(old, next) {
  for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) old.setAttribute(name, value);
}

// Everything in `old` becomes as it is in `next`, but for `kept`, which is not even moved.
function swapAround(kept, old, next, keptNext) {
  if (old === kept) return;
  takeAttributes(old, next);
  const mine = [...old.childNodes].find((node) => node.contains(kept));
  const theirs = [...next.childNodes].find((node) => node.contains(keptNext));
  for (const node of [...old.childNodes]) if (node !== mine) node.remove();
  const at = [...next.childNodes].indexOf(theirs);
  const nodes = [...next.childNodes];
  mine.before(...nodes.slice(0, at));
  mine.after(...nodes.slice(at + 1));
  swapAround(kept, mine, theirs, keptNext);
}

function offered(nav) {
  return [...nav.querySelectorAll("a[data-audience]")].map((option) => `${option.dataset.audience} ${option.textContent.trim()}`);
}

function show(page, words) {
  const next = page.querySelector("[data-reader]");
  const nextChoice = next?.querySelector("[data-audience-choice]");
  if (!nextChoice || offered(nextChoice).join() !== offered(choice).join()) throw new Error("another-page");
  const old = place();
  hideCard();
  takeAttributes(document.documentElement, page.documentElement);
  swapHead(page);
  swapAround(choice, reader, next, nextChoice);
  markChoice(next.dataset.audience);
  say(words);
  restore(old); // last: all of the above takes or gives room
  watchSections();
}

function options() {
  return [...(choice?.querySelectorAll("a[data-audience]") ?? [])];
}

function markChoice(key) {
  for (const option of options()) {
    if (option.dataset.audience === key) option.setAttribute("aria-current", "true");
    else option.removeAttribute("aria-current");
  }
}

function say(words) {
  if (said) said.textContent = words;
}

class OffLine extends Error {}

// Whether the page is now in the words for this option. Raises OffLine if nothing could be had.
async function change(option, { history: how = "push", words }) {
  choice.setAttribute("aria-busy", "true");
  try {
    show(await load(option.href), words);
    if (how === "push") history.pushState({}, "", option.href);
    if (how === "replace") history.replaceState({}, "", option.href);
    return true;
  } catch (error) {
    if (error instanceof OffLine) throw error;
    return error.name === "AbortError"; // another choice has overtaken this one
  } finally {
    choice.removeAttribute("aria-busy");
  }
}

function stay() {
  const current = options().find((option) => option.getAttribute("aria-current"));
  const audience = label(current);
  say(gettext("There is no connection: this page is still in the words for %(audience)s. Please choose again later.", { audience }));
  return current;
}

function label(option) {
  return gettext("“%(name)s”", { name: option.textContent.trim() });
}

async function choose(event) {
  const option = event.target.closest("a[data-audience]");
  if (!option || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  remember(option.dataset.audience);
  if (option.getAttribute("aria-current")) return;
  try {
    const words = gettext("This page is now in the words for %(audience)s.", { audience: label(option) });
    const done = await change(option, { words });
    if (!done) location.assign(option.href);
  } catch {
    stay(); // leaving would lose the page that is being read
  }
}

// On the page for those who have not chosen, use the words chosen before; links to a place in it are left alone.
function applyRemembered() {
  const key = remembered();
  const option = options().find((candidate) => candidate.dataset.audience === key);
  const isDefault = !location.pathname.includes("/for/");
  if (!option || option.getAttribute("aria-current") || location.hash || !isDefault) return;
  const words = gettext("Shown in the words for %(audience)s, as you chose before.", { audience: label(option) });
  change(option, { history: "replace", words }).catch(stay);
}

async function follow() {
  const option = options().find((candidate) => candidate.pathname === location.pathname);
  if (!option) return location.reload();
  if (option.dataset.audience === reader.dataset.audience) return;
  try {
    const words = gettext("This page is in the words for %(audience)s again.", { audience: label(option) });
    if (!(await change(option, { history: "keep", words }))) location.reload();
  } catch {
    history.replaceState({}, "", stay().href); // the address names what is shown
  }
}

// ── Previews of references ──────────────────────────────────────────────────────────────────────────────────

const card = document.createElement("div");
card.className = "citation-card";
card.id = "citation-card";
card.role = "tooltip";
card.hidden = true;
let cardFor = null;
let timer = 0;

function fillCard(link) {
  const entry = document.getElementById(link.hash.slice(1));
  if (!entry) return false;
  const copy = entry.cloneNode(true);
  for (const back of copy.querySelectorAll(".backlink, .standing:empty")) back.remove();
  for (const anchor of copy.querySelectorAll("a")) anchor.replaceWith(...anchor.childNodes);
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  card.replaceChildren(...copy.childNodes);
  return true;
}

function showCard(link) {
  clearTimeout(timer);
  if (cardFor === link || !fillCard(link)) return;
  hideCard();
  cardFor = link;
  card.hidden = false;
  link.setAttribute("aria-describedby", card.id);
  const box = link.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 16);
  const below = box.bottom + 12;
  const fits = below + card.offsetHeight < window.innerHeight;
  card.style.left = `${Math.max(16, left) + window.scrollX}px`;
  card.style.top = `${(fits ? below : box.top - 12 - card.offsetHeight) + window.scrollY}px`;
}

function hideCard() {
  clearTimeout(timer);
  cardFor?.removeAttribute("aria-describedby");
  cardFor = null;
  card.hidden = true;
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(hideCard, 250); // long enough to move onto the card
}

function citation(event) {
  return event.target.closest?.('.cites a[href^="#ref-"]');
}

function watchCitations() {
  document.body.append(card);
  reader.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && citation(event);
    if (link) showCard(link);
  });
  reader.addEventListener("pointerout", (event) => citation(event) && hideSoon());
  reader.addEventListener("focusin", (event) => (citation(event)?.matches(":focus-visible") ? showCard(citation(event)) : 0));
  reader.addEventListener("focusout", (event) => citation(event) && hideCard());
  reader.addEventListener("click", (event) => citation(event) && hideCard());
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideCard());
}

// ── Where one is in the contents ────────────────────────────────────────────────────────────────────────────

let observer = null;

function markSection(id) {
  for (const link of reader.querySelectorAll(".contents a")) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function watchSections() {
  observer?.disconnect();
  observer = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => markSection(entry.target.id)),
    { rootMargin: "-5% 0px -80% 0px" },
  );
  marks().forEach((mark) => observer.observe(mark));
}

if (reader) {
  watchCitations();
  watchSections();
}

if (reader && choice) {
  choice.addEventListener("click", choose);
  window.addEventListener("popstate", follow);
  applyRemembered();
}

// Comforts of the review page; it works without them.
//   form[data-signing]      its button says how many sections are decided; unsigned decisions are not lost unwarned
//   [data-change-keys]      buttons that lead from change to change, and, if asked, the keys n and p

// ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────────

const signing = document.querySelector("form[data-signing]");

function decisions() {
  return [...signing.elements].filter((field) => field.type === "radio" && field.checked).length;
}

function count() {
  const words = signing.querySelector("[data-signing-words]");
  const number = decisions();
  words.textContent = number === 0 ? "Sign" : number === 1 ? "Sign 1 section" : `Sign ${number} sections`;
  if (number) signing.classList.remove("review-bar-still");
}

// A note is where the words for a request go: choosing to ask for changes opens it.
function openNote(field) {
  const fold = field.closest(".review-verdict")?.querySelector("details");
  if (fold && field.checked && field.value === "request_changes") {
    fold.open = true;
    fold.querySelector("textarea").focus({ preventScroll: true });
  }
}

let sending = false;

if (signing) {
  document.addEventListener("change", (event) => {
    if (event.target.form !== signing) return;
    count();
    if (event.target.type === "radio") openNote(event.target);
  });
  signing.addEventListener("submit", () => (sending = true));
  window.addEventListener("pageshow", () => {
    sending = false;
    count();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && decisions() > 0) event.preventDefault();
  });
}

// ── From change to change ───────────────────────────────────────────────────────────────────────────────────

const panel = document.querySelector("[data-change-keys]");
const changes = [...document.querySelectorAll("[data-marked] :is(ins, del)")].filter((mark) => {
  const before = mark.previousSibling;
  return !(before instanceof HTMLElement && before.matches("ins, del")); // a replacement is one change
});
let place = -1;

function go(step) {
  changes[place]?.classList.remove("review-here");
  place = (place + step + changes.length) % changes.length;
  const mark = changes[place];
  for (let fold = mark.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  mark.classList.add("review-here");
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  panel.querySelector("[data-change-said]").textContent = `Change ${place + 1} of ${changes.length}`;
}

function key(event) {
  const letters = panel.querySelector("[data-change-letters]").checked;
  if (!letters || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  if (event.key === "n") go(1);
  else if (event.key === "p") go(-1);
}

if (panel && changes.length) {
  const remembered = "imprimatur-change-letters";
  const letters = panel.querySelector("[data-change-letters]");
  panel.hidden = false;
  letters.checked = localStorage.getItem(remembered) === "yes";
  letters.addEventListener("change", () => localStorage.setItem(remembered, letters.checked ? "yes" : "no"));
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-change-step]");
    if (button) go(Number(button.dataset.changeStep));
  });
  document.addEventListener("keydown", key);
}

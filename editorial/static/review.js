// Comforts of the review page; it works without them.
//   [data-change-keys]      buttons that lead from change to change, and, if asked, the keys n and p

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

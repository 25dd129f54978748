// The frame of every working page; it works without this.
//   [data-menu]             a <details> that is a menu: closes with Escape, and when something else is used
//   [data-key-help]         the list of the page's keys, a dialog: "?" opens it, or [data-key-help-open]
//   [data-key-help-letter]  whether "?" does; it is remembered in this browser

const menus = [...document.querySelectorAll("[data-menu]")];
const help = document.querySelector("[data-key-help]");
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

function closeOthers(event) {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
}

function escape() {
  const menu = menus.find((one) => one.open);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

function showKeys() {
  for (const menu of menus) menu.open = false;
  help.showModal();
}

function key(event) {
  if (event.key === "Escape") return escape();
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.defaultPrevented || event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  if (!help.querySelector("[data-key-help-letter]").checked) return;
  event.preventDefault();
  showKeys();
}

document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);
if (help) {
  const remembered = "imprimatur-help-letter";
  const letter = help.querySelector("[data-key-help-letter]");
  letter.checked = localStorage.getItem(remembered) !== "no";
  letter.addEventListener("change", () => localStorage.setItem(remembered, letter.checked ? "yes" : "no"));
  document.addEventListener("keydown", key);
  for (const button of document.querySelectorAll("[data-key-help-open]")) {
    (button.closest("li[hidden]") ?? button).hidden = false;
    button.addEventListener("click", showKeys);
  }
}

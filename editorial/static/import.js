// Pasting a page: takes the clipboard's HTML along with its text, so that headings, lists and tables survive. The text
// alone is sent if a person changes it after pasting. Without this script the plain text is read.

const area = document.querySelector("[data-paste]");
const rich = document.querySelector("[data-pasted-html]");
const said = document.querySelector("[data-paste-said]");
const MOST = 4_000_000;
let pasting = false;

function say(words) {
  if (said) said.textContent = words;
}

function take(event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const replacesAll = area.selectionStart === 0 && area.selectionEnd === area.value.length;
  pasting = true;
  if (html && html.length < MOST && replacesAll) {
    rich.value = html;
    say("Headings, lists and tables were taken along with the text.");
  } else {
    rich.value = "";
    say("");
  }
}

function typed() {
  if (!pasting && rich.value) {
    rich.value = "";
    say("You changed the text: it will be read as plain text.");
  }
  pasting = false;
}

if (area && rich) {
  area.addEventListener("paste", take);
  area.addEventListener("input", typed);
}

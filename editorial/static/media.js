// Bringing pictures and sound: dropped anywhere on the page or pasted, they are chosen in the file field, as if by hand.
// Sending says how far it is; what is refused comes back in the page with everything typed. Without this script the form
// is sent as any other.

import { takeHeld } from "./held.js";
import { gettext, ngettext } from "./words.js";

const part = (name) => document.querySelector(`[data-${name}]`);
const chosen = () => part("media-form").querySelector('input[type="file"]'); // looked up afresh: a refusal brings a new form

function megabytes(size) {
  return (size / 1024 / 1024).toFixed(1);
}

function listed() {
  const field = chosen();
  const list = part("chosen");
  list.replaceChildren();
  for (const file of field.files) {
    const item = document.createElement("li");
    item.textContent = gettext("%(name)s, %(size)s MB", { name: file.name, size: megabytes(file.size) });
    list.append(item);
  }
  const many = field.files.length;
  part("progress-said").textContent = many
    ? ngettext("%(number)s file chosen. Save, and say what it shows.", "%(number)s files chosen. Save, and say what they show.", many)
    : "";
}

// Those chosen before stay.
function take(files) {
  const field = chosen();
  const all = new DataTransfer();
  for (const file of [...field.files, ...files]) all.items.add(file);
  field.files = all.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].some((type) => type.toLowerCase() === "files");
}

function over(event) {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  part("drop").dataset.over = "";
}

function drop(event) {
  delete part("drop").dataset.over;
  if (!carriesFiles(event)) return;
  event.preventDefault();
  take(event.dataTransfer.files);
  part("drop").scrollIntoView({ block: "nearest" });
}

function paste(event) {
  const files = event.clipboardData?.files ?? [];
  if (!files.length) return;
  event.preventDefault();
  take(files);
}

function busy(is) {
  for (const button of part("media-form").querySelectorAll("button")) button.disabled = is;
  part("progress").hidden = !is;
}

function sending(event) {
  const bar = part("progress");
  if (!event.lengthComputable) return;
  bar.value = event.loaded / event.total;
  part("progress-said").textContent =
    event.loaded < event.total
      ? gettext("%(percent)s % sent", { percent: Math.round(bar.value * 100) })
      : gettext("Sent. The files are being read…");
}

function failed() {
  busy(false);
  part("progress-said").textContent = gettext("Nothing arrived: the connection was lost. Everything is still here; save again.");
}

function answered(request) {
  if (request.status === 200 && request.responseURL) {
    window.location.assign(request.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const now = page.querySelector("main");
  if (!now) {
    failed();
    return;
  }
  document.querySelector("main").replaceWith(document.adoptNode(now));
  begin();
  document.querySelector("main [data-takes-focus]")?.focus();
}

function send(event) {
  if (!chosen().files.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", sending);
  request.addEventListener("load", () => answered(request));
  request.addEventListener("error", failed);
  request.open("POST", window.location.pathname);
  request.send(new FormData(part("media-form")));
  busy(true);
}

function begin() {
  chosen().addEventListener("change", listed);
  part("media-form").addEventListener("submit", send);
}

if (part("media-form")) {
  begin();
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", () => delete part("drop").dataset.over);
  document.addEventListener("drop", drop);
  document.addEventListener("paste", paste);
  const waiting = takeHeld(window.location.pathname); // pasted into the section's text
  if (waiting.length) take(waiting);
}

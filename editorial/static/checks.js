// Asks the server again what it finds in a text, when whoever writes it pauses. Reasons that are being typed stay.

const PAUSE = 1200; // milliseconds
const waiting = new WeakMap();
const asked = new WeakMap();

const reasonsIn = (list) => [...list.querySelectorAll("textarea")];

function put(list, html) {
  const typed = new Map(reasonsIn(list).map((field) => [field.name, field.value]));
  const opened = new Set([...list.querySelectorAll("details[open]")].map((one) => one.closest("[id]")?.id));
  const { activeElement: focused } = document;
  const [name, start, end] = list.contains(focused) ? [focused.name, focused.selectionStart, focused.selectionEnd] : [];
  const made = new DOMParser().parseFromString(html, "text/html").body;
  list.replaceChildren(...made.childNodes);
  for (const field of reasonsIn(list)) field.value = typed.get(field.name) || field.value;
  for (const one of list.querySelectorAll(".check details")) one.open ||= opened.has(one.closest("[id]")?.id);
  const field = name && reasonsIn(list).find((one) => one.name === name);
  field?.focus();
  field?.setSelectionRange(start, end);
}

async function ask(panel) {
  const { form } = panel.querySelector("textarea");
  const list = panel.querySelector("[data-checks]");
  const body = new FormData();
  const fields = [...form.elements].filter((field) => panel.contains(field) && field.name && !list.contains(field));
  for (const field of fields) if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("audience", list.dataset.checks);
  const turn = (asked.get(panel) ?? 0) + 1;
  asked.set(panel, turn);
  try {
    const answer = await fetch(form.dataset.checksAt, { method: "POST", body, headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected && asked.get(panel) === turn) put(list, await answer.text());
  } catch {
    // Off line for a moment: the next pause asks again.
  }
}

document.addEventListener("input", (event) => {
  const panel = event.target.closest("[data-panel]");
  if (!panel?.querySelector("[data-checks]") || event.target.closest("[data-checks]")) return;
  clearTimeout(waiting.get(panel));
  waiting.set(panel, setTimeout(() => ask(panel), PAUSE));
});

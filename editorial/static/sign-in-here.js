// Signing in again without leaving the page, when the sign-in has ended while somebody writes in it.

import { ask, element, field } from "./dialogs.js";
import { gettext } from "./words.js";

const SIGN_IN = "/accounts/login/";
const AS_DATA = { Accept: "application/json" };

// Who is signed in now, and the token that forms need: { account: "" for nobody, token }.
export async function whoIsHere() {
  const response = await fetch("/typed/", { headers: AS_DATA });
  return response.json();
}

export function renewForms(token) {
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = token;
}

async function send(login, password) {
  const { token } = await whoIsHere();
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, login, password })) body.set(name, value);
  const response = await fetch(SIGN_IN, { method: "POST", body, headers: { ...AS_DATA, "X-Requested-With": "XMLHttpRequest" } });
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return "";
  const { form } = answer ?? {};
  const errors = [...(form?.errors ?? []), ...Object.values(form?.fields ?? {}).flatMap((one) => one.errors)];
  return errors.join(" ") || gettext("Signing in did not work. Try again.");
}

// The page's forms stay without a token that somebody else's sign-in could use.
async function notTheirs() {
  const words = gettext("This is somebody else’s account, and what stands in the page was typed by another person. Sign out to sign in as that person; what was typed waits in this browser.");
  await ask(gettext("Somebody else is signed in"), [element("p", {}, words)], { submit: gettext("Understood"), read: () => true });
  return false;
}

// Asks until the account that the page belongs to is signed in again, or the person gives up. Gives whether it is.
export async function signInHere(account) {
  let wrong = "";
  const login = element("input", { type: "email", autocomplete: "username", required: true });
  for (;;) {
    const password = element("input", { type: "password", autocomplete: "current-password", required: true });
    const said = wrong ? [element("p", { class: "field-error", role: "alert" }, wrong)] : [];
    const content = [
      ...said,
      element("p", {}, gettext("Your sign-in has ended. What you typed stands in the page as before.")),
      field(gettext("E-mail address"), login),
      field(gettext("Password"), password),
    ];
    const answer = await ask(gettext("Sign in and go on"), content, {
      submit: gettext("Sign in"),
      read: () => [login.value.trim(), password.value],
    });
    if (!answer) return false;
    try {
      wrong = await send(...answer);
      if (wrong) continue;
      const here = await whoIsHere();
      if (here.account !== account) return notTheirs();
      renewForms(here.token);
      return true;
    } catch {
      wrong = gettext("There is no connection. Try again.");
    }
  }
}

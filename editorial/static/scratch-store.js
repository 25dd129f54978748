// Copies of what was typed in this browser, until the site has them: one for each form of a page that was opened, under
// the account that typed it. Another account that signs in here is shown none of them.

const BEGINNING = "typed:";
const keyOf = (account, copy) => `${BEGINNING}${account}:${copy.writer}`;

// Whether the browser took it: its storage may be full, or closed to the page.
export function put(account, copy) {
  try {
    localStorage.setItem(keyOf(account, copy), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

// The site has what was typed up to this pause. What came after it stays.
export function remove(account, copy) {
  try {
    const kept = read(keyOf(account, copy));
    if (kept && kept.number <= copy.number) localStorage.removeItem(keyOf(account, copy));
  } catch {
    // Closed: nothing is there.
  }
}

export function all(account) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${BEGINNING}${account}:`));
    return keys.map(read).filter(Boolean);
  } catch {
    return []; // closed: nothing is there
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// A name that nothing else has: what is written under it is written by nobody else.
export const newName = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

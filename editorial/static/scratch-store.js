// Copies of what was typed in this browser, until the site has them: one for each form of each window, under the account
// that typed them. Another account that signs in here is shown none of them.

const BEGINNING = "typed:";
const OLDEST = 180 * 24 * 3600 * 1000; // as long as the site keeps them

const keyOf = (account, copy) => `${BEGINNING}${account}:${copy.writer}:${copy.action}`;

// Whether the browser took it: its storage may be full, or closed to the page.
export function put(account, copy) {
  try {
    localStorage.setItem(keyOf(account, copy), JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

// The site has what was typed up to this pause. What came after it stays.
export function remove(account, { writer, action, number }) {
  try {
    const key = keyOf(account, { writer, action });
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept && kept.number <= number) localStorage.removeItem(key);
  } catch {
    // Closed: nothing is there.
  }
}

export function all(account) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(`${BEGINNING}${account}:`)) continue;
      const copy = read(key);
      if (copy && Date.now() - copy.at < OLDEST) found.push(copy);
      else localStorage.removeItem(key);
    }
  } catch {
    // Closed: nothing is there.
  }
  return found;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// ── The window ──────────────────────────────────────────────────────────────────────────────────────────────

const held = { window: "", pauses: 0 }; // where the window has no storage

function remembered(name, value) {
  try {
    if (value !== undefined) sessionStorage.setItem(`typed-${name}`, value);
    return sessionStorage.getItem(`typed-${name}`);
  } catch {
    if (value !== undefined) held[name] = value;
    return held[name];
  }
}

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// A name for this window that stays when it goes to another page or is opened again after a crash. A window that was
// made as a copy of another one gets a name of its own: the first holds a lock on it.
export async function nameOfWindow() {
  const name = remembered("window") || remembered("window", random()) || held.window;
  if (!navigator.locks) return name;
  const isOwn = await new Promise((resolve) => {
    const held = () => {
      resolve(true);
      return new Promise(() => {});
    };
    navigator.locks.request(`typed:${name}`, { signal: AbortSignal.timeout(1500) }, held).catch(() => resolve(false));
  });
  if (isOwn) return name;
  remembered("window", random());
  return nameOfWindow();
}

// Pauses are counted, not timed: a clock may be wrong, or set back. `atLeast` goes on from what was counted elsewhere.
export function nextPause(atLeast = 0) {
  const next = Math.max(Number(remembered("pauses") ?? 0), atLeast) + 1;
  remembered("pauses", next);
  return next;
}

// How long something lives that stands in a part of the page: what listens elsewhere (to the document, the window, a media
// query) for its sake stops when its part is closed or shown anew (in-place.js), so that no listeners pile up.

const lives = new Map(); // elements, and what ends with them

// A signal for addEventListener. Elements that stand in no such part live as long as the page.
export function lifeOf(element) {
  if (!lives.has(element)) lives.set(element, new AbortController());
  return lives.get(element).signal;
}

document.addEventListener("closing-in-place", ({ target }) => {
  for (const [element, life] of lives) {
    if (!target.contains(element)) continue;
    lives.delete(element);
    life.abort();
  }
});

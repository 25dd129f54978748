// Pictures that were pasted among words, until the page of the section's pictures takes them. A text holds none, so they
// wait in this tab alone: nothing is sent, another tab does not see them, and signing out forgets them.

const key = (page) => `pictures:${page}`;
const COPIED = /data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+/g;

// The pictures that copied HTML holds itself, each once.
export const picturesIn = (html) => [...new Set(html.match(COPIED) ?? [])];

function held(page) {
  try {
    return JSON.parse(sessionStorage.getItem(key(page)) ?? "[]");
  } catch {
    return [];
  }
}

// Whether they are kept: a tab keeps a few megabytes.
export function hold(page, pictures) {
  try {
    sessionStorage.setItem(key(page), JSON.stringify([...new Set([...held(page), ...pictures])]));
    return true;
  } catch {
    return false;
  }
}

function fileOf(picture, index) {
  const [head, data] = picture.split(",");
  const type = head.slice("data:".length).split(";")[0];
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  return new File([bytes], `pasted-${index + 1}.${type.split("/")[1]}`, { type });
}

// What waits for a page, as files; it waits no longer. What is no picture at all is passed over.
export function takeHeld(page) {
  const files = held(page).flatMap((picture, index) => {
    try {
      return [fileOf(picture, index)];
    } catch {
      return [];
    }
  });
  sessionStorage.removeItem(key(page));
  return files;
}

// A file of the clipboard in the form in which pictures are held.
export const asHeld = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });

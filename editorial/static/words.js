// The words of scripts in the language of the page. Where there is a translation, the page carries the ones that scripts
// need (#script-words, by the template tag script_words); otherwise they are as they stand in the scripts.
//
//   gettext("Chosen: %(name)s.", { name })
//   ngettext("%(number)s file was read.", "%(number)s files were read.", number)
//
// The words are looked up as they stand there: never filled in before (a test says so).

const given = document.getElementById("script-words");
const { words, plurals } = given ? JSON.parse(given.textContent) : { words: {}, plurals: [] };

const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));

export function gettext(text, values = {}) {
  const found = words[text];
  return filled((Array.isArray(found) ? found[0] : found) || text, values);
}

// Which of the forms a number takes is said for the first numbers, and from a hundred on by the last two figures.
export function ngettext(one, many, number, values = {}) {
  const place = plurals[number < plurals.length ? number : 100 + (number % 100)];
  const found = Array.isArray(words[one]) ? words[one][place] : undefined;
  return filled(found || (number === 1 ? one : many), { number, ...values });
}

"""Making a CSL item ready for citeproc-py, which takes some fields too literally. Pure.

Everything that means something in HTML is replaced by a character of Unicode's private use area, which the
processor carries along untouched; :class:`Stash` puts the escaped text, the markup or the link in again
afterwards.
"""

import re
from html import escape

from .identifiers import doi_url, normalise_doi, normalise_url, pmcid_url, pmid_url
from .summary import ET_AL
from .text import plain

_TAGS = ("i", "b", "sub", "sup")
_MARKUP = re.compile(r"</?(?:i|b|sub|sup)>")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FIRST = 0xE000
_MEDICINE, _OWN = "citing-medicine", ("citing-medicine", "ama-like")
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_SITES = ("webpage", "post", "post-weblog")
_ROMAN = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


class Stash:
    """Private characters standing for pieces of HTML. Each piece is well-formed on its own or one tag."""

    def __init__(self):
        self.pieces: list[str] = []
        self.bare_addresses = ""
        self.closing = "".join(self.hold(f"</{tag}>") for tag in _TAGS)
        self.apart = self.hold("")  # before a name that a semicolon parts from the one before it

    def hold(self, html: str) -> str:
        """The character that stands for ``html``."""
        if html not in self.pieces:
            self.pieces.append(html)
        return chr(_FIRST + self.pieces.index(html))

    def text(self, value: str) -> str:
        """``value`` with its markup and everything that HTML would take for markup held back."""
        value, out, position = _PRIVATE.sub("", value), [], 0
        for tag in _MARKUP.finditer(value):
            out += [self._literal(value[position : tag.start()]), self.hold(tag.group())]
            position = tag.end()
        return "".join([*out, self._literal(value[position:])])

    def link(self, address: str, text: str) -> str:
        """A link, as one character that no later step can cut."""
        link = self.hold(f'<a href="{escape(address)}">{escape(text)}</a>')
        if address == text and not address.endswith("/"):
            self.bare_addresses += link
        return link

    def restore(self, text: str) -> str:
        """HTML: the pieces put back, the rest escaped."""
        return _PRIVATE.sub(lambda match: self._piece(match.group()), escape(text, quote=False))

    def _piece(self, character: str) -> str:
        index = ord(character) - _FIRST
        return self.pieces[index] if index < len(self.pieces) else ""

    def _literal(self, text: str) -> str:
        return re.sub("[&<>]", lambda match: self.hold(escape(match.group())), text)


def prepare(csl: dict, stash: Stash, *, style: str) -> dict:
    """The item for the processor; for our own styles also with those of their rules that CSL cannot say."""
    medicine, own = style == _MEDICINE, style in _OWN
    item = {"id": "x", "type": csl.get("type") or "document"}
    for field, value in csl.items():
        if field in ("id", "type") or value in ("", None, []):
            continue
        if isinstance(value, list):
            item[field] = _names(value, stash, medicine=medicine, own=own)
        elif isinstance(value, dict):
            item[field] = _date(value, stash)
        elif isinstance(value, str):
            item[field] = stash.text(value)
    item |= _links(csl, stash)
    if medicine:
        item |= _for_medicine(csl, item)
    elif own and item["type"] in _SITES and _writes_its_site(item):
        item["container-title"] = ""
    return {field: value for field, value in item.items() if value}


def _links(csl: dict, stash: Stash) -> dict:
    links = {}
    doi, url = csl.get("DOI") or "", csl.get("URL") or ""
    if normalise_doi(doi):
        links["DOI"] = stash.link(doi_url(doi), doi)
    if csl.get("PMID"):
        links["PMID"] = stash.link(pmid_url(csl["PMID"]), csl["PMID"])
    if csl.get("PMCID"):
        links["PMCID"] = stash.link(pmcid_url(csl["PMCID"]), csl["PMCID"])
    if url and normalise_url(url):
        links["URL"] = stash.link(url, url)
    return links


def _for_medicine(csl: dict, item: dict) -> dict:
    """Pages shortened; a site as the publisher of its pages; a title that is not known is said to be."""
    changes = {} if csl.get("title") else {"title": "[title unknown]"}
    if csl.get("page"):
        changes["page"] = short_pages(item["page"])
    if item["type"] in _SITES and "publisher" not in item:
        changes["publisher"] = "" if _writes_its_site(item) else item.get("container-title", "")
    return changes


def _writes_its_site(item: dict) -> bool:
    """Whether the site is its own author: it is then named once."""
    return item.get("container-title", "") in [person.get("literal") for person in item.get("author", [])]


def short_pages(pages: str) -> str:
    """What the last page repeats of the first is left off ("S93-9"), unless a letter follows ("126A-127A")."""
    return re.sub(r"[A-Za-z]*[0-9]+[A-Za-z]*\s*[-–—]\s*[A-Za-z]*[0-9]+[A-Za-z]*", _short_range, pages)


def _short_range(match: re.Match) -> str:
    first, last = re.split(r"\s*[-–—]\s*", match.group())
    one, two = (re.fullmatch(r"([A-Za-z]*)([0-9]+)", page) for page in (first, last))
    if not (one and two and one[1] == two[1]) or int(one[2]) >= int(two[2]):
        return f"{first}-{last}"
    same = len(one[2]) == len(two[2])
    common = next(place for place in range(len(two[2])) if not same or one[2][place] != two[2][place])
    return f"{first}-{two[2][common:]}"


def _names(people: list[dict], stash: Stash, *, medicine: bool, own: bool) -> list[dict]:
    """Each name as the style wants it; in Citing Medicine a semicolon parts an organisation from its neighbours."""
    people = [person for person in people if person]
    names = [_name(person, stash, medicine=medicine, own=own) for person in people]
    groups = ["family" not in person and person.get("literal") != ET_AL for person in people]
    for place in range(1, len(names)):
        if medicine and (groups[place] or (groups[place - 1] and people[place].get("literal") != ET_AL)):
            part = "family" if "family" in names[place] else "literal"
            names[place][part] = stash.apart + names[place][part]
    return names


def _name(person: dict, stash: Stash, *, medicine: bool, own: bool) -> dict:
    name = {part: stash.text(plain(person[part])) for part in _NAME_PARTS if person.get(part)}
    if "literal" in name or "family" not in name:
        return {"literal": name.get("literal") or name.get("given") or ""}
    if "given" in name:
        name["given"] = _spaced_initials(name["given"])
    if own:
        particles = [name.pop("dropping-particle", ""), name.pop("non-dropping-particle", "")]
        name["family"] = " ".join([*filter(None, particles), name["family"]])
        suffix = name.pop("suffix", "").strip(" .,")
        name |= {"suffix": _ROMAN.get(suffix, suffix) if medicine else suffix} if suffix else {}
        if "given" in name and not name["given"].isascii() and not any(c.isupper() for c in name["given"]):
            return {"literal": f"{name['family']} {name['given']}"}
    return name


def _spaced_initials(given: str) -> str:
    """ "RM" is two initials, not the name Rm: the processor would keep only the first."""
    return " ".join(
        " ".join(word) if word.isalpha() and word.isupper() and len(word) <= 3 else word for word in given.split()
    )


def _date(value: dict, stash: Stash) -> dict:
    """Single days stay in parts; ranges, seasons and words become literal, which no processor can garble."""
    parts = [part for part in value.get("date-parts") or [] if part]
    if not parts:
        return {"literal": stash.text(value["literal"])} if value.get("literal") else {}
    if len(parts) == 1 and not value.get("season") and not value.get("circa"):
        return {"date-parts": parts}
    text = _date_range(*parts) if len(parts) == 2 else _day(parts[0])
    if value.get("season") and len(parts[0]) == 1:
        text = f"{text} {_SEASONS[int(value['season']) - 1]}"
    return {"literal": f"[{text}?]" if value.get("circa") else text}


def _day(parts: list[int]) -> str:
    return " ".join([str(parts[0]), *(_MONTHS[month - 1] for month in parts[1:2]), *map(str, parts[2:3])])


def _date_range(first: list[int], last: list[int]) -> str:
    """Citing Medicine: "2004 Jan-Feb", "2004 Dec-2005 Jan", "2004 Jan 5-8"."""
    common = 0
    while common < min(len(first), len(last)) - 1 and first[common] == last[common]:
        common += 1
    rest = _day(last)
    if common:
        rest = " ".join(_day(last).split(" ")[common:])
    return _day(first) if first == last else f"{_day(first)}-{rest}"

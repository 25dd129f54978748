"""RIS, which every reference manager reads and writes. Pure.

What RIS cannot say is kept in a note (``N1  - csl-json: …``): see :mod:`references.formats.carrying`.
"""

import re
from typing import Any

from editorial.shared.issues import Issue

from ..identifiers import clean_doi, normalise_isbn, normalise_pmcid, normalise_pmid
from ..summary import ET_AL
from .carrying import LABEL, difference, dump, load, restore
from .csl import clean_partly
from .dates import first_day, read_date
from .entries import ReadEntry, failed_entry, make_entry
from .ris_fields import IN_JOURNALS, NAMES, READ_TYPES, TEXTS, WRITE_TYPES
from .tagged import MAX_LINES, Tagged, cut

_LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)$")
_NARROW = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)(.*)$")
_BEGINS = re.compile(r"^TY  - ?", re.M)
_CARRIED = f"{LABEL}: "
_PUBMED = ("pubmed", "medline")
_CONTAINER = ("T2", "JF", "JO", "BT", "JA", "J2")


def read_ris(text: str) -> list[ReadEntry]:
    """Every entry, from ``TY`` to ``ER``. One that is not ended is read as far as it goes, and says so."""
    pattern = _LINE if _BEGINS.search(text) else _NARROW  # some programs write one space before the hyphen
    return [_entry(tagged) for tagged in cut(text, pattern=pattern, start="TY", end="ER")]


def _entry(tagged: Tagged) -> ReadEntry:
    if "TY" not in tagged.values:
        message = "This stands outside of any entry: an entry begins with “TY  - ”."
        return failed_entry(tagged.text, tagged.line, "no-entry", message)
    if len(tagged.lines) > MAX_LINES:
        message = f"The entry has more than {MAX_LINES:,} lines."
        return failed_entry(tagged.text, tagged.line, "too-large", message)
    entry = make_entry(tagged.text, tagged.line, _item(tagged))
    if not tagged.ended and not entry.issues:
        message = f"Line {tagged.line}: the entry has no end (“ER  - ”); it was read as far as it goes."
        entry.notes.append(Issue("no-end", message, f"line:{tagged.line}"))
    return entry


def _item(tagged: Tagged) -> dict[str, Any]:
    read = _plainly(tagged)
    carried = next((value for value in tagged.all("N1") if value.startswith(_CARRIED)), "")
    if not carried:
        return read
    clean, wrong = clean_partly(read)
    fixed = restore(clean, load(carried.removeprefix(_CARRIED)))
    return {**{issue.target: read[issue.target] for issue in wrong if issue.target in read}, **fixed}


def _plainly(tagged: Tagged) -> dict[str, Any]:
    """What the tags say, as a raw item."""
    item: dict[str, Any] = {"type": READ_TYPES.get(tagged.first("TY").upper(), "document")}
    item |= {name: tagged.first(*tags) for name, tags in TEXTS.items()}
    item |= {name: [read_name(one) for one in tagged.all(*tags)] for name, tags in NAMES.items()}
    second = [read_name(one) for one in tagged.all("A2")]
    item["editor"] = item["editor"] or second
    item["container-title"] = tagged.first(*_CONTAINER)
    item["issue"], conference = _issue(tagged)
    item["event-title"] = item["event-title"] or conference
    item["id"] = tagged.first("ID")
    item["page"] = _pages(tagged)
    item["keyword"] = ", ".join(tagged.all("KW"))
    item["note"] = " ".join(note for note in tagged.all("N1") if not note.startswith(_CARRIED))
    item |= {"issued": _issued(tagged), "accessed": read_date(tagged.first("Y2"))}
    return item | _identifiers(tagged)


def _issue(tagged: Tagged) -> tuple[str, str]:
    """The issue; some databases write the conference where others write the issue."""
    said = tagged.first("CP")
    is_issue = bool(re.fullmatch(r"(?=.*[0-9])[\w .,/&()–-]{1,20}", said)) and len(said.split()) <= 3
    return tagged.first("IS") or (said if is_issue else ""), "" if is_issue else said


def _issued(tagged: Tagged) -> dict:
    """DA where it is a whole date of the year that PY names, else PY."""
    year, day = (read_date(tagged.first(*tags)) for tags in (("PY", "Y1"), ("DA",)))
    same = not year or first_day(day)[:1] == first_day(year)[:1]
    return day if first_day(day) and same and len(first_day(day)) > len(first_day(year)) else year or day


def _pages(tagged: Tagged) -> str:
    first, last = tagged.first("SP"), tagged.first("EP")
    if first and last and first != last and "-" not in first:
        return f"{first}-{last}"
    return first or last or tagged.first("C7")


def _identifiers(tagged: Tagged) -> dict[str, Any]:
    found: dict[str, Any] = {"DOI": tagged.first("DO", "DI"), "URL": tagged.first("UR").split(" ")[0]}
    found["DOI"] = found["DOI"] or next(filter(None, map(clean_doi, tagged.all("M3", "N1")[:5])), "")
    number = tagged.first("AN")
    pubmed = any(word in f"{tagged.first('DB')} {tagged.first('DP')}".lower() for word in _PUBMED)
    if normalise_pmid(number) and (pubmed or not tagged.first("DB")):
        found["PMID"] = number
    found["PMCID"] = next(filter(None, map(normalise_pmcid, tagged.all("C2", "AN", "U1", "U2"))), "")
    serial = tagged.first("SN")
    found["ISBN" if normalise_isbn(serial.split(" ")[0]) else "ISSN"] = serial
    if pubmed:
        found["archive"] = ""
    return found


def read_name(text: str) -> dict:
    """ "Berg, Jan van den, Jr" is a person, "A group" without comma a group, "et al." more people."""
    if text.strip(" .").lower() in ("et al", "others"):
        return {"literal": ET_AL}
    family, comma, rest = text.strip().partition(",")
    if not comma:
        return {"literal": family}
    given, _, suffix = rest.partition(",")
    words = family.split()
    cut_at = next((place for place, word in enumerate(words) if not word.islower()), 0)
    person = {"family": " ".join(words[cut_at:]), "given": given.strip(), "suffix": suffix.strip()}
    return person | ({"non-dropping-particle": " ".join(words[:cut_at])} if cut_at else {})


# Writing


def write_ris(items: list[dict]) -> str:
    """A RIS file of clean items, which reads as the same items again."""
    return "\n".join(map(_written, items))


def _written(item: dict) -> str:
    lines = _lines(item)
    back = _item(next(cut("\n".join(lines), pattern=_LINE, start="TY", end="ER")))
    carried = difference(item, clean_partly(back)[0])
    if carried:
        lines.append(_line("N1", f"{_CARRIED}{dump(carried)}"))
    return "\n".join([*lines, "ER  - ", ""])


def _lines(item: dict) -> list[str]:
    kind = item.get("type", "document")
    lines = [_line("TY", WRITE_TYPES.get(kind, "GEN"))]
    for name, tags in NAMES.items():
        lines += [_line(tags[0], _name(person)) for person in item.get(name, ())]
    lines += [_line(tags[0], item[name]) for name, tags in TEXTS.items() if item.get(name)]
    lines.append(_line("JF" if kind in IN_JOURNALS else "T2", item.get("container-title", "")))
    first, dash, last = item.get("page", "").partition("-")
    lines += [_line("SP", first if dash else item.get("page", "")), _line("EP", last if dash else "")]
    lines += _dates(item)
    lines += [_line("SN", item.get("ISBN") or item.get("ISSN", "")), _line("DO", item.get("DOI", ""))]
    if item.get("PMID"):
        lines += [_line("AN", item["PMID"]), _line("DB", "PubMed")]
    lines += [_line("C2", item.get("PMCID", "")), _line("UR", item.get("URL", ""))]
    lines += [_line("KW", word) for word in item.get("keyword", "").split(", ")]
    note = item.get("note", "")
    if not note.startswith(_CARRIED):  # that would be read as what is carried, in its place
        lines.append(_line("N1", note))
    lines.append(_line("ID", item.get("id", "")))
    return list(filter(None, lines))


def _dates(item: dict) -> list[str]:
    day = first_day(item.get("issued", {}))
    lines = [_line("PY", str(day[0]) if day else item.get("issued", {}).get("literal", ""))]
    if len(day) > 1:
        lines.append(_line("DA", "/".join([f"{day[0]:04d}", *(f"{part:02d}" for part in day[1:])])))
    seen = first_day(item.get("accessed", {}))
    return [*lines, _line("Y2", "/".join([f"{seen[0]:04d}", *(f"{part:02d}" for part in seen[1:])]) if seen else "")]


def _name(person: dict) -> str:
    if not person.get("family"):
        return person.get("literal", "")
    family = " ".join(filter(None, (person.get("non-dropping-particle"), person["family"])))
    parts = [family, person.get("given", ""), person.get("suffix", "")]
    return ", ".join(parts[:2] if not parts[2] else parts)


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {value}" if value else ""

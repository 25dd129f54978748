"""BibTeX, written so that every program reads it, and so that we read the same item again. Pure."""

import re
from collections.abc import Iterator

import bibtexparser
from bibtexparser.middlewares import RemoveEnclosingMiddleware, SeparateCoAuthors, SplitNameParts

from ..summary import ET_AL
from .bibtex import item_of
from .bibtex_fields import AS_THEY_STAND, IN_JOURNALS, NAMES, PUBLISHERS, TEXTS, WRITE_TYPES
from .carrying import LABEL, difference, dump
from .csl import clean_partly
from .csl_fields import MARKUP_FIELDS
from .dates import first_day, iso
from .tex import to_tex

_ORDER = ("title", "author", "editor", "translator", "journal", "booktitle")


def write_bibtex(items: list[dict]) -> str:
    """A BibTeX file of clean items, in UTF-8, which reads as the same items again."""
    taken: set[str] = set()
    return "\n".join(_written(item, taken) for item in items)


def _written(item: dict, taken: set[str]) -> str:
    kind, key = WRITE_TYPES.get(item.get("type", ""), "misc"), _key(item, taken)
    fields = dict(_fields(item))
    read = _read_back(_text(kind, key, fields))
    if read is None:  # a name that BibTeX cannot take apart spoils its entry: the names go into the note alone
        fields = {name: value for name, value in fields.items() if name not in NAMES}
        read = _read_back(_text(kind, key, fields)) or {}
    carried = difference(item, read)
    if carried:
        fields[LABEL] = dump(carried)
    return _text(kind, key, fields)


def _text(kind: str, key: str, fields: dict[str, str]) -> str:
    ordered = sorted(fields, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    lines = [f"  {name} = {{{fields[name]}}}," for name in ordered]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _read_back(text: str) -> dict | None:
    """The item that the entry reads as; None if it cannot be read."""
    stack = [RemoveEnclosingMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    entries = bibtexparser.parse_string(text, parse_stack=stack).entries
    return clean_partly(item_of(entries[0])[0])[0] if entries else None


def _key(item: dict, taken: set[str]) -> str:
    """The item's id as far as BibTeX allows it, and no other entry's."""
    base = re.sub(r"[^A-Za-z0-9_:.+/-]", "", item.get("id", "")) or "ref"
    key, number = base, 1
    while key.lower() in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key.lower())
    return key


def _fields(item: dict) -> Iterator[tuple[str, str]]:
    kind = item.get("type", "document")
    for name, (field, *_) in TEXTS.items():
        if item.get(name):
            written = to_tex(item[name], rich=name in MARKUP_FIELDS)
            yield field, f"{{{written}}}" if name == "title" else written
    for name, (field, *_) in AS_THEY_STAND.items():
        if item.get(name):
            yield field, to_tex(item[name]) if name in ("ISBN", "ISSN") else _bare(item[name])
    for name, (field, *_) in NAMES.items():
        if item.get(name):
            yield field, " and ".join(map(_name, item[name]))
    if item.get("container-title"):
        yield "journal" if kind in IN_JOURNALS else "booktitle", to_tex(item["container-title"], rich=True)
    if item.get("publisher"):
        yield PUBLISHERS.get(kind, "publisher"), to_tex(item["publisher"])
    if item.get("publisher-place"):
        yield "address", to_tex(item["publisher-place"])
    if item.get("page"):
        yield "pages", to_tex(item["page"]).replace("-{}-", "-").replace("-", "--")
    number = item.get("issue" if kind in IN_JOURNALS else "number")
    if number:
        yield "number", to_tex(number)
    yield from _dates(item)


def _dates(item: dict) -> Iterator[tuple[str, str]]:
    day = first_day(item.get("issued", {}))
    if day:
        yield "year", f"{day[0]:04d}"
        yield from zip(("month", "day"), map(str, day[1:]), strict=False)
    elif item.get("issued", {}).get("literal"):
        yield "year", to_tex(item["issued"]["literal"])
    if first_day(item.get("accessed", {})):
        yield "urldate", iso(first_day(item["accessed"]))


def _bare(value: str) -> str:
    """Addresses and identifiers: only what would end the entry is escaped."""
    return re.sub(r"([%#&$_])", r"\\\1", value).replace("{", "").replace("}", "")


def _name(person: dict) -> str:
    if person.get("literal") == ET_AL:
        return "others"
    if not person.get("family"):
        return f"{{{to_tex(person.get('literal', ''))}}}"
    particle, suffix = to_tex(person.get("non-dropping-particle", "")), to_tex(person.get("suffix", ""))
    family = " ".join(filter(None, (particle, _one_word(to_tex(person["family"])))))
    parts = [family, suffix, to_tex(person.get("given", ""))]
    if not parts[2] and not suffix:
        return family if particle or not re.search(r"\s", family) else f"{{{family}}}"
    return ", ".join(parts if suffix else [family, parts[2]])


def _one_word(family: str) -> str:
    """Braces keep a family name together that TeX would take apart."""
    return f"{{{family}}}" if re.search(r"[,]|(?:^|\s)(?:and|others)(?:\s|$)|(?:^|\s)[a-z]", family) else family

"""BibTeX and biblatex, read with bibtexparser, which goes on after a broken entry and hands it back. Pure.

What BibTeX cannot say is kept in a field ``csl-json``: see :mod:`references.formats.carrying`.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any, cast

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    RemoveEnclosingMiddleware,
    ResolveStringReferencesMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    MiddlewareErrorBlock,
    ParsingFailedBlock,
)

from editorial.shared.issues import Issue

from ..summary import ET_AL
from .bibtex_fields import AS_THEY_STAND, IN_JOURNALS, NAMES, READ_CONTAINERS, READ_PUBLISHERS, READ_TYPES, TEXTS
from .carrying import LABEL, load, restore
from .csl import clean_partly
from .dates import month_number, read_date
from .entries import ReadEntry, failed_entry, located, make_entry
from .tex import TexError, from_tex, without_tex

MAX_ENTRY = 2_000_000
# Names first, then TeX, piece by piece: otherwise a group in braces falls apart into a person.
_STACK = (ResolveStringReferencesMiddleware, RemoveEnclosingMiddleware, SeparateCoAuthors, SplitNameParts)
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what fails is shown with its entry


def read_bibtex(text: str) -> list[ReadEntry]:
    """Every entry in order; one with an unclosed brace, a name that cannot be split or a repeated key fails alone."""
    library = bibtexparser.parse_string(text, parse_stack=[])
    blocks = [block for block in library.blocks if isinstance(block, Entry | ParsingFailedBlock)]
    unwrapped = [_unwrapped(block, number) for number, block in enumerate(b for b in blocks if not _is_no_entry(b))]
    whole = Library([*library.strings, *(one.block for one in unwrapped)])
    for middleware in _STACK:
        whole = middleware().transform(whole)
    read = [block for block in whole.blocks if isinstance(block, Entry | ParsingFailedBlock)]
    return [_read(block, one) for block, one in zip(read, unwrapped, strict=True)]


@dataclass(frozen=True)
class _Unwrapped:
    """A block that can be read on: with a key of its own among the others, its own key, and what stood twice."""

    block: Block
    key: str = ""
    key_used: bool = False
    twice: tuple[str, ...] = ()


def _unwrapped(block: Block, number: int) -> _Unwrapped:
    """Field names are the same in upper and lower case; of a field that stands twice the first is kept."""
    inner: Block = block
    key_used = isinstance(inner, DuplicateBlockKeyBlock)
    while isinstance(inner, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and inner.ignore_error_block:
        inner = inner.ignore_error_block
    if not isinstance(inner, Entry):
        return _Unwrapped(block)
    fields: dict[str, Field] = {}
    twice: dict[str, None] = {}
    for field in inner.fields:
        field.key = field.key.lower()
        if field.key in fields:
            twice[field.key] = None
        fields.setdefault(field.key, field)
    entry = Entry(inner.entry_type, str(number), list(fields.values()), inner.start_line, inner.raw)
    return _Unwrapped(entry, inner.key, key_used, tuple(twice))


def _is_no_entry(block: Block) -> bool:
    """A macro or comment that is broken belongs to no entry, unless it swallowed one."""
    raw = (block.raw or "").lstrip().lower()
    return not isinstance(block, Entry) and raw.startswith(("@comment", "@preamble"))


def _read(block: Block, unwrapped: _Unwrapped) -> ReadEntry:
    line, text = (block.start_line or 0) + 1, block.raw or ""
    if len(text) > MAX_ENTRY:
        return failed_entry(text, line, "too-large", f"The entry has more than {MAX_ENTRY:,} characters.")
    if isinstance(block, Entry):
        block.key = "" if unwrapped.key_used else unwrapped.key
        return _entry(block, text, line, _notes(unwrapped))
    if isinstance(block, MiddlewareErrorBlock):
        return failed_entry(text, line, "bad-value", f"{_sentence(str(block.error))}")
    return failed_entry(text, line, "bad-entry", _why(cast(ParsingFailedBlock, block)))


def _why(block: ParsingFailedBlock) -> str:
    """In words for people: mostly a brace or a quotation mark that is never closed."""
    reason = getattr(block.error, "abort_reason", "") or str(block.error)
    if "end of file" in reason or "Was still looking" in reason:
        return "A brace or a quotation mark in this entry is never closed."
    return f"This entry cannot be read: {_sentence(reason)}"


def _sentence(text: str) -> str:
    text = " ".join(text.split())[:200]
    return text if text.endswith(".") else f"{text}."


def _entry(block: Entry, text: str, line: int, notes: list[Issue]) -> ReadEntry:
    raw, issues = item_of(block)
    return make_entry(text, line, raw, issues, [located(note, line) for note in notes])


def _notes(unwrapped: _Unwrapped) -> list[Issue]:
    notes = []
    if unwrapped.key_used:
        message = f"Another entry before it has the same key, “{unwrapped.key[:60]}”: it gets a key of its own."
        notes.append(Issue("duplicate-id", message, "id"))
    for name in unwrapped.twice:
        notes.append(Issue("duplicate-field", f"“{name[:40]}” stands twice: the first was kept.", name[:40]))
    return notes


def item_of(block: Entry) -> tuple[dict[str, Any], list[Issue]]:
    """A block as a raw item, and an issue for each of its fields that TeX cannot read."""
    fields = _Fields({field.key.lower(): field.value for field in block.fields})
    item = _plainly(block, fields)
    carried = load(str(fields.raw.get(LABEL, "")))
    if carried:
        clean, wrong = clean_partly(item)
        kept = {issue.target: item[issue.target] for issue in wrong if issue.target in item}
        item = {**kept, **restore(clean, carried)}
    return item, fields.issues


class _Fields:
    """The values of one entry, read as TeX when they are asked for; what cannot be read becomes an issue."""

    def __init__(self, raw: dict[str, Any]):
        self.raw = raw
        self.issues: list[Issue] = []

    def tex(self, *names: str) -> str:
        return next(filter(None, (self._read(name, str(self.raw[name])) for name in names if self.raw.get(name))), "")

    def bare(self, *names: str) -> str:
        return next((without_tex(str(self.raw[name])) for name in names if self.raw.get(name)), "")

    def people(self, name: str) -> list[dict]:
        value = self.raw.get(name) or []
        return [self._person(name, parts) for parts in value] if isinstance(value, list) else []

    def _read(self, name: str, value: str) -> str:
        try:
            return from_tex(value)
        except TexError as error:
            self.issues.append(Issue("bad-tex", f"“{name}”: {error}", name))
            return ""

    def _person(self, field: str, parts: Any) -> dict:
        """A group stands in braces as one last name; "others" are more people."""
        first, von, last, jr = (" ".join(words) for words in (parts.first, parts.von, parts.last, parts.jr))
        if not first and not von and not jr and last == "others":
            return {"literal": ET_AL}
        if not first and not von and not jr and last.startswith("{") and last.endswith("}"):
            return {"literal": self._read(field, last)}
        read = {"family": last, "given": first, "non-dropping-particle": von, "suffix": jr}
        return {part: self._read(field, text) for part, text in read.items() if text}


def _plainly(block: Entry, fields: _Fields) -> dict[str, Any]:
    kind = READ_TYPES.get(block.entry_type.lower(), "document")
    item: dict[str, Any] = {"id": block.key, "type": kind}
    item |= {name: fields.tex(*names) for name, names in TEXTS.items()}
    item |= {name: fields.bare(*names) for name, names in AS_THEY_STAND.items()}
    item |= {name: fields.people(names[0]) for name, names in NAMES.items()}
    item["container-title"] = fields.tex(*READ_CONTAINERS)
    item["publisher"] = fields.tex(*READ_PUBLISHERS)
    item["publisher-place"] = fields.tex("location", "address")
    item["page"] = re.sub(r"\s*[–—]+\s*|\s*-{2,}\s*", "-", fields.tex("pages", "eid", "articleno"))
    number = fields.tex("number", "issue")
    item["issue" if kind in IN_JOURNALS else "number"] = number
    item["issued"] = _issued(fields)
    item["accessed"] = read_date(fields.tex("urldate"))
    return _with_hints(block, item, fields)


def _issued(fields: _Fields) -> dict:
    if fields.raw.get("date"):
        return read_date(fields.tex("date"))
    year = fields.tex("year")
    month, day = month_number(fields.tex("month")), fields.tex("day")
    if re.fullmatch("[0-9]{4}", year) and month:
        return read_date("-".join([year, f"{month:02d}", *([day.zfill(2)] if day.isdigit() else [])]))
    return read_date(year)


def _with_hints(block: Entry, item: dict[str, Any], fields: _Fields) -> dict[str, Any]:
    """What @misc says in other ways: a page by its address, a preprint by its archive."""
    archive = fields.tex("archiveprefix", "eprinttype")
    if not item["URL"] and "http" in fields.bare("howpublished"):
        found = re.search(r"https?://\S+", fields.bare("howpublished"))
        item["URL"] = found.group() if found else ""
    if archive.lower() == "pubmed" and not item["PMID"]:
        item["PMID"] = fields.bare("eprint")
    elif archive and fields.raw.get("eprint"):
        item["number"] = item["number"] if item.get("number") else fields.bare("eprint")
        item["container-title"] = item["container-title"] or archive
        item["type"] = "article" if item["type"] in ("document", "webpage", "manuscript") else item["type"]
    if block.entry_type.lower() == "misc" and item["type"] == "document" and item["URL"] and not item["DOI"]:
        item["type"] = "webpage"
    return item

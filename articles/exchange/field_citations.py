"""Citations that a reference manager wrote as fields: each carries its record, so that nothing has to be guessed.

The record is the reference, with all its fields. Where the page prints a list as well, its entries are matched with
the records and not added a second time; where both differ, both are told.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import ngettext

from references.identifiers import normalise_doi
from references.keys import propose_key
from references.summary import names_of, title_of, year_of
from references.text import fold

from .blocks import Block, FieldItem, Run
from .document import Document, ReferenceEntry
from .remarks import Remark, sentence_around
from .tree import element

_LABELS = {
    "page": "p.",
    "chapter": "ch.",
    "section": "sec.",
    "paragraph": "para.",
    "figure": "fig.",
    "table": "table",
    "volume": "vol.",
    "issue": "no.",
    "note": "n.",
    "line": "line",
    "verse": "v.",
    "part": "pt.",
    "book": "book",
    "column": "col.",
    "appendix": "app.",
    "supplement": "suppl.",
}
_RANGES = "-–—,&"


class FieldCitations:
    """The works that fields cite, each with the key of one reference of the document."""

    def __init__(self, document: Document):
        self.document = document
        self.printed = list(document.references)
        self.known: list[tuple[FieldItem, str]] = []
        self.matched: set[str] = set()

    def take(self, blocks: Iterable[Block]) -> None:
        """Put atoms in place of what the fields printed, and their records among the references."""
        for block in blocks:
            if any(run.cites for run in block.runs):
                block.runs = [new for run in block.runs for new in self._atoms(block, run)]
        self._tell()

    def _atoms(self, block: Block, run: Run) -> list[Run]:
        if not run.cites:
            return [run]
        atoms = [self._atom(block, run, item) for item in run.cites]
        return [Run("", marks=(), atom=atom) for atom in atoms]

    def _atom(self, block: Block, run: Run, item: FieldItem) -> str:
        locator = locator_of(item)
        if not item.csl:
            said = item.name or run.text.strip() or "?"
            reason = f"The file no longer has the record of the work that is cited here ({said})"
            sentence = sentence_around(block.raw, block.raw.find(run.text))
            block.remarks.append(Remark("field", run.text.strip(), reason, sentence=sentence, serious=True))
            return element("cite", "", {"data-unresolved": f"{said}, {locator}" if locator else said})
        attributes = {"data-ref": self._key(item)}
        return element("cite", "", attributes | ({"data-locator": locator} if locator else {}))

    def _key(self, item: FieldItem) -> str:
        """The key of the reference for this record: one that is known, one of the printed list, or a new one."""
        csl = item.csl
        for known, key in self.known:
            if known.csl == csl:
                return key
        for known, key in self.known:
            if is_work(known.csl, csl):
                return key
        key = self._printed(csl) or self._added(item)
        self.known.append((item, key))
        return key

    def _printed(self, csl: dict[str, Any]) -> str:
        """The printed entry that is this work, which takes over the record."""
        for entry in self.printed:
            if entry.key not in self.matched and is_entry_of(entry, csl):
                self._report_difference(entry, csl)
                entry.csl = {**csl, **({"id": entry.csl["id"]} if "id" in entry.csl else {})}
                entry.thin, entry.why_thin = False, ""
                self.matched.add(entry.key)
                return entry.key
        return ""

    def _added(self, item: FieldItem) -> str:
        csl = {name: value for name, value in item.csl.items() if name != "id"}
        key = propose_key(csl, {entry.key for entry in self.document.references})
        thin = bool(item.thin)
        entry = ReferenceEntry(key, csl, item.text or title_of(csl), thin=thin, why_thin=item.thin)
        self.document.references.append(entry)
        return key

    def _report_difference(self, entry: ReferenceEntry, csl: dict[str, Any]) -> None:
        printed, recorded = year_of(entry.csl), year_of(csl)
        if printed and recorded and printed != recorded:
            reason = f"The record of this work says {recorded}, the printed list {printed}; the record was taken"
            line = entry.lines[0] if entry.lines else 1
            remark = Remark("field", entry.text, reason, line, f"reference:{entry.number or entry.key}", entry.text)
            self.document.remarks.append(remark)

    def _tell(self) -> None:
        number = sum(not item.text for item, _ in self.known)
        if not number:
            return
        if self.printed:
            reason = ngettext(
                "%(number)d reference comes from the records in the reference manager's fields; %(found)d of them was "
                "found again in the printed list",
                "%(number)d references come from the records in the reference manager's fields; %(found)d of them were "
                "found again in the printed list",
                number,
            )
        else:
            reason = ngettext(
                "The file has no printed list of references: %(number)d reference comes from the records in its fields",
                "The file has no printed list of references: %(number)d references come from the records in its fields",
                number,
            )
        reason %= {"number": number, "found": len(self.matched)}
        self.document.remarks.append(Remark("field", "", reason, 1, "references"))


def is_work(one: dict[str, Any], other: dict[str, Any], *, years_apart: int = 0) -> bool:
    """Whether two records are of one work: the same identifier; else the same title, year, first author, volume and
    first page, as far as both say them. Likeness is not enough: works of one group have titles that are alike."""
    first, second = (normalise_doi(csl.get("DOI", "")) for csl in (one, other))
    if first and second:
        return first == second
    years = year_of(one), year_of(other)
    near = None in years or abs((years[0] or 0) - (years[1] or 0)) <= years_apart
    said = (_telling(one), _telling(other))
    agree = all(a == b for a, b in zip(*said, strict=True) if a and b)
    return near and agree and _same_title(fold(title_of(one)), fold(title_of(other)))


def _telling(csl: dict[str, Any]) -> tuple[str, ...]:
    names = [fold(name) for name in names_of(csl)[:1]]
    page = re.match(r"\w+", str(csl.get("page") or ""))
    return (names[0] if names else "", fold(str(csl.get("volume") or "")), page.group() if page else "")


def _same_title(one: str, other: str) -> bool:
    """The same words; or one has a subtitle more."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (short == long or (len(short.split()) > 3 and long.startswith(f"{short} ")))


def is_entry_of(entry: ReferenceEntry, csl: dict[str, Any]) -> bool:
    """Whether a printed entry is of this work; an entry that was not understood still shows its title."""
    if is_work(entry.csl, csl, years_apart=1):
        return True
    title = fold(title_of(csl))
    year = year_of(csl)
    words = f" {fold(entry.text)} "
    return len(title.split()) > 2 and f" {title} " in words and (year is None or str(year) in entry.text)


def locator_of(item: FieldItem) -> str:
    """What stands with a citation: "see p. 1115, for the range"."""
    said = item.locator.strip()
    if said and said[:1].isdigit():
        label = _LABELS.get(item.label or "page", item.label)
        several = label == "p." and any(sign in said for sign in _RANGES)
        said = f"{'pp.' if several else label} {said.replace('-', '–')}"
    before = f"{item.prefix.strip()} {said}".strip()
    after = item.suffix.rstrip()
    joint = "" if not before or after[:1] in ",;:.) " else " "
    return " ".join(f"{before}{joint}{after}".strip(" ,;").split())

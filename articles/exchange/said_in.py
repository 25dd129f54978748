"""What stands where in a read document: the section of a remark, and the stored words beside it. Pure."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from articles.text import plain_text

from .document import Document, ReferenceEntry, SectionText
from .editing import place_of
from .remarks import Remark
from .scripts import shown_raised
from .spots import BESIDE
from .tree import Node, element, parse, text, to_html
from .unresolved import sections_of

MAX_STORED = 600
SOME = 0.3
EMPTY = "–"
_ROW = re.compile(r"\Atable \d+, row (\d+)(?: \(“(.*?)”\))?")
COMMON = 40  # a word in more blocks than this tells little


class Said:
    """What one section says, block by block: its heading and what goes before its text too."""

    def __init__(self, section: SectionText):
        self.section = section
        self._lines: dict[int, list[tuple[str, set[str]]]] = {}

    @cached_property
    def nodes(self) -> list[Any]:
        return [*_blocks(self.section)]

    @cached_property
    def blocks(self) -> list[str]:
        return [plain_text(to_html([block])).strip() for block in self.nodes]

    @cached_property
    def shown(self) -> list[str]:
        """The blocks with their raised and lowered numbers so: as many characters and lines."""
        return [plain_text(to_html([_raised(block)])).strip() for block in self.nodes]

    @cached_property
    def tables(self) -> list[list[list[str]]]:
        """Its tables: rows of what the cells say."""
        return [_rows(node) for node in self.nodes if isinstance(node, Node) and node.tag == "table"]

    @cached_property
    def words(self) -> list[set[str]]:
        return [_words(block) for block in self.blocks]

    @cached_property
    def where(self) -> dict[str, list[int]]:
        """The blocks that have a word."""
        found = defaultdict[str, list[int]](list)
        for place, words in enumerate(self.words):
            for word in words:
                found[word].append(place)
        return found

    def lines_of(self, place: int) -> list[tuple[str, set[str]]]:
        """The lines of a block, each with its words."""
        if place not in self._lines:
            self._lines[place] = [(line, _words(line)) for line in self.blocks[place].splitlines()]
        return self._lines[place]

    def best(self, wanted: set[str]) -> tuple[int, int]:
        """How many of the wanted words a block has at most, and the first block that has so many; rare words tell
        which blocks are looked at."""
        rare = {place for word in wanted if len(places := self.where.get(word, [])) <= COMMON for place in places}
        looked_at = sorted(rare) or range(len(self.words))
        scored = [(len(wanted & self.words[place]), -place) for place in looked_at if self.blocks[place]]
        shared, place = max(scored, default=(0, 0))
        return shared, -place


class SaidIn:
    """The sections of a document as they are now; asked about many remarks, each is read once."""

    def __init__(self, document: Document):
        self.document = document
        self.said = {section.anchor: Said(section) for section in sections_of(document)}
        self.named = {place_of(one.section): anchor for anchor, one in self.said.items()}

    def section_of(self, remark: Remark) -> SectionText | None:
        """The section in which a remark's words stand, or stood: wherever its line has been moved since; for a
        reference the first that cites it. What is set apart belongs to the section that it stood in, and what stands
        beside all text to the front. None if that section was dropped."""
        places = self._places(remark)
        found = list(dict.fromkeys(self.named[place] for place in places if place in self.named))
        if found:
            wanted = _words(remark.sentence) | _words(remark.words)
            best = found[0] if len(found) == 1 else max(found, key=lambda anchor: self.said[anchor].best(wanted)[0])
            return self.said[best].section
        if any(place.startswith("dropped:") for place in places):
            return None
        if entry := self.entry_of(remark):
            return self._citing(entry)
        if (remark.spot or self.document.spots.get(remark.line)) in BESIDE:
            return self.document.front
        place = bisect_left(self.lines, remark.line)
        return self.said[self.owners[place - 1] if place else self.document.front.anchor].section

    def _places(self, remark: Remark) -> list[str]:
        """Where a remark's line went; a second reading says the names of sections alone."""
        return [*self.document.places.get(remark.line, "").split(", "), remark.place, f"section:{remark.place}"]

    def entry_of(self, remark: Remark) -> ReferenceEntry | None:
        """The entry of the reference list in which a remark's words stand."""
        entries = self.document.references
        here = (entry for entry in entries if remark.line in entry.lines)
        return next(here, None) if remark.line else None

    def is_apart(self, remark: Remark) -> bool:
        """Whether its words stand among what is set apart, or beside all text, and nowhere else."""
        if remark.spot in BESIDE:
            return True
        return set(self.document.places.get(remark.line, remark.place).split(", ")) == {"set apart"}

    def _citing(self, entry: ReferenceEntry) -> SectionText:
        cite = f'data-ref="{entry.key}"'
        texts = ((one.section, [one.section.base, *one.section.wordings.values()]) for one in self.said.values())
        return next((section for section, said in texts if any(cite in one.html for one in said)), self.document.front)

    @cached_property
    def lines(self) -> list[int]:
        return sorted(self.document.places)

    @cached_property
    def owners(self) -> list[str]:
        """For each line the section of it, or of the nearest line before it that is in one."""
        found, owner = list[str](), self.document.front.anchor
        for line in self.lines:
            places = self.document.places[line].split(", ")
            owner = next((self.named[place] for place in places if place in self.named), owner)
            found.append(owner)
        return found

    def beside(self, section: SectionText, remark: Remark) -> str:
        """The block of the section's text that says most of what the source says around the remark."""
        if entry := self.entry_of(remark):
            return entry.text[:MAX_STORED]
        if self.is_apart(remark):
            return ""
        said = self.said[section.anchor]
        wanted = _words(remark.sentence) | _words(remark.words)
        if row := _ROW.search(remark.spot or self.document.spots.get(remark.line, "")):
            found = _row_of(said.tables, int(row[1]) - 1, row[2] or "", wanted)
            if found:
                return found[:MAX_STORED]
        shared, place = said.best(wanted)
        if not shared:
            return ""
        block = said.blocks[place]
        if len(block) <= MAX_STORED:
            return said.shown[place]
        # Of a long text (a table), the lines that share words with the remark.
        seen = said.shown[place].splitlines()
        lines = [seen[at] for at, (_, words) in enumerate(said.lines_of(place)) if wanted & words] or seen
        return "\n".join(lines)[:MAX_STORED]


def _raised(node: Any, marks: tuple[str, ...] = ()) -> Any:
    """A copy in which each sign that can be raised or lowered by itself is."""
    if isinstance(node, str):
        return shown_raised(node, marks)
    inside = (*marks, node.tag) if node.tag in ("sup", "sub") else marks
    return Node(node.tag, node.attributes, [_raised(one, inside) for one in node.children])


def _rows(table: Node) -> list[list[str]]:
    rows = [row for part in table.elements() for row in ([part] if part.tag == "tr" else part.elements("tr"))]
    return [[" / ".join(plain_text(to_html([*cell.children])).splitlines()) for cell in row.elements()] for row in rows]


def _row_of(tables: list[list[list[str]]], number: int, name: str, wanted: set[str]) -> str:
    """The row of a cell, under the table's first: where the source counted it and by the name it has there, of all
    those the one with most of the wanted words."""
    # First where it was counted: a table may have thousands of rows, and as many doubts.
    counted = [(index, number) for index, table in enumerate(tables) if number < len(table)]
    named = [(index, at) for index, at in counted if not name or _is_named(tables[index][at], name)]
    sought = named or [(index, at) for index, table in enumerate(tables) for at in range(len(table))]
    scored = [
        (not name or _is_named(tables[index][at], name), len(wanted & _words(" ".join(tables[index][at]))), -index, -at)
        for index, at in sought
    ]
    if not scored or not max(scored)[0]:
        return ""
    *_, index, place = max(scored)
    table = tables[-index]
    rows = [table[0], table[-place]] if place else [table[0]]
    return "\n".join(" | ".join(cell or EMPTY for cell in row) for row in rows)


def _is_named(row: list[str], name: str) -> bool:
    return bool(row) and row[0].startswith(name.removesuffix("…"))


def is_said_in(section: SectionText, remark: Remark) -> bool:
    """Whether a section has what stands around a remark, or some of it: not if it was taken out again."""
    wanted = _words(remark.sentence) - _words(remark.words)
    if not wanted:
        return True
    said = set[str]().union(*Said(section).words)
    return len(wanted & said) >= len(wanted) * SOME


def _blocks(section: SectionText) -> list[Any]:
    base = section.base
    lines = [element("p", text(line)) for line in (base.heading, base.question, base.summary) if line]
    texts = [base.html, *(wording.html for wording in section.wordings.values()), *lines]
    return [child for html in texts for child in _in(html)]


def _in(html: str) -> Iterable[Any]:
    return parse(html).children


def _words(said: str) -> set[str]:
    return {word.strip(".,;:()[]“”\"'").lower() for word in said.split()} - {""}

"""What a paragraph is: a title, a heading, an item of a list, a caption, a quotation; by its style and its number."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ..blocks import ABSTRACT, AUTHOR, DATED, HEADING, ITEM, PARAGRAPH, SUBTITLE, Block, Run, cut
from ..remarks import Remark
from .line import Line, tidy
from .names import child, value, whole_number
from .numbering import Marker
from .source import Source

CAPTION = "imprimatur-caption"  # among a block's names until it is known what it is the caption of
_QUOTES = frozenset(("quote", "intense quote", "block text", "quotation"))
_CONTENTS = re.compile(r"toc(?: ?\d| heading)?|table of (?:figures|authorities)|contents(?: heading| \d)?", re.I)
_NAMED = {
    "subtitle": SUBTITLE,
    "author": AUTHOR,
    "authors": AUTHOR,
    "byline": AUTHOR,
    "date": DATED,
    "abstract": ABSTRACT,
    "caption": CAPTION,
}
_TYPED = re.compile(r"(?:(?P<bullet>[•·▪◦‣●○■□➢►–—-])|(?P<number>\d{1,2})[.)]|(?P<inner>o))[ \u00a0\t]+")
_STEP = 360  # a level's usual indentation, in twentieths of a point


@dataclass
class Depths:
    """How deep each list stands in those around it: by its level, or by how far it is indented.

    ``number`` is the identity of the list that is open: a paragraph between two items makes two lists of one.
    """

    open: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    told: set[tuple[int, int]] = field(default_factory=set)
    number: int = 0

    def close(self) -> None:
        """A paragraph that is no item ends the lists before it."""
        self.open = []

    def place(self, marker: Marker, indent: int) -> int:
        """The depth of an item, from 0."""
        key = (marker.list_id, marker.level)
        keys = [one for one, _ in self.open]
        if key in keys:
            self.open = self.open[: keys.index(key) + 1]
        else:
            self.open = [one for one in self.open if one[1] < indent]
            self.number += not self.open
            self.open.append((key, indent))
        return len(self.open) - 1


@dataclass(frozen=True)
class Form:
    """What a paragraph is by its style and properties."""

    style: str
    properties: etree._Element | None
    names: tuple[str, ...]
    level: int

    @property
    def is_title(self) -> bool:
        return "title" in self.names

    @property
    def is_contents(self) -> bool:
        return any(_CONTENTS.fullmatch(name) for name in self.names)

    @property
    def is_quotation(self) -> bool:
        return bool(_QUOTES.intersection(self.names))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(_NAMED[name] for name in self.names if name in _NAMED)


def form_of(source: Source, properties: etree._Element | None) -> Form:
    """What the paragraph with these properties is."""
    style = value(child(properties, "pStyle"))
    names = tuple(source.styles.names(style)) if style else ()
    return Form(style, properties, names, source.styles.heading_level(style, properties))


def indent_of(source: Source, form: Form, marker: Marker) -> int:
    """How far an item is indented: by itself, its style, or its list's level."""
    for node in (child(form.properties, "ind"), source.styles.property_of(form.style, "ind")):
        left = value(node, "left") or value(node, "start")
        if left:
            return whole_number(left) + _STEP * marker.level
    if named := source.styles.list_level(form.style):
        return _STEP * (named + 1 + marker.level)
    return marker.indent if marker.indent is not None else _STEP * (marker.level + 1)


def block_of(form: Form, line: Line) -> Block:
    """The block of a paragraph, before anything is known of its list."""
    runs = tidy(line.runs)
    ids = (*form.ids, *line.ids)
    block = Block(PARAGRAPH, runs, (), certain=True, gap=True, ids=ids, source=line.source, remarks=line.remarks())
    block.spaced = line.runs if any(run.gap for run in line.runs) else []
    if form.is_title:
        block.kind, block.level = HEADING, 0
    elif form.level and SUBTITLE not in ids:
        block.kind, block.level = HEADING, form.level
    if form.is_contents or line.is_contents:
        block.apart, block.kind = "contents list", PARAGRAPH
    return block


def number_block(block: Block, marker: Marker, depths: Depths, indent: int) -> None:
    """Make an item of a block, or put its number before a heading, as Word prints it."""
    if block.kind == HEADING or block.apart:
        if marker.ordered and marker.label and block.text:
            block.runs = [Run(f"{marker.label} "), *block.runs]
        return
    block.kind, block.level = ITEM, depths.place(marker, indent)
    block.ordered, block.number = marker.ordered, marker.number
    block.list_id = depths.number
    if marker.ordered and (marker.format != "decimal" or marker.label.count(".") > 1):
        block.marker = marker.label
        _tell_of_letters(block, marker, depths)
    depths.told.add((marker.list_id, marker.level))


def _tell_of_letters(block: Block, marker: Marker, depths: Depths) -> None:
    if (marker.list_id, marker.level) in depths.told or block.level:
        return
    reason = f"The list begins with “{marker.label}” in the file; here it counts with plain numbers"
    block.remarks.append(Remark("list", marker.label, reason, sentence=block.text))


def take_typed_marker(block: Block, before: Block | None) -> None:
    """A paragraph that begins with a typed bullet or number is an item; a typed "o" is a bullet one level deeper."""
    match = _TYPED.match(block.raw)
    if not match or match.end() >= len(block.raw) or block.kind != PARAGRAPH or block.apart:
        return
    if match["inner"] and (before is None or before.kind != ITEM):
        return
    block.kind, block.certain = ITEM, False
    block.level = 1 if match["inner"] and before is not None else 0
    if match["inner"] and before is not None:
        block.list_id = before.list_id
    block.marker, block.ordered = match.group().strip(), match["number"] is not None
    block.number = int(match["number"]) if match["number"] else None
    block.runs = cut(block.runs, match.end())

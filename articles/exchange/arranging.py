"""Setting the blocks of a read document right, one action each: raised, lowered, joined, split, turned into something
else, moved, brought to the front, set apart.

Nothing is lost by any of them: every letter and digit, every citation and every printed number stands in the document
afterwards, in the order that it had within its block. Where one of them could not keep that, it is not possible.
"""

from collections.abc import Callable
from dataclasses import dataclass

from articles.text import clean
from references.formats.plain import parse_entry
from references.keys import propose_key

from .block_trees import (
    LISTS,
    Node,
    as_note,
    as_text,
    blocks_of,
    holds,
    is_plain,
    item_starts,
    joined,
    parted,
    sentence_starts,
    words_of,
)
from .document import Document, ReferenceEntry, SectionText, SetApart, WordingText
from .editing import Pending, place_of, relist, section_named
from .headings import section_kind
from .line_places import line_of, take_along
from .names import anchor_for
from .tree import to_html
from .unresolved import sections_of

MAX_HEADING, MAX_TITLE, MAX_SUMMARY = 200, 200, 1000
MAX_ENTRY = 2000
FORMER = {"title": "the title before", "summary": "the summary before"}
BY_HAND = "left out by hand"


@dataclass(frozen=True)
class At:
    """Where a block stands: its section, and its place among that section's blocks."""

    anchor: str
    number: int


@dataclass
class _Here:
    """A block in its section, while something is done to it."""

    pending: Pending
    section: SectionText
    number: int
    blocks: list[Node]

    @property
    def document(self) -> Document:
        return self.pending.document

    @property
    def node(self) -> Node:
        return self.blocks[self.number]

    @property
    def before(self) -> Node | None:
        return self.blocks[self.number - 1] if self.number else None

    def put(self, *nodes: Node) -> At:
        """Let these stand instead of the block."""
        self.blocks[self.number : self.number + 1] = nodes
        return self.written()

    def written(self, number: int | None = None) -> At:
        self.section.base.html = _html(self.blocks)
        return At(self.section.anchor, self.number if number is None else number)

    def beside(self, by: int) -> SectionText | None:
        """The section before (-1) or after (1)."""
        sections = list(sections_of(self.document))
        place = sections.index(self.section) + by
        return sections[place] if 0 <= place < len(sections) else None


def arrange(pending: Pending, what: str, anchor: str, number: int, place: int = 0) -> At | None:
    """Do one thing to a block; where it, or what came of it, stands then. None, and nothing is changed, where that
    cannot be done. ``place`` is where to split."""
    here = _here(pending, anchor, number)
    if here is None or what not in possible(pending.document, here.section, here.blocks, number):
        return None
    if what == "split":
        found = parted(here.node, place)
        at = here.put(*found) if found else None
        at = At(at.anchor, number + 1) if at else None
    else:
        at = _DOING[what](here)
    relist(pending.document)
    return at


def possible(document: Document, section: SectionText, blocks: list[Node], number: int) -> list[str]:
    """What can be done to this block, in the order in which it is offered."""
    node, before = blocks[number], blocks[number - 1] if number else None
    sections = list(sections_of(document))
    words, plain = words_of(node), is_plain(node)
    fits = {
        "up": number > 0 or section is not sections[0],
        "down": number < len(blocks) - 1 or section is not sections[-1],
        "raise": node.tag == "h4" or (node.tag == "h3" and plain and _may_head(section, words)),
        "lower": node.tag == "h3",
        "join": before is not None and joined(before, node) is not None,
        "split": bool(splits_of(node)),
        "heading": node.tag == "p" and not holds(node, ("br",)) and len(words) <= MAX_HEADING,
        "text": as_text(node) is not None,
        "note": as_note(node) is not None,
        "reference": node.tag in ("p", "ul", "ol") and _may_be_references(node),
        "title": plain and len(words) <= MAX_TITLE,
        "summary": plain and len(words) <= MAX_SUMMARY,
        "lead": section is not document.front,
        "apart": True,
    }
    return [name for name, can in fits.items() if can]


def splits_of(node: Node) -> list[tuple[int, str]]:
    """Where a block can be split, each place with the words that would then begin a block."""
    if node.tag == "p":
        return sentence_starts(node)
    return item_starts(node) if node.tag in LISTS else []


def _may_head(section: SectionText, words: str) -> bool:
    return len(words) <= MAX_HEADING and bool(words) and not section.wordings


def _may_be_references(node: Node) -> bool:
    entries = [words_of(item) for item in node.elements("li")] or [words_of(node)]
    return not holds(node, ("cite", "sup", "sub", "ul", "ol")) and all(0 < len(one) <= MAX_ENTRY for one in entries)


def _here(pending: Pending, anchor: str, number: int) -> _Here | None:
    section = section_named(pending.document, anchor)
    blocks = blocks_of(section.base.html) if section else []
    return _Here(pending, section, number, blocks) if section and 0 <= number < len(blocks) else None


def _html(blocks: list[Node]) -> str:
    return clean(to_html([*blocks])).html


# Where it stands


def _up(here: _Here) -> At:
    if here.number:
        place = here.number - 1
        here.blocks[place : place + 2] = [here.node, here.blocks[place]]
        return here.written(place)
    return _to(here, here.beside(-1), last=True)


def _down(here: _Here) -> At:
    if here.number < len(here.blocks) - 1:
        place = here.number
        here.blocks[place : place + 2] = [here.blocks[place + 1], here.node]
        return here.written(place + 1)
    return _to(here, here.beside(1), last=False)


def _lead(here: _Here) -> At:
    return _to(here, here.document.front, last=True)


def _to(here: _Here, section: SectionText | None, *, last: bool) -> At:
    """Into another section, with its lines."""
    if section is None:
        return At(here.section.anchor, here.number)
    node = here.blocks.pop(here.number)
    here.written()
    take_along(here.document, [node], here.section, place_of(section))
    blocks = blocks_of(section.base.html)
    place = len(blocks) if last else 0
    blocks.insert(place, node)
    section.base.html = _html(blocks)
    return At(section.anchor, place)


# What it is


def _raise(here: _Here) -> At:
    if here.node.tag == "h4":
        return here.put(Node("h3", {}, here.node.children))
    return _as_section(here)


def _as_section(here: _Here) -> At:
    """A section of its own, with all that stands below it in the section where it stood."""
    document, node = here.document, here.node
    heading, rest = words_of(node), here.blocks[here.number + 1 :]
    heading = " ".join(heading.split())
    taken = [section.anchor for section in [*sections_of(document), *here.pending.dropped]]
    made = SectionText(
        anchor_for(heading, taken),
        section_kind(heading),
        WordingText(heading=heading, html=_html(rest)),
        line=line_of(document, node, here.section),
    )
    del here.blocks[here.number :]
    here.written()
    place = document.sections.index(here.section) + 1 if here.section is not document.front else 0
    document.sections.insert(place, made)
    take_along(document, [node, *rest], here.section, place_of(made))
    return At(made.anchor, 0)


def _lower(here: _Here) -> At:
    return here.put(Node("h4", {}, here.node.children))


def _join(here: _Here) -> At:
    both = joined(here.before, here.node) if here.before else None
    if both is None:
        return At(here.section.anchor, here.number)
    here.blocks[here.number - 1 : here.number + 1] = [both]
    return here.written(here.number - 1)


def _heading(here: _Here) -> At:
    return here.put(Node("h3", {}, here.node.children))


def _text(here: _Here) -> At:
    return here.put(*(as_text(here.node) or [here.node]))


def _note(here: _Here) -> At:
    return here.put(as_note(here.node) or here.node)


# Out of the text


def _reference(here: _Here) -> At:
    """An entry of the reference list, or several; those before keep their numbers."""
    document, node = here.document, here.node
    here.blocks.pop(here.number)
    here.written()
    for item in list(node.elements("li")) or [node]:
        entry = _entry(document, words_of(item))
        entry.lines = tuple(take_along(document, [item], here.section, f"reference:{entry.key}"))
        document.references.append(entry)
    return At("references", 0)


def _entry(document: Document, words: str) -> ReferenceEntry:
    parsed = parse_entry(words)
    key = propose_key(parsed.csl, {entry.key for entry in document.references})
    return ReferenceEntry(
        key, parsed.csl, words, thin=parsed.thin, why_thin=parsed.why, kind=parsed.kind, doubts=list(parsed.doubts)
    )


def _title(here: _Here) -> At:
    return _to_front(here, "title")


def _summary(here: _Here) -> At:
    return _to_front(here, "summary")


def _to_front(here: _Here, which: str) -> At:
    """Its words become the article's title or summary; what stood there before is set apart and can be put back."""
    document, words = here.document, " ".join(words_of(here.node).split())
    node = here.blocks.pop(here.number)
    here.written()
    base = document.front.base
    before = base.heading if which == "title" else base.summary
    if before:
        _put_apart(document, SetApart(0, before, FORMER[which]))
    if which == "title":
        base.heading = words
    else:
        base.summary = words
    take_along(document, [node], here.section, "front")
    return At("front", -1)


def _apart(here: _Here) -> At:
    """Out of the text, with its form, so that it can be put back as it was."""
    document = here.document
    node = here.blocks.pop(here.number)
    here.written()
    line = line_of(document, node, here.section)
    take_along(document, [node], here.section, "set apart")
    _put_apart(document, SetApart(line, words_of(node), BY_HAND, to_html([node])))
    return At(here.section.anchor, min(here.number, max(len(here.blocks) - 1, 0)))


def _put_apart(document: Document, item: SetApart) -> None:
    document.set_apart.append(item)
    document.set_apart.sort(key=lambda one: one.line)


_DOING: dict[str, Callable[[_Here], At]] = {
    "up": _up,
    "down": _down,
    "raise": _raise,
    "lower": _lower,
    "join": _join,
    "heading": _heading,
    "text": _text,
    "note": _note,
    "reference": _reference,
    "title": _title,
    "summary": _summary,
    "lead": _lead,
    "apart": _apart,
}
ACTIONS = (*_DOING, "split")

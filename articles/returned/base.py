"""What a section version says, leaf by leaf, as it is compared with a file: pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from articles.exchange.word_marks import Part, Place
from articles.text import CitationMark
from articles.text.citations import mark_of
from articles.text.model import Block, Run, leaves, tag_of
from articles.text.notes import Notes
from articles.text.reading import read
from articles.words.content import SectionContent, Wording

CITED = "\ufffc"  # stands for a group of citations among letters
_LINES = {Part.HEADING: "heading", Part.QUESTION: "question", Part.SUMMARY: "summary"}  # as they go out


@dataclass(frozen=True)
class Group:
    """Citations that stand together: the number of the first within its wording, and what they cite."""

    first: int
    marks: tuple[CitationMark, ...]

    @property
    def typed(self) -> str:
        """As comments and proposals write them; those without a reference cannot be written."""
        return "".join(
            f"[@{mark.key}, {mark.locator}]" if mark.locator else f"[@{mark.key}]" for mark in self.marks if mark.key
        )


@dataclass(frozen=True)
class Leaf:
    """A heading, a paragraph or a cell. ``text`` has :data:`CITED` for each group of citations and a line break for
    each of its own; ``scripts`` says which letters are raised or lowered; ``offset`` is its first letter's number among
    the letters of its part (:func:`articles.words.quotations.letters_of`)."""

    place: Place
    audience: str
    part: str
    text: str
    groups: tuple[Group, ...] = ()
    scripts: tuple[str, ...] = ()
    offset: int = 0
    is_cell: bool = False
    is_top: bool = False  # a paragraph or heading of the text itself: in no list, table or box

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many letters stand before each character, and after the last."""
        counts = [0]
        for character in self.text:
            counts.append(counts[-1] + is_letter(character))
        return tuple(counts)

    def letters(self, start: int, end: int) -> tuple[int, int]:
        """From which letter of the part to which a stretch of the text reaches."""
        return self.offset + self.counts[start], self.offset + self.counts[end]

    def words(self, start: int = 0, end: int | None = None) -> str:
        """A stretch as a comment quotes it, its citations by their keys."""
        return " ".join(self.typed(start, len(self.text) if end is None else end).split())

    def typed(self, start: int, end: int) -> str:
        """:meth:`words` with its white space as it is."""
        groups = iter(self.groups[self.text[:start].count(CITED) :])
        return "".join(next(groups).typed if one == CITED else one for one in self.text[start:end])

    def group(self, first: int | None) -> Group | None:
        return next((group for group in self.groups if group.first == first), None)


def is_letter(character: str) -> bool:
    return not character.isspace() and character != CITED


@dataclass(frozen=True)
class Base:
    """A section version as it went out."""

    version: UUID
    content: SectionContent

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """All its leaves in the order in which a file has them."""
        found: list[Leaf] = []
        for number, (audience, wording) in enumerate(self.content.all_wordings()):
            if not wording.left_out:
                found += _lines(self.version, number, audience, wording)
                found += _blocks(self.version, number, audience, wording.html)
        return tuple(found)

    @property
    def heading(self) -> str:
        return self.content.base.heading or self.content.anchor


def _lines(version: UUID, number: int, audience: str, wording: Wording) -> Iterator[Leaf]:
    for part, name in _LINES.items():
        if text := getattr(wording, name):
            yield Leaf(Place(part, version, number), audience, name, text, scripts=("",) * len(text))


def _blocks(version: UUID, number: int, audience: str, html: str) -> Iterator[Leaf]:
    offset = cited = 0
    blocks = read(html, Notes())
    top = {id(block) for block in blocks}
    for index, block in enumerate(leaves(blocks)):
        leaf = _leaf(Place(Part.LEAF, version, number, index), audience, block, offset, cited)
        leaf = replace(leaf, is_top=id(block) in top)
        cited += sum(len(group.marks) for group in leaf.groups)
        offset += leaf.counts[-1]
        yield leaf


def _leaf(place: Place, audience: str, block: Block, offset: int, cited: int) -> Leaf:
    text, groups = "", []
    scripts: list[str] = []
    for is_cite, runs in _grouped(block.runs):
        if is_cite:
            marks = tuple(mark_of(run.text) for run in runs)
            groups.append(Group(cited, marks))
            cited += len(marks)
            text, scripts = text + CITED, [*scripts, ""]
            continue
        for run in runs:
            said = "\n" if run.kind == "br" else run.text.replace("\u00a0", " ")
            text += said
            scripts += [next((tag_of(mark) for mark in run.marks if tag_of(mark) in ("sup", "sub")), "")] * len(said)
    is_cell = block.tag in ("td", "th")
    return Leaf(place, audience, "html", text, tuple(groups), tuple(scripts), offset, is_cell)


def _grouped(runs: Iterable[Run]) -> Iterator[tuple[bool, list[Run]]]:
    """Citations that stand together, and what stands between them; a space between two citations parts no group."""
    group: list[Run] = []
    is_cite = False
    waiting: list[Run] = []
    for run in runs:
        if is_cite and run.kind == "text" and not run.text.strip():
            waiting.append(run)
            continue
        if (run.kind == "cite") != is_cite and group:
            yield is_cite, group
            group = []
        if waiting and run.kind != "cite":
            group, is_cite = waiting, False
        waiting = []
        is_cite = run.kind == "cite"
        group.append(run)
    if group:
        yield is_cite, group

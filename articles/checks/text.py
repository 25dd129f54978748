"""A section's words for one audience as sentences that know what they cite and where they stand. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from articles.text.citations import mark_of
from articles.text.model import LISTS, Block, Run
from articles.text.notes import Notes
from articles.text.reading import read
from articles.text.sentences import sentence_ends
from articles.words.content import Wording

HEADING, PARAGRAPH, ITEM, CELL = "heading", "paragraph", "item", "cell"
_SPACES = re.compile(r"[^\S\u00a0]+")
_BEFORE_POINT = re.compile(r" +(?=[.,;:!?)](?:\s|$))")


@dataclass(frozen=True)
class Sentence:
    """One sentence, without its citations. ``cites`` are the keys cited in it; in a list the item's, in a table the
    row's. ``block`` tells paragraphs, items and rows apart, ``group`` lists, tables and what stands alone."""

    text: str
    kind: str = PARAGRAPH
    cites: tuple[str, ...] = ()
    has_citation: bool = False
    block: int = 0
    group: int = 0

    @cached_property
    def plain(self) -> str:
        """The same length, with plain spaces, hyphens and quotation marks: what patterns are matched with."""
        return self.text.translate(_PLAIN)

    @property
    def is_question(self) -> bool:
        return self.text.rstrip("\"'”’) ").endswith("?")

    def cut(self, *spans: tuple[int, int]) -> tuple[str, ...]:
        """The words at these places, as they stand."""
        return tuple(dict.fromkeys(self.text[start:end].strip() for start, end in spans))


_PLAIN = {0xA0: " ", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2019: "'", 0x2018: "'", 0x3BC: "µ"}


@dataclass(frozen=True)
class Text:
    """The words of a section for one audience: ``lines`` are its question, heading and summary, ``html`` its text."""

    sentences: tuple[Sentence, ...]
    html: str = ""
    lines: tuple[str, ...] = ()

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """Everything but headings."""
        return tuple(one for one in self.sentences if one.kind != HEADING)

    @cached_property
    def blocks(self) -> list[list[Sentence]]:
        """The sentences of each paragraph, item or row."""
        return list(_grouped(self.prose, "block"))

    @cached_property
    def groups(self) -> list[list[Sentence]]:
        """The sentences of each list, table or paragraph that stands alone."""
        return list(_grouped(self.prose, "group"))

    @property
    def is_empty(self) -> bool:
        return not self.prose


def _grouped(sentences: tuple[Sentence, ...], by: str) -> Iterator[list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for one in sentences:
        found.setdefault(getattr(one, by), []).append(one)
    yield from found.values()


LONGEST_KEPT = 20_000
"""Characters of a text up to which what is found in it is kept. Forty sections for three audiences are 160 texts, each
asked about twice; a few texts of any length would fill the memory."""


def text_of(wording: Wording) -> Text:
    """A wording as sentences: its lines first, then its text."""
    return (_text_of if len(wording.html) <= LONGEST_KEPT else _text_of.__wrapped__)(wording)


@lru_cache(maxsize=1024)
def _text_of(wording: Wording) -> Text:
    reader = _Reader()
    for line in (wording.question, wording.heading):
        reader.line(line, HEADING)
    reader.line(wording.summary, PARAGRAPH)
    reader.blocks(read(wording.html, Notes()) if wording.html else [])
    lines = tuple(line for line in (wording.question, wording.heading, wording.summary) if line.strip())
    return Text(tuple(reader.found), wording.html, lines)


class _Reader:
    """Numbers blocks and groups as it walks through a text."""

    def __init__(self) -> None:
        self.found: list[Sentence] = []
        self.block = self.group = 0

    def line(self, text: str, kind: str) -> None:
        if text.strip():
            self.leaf([Run("text", text)], kind)

    def blocks(self, blocks: list[Block], kind: str = PARAGRAPH) -> None:
        for block in blocks:
            self.group += kind == PARAGRAPH
            if block.is_leaf:
                self.leaf(block.runs, HEADING if block.tag in ("h3", "h4") else kind)
            elif block.tag in LISTS:
                for item in block.children:
                    self.item(item)
            elif block.tag == "table":
                for row in block.children:
                    self.row(row)
            else:
                self.blocks(block.children, kind)

    def item(self, item: Block) -> None:
        """An item's own paragraphs are one block, cited together; lists in it are items of their own."""
        self.together([child.runs for child in item.children if child.is_leaf], ITEM)
        for child in item.children:
            if not child.is_leaf:
                self.blocks([child], ITEM)

    def row(self, row: Block) -> None:
        self.together([cell.runs for cell in row.children], CELL)

    def leaf(self, runs: list[Run], kind: str) -> None:
        self.block += 1
        self.group += kind == HEADING
        for text, cites in _parted(runs):
            self.add(text, kind, cites)

    def together(self, parts: list[list[Run]], kind: str) -> None:
        """What stands in one item or row shares its citations."""
        self.block += 1
        sentences = [sentence for runs in parts for sentence in _parted(runs)]
        cites = tuple(dict.fromkeys(cite for _, some in sentences for cite in some))
        for text, _ in sentences:
            self.add(text, kind, cites)

    def add(self, text: str, kind: str, cites: tuple[str, ...]) -> None:
        if text:
            keys = tuple(filter(None, (mark_of(cite).key for cite in cites)))
            self.found.append(Sentence(text, kind, keys, bool(cites), self.block, self.group))


def _parted(runs: list[Run]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sentences of a block, each with the citations in it; one that follows its full stop is its own."""
    text, cites = "", []
    for run in runs:
        if run.kind == "cite":
            cites.append((len(text.rstrip()), run.text))
        else:
            text += "\n" if run.kind == "br" else run.text
    ends, start = _ends(text), 0
    for number, end in enumerate(ends):
        here = tuple(cite for offset, cite in cites if min(bisect_left(ends, offset), len(ends) - 1) == number)
        yield _BEFORE_POINT.sub("", _SPACES.sub(" ", text[start:end]).strip()), here
        start = end


def _ends(text: str) -> list[int]:
    """Where sentences end; a line break ends one too."""
    breaks = [at + 1 for at, letter in enumerate(text) if letter == "\n"]
    return sorted({*sentence_ends(text), *breaks}) if breaks else sentence_ends(text)

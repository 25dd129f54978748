"""A stored text as sentences that know where they stand: under which heading, in which list or table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from articles.clinical.items import Item, items_of
from articles.clinical.spelling import plain_signs
from articles.redline.markup import link_of
from articles.text.model import LISTS, Block, Run, heading_rows, tag_of
from articles.text.notes import Notes
from articles.text.reading import read
from articles.text.sentences import sentence_ends


@dataclass(frozen=True)
class Sentence:
    """One sentence. ``under`` is the heading or the line that opens its list; ``cites`` are the citations' tags."""

    text: str
    place: str = ""
    under: str = ""
    cites: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    callout: str = ""
    in_list: bool = False

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        return self.place or self.under.rstrip(" :.")

    @cached_property
    def same(self) -> str:
        """Equal for sentences that read the same."""
        return " ".join(plain_signs(self.text).split())

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return items_of(self.text)

    @cached_property
    def stems(self) -> frozenset:
        return frozenset(str(item.key) for item in self.items) - EMPTY


EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "by",
        "with",
        "be",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "you",
        "your",
        "we",
        "our",
        "they",
        "their",
        "he",
        "she",
        "his",
        "her",
        "i",
        "and",
        "or",
        "as",
        "so",
        "do",
        "have",
        "not",
        "can",
        "will",
        "may",
    ]
)


@dataclass(frozen=True)
class Cell:
    """A table's cell: its words, and whether it is a heading."""

    sentence: Sentence
    is_heading: bool


@dataclass(frozen=True)
class Table:
    """``headings`` are the cells of the heading row, if there is one; ``rows`` all the others."""

    headings: tuple[Sentence, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True)
class Steps:
    """An ordered list: its items' words, in order."""

    under: str
    items: tuple[str, ...]


@dataclass
class Passages:
    """Everything a text says, apart by where it stands."""

    sentences: list[Sentence] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    steps: list[Steps] = field(default_factory=list)


def passages_of(html: str) -> Passages:
    """The passages of a stored text."""
    found = Passages()
    _walk(read(html, Notes()), found, "", "", in_list=False)
    return found


def line(text: str, place: str) -> Sentence:
    """A heading, a question or a summary as one sentence."""
    return Sentence(" ".join(text.split()), place)


def _walk(blocks: list[Block], found: Passages, under: str, callout: str, *, in_list: bool) -> None:
    heading = under
    before: list[Run] = []  # the words under the heading so far, of which the last sentence may open a list
    for block in blocks:
        if block.tag in ("h3", "h4"):
            found.sentences += _sentences(block.runs, "", callout, in_list=False)
            heading, before = _plain(block.runs), []
        elif block.is_leaf:
            found.sentences += _sentences(block.runs, heading, callout, in_list=in_list)
            before = block.runs
        elif block.tag == "table":
            found.tables.append(_table(block))
        elif block.tag in LISTS:
            _list(block, found, _last_line(_plain(before)) or heading, callout)
        else:
            _walk(block.children, found, heading, dict(block.attrs).get("data-callout", callout), in_list=in_list)


def _list(block: Block, found: Passages, under: str, callout: str) -> None:
    if block.tag == "ol":
        found.steps.append(Steps(under, tuple(_words(item) for item in block.children)))
    for item in block.children:
        _walk(item.children, found, under, callout, in_list=True)


def _words(block: Block) -> str:
    if block.is_leaf:
        return _plain(block.runs)
    return " ".join(_words(child) for child in block.children if child.tag not in LISTS)


def _last_line(text: str) -> str:
    """The words that open a list: those of the last sentence before it."""
    ends = sentence_ends(text)
    return text[ends[-2] if len(ends) > 1 else 0 :].strip()


def _table(block: Block) -> Table:
    head = heading_rows(block.children)
    rows = [tuple(_cell(cell) for cell in row.children) for row in block.children]
    headings = rows[0] if head else ()
    return Table(headings, tuple(rows[head:]))


def _cell(block: Block) -> Sentence:
    text, marks = _text(block.runs)
    return Sentence(" ".join(text.split()), "", "", tuple(t for k, _, t in marks if k == "cite"), _links(marks))


def _plain(runs: list[Run]) -> str:
    return " ".join(_text(runs)[0].split())


Mark = tuple[str, int, str]


def _text(runs: list[Run]) -> tuple[str, list[Mark]]:
    """The words with raised digits after "^", and where citations and links stand in them."""
    text, marks = "", []
    for run in runs:
        if run.kind == "cite":
            marks.append(("cite", max(0, len(text) - 1), run.text))
        elif run.kind == "br":
            text += "\n"
        elif not run.marks:
            text += run.text
        else:
            tags = {tag_of(mark) for mark in run.marks}
            if href := link_of(run.marks):
                marks.append(("link", len(text), href))
            text += ("^" if "sup" in tags and run.text[:1].isdigit() else "") + run.text
    return text, marks


def _links(marks: list[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target for kind, _, target in marks if kind == "link"))


def _sentences(runs: list[Run], under: str, callout: str, *, in_list: bool) -> Iterator[Sentence]:
    text, marks = _text(runs)
    start = 0
    for end in _ends(text):
        if not marks:
            if said := text[start:end].strip():
                yield Sentence(said, "", under, (), (), callout, in_list)
            start = end
            continue
        own = [mark for mark in marks if start <= mark[1] < end or (mark[1] >= end == len(text))]
        said = text[start:end].strip()
        if said or own:
            cites = tuple(target for kind, _, target in own if kind == "cite")
            yield Sentence(said, "", under, cites, _links(own), callout, in_list)
        start = end


def _ends(text: str) -> list[int]:
    ends = sentence_ends(text)
    if "\n" not in text:
        return ends
    return sorted({*ends, *(index + 1 for index, char in enumerate(text) if char == "\n")})

"""A text as the sentences and words that readability is counted in, by the method of the NHS. Pure.

A full stop is thought after each heading, list item, row of a table and paragraph that lacks one. Citations are taken
out first. What holds no word is no sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.model import Block, Run
from articles.text.notes import Notes
from articles.text.reading import read

_END = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+(?=\s|$)")
# What never ends a sentence; what ends none before a figure; what ends none before a capital that goes on with a name.
_NEVER = re.compile(
    r"(?:^|[\s(\[“‘\"'/])(?:e\.\s?g|i\.\s?e|eg|ie|cf|vs|viz|approx|incl|esp|resp|Drs?|Mrs?|Ms|Mx|Prof|Rev|Fr"
    r"|Sr|Sgt|Capt"
    r"|Messrs)\.$"
)
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(\[])(?:No|Nos|Figs?|Tab|Vol|vol|pp?|ch|Ch|sec|Sec|para|max|min|ca|c|Eq|Ref|Refs|tel|Tel|ext|Ext)\.$"
)
_BEFORE_NAME = re.compile(r"(?:^|\s)(?:St|Mt|Ft)\.$")
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]\.$")
# Letters that name a kind, so that a full stop behind them is one: "vitamin C."
_KINDS = re.compile(
    r"\b(?:vitamins?|hepatitis|influenza|types?|groups?|grade|class|plan|option|factor|appendix|section|part|ward|stage"
    r"|strain|level|protein|figure|table|zone|virus|schedule|box|stream) (?:[A-Z0-9]+(?:,| and| or|, and) )*[A-Z]\.$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:\(?\d{1,3}|[a-z]|[ivx]{1,4})\.$")
_NUMBERS_OF_WORKS = re.compile(r"\s?\[\d+(?:\s?[,–-]\s?\d+)*\]")
_STRAY = re.compile(r"\s+(?=[.,;:!?)])")
_EDGES = "\"'“”‘’«»()[]{}<>.,;:!?…%*†‡|=~"
_SHORT_FORM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|Dr|Mr|Mrs|Ms|Prof|St|vs|cf|No")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")


@dataclass(frozen=True)
class Counted:
    """A sentence with its words, as they stand but without the signs around them."""

    text: str
    words: tuple[str, ...]


def sentences_of(html: str, lines: Iterable[str] = (), *, leave_out: frozenset[str] = frozenset()) -> list[Counted]:
    """The sentences of a text and of the lines before it. Words in ``leave_out`` (small letters) are left out."""
    units = [*lines, *(_units(read(html, Notes())) if html else ())]
    return [
        Counted(text, words)
        for unit in units
        for text in split_sentences(unit)
        if (words := tuple(word for word in words_of(text) if not _is_left_out(word, leave_out)))
    ]


def _units(blocks: list[Block]) -> Iterator[str]:
    """What a full stop is thought behind: every block with words of its own, and every row of a table."""
    for block in blocks:
        if block.is_leaf:
            yield from _lines(block.runs)
        elif block.tag == "table":
            for row in block.children:
                yield "; ".join(filter(None, (" ".join(_lines(cell.runs)) for cell in row.children)))
        else:
            yield from _units(block.children)


def _lines(runs: list[Run]) -> list[str]:
    """The words of a block without its citations; a line that begins as a sentence does is one of its own."""
    text = ""
    for run in runs:
        if run.kind == "cite":
            text += " "
        else:
            text += "\n" if run.kind == "br" else run.text
    text = _STRAY.sub("", _NUMBERS_OF_WORKS.sub("", re.sub(r"[^\S\n]+", " ", text)))
    return [line.strip() for line in re.split(r"\n(?=\s*(?:[A-Z0-9]|[-–•*·]\s))", text)]


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of one block. "e.g.", "Dr.", "6.5%" and initials end none; nor does one before small letters."""
    text = " ".join(text.split())
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, start, match):
            yield text[start : match.end()].strip()
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip("\"'“‘([ ")[:1]
    if not following:
        return True
    if match.group()[0] == "." and len(match.group()) == 1:
        before = text[start : match.end()].lstrip()
        if _NEVER.search(before) or _NUMBERED.match(before):
            return False
        if following.isdigit() and _BEFORE_FIGURE.search(before):
            return False
        if following.isupper() and (_BEFORE_NAME.search(before) or _is_initial(before)):
            return False
    return not following.islower()


def _is_initial(before: str) -> bool:
    return bool(_INITIAL.search(before)) and not _KINDS.search(before)


def words_of(text: str) -> Iterator[str]:
    """The words of a sentence: what holds a letter or a figure, between spaces and long dashes."""
    for token in re.split(r"\s+|—|(?<=\s)[–-](?=\s)", text):
        if any(letter.isalnum() for letter in token):
            yield token if _ADDRESS.fullmatch(token) else _bare(token)


def _bare(token: str) -> str:
    """Without the signs around it; "e.g." keeps its points."""
    word = token.strip(_EDGES)
    return f"{word}." if _SHORT_FORM.fullmatch(word) and f"{word}." in token else word


def _is_left_out(word: str, leave_out: frozenset[str]) -> bool:
    small = word.rstrip(".").lower().replace("’", "'").removesuffix("'s")
    return bool(leave_out) and (small in leave_out or small.removesuffix("s") in leave_out)

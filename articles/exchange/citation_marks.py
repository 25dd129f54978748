"""Finds everything in the text of a page that has the shape of a citation by number.

Which of these marks are citations is decided in :mod:`articles.exchange.citations`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .blocks import Block

BRACKET, SUPERSCRIPT, LINK = "bracket", "superscript", "link"
STOP, WORD, SPACED, PARENTHESES = "after a stop", "after a word", "at the end", "in parentheses"
TOO_LITTLE = "there is too little to tell it from a number"
OTHER_WAY = "the page marks its citations in another way"
MAYBE_DOSE = "it may be a dose"
MAYBE_COUNTED = "the word before it may take a number"
NOT_LISTED = "the reference list skips this number"
DOUBTS = frozenset((TOO_LITTLE, OTHER_WAY, MAYBE_DOSE, MAYBE_COUNTED, NOT_LISTED))
MAX_NUMBER = 400

_LIST = r"\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,30}"
_BRACKET = re.compile(rf"\[\s?({_LIST})\s?\]")
_UNICODE = re.compile(r"[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹⁻,\s–-]*[¹²³⁰⁴-⁹])?")
_FROM_UNICODE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_AFTER_STOP = re.compile(
    rf"(?<=[^\W\d_][.!?,;:])[”\"’)]?({_LIST})(?=$|[\s.,;:)])|(?<=[)”\"%’][.!?])({_LIST})(?=$|[\s.,;:)])"
)
_AFTER_WORD = re.compile(rf"(?<=[a-z]{{4}})({_LIST})(?=$|[\s.,;:)])")
_AT_END = re.compile(r"(?<=\s)(\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,30})(?=\s?[.?!:;]?[\"”’)]?\s*$)")
_BEFORE_SEMICOLON = re.compile(r"(?<=[\w)®™]\s)(\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,30})(?=\s?;\s)")
_AT_SENTENCE_END = re.compile(
    r"(?<=\s)(\d{1,3}(?:,\s?\d{1,3}){0,30})(?=\.\s+[A-Z“\"])|"
    r"(?<=[a-z)][.!?]\s)(\d{1,3}(?:,\s?\d{1,3}){0,30})(?=\s+[A-Z“\"])"
)
_TRUSTED = r"(?:\s?Trusted Source)?"
_PARENTHESES = re.compile(
    rf"\(\s?(\d{{1,3}}{_TRUSTED}(?:\s?[,;–-]\s?\d{{1,3}}{_TRUSTED}){{0,30}})\s?\)(?=$|[\s.,;:])", re.I
)
WEAK_TAIL = re.compile(
    r"(?:\s*\[[\d,;\s–-]{1,60}\])+\s*$|[¹²³⁰⁴-⁹][¹²³⁰⁴-⁹⁻,]*\s*$|(?<=[\w?!.])\s\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,30}$"
)
"""What may be a citation at a line's end: left off when the line's shape is judged."""

_UNIT = re.compile(r"(?:^|[\s\d/])(?:m|cm|mm|km|µm|nm|ft|in|kg|g|mg|s|h|l|ml|m/s|kg/m)$")


@dataclass
class Mark:
    """Numbers in a block that may be a citation: where they stand (offsets in ``raw``), and the shape they have."""

    start: int
    end: int
    numbers: list[int]
    shape: str
    raw: str
    accepted: bool = False
    why_not: str = ""
    targets: dict[int, str] = field(default_factory=dict)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: it stayed a number, but might be a citation."""
        return self.why_not in DOUBTS


@dataclass
class BlockMarks:
    """A block with the marks found in it, in order."""

    block: Block
    marks: list[Mark] = field(default_factory=list)


def expand(text: str) -> list[int]:
    """The numbers that "1, 3–5" names; [] if it is no such list (a range that falls, or is too long)."""
    numbers: list[int] = []
    for part in re.split(r"[,;]", re.sub(r"Trusted Source", "", text, flags=re.I)):
        ends = [int(end) for end in re.split(r"[–—-]", part.strip()) if end.strip().isdigit()]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 40:
            numbers += range(ends[0], ends[1] + 1)
        elif len(ends) == 1:
            numbers += ends
        else:
            return []
    return numbers


def find_marks(blocks: Iterable[Block]) -> list[BlockMarks]:
    """Everything in these blocks that has the shape of a citation by number."""
    return [BlockMarks(block, _marks_of(block)) for block in blocks]


def _marks_of(block: Block) -> list[Mark]:
    raw = block.raw
    linked = _marked_up(block)
    marks = _Marks(raw)
    for start, end, listed in _spans(_BRACKET, raw):
        marks.add(start, end, expand(listed), BRACKET, _targets_within(linked, start, end))
    for mark in linked:
        marks.add(mark.start, mark.end, mark.numbers, mark.shape, mark.targets)
    for start, end in _script_spans(block):
        marks.occupy(start, end)
    for shape, found in _shapes(raw):
        for start, end, listed in found:
            marks.add(start, end, expand(listed), shape)
    return sorted(marks.kept, key=lambda mark: mark.start)


class _Marks:
    """The marks of one block; where one stands, no later one may."""

    def __init__(self, raw: str):
        self.raw = raw
        self.kept: list[Mark] = []
        self.taken = bytearray(len(raw))

    def occupy(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def add(self, start: int, end: int, numbers: list[int], shape: str, targets: dict[int, str] | None = None) -> None:
        usable = numbers and min(numbers) >= 1 and max(numbers) <= MAX_NUMBER
        if usable and not any(self.taken[start:end]):
            self.occupy(start, end)
            self.kept.append(Mark(start, end, numbers, shape, self.raw[start:end], targets=targets or {}))


def _targets_within(linked: list[Mark], start: int, end: int) -> dict[int, str]:
    return {number: name for mark in linked if start <= mark.start < end for number, name in mark.targets.items()}


def _shapes(raw: str) -> Iterable[tuple[str, list[tuple[int, int, str]]]]:
    yield SUPERSCRIPT, list(_unicode_superscripts(raw))
    yield PARENTHESES, _spans(_PARENTHESES, raw)
    yield STOP, _spans(_AFTER_STOP, raw)
    yield WORD, _spans(_AFTER_WORD, raw)
    yield SPACED, _spans(_AT_SENTENCE_END, raw)
    yield SPACED, _spans(_AT_END, raw)
    yield SPACED, _spans(_BEFORE_SEMICOLON, raw)


def _unicode_superscripts(raw: str) -> Iterable[tuple[int, int, str]]:
    """Superscript digits that are no exponent (m²) and begin no word (¹³C)."""
    for match in _UNICODE.finditer(raw):
        listed = match.group().translate(_FROM_UNICODE)
        before, after = raw[max(0, match.start() - 8) : match.start()], raw[match.end() : match.end() + 1]
        if not after.isalpha() and not _is_exponent(before, listed):
            yield match.start(), match.end(), listed


def _spans(pattern: re.Pattern, raw: str) -> list[tuple[int, int, str]]:
    found = []
    for match in pattern.finditer(raw):
        group = next(number for number in range(1, pattern.groups + 1) if match[number])
        whole = pattern in (_BRACKET, _PARENTHESES)
        start, end = (match.start(), match.end()) if whole else match.span(group)
        found.append((start, end, match[group]))
    return found


def _script_spans(block: Block) -> list[tuple[int, int]]:
    """Where sub- and superscripts stand: no other shape may look inside or across them."""
    spans, position = [], 0
    for run in block.runs:
        if {"sup", "sub"} & set(run.marks):
            spans.append((position, position + len(run.text)))
        position += len(run.text)
    return spans


def _marked_up(block: Block) -> list[Mark]:
    """Superscripts made by mark-up, and links within the page: what touches belongs together."""
    marks: list[Mark] = []
    raw = block.raw
    for start, end, targets in _clusters(block):
        words = re.sub(r"[\[\]()↩↑\s]+", lambda match: "," if "][" in match.group() else " ", raw[start:end]).strip(
            " ,;"
        )
        if re.fullmatch(_LIST, words) and (targets or not _is_exponent(raw[max(0, start - 8) : start], words)):
            numbers = expand(words)
            named = dict(zip(numbers, targets, strict=False)) if len(numbers) == len(targets) else {}
            shape = LINK if targets else SUPERSCRIPT
            marks.append(Mark(start, end, numbers, shape, raw[start:end], targets=named))
    return marks


def _clusters(block: Block) -> list[tuple[int, int, list[str]]]:
    """Stretches of neighbouring superscripts and links in the page, with what the links lead to."""
    clusters: list[tuple[int, int, list[str]]] = []
    position = 0
    for run in block.runs:
        start, position = position, position + len(run.text)
        is_link = run.href.startswith("#")
        if not run.text or not ("sup" in run.marks or is_link):
            continue
        targets = [run.href[1:]] if is_link else []
        if clusters and not re.search(r"[^,;\s–-]", block.raw[clusters[-1][1] : start]):
            low, _, before = clusters[-1]
            clusters[-1] = (low, position, before + targets)
        else:
            clusters.append((start, position, targets))
    return clusters


def _is_exponent(before: str, listed: str) -> bool:
    """10⁶, m², kg/m²: a superscript on a digit or on a unit (only 2 and 3 square and cube)."""
    if before and (before[-1].isdigit() or before[-1] in "×+-−"):
        return True
    return listed.strip() in ("2", "3") and bool(_UNIT.search(before[-6:]))

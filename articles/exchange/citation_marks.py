"""Finds everything in the text of a page that has the shape of a citation by number.

Which of these marks are citations is decided in :mod:`articles.exchange.citations`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from .blocks import Block, Run
from .odd_marks import RAISED, is_odd_when_raised, odd_marks

BRACKET, SUPERSCRIPT, LINK = "bracket", "superscript", "link"
STOP, WORD, SPACED, PARENTHESES = "after a stop", "after a word", "at the end", "in parentheses"
DECIMAL = "after a number and a stop"
NAMED = "author and year"
MAX_NUMBER = 400  # above it a bare number is no citation
MAX_LISTED = 60  # numbers that one mark may name
MAX_RANGE = 40  # works from the first to the last of a range

_AND = r"\s?[,;–—-]\s?|\s(?:and|&)\s|,\s(?:and|&)\s"
_LIST = rf"\d{{1,3}}(?:(?:{_AND})\d{{1,3}}){{0,{MAX_LISTED}}}"
_BRACKETED = rf"\d{{1,3}}(?:(?:{_AND}|\s?&\s?|\s(?:to|through)\s)\d{{1,3}}){{0,{MAX_LISTED}}}"
_OPEN, _CLOSE = r"[\[【［〔]", r"[\]】］〕]"
_BRACKET = re.compile(rf"{_OPEN}\s?({_BRACKETED})\s?{_CLOSE}")
_BRACKETS_TO = re.compile(r"\[\s?(\d{1,3})\s?\]\s?[–—-]\s?\[\s?(\d{1,3})\s?\]")
_PLACE = r"(?:pp?\b|pages?\b|sec|chap|fig|tab|para|s\.|§)"
_WITH_PLACE = re.compile(
    rf"\[\s?(?:(?:refs?\.?|references?|sources?|citations?)\s?)?(\d{{1,3}})\s?[,:;]\s?({_PLACE}[^\[\];]{{0,40}}?)\s?\]|"
    rf"\[\s?(\d{{1,3}})\s?\]\s?:\s?(\d{{1,4}}(?:\s?[–-]\s?\d{{1,4}})?)(?![\d:])",
    re.I,
)
_REFERENCE = r"(?:refs?\.?|references?|citations?)"
_WITH_WORD = re.compile(
    rf"{_OPEN}\s?(?:(?:see|cf\.?)\s(?:also\s)?)?(?:{_REFERENCE}\s?#?|sources?\s?#?|nos?\.\s?|#)?({_BRACKETED})\s?{_CLOSE}|"
    rf"\(\s?(?:(?:see|cf\.?|e\.g\.,?)\s(?:also\s)?)?{_REFERENCE}\s?#?({_BRACKETED})\s?\)",
    re.I,
)
_WITH_MORE = re.compile(
    rf"\[\s?(?:refs?\.?|references?|sources?|citations?)?\s?\d{{1,3}}\s?[,:;]\s?{_PLACE}[^\[\]]{{0,80}}\]|"
    r"\[\s?(?:refs?\.?|references?|sources?|citations?)\s?\d{1,3}[^\[\]]{0,40}\]",
    re.I,
)
_RAISED_WORD = re.compile(rf"\A{_REFERENCE}\s?(?=\d)", re.I)
_UNICODE = re.compile(r"[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹⁻,\s–-]*[¹²³⁰⁴-⁹])?")
_KEYED = re.compile(r"\[[^\[\]]{0,20}@[^\[\]]{1,200}\]")
_SIGNS = frozenset("⁺⁻+−")  # behind a raised number: an ion (Ca²⁺)
_FROM_UNICODE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ENDS = r"(?=$|[\s.,;:)!?”\"’—])"
_AFTER_STOP = re.compile(rf"(?<=[^\W\d_][.!?,;:])[”\"’)]?({_LIST}){_ENDS}|(?<=[)”\"%’][.!?])({_LIST}){_ENDS}")
_AFTER_YEAR = re.compile(rf"(?<=\b(?:19|20)\d\d[.?!])({_LIST})(?=\s+[A-Z“\"]|\s*$)")
_AFTER_CODE = re.compile(rf"(?<![\w.-])(?=[\w-]*[A-Z])[A-Za-z][\w-]*\d[.?!,;]({_LIST})(?=\s|$)")
_AFTER_NUMBER = re.compile(r"(?<=\d[.])(\d{1,2})(?=\s+[A-Z“\"]|\s*$)")
_AFTER_WORD = re.compile(
    rf"(?:(?<=[a-z]{{4}})|(?<=\b[a-z]{{2}})|(?<=\b[a-z]{{3}})|(?<=[A-Z]{{2}}s)|(?<=[^\d\s][)”’®™]))({_LIST}){_ENDS}"
)
_AT_END = re.compile(rf"(?<=\s)({_LIST})(?=\s?[.?!:;]?[\"”’)]?\s*$)")
_BEFORE_SEMICOLON = re.compile(rf"(?<=[\w)®™]\s)({_LIST})(?=\s?;\s)")
_AT_SENTENCE_END = re.compile(rf"(?<=\s)({_LIST})(?=\.\s+[A-Z“\"])|(?<=[a-z)][.!?]\s)({_LIST})(?=\s+[A-Z“\"])")
_TRUSTED = r"(?:\s?Trusted Source)?"
_PARENTHESES = re.compile(
    rf"\(\s?(\d{{1,3}}{_TRUSTED}(?:(?:{_AND})\d{{1,3}}{_TRUSTED}){{0,{MAX_LISTED}}})\s?\)(?=$|[\s.,;:])", re.I
)
WEAK_TAIL = re.compile(
    r"(?:\s*\[[\d,;\s–-]{1,60}\])+\s*$|[¹²³⁰⁴-⁹][¹²³⁰⁴-⁹⁻,]*\s*$|"
    r"(?<=[\w?!.:])\s\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,30}$"
)
"""What may be a citation at a line's end: left off when the line's shape is judged."""

_IS_INDEXED = re.compile(
    r"(?:(?<![\w’'])[a-z]|\w_\w*|[a-z]\w*\(\)|\]\.\w+|\w[a-z][A-Z]\w*\.\w+)\Z"
)  # x[1], a_list[1], f()[1]
_MAY_BE_INDEXED = re.compile(r"\w\Z")
_COMPUTES = re.compile(r"\s?(?:[=+*/]=?\s?\w|:=|==)")
_INTERVAL_BEFORE = re.compile(r"(?:\b(?:CI|CrI|IQR|SD|HDI|range|interval|quartiles?)|[=∈])[\s:,;=]*\Z")
_MEASURED = re.compile(r"\s?(?:%|°|(?:mg|mcg|µg|μg|kg|g|ml|mL|mmol|mm|cm|km|mmHg|kPa|IU)(?:/\w+)?\b)")
_VARIABLE = re.compile(r"(?:^|[\s(=×])[A-Za-zχσµτ]$")  # x², R², χ²
_EQUALS = re.compile(r"=\s?(?!n\.?[sad]\b)[A-Za-zχσµτ]{1,3}$", re.I)  # E = mc², not “P = NS²”
_NAMED_BY_LETTER = re.compile(r"(?:tamin|titis|group|type|class|grade|otein|level|stage|phase|ption)\s[A-Z]$")
_DOSE = re.compile(r"\d\s?(?:g|mg|kg|mcg|µg|μg|ng|l|L|dl|dL|ml|mL|h|IU)$")  # of "4 g²", the 2 is a note
_UNIT = re.compile(r"(?:^|[\s\d/])(?:m|cm|mm|km|µm|nm|ft|in|kg|g|mg|s|h|l|ml|m/s|kg/m)$")


@dataclass
class Part:
    """One work of a mark: what the source said of it, the words before it that are kept, and what it cites.

    ``key`` is its reference, if that is sure; ``likely`` are those to offer. ``wanted`` tells what the list lacks.
    """

    marker: str
    before: str = ""
    key: str = ""
    locator: str = ""
    likely: list[str] = field(default_factory=list)
    wanted: str = ""


@dataclass
class Mark:
    """Numbers in a block that may be a citation: where they stand (offsets in ``raw``), and the shape they have.

    ``fault`` tells why its numbers cannot be told one by one, ``against`` what around it speaks against a citation,
    whatever its shape. A mark ends as one of three things: accepted; *plain*,
    where something shows that it is a number; and, if neither was found, doubtful. Nothing is plain by default.
    A mark that names its works has ``parts`` instead of numbers, and the words ``after`` them that are kept; ``said``
    is how it is reported, where its own words say too little.
    """

    start: int
    end: int
    numbers: list[int]
    shape: str
    raw: str
    accepted: bool = False
    plain: bool = False
    why_not: str = ""
    fault: str = ""
    against: str = ""
    targets: dict[int, str] = field(default_factory=dict)
    locator: str = ""
    parts: list[Part] = field(default_factory=list)
    after: str = ""
    said: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: it stayed a number, but might be a citation."""
        return not (self.accepted or self.plain)


@dataclass
class BlockMarks:
    """A block with the marks found in it, in order; whether it is the title of the page."""

    block: Block
    marks: list[Mark] = field(default_factory=list)
    is_title: bool = False

    @cached_property
    def raw(self) -> str:
        """The words of the block, put together once however many marks it has: deciding changes none of them."""
        return self.block.raw


class UntellableError(ValueError):
    """What has the shape of a list of numbers names none in particular; the message says why."""


def expand(text: str) -> list[int]:
    """The numbers that "1, 3–5 and 7" names, in that order. Raises :class:`UntellableError` for a range that falls or
    is too long, for 0, and for numbers joined in another way."""
    numbers: list[int] = []
    said = re.sub(r"\s(?:to|through)\s", "–", re.sub(r"Trusted Source", "", text, flags=re.I))
    for part in re.split(r"[,;&]|\band\b", said):
        if part.strip():
            numbers += _one_or_range(part.strip())
    if not numbers or min(numbers) < 1:
        raise UntellableError("0 is the number of no reference")
    return numbers


def _one_or_range(part: str) -> list[int]:
    if not re.fullmatch(r"\d+(?:\s?[–—-]\s?\d+)*", part):
        raise UntellableError(f"“{part}” is no number")
    ends = [int(end) for end in re.split(r"\s?[–—-]\s?", part)]
    if len(ends) == 1:
        return ends
    if len(ends) > 2 or ends[0] >= ends[1]:
        raise UntellableError(f"“{part}” is no range that rises")
    if ends[1] - ends[0] > MAX_RANGE:
        raise UntellableError(f"“{part}” would name more than {MAX_RANGE} references")
    return list(range(ends[0], ends[1] + 1))


def find_marks(blocks: Iterable[Block]) -> list[BlockMarks]:
    """Everything in these blocks that has the shape of a citation by number."""
    return [BlockMarks(block, _marks_of(block)) for block in blocks]


def is_mark_alone(block: Block) -> bool:
    """Whether a block holds marks or citations, and no word besides."""
    marks = [mark for mark in _marks_of(block) if mark.shape in (BRACKET, SUPERSCRIPT, LINK)]
    rest = _KEYED.sub("", "".join(block.raw[end:start] for end, start in _between(marks, len(block.raw))))
    holds = bool(marks or _KEYED.search(block.raw) or any(run.atom for run in block.runs))
    return holds and not any(one.isalnum() for one in rest)


def _between(marks: list[Mark], length: int) -> list[tuple[int, int]]:
    return list(zip([0, *(mark.end for mark in marks)], [*(mark.start for mark in marks), length], strict=True))


def _marks_of(block: Block) -> list[Mark]:
    raw = block.raw
    linked = _marked_up(block)
    marks = _Marks(raw)
    for start, end in _spans_of(block, lambda run: run.is_formula):
        marks.occupy(start, end)
    for match in _BRACKETS_TO.finditer(raw):
        start, end = match.span()
        marks.add(start, end, f"{match[1]}-{match[2]}", BRACKET, _targets_within(linked, start, end))
    for match in _WITH_PLACE.finditer(raw):
        start, end = match.span()
        marks.add(start, end, match[1] or match[3], BRACKET, _targets_within(linked, start, end))
        marks.kept[-1].locator = match[2] or f"p. {match[4]}"
    for pattern in (_BRACKET, _WITH_WORD):
        for start, end, listed in _spans(pattern, raw):
            marks.add(start, end, listed, BRACKET, _targets_within(linked, start, end))
    for match in _WITH_MORE.finditer(raw):
        marks.add(*match.span(), "", BRACKET, fault="it says more than numbers")
    for start, end, why in odd_marks(raw):
        marks.add(start, end, "", BRACKET, fault=why)
    for mark in linked:
        marks.keep(mark)
    for start, end in _spans_of(block, lambda run: bool({"sup", "sub"} & set(run.marks))):
        marks.occupy(start, end)
    for shape, found in _shapes(raw):
        for start, end, listed in found:
            marks.add(start, end, listed, shape)
    code = _spans_of(block, lambda run: run.is_code)
    for mark in marks.kept:
        mark.against = _against(mark, raw, code)
    return sorted(marks.kept, key=lambda mark: mark.start)


def _against(mark: Mark, raw: str, code: list[tuple[int, int]]) -> str:
    """What around a mark speaks against a citation; it is a doubt then, since people cite in such places too."""
    if mark.targets:
        return ""
    if any(start < mark.end and mark.start < end for start, end in code):
        return "it stands in code"
    if mark.shape != BRACKET:
        return ""
    before, after = raw[max(0, mark.start - 40) : mark.start], raw[mark.end : mark.end + 12]
    if _IS_INDEXED.search(before) or (_MAY_BE_INDEXED.search(before) and _COMPUTES.match(after)):
        return "it may be an index"
    if len(mark.numbers) > 1 and (_INTERVAL_BEFORE.search(before) or _MEASURED.match(after)):
        return "it may be a range of values"
    return ""


def _mark(start: int, end: int, listed: str, shape: str, raw: str) -> Mark:
    try:
        return Mark(start, end, expand(listed), shape, raw[start:end])
    except UntellableError as problem:
        return Mark(start, end, [], shape, raw[start:end], fault=str(problem))


class _Marks:
    """The marks of one block; where one stands, no later one may."""

    def __init__(self, raw: str):
        self.raw = raw
        self.kept: list[Mark] = []
        self.taken = bytearray(len(raw))

    def occupy(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def keep(self, mark: Mark) -> None:
        if not any(self.taken[mark.start : mark.end]):
            self.occupy(mark.start, mark.end)
            self.kept.append(mark)

    def add(
        self, start: int, end: int, listed: str, shape: str, targets: dict[int, str] | None = None, fault: str = ""
    ) -> None:
        mark = Mark(start, end, [], shape, self.raw[start:end], fault=fault)
        if not fault:
            mark = _mark(start, end, listed, shape, self.raw)
        mark.targets = targets or {}
        self.keep(mark)


def _targets_within(linked: list[Mark], start: int, end: int) -> dict[int, str]:
    return {number: name for mark in linked if start <= mark.start < end for number, name in mark.targets.items()}


def _shapes(raw: str) -> Iterable[tuple[str, list[tuple[int, int, str]]]]:
    yield SUPERSCRIPT, list(_unicode_superscripts(raw))
    yield PARENTHESES, _spans(_PARENTHESES, raw)
    yield STOP, _spans(_AFTER_STOP, raw)
    yield STOP, _spans(_AFTER_YEAR, raw)
    yield STOP, _spans(_AFTER_CODE, raw)
    yield DECIMAL, _spans(_AFTER_NUMBER, raw)
    yield WORD, _spans(_AFTER_WORD, raw)
    yield SPACED, _spans(_AT_SENTENCE_END, raw)
    yield SPACED, _spans(_AT_END, raw)
    yield SPACED, _spans(_BEFORE_SEMICOLON, raw)


def _unicode_superscripts(raw: str) -> Iterable[tuple[int, int, str]]:
    """Superscript digits that are no exponent (m²) and begin no word (¹³C)."""
    for match in _UNICODE.finditer(raw):
        listed = re.sub(r"\s*-\s*", "-", match.group().translate(_FROM_UNICODE).replace("–", "-"))
        listed = re.sub(r"[,\s]+", ",", listed)
        before, after = raw[max(0, match.start() - 12) : match.start()], raw[match.end() : match.end() + 1]
        if not (after.isalpha() or after in _SIGNS) and not _is_exponent(before, listed):
            yield match.start(), match.end(), listed


def _spans(pattern: re.Pattern, raw: str) -> list[tuple[int, int, str]]:
    found = []
    for match in pattern.finditer(raw):
        group = next(number for number in range(1, pattern.groups + 1) if match[number])
        whole = pattern in (_BRACKET, _WITH_WORD, _PARENTHESES)
        start, end = (match.start(), match.end()) if whole else match.span(group)
        found.append((start, end, match[group]))
    return found


def _spans_of(block: Block, is_wanted: Callable[[Run], bool]) -> list[tuple[int, int]]:
    """Where formulas, or sub- and superscripts, stand: no other shape may look inside or across them."""
    spans, position = [], 0
    for run in block.runs:
        if is_wanted(run):
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
        before, after = raw[max(0, start - 12) : start], raw[end : end + 1]
        isotope = (after.isalpha() and not before.strip()[-1:].isalnum() and before[-1:] in ("", " ", "(", "[")) or (
            after in _SIGNS and after != ""
        )
        words = _RAISED_WORD.sub("", words)
        is_odd = not re.fullmatch(_LIST, words)
        if is_odd and not is_odd_when_raised(words):
            continue
        if targets or not (isotope or _is_exponent(before, words)):
            mark = _mark(start, end, words, LINK if targets else SUPERSCRIPT, raw)
            mark.fault, mark.numbers = (RAISED, []) if is_odd else (mark.fault, mark.numbers)
            if len(mark.numbers) == len(targets):
                mark.targets = dict(zip(mark.numbers, targets, strict=True))
            marks.append(mark)
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
    """10⁶, m², kg/m², E = mc²: a superscript on a digit, unit or formula (only 2 and 3 square and cube)."""
    if before and (before[-1].isdigit() or before[-1] in "×+-−⁻⁺^"):
        return True
    if _DOSE.search(before):
        return False
    if listed.strip() in ("2", "3") and _EQUALS.search(before):
        return True
    if listed.strip() in ("2", "3") and _VARIABLE.search(before) and not _NAMED_BY_LETTER.search(before):
        return True
    return listed.strip() in ("2", "3") and bool(_UNIT.search(before[-6:]))

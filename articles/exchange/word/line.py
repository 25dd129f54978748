"""A paragraph while it is read: its runs, what was noticed and where, and what hangs on it and comes after."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from ..blocks import Block, FieldItem, Run
from ..columns import with_gaps
from ..remarks import Remark, place_around, sentence_around, touches_medicine
from ..scripts import shown_raised

_JOINED = frozenset(("struck", "hidden", "inserted", "deleted", "moved", "formatted", "field"))
_OUT = frozenset(("struck", "hidden"))  # shown in the source's look: of "1200 mg²", the 2 is a note
_SPACES = re.compile(r"[ \t\f\v\r]+")


@dataclass
class Noticed:
    """A remark, and the stretch of the paragraph that it is about."""

    start: int
    end: int
    remark: Remark
    is_sign: bool = False
    joins: bool = True


@dataclass
class Line:
    """What a paragraph says. ``boxes`` are text boxes, ``pictures`` what else stands in it and is no text."""

    runs: list[Run] = field(default_factory=list)
    noticed: list[Noticed] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[Block] = field(default_factory=list)
    length: int = 0
    is_translated: bool = False
    is_contents: bool = False

    def add(
        self,
        words: str,
        marks: tuple[str, ...] = (),
        href: str = "",
        original: str | None = None,
        *,
        is_formula: bool = False,
        is_code: bool = False,
    ) -> None:
        """More words; ``original`` is what the file has for them, where that is something else."""
        like = Run("", marks, href, is_formula=is_formula, is_code=is_code)
        parts = [replace(run, text=_SPACES.sub(" ", run.text)) for run in with_gaps(words, like)]
        words = "".join(run.text for run in parts)
        if words:
            self.runs += parts
            self.original.append(words if original is None else original)
            self.is_translated |= original is not None
            self.length += len(words)

    def cite(self, words: str, items: tuple[FieldItem, ...]) -> None:
        """Works that are cited here, in place of what was printed."""
        self.runs.append(Run(words or "[]", cites=items))
        self.original.append(words)
        self.length += len(words or "[]")

    def put(self, atom: str) -> None:
        self.runs.append(Run("", atom=atom))

    def notice(self, remark: Remark, start: int | None = None, *, is_sign: bool = False, joins: bool = True) -> None:
        """Remember a remark about what comes from ``start`` to here; what touches and is of one kind is one, unless
        other remarks are about the very same words (``joins`` is False)."""
        begin = self.length if start is None else start
        last = self.noticed[-1] if self.noticed else None
        if last and last.end == begin and joins and last.joins and _are_one(last.remark, remark):
            last.remark = _both(last.remark, remark)
            last.end = self.length
        else:
            self.noticed.append(Noticed(begin, self.length, remark, is_sign, joins))

    def part_last(self) -> None:
        """A break or a tab between words that were left out parts these words where they are told."""
        last = self.noticed[-1] if self.noticed else None
        if last is not None and last.end == self.length and last.remark.kind in _JOINED:
            look = f"{last.remark.look} " if last.remark.look else ""
            last.remark = replace(last.remark, words=f"{last.remark.words} ", look=look)

    def extend_last(self) -> None:
        """The last remark goes on to here."""
        if self.noticed:
            self.noticed[-1].end = self.length

    def before(self, other: "Line") -> "Line":
        """This line and another that goes on in the same paragraph."""
        moved = [replace(one, start=one.start + self.length, end=one.end + self.length) for one in other.noticed]
        return Line(
            runs=self.runs + other.runs,
            noticed=self.noticed + moved,
            original=self.original + other.original,
            ids=self.ids + other.ids,
            boxes=self.boxes + other.boxes,
            pictures=self.pictures + other.pictures,
            length=self.length + other.length,
            is_translated=self.is_translated or other.is_translated,
            is_contents=self.is_contents or other.is_contents,
        )

    @property
    def ends_in_equation(self) -> bool:
        return any(one.remark.kind == "equation" and one.end == self.length for one in self.noticed[-1:])

    @property
    def raw(self) -> str:
        return "".join(run.text for run in self.runs)

    def remarks(self) -> list[Remark]:
        """What was noticed, each with its sentence; a translated sign is serious in a sentence about a dose."""
        raw = self.raw
        look = "".join(shown_raised(run.text, run.marks) for run in self.runs)
        found = []
        for one in self.noticed:
            words = one.remark.words if one.is_sign else " ".join(one.remark.words.split())
            sentence = one.remark.sentence or sentence_around(raw, one.start)
            at = -1 if one.remark.sentence else place_around(raw, one.start)
            start = one.start - at
            sentence_look = ""
            if at >= 0 and raw[start : start + len(sentence)] == sentence:
                sentence_look = look[start : start + len(sentence)]
            if one.remark.kind in _OUT:
                sentence = sentence_look or sentence
            parted = not one.remark.live and raw[one.start - 1 : one.start + 1].isspace() and 0 < one.start < len(raw)
            exact = _SPACES.sub(" ", one.remark.exact + " " * (parted and bool(one.remark.exact)))
            serious = one.remark.serious or (one.is_sign and touches_medicine(sentence))
            serious |= one.remark.kind == "picture" and not words and bool(raw.strip())  # it may stand for a word
            words_look = " ".join(one.remark.look.split())
            found.append(
                replace(
                    one.remark,
                    words=words,
                    look=words_look if words_look != words else "",
                    sentence=sentence,
                    sentence_look=sentence_look if sentence_look != sentence else "",
                    serious=serious,
                    at=at,
                    exact=exact,
                )
            )
        return found

    @property
    def source(self) -> str:
        """The words as the file has them, where signs were translated."""
        return " ".join("".join(self.original).split()) if self.is_translated else ""


def _are_one(one: Remark, other: Remark) -> bool:
    same = (one.kind, one.reason, one.who, one.when) == (other.kind, other.reason, other.who, other.when)
    return same and one.kind in _JOINED and bool(other.words)


def _both(one: Remark, other: Remark) -> Remark:
    exact = one.exact + other.exact if one.exact and other.exact else ""
    look = one.seen + other.seen if one.look or other.look else ""
    return replace(one, words=one.words + other.words, exact=exact, look=look)


def tidy(runs: list[Run]) -> list[Run]:
    """The runs with spaces folded across them, and none at the ends nor beside a line break."""
    kept: list[Run] = []
    before = "\n"
    for run in runs:
        text = run.text
        if run.atom or run.cites:
            kept.append(run)
            before = "x"
            continue
        if before[-1:].isspace():
            text = text.lstrip(" ") if not text.startswith("\n") else text
        if text:
            kept.append(replace(run, text=text))
            before = text
    return _stripped(kept)


def _stripped(runs: list[Run]) -> list[Run]:
    while runs and not (runs[-1].atom or runs[-1].cites or runs[-1].text.strip()):
        runs.pop()
    while runs and not (runs[0].atom or runs[0].cites or runs[0].text.strip()):
        runs.pop(0)
    if runs and not (runs[-1].atom or runs[-1].cites):
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    if runs and not (runs[0].atom or runs[0].cites):
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    return runs

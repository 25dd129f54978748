"""Gathers the words of a page's paragraphs, with what was noticed among them, and makes blocks of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from articles.text.sentences import sentence_at, sentence_ends

from .blocks import ITEM, PARAGRAPH, PICTURE, Block, Run, cut
from .found_media import in_page
from .remarks import MAX_SENTENCE, Remark, touches_medicine
from .tree import element

_TYPED_MARKER = re.compile(r"(?:[•·▪◦‣–—-]|(\d{1,2})[.)])[ \u00a0\t]+")
_PLACEHOLDER = "\x00"  # no source has it: the parser is given none
_NO_SENTENCE_END = re.compile(r"[\w,(–—-]\s*$")
_LOWER = re.compile(r"\s*[a-z0-9%]")
MAX_ALT_WORDS = 5
NEAR = 200  # characters on each side that tell whether a picture stands in a sentence
GAP = "[picture]"
NO_WORDS = "A picture without a description stood in this sentence; write what it showed, or take the mark out"
IN_WORDS = "A picture stood for words in this sentence; its description was put in its place"
LEFT_OUT = "A picture was left out"


@dataclass
class Picture:
    """A picture where it stood. ``alt`` is None if nothing describes it, "" if it is said to be an ornament."""

    alt: str | None
    source: str
    line: int
    caption: str = ""
    linked: bool = False

    @property
    def is_sign(self) -> bool:
        """Whether its description is itself a sign, as with the pictures of emoji."""
        return bool(self.alt) and len(self.alt or "") <= 4 and not any(one.isalnum() for one in self.alt or "")

    @property
    def name(self) -> str:
        name = "" if self.source.startswith("data:") else self.source.split("?")[0].rsplit("/", 1)[-1][:80]
        return (self.alt or "").strip() or name or "picture"

    @property
    def said(self) -> str:
        """What stands for it among words that are left out; nothing for an ornament."""
        return GAP if self.alt is None else self.alt

    @property
    def words(self) -> str:
        return " — ".join(filter(None, (self.name, self.caption)))


@dataclass
class LeftOut:
    """Words that are gathered apart: struck out, hidden, or said beside the text. ``kind`` is the remark's; without
    one they are set apart for ``reason``."""

    kind: str
    reason: str
    line: int
    who: str = ""
    when: str = ""
    parts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)  # of the links among them

    @property
    def words(self) -> str:
        return " ".join("".join(self.parts).split())


@dataclass
class Gathered:
    """The paragraph that is being gathered."""

    runs: list[Run] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    noticed: list[Remark | Picture] = field(default_factory=list)

    def notice(self, what: Remark | Picture) -> None:
        """Remember what was noticed at this place among the words."""
        self.noticed.append(what)
        self.runs.append(Run("", atom=f"{_PLACEHOLDER}{len(self.noticed) - 1}"))

    def paragraphs(self) -> Iterator[tuple[list[Run], list[Remark], list[Picture], list[Run]]]:
        """The runs of each paragraph, tidied, with the remarks on it and the pictures that stood beside its words; and
        if gaps part its words into columns, its runs with these."""
        for runs in _paragraphs(self.runs):
            yield self._settled(runs)

    def _settled(self, runs: list[Run]) -> tuple[list[Run], list[Remark], list[Picture], list[Run]]:
        given, runs = runs, _tidy(runs)
        raw = "".join(run.text for run in runs)
        kept: list[Run] = []
        remarks: list[Remark] = []
        beside: list[Picture] = []
        places: list[tuple[Remark, int]] = []
        settled: dict[str, list[Run]] = {}
        offset = 0
        for run in runs:
            what = self.noticed[int(run.atom[1:])] if run.atom[:1] == _PLACEHOLDER else None
            if isinstance(what, Picture):
                words, remark = _in_sentence(what, raw[max(0, offset - NEAR) : offset], raw[offset : offset + NEAR])
                kept += words
                settled[run.atom] = words
                if remark:
                    places.append((remark, offset))
                elif not words and what.alt != "":
                    beside.append(what)
            elif what is not None:
                places.append((what, offset))
            else:
                kept.append(run)
            offset += len(run.text)
        ends = sentence_ends(raw) if places and raw.strip() else []
        for remark, place in places:
            remark.sentence = sentence_at(raw, place, ends, MAX_SENTENCE) if ends else ""
            remark.serious |= remark.kind == "sign" and touches_medicine(remark.sentence)
            remarks.append(remark)
        return _tidy(kept), remarks, beside, _spaced(given, settled)


def _spaced(runs: list[Run], settled: dict[str, list[Run]]) -> list[Run]:
    """The runs as they were drawn, with what stands for each picture: a sign among them may be half of a dose. Nothing
    where no gap parts them."""
    if not any(run.gap for run in runs):
        return []
    return [one for run in runs for one in (settled.get(run.atom, ()) if run.atom[:1] == _PLACEHOLDER else (run,))]


def _in_sentence(picture: Picture, before: str, after: str) -> tuple[list[Run], Remark | None]:
    """What stands in the sentence for a picture among its words; nothing for one that stands beside them."""
    if picture.is_sign:
        return [Run(picture.alt or "")], None
    within = bool(_NO_SENTENCE_END.search(before) and after.strip()) or bool(_LOWER.match(after) and not before.strip())
    if not within or picture.linked or picture.alt == "":
        return [], None
    words = " ".join((picture.alt or "").split())
    if not words:
        remark = Remark("picture", picture.name, NO_WORDS, line=picture.line, serious=True)
        return [Run(" "), Run("", atom=element("cite", "", {"data-unresolved": GAP})), Run(" ")], remark
    if len(words.split()) > MAX_ALT_WORDS:
        return [], None
    serious = touches_medicine(words) or touches_medicine(before[-40:] + after[:40])
    return [Run(f" {words} ")], Remark("picture", words, IN_WORDS, line=picture.line, serious=serious)


def picture_block(picture: Picture) -> Block:
    """A picture that stood beside the words: apart, with its caption."""
    remark = Remark("picture", picture.words, LEFT_OUT, line=picture.line)
    block = Block(PICTURE, [Run(picture.words)], (picture.line,), apart="picture", certain=True, remarks=[remark])
    block.medium = in_page(picture.source)
    if block.medium is not None:
        block.medium.say(alt=picture.alt or "", caption=picture.caption)
    return block


def take_marker(block: Block) -> None:
    """A paragraph that begins with a typed bullet or number, as some programs copy their lists, is an item."""
    match = _TYPED_MARKER.match(block.raw)
    if match and match.end() < len(block.raw):
        block.kind, block.certain = ITEM, False
        block.marker, block.ordered = match.group().strip(), match[1] is not None
        block.number = int(match[1]) if match[1] else None
        block.runs = cut(block.runs, match.end())


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs, parted where two line breaks follow each other; nothing blank."""
    part: list[Run] = []
    for run in [*runs, Run("\n"), Run("\n")]:
        ends = run.text == "\n" and bool(part) and _last_text(part).endswith("\n")
        if ends:
            if _tidy(part):
                yield part
            part = []
        elif (
            run.atom
            or run.gap
            or run.text == "\n"
            or run.text.strip()
            or (part and not _last_text(part)[-1:].isspace())
        ):
            part.append(run)


def _last_text(runs: list[Run]) -> str:
    return next((run.text for run in reversed(runs) if run.text), "")


def _tidy(runs: list[Run]) -> list[Run]:
    """Spaces folded across runs; none at the ends nor beside a line break."""
    kept: list[Run] = []
    before = "\n"
    for run in runs:
        text = run.text
        if before[-1].isspace() and text != "\n":
            text = text.lstrip(" ")
        if text == "\n":
            _strip_end(kept)
        if text or run.atom:
            kept.append(replace(run, text=text))
            before = "x" if run.atom and not run.atom.startswith(_PLACEHOLDER) else text or before
    return [run for run in _without_ends(kept) if run.text or run.atom]


def _strip_end(runs: list[Run]) -> None:
    """Take the space off the last text."""
    for place in range(len(runs) - 1, -1, -1):
        if runs[place].text:
            runs[place] = replace(runs[place], text=runs[place].text.rstrip(" "))
            return
        if not runs[place].atom.startswith(_PLACEHOLDER):
            return


def _without_ends(runs: list[Run]) -> list[Run]:
    """The runs without blank text at either end; what was noticed there stays."""
    low, high = 0, len(runs)
    saying = [place for place, run in enumerate(runs) if run.text.strip() or _is_real(run)]
    if saying:
        low, high = saying[0], saying[-1] + 1
    kept = [
        run if low <= place < high else replace(run, text="")
        for place, run in enumerate(runs)
        if low <= place < high or run.atom
    ]
    for place in range(len(kept) - 1, -1, -1):
        if kept[place].text:
            kept[place] = replace(kept[place], text=kept[place].text.rstrip())
            break
        if _is_real(kept[place]):
            break
    return kept


def _is_real(run: Run) -> bool:
    return bool(run.atom) and not run.atom.startswith(_PLACEHOLDER)


def is_paragraph(block: Block) -> bool:
    """Whether it is plain text that stands in no list and no cell."""
    return block.kind == PARAGRAPH and block.cell is None and not block.apart

"""What could be wrong in the words that came of a source, and who has to say so: a reader's serious remarks and what
the second reading found, each with its section and what that says now. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from articles.conservation import Finding
from articles.text import plain_text

from .document import Document, SectionText
from .editing import place_of, position_of
from .remarks import Remark, touches_medicine
from .tree import element, parse, text, to_html
from .unresolved import sections_of

PENDING = frozenset(("struck", "hidden", "inserted", "deleted", "moved"))
CITING = frozenset(("field", "citation"))
RIGHT, MENDED = "right", "mended"
VERDICTS = (RIGHT, MENDED)
MAX_STORED = 600
SOME = 0.3
_COUNTED = re.compile(r"(?:line|paragraph) (\d+)")
_NEGATIONS = frozenset(
    ("no", "not", "never", "none", "nor", "without", "except", "unless", "only", "avoid", "stop", "neither", "cannot")
)


class Weight(StrEnum):
    """What a doubt is about, the most dangerous first."""

    DOSE = "Doses and numbers"
    NEGATION = "Not, never, without"
    CELL = "Tables"
    PENDING = "Struck out, hidden or pending words"
    SIGN = "Signs"
    CITATION = "Citations"
    OTHER = "Other"

    @property
    def rank(self) -> int:
        return list(Weight).index(self)


@dataclass(frozen=True)
class Decided:
    """What somebody decided about a doubt while the import was looked at."""

    verdict: str
    note: str = ""


@dataclass(frozen=True)
class Doubtful:
    """A doubt. ``number`` is its place in ``Document.remarks``, what the second reading found counted after them.
    ``anchor`` is its section ("" if that was dropped), ``stored`` the words of that section beside it."""

    number: int
    remark: Remark
    anchor: str
    heading: str
    place: str
    stored: str = ""
    weight: Weight = field(default=Weight.OTHER)


def doubts_of(document: Document) -> list[Doubtful]:
    """The document's doubts, the most dangerous first, then as they stand in the source."""
    sections = {section.anchor: section for section in sections_of(document)}
    remarks = [*document.remarks, *map(_as_remark, document.unaccounted)]
    found = [_doubtful(document, number, remark, sections) for number, remark in enumerate(remarks) if remark.serious]
    return sorted(found, key=lambda one: (one.weight.rank, one.number))


def _as_remark(finding: Finding) -> Remark:
    """What the second reading of the file found is for a person to decide, whatever it is about."""
    line = _COUNTED.match(finding.place)
    number = int(line[1]) if line else 0
    return Remark(finding.code, finding.words, finding.message, number, finding.place, serious=True)


def _doubtful(document: Document, number: int, remark: Remark, sections: Mapping[str, SectionText]) -> Doubtful:
    anchor = _anchor_of(document, remark)
    section = sections.get(anchor)
    return Doubtful(
        number=number,
        remark=remark,
        anchor=anchor if section else "",
        heading=(section.base.heading or anchor) if section else "",
        place=place_in_source(document, remark.line) or _named(remark.place),
        stored=stored_beside(section, remark) if section else "",
        weight=weight_of(remark),
    )


def _named(place: str) -> str:
    """A place for people; names of the document's own parts are none."""
    return "" if place == "front" or ":" in place else place


def weight_of(remark: Remark) -> Weight:
    """What a remark is about: a dose in words that were struck out is a dose."""
    words = {word.strip(".,;:()").lower() for word in remark.words.split()}
    if any(character.isdigit() for character in remark.words) and remark.kind not in CITING:
        return Weight.DOSE
    if words & _NEGATIONS or any(word.endswith(("n’t", "n't")) for word in words):
        return Weight.NEGATION
    if remark.kind in ("list", "cell", "table"):
        return Weight.CELL
    if remark.kind in PENDING:
        return Weight.PENDING
    if remark.kind in ("sign", "unseen"):
        return Weight.SIGN
    if remark.kind in CITING:
        return Weight.CITATION
    return Weight.DOSE if touches_medicine(remark.words) else Weight.OTHER


def place_in_source(document: Document, line: int) -> str:
    """ "line 12" of what has lines that people see, "paragraph 12" of what has not."""
    if not line:
        return ""
    counted = document.format == "docx" or document.source == "pasted page"
    return f"{'paragraph' if counted else 'line'} {line}"


def _anchor_of(document: Document, remark: Remark) -> str:
    """The section in which a remark's words stand, or stood: wherever its line has been moved since. "" if that section
    was dropped."""
    places = [*document.places.get(remark.line, "").split(", "), remark.place]
    named = {place_of(section): section.anchor for section in sections_of(document)}
    found = [named[place] for place in places if place in named]
    if found:
        return _nearest(document, dict.fromkeys(found), remark)
    if any(place.startswith("dropped:") for place in places):
        return ""
    return position_of(document, remark.line)[0].anchor


def _nearest(document: Document, anchors: Iterable[str], remark: Remark) -> str:
    """Of several sections that have something of a line, the one that says most of what stands around the words."""
    wanted = _words(remark.sentence) | _words(remark.words)
    sections = {section.anchor: section for section in sections_of(document)}

    def shared(anchor: str) -> int:
        blocks = _blocks(sections[anchor])
        return max((len(wanted & _words(plain_text(to_html([block])))) for block in blocks), default=0)

    found = list(anchors)
    return found[0] if len(found) == 1 else max(found, key=shared)


def is_said_in(section: SectionText, remark: Remark) -> bool:
    """Whether a section has what stands around a remark, or some of it: not if it was taken out again."""
    wanted = _words(remark.sentence) - _words(remark.words)
    if not wanted:
        return True
    said = set[str]().union(*(_words(plain_text(to_html([block]))) for block in _blocks(section)))
    return len(wanted & said) >= len(wanted) * SOME


def stored_beside(section: SectionText, remark: Remark) -> str:
    """The block of the section's text that says most of what the source says around the remark."""
    wanted = _words(remark.sentence) | _words(remark.words)
    blocks = [plain_text(to_html([child])).strip() for child in _blocks(section)]
    scored = [(len(wanted & _words(block)), -place, block) for place, block in enumerate(blocks) if block]
    best = max(scored, default=(0, 0, ""))
    if not best[0]:
        return ""
    return best[2] if len(best[2]) <= MAX_STORED else _around(best[2], remark)


def _around(block: str, remark: Remark) -> str:
    """Of a long text (a table), the lines that share words with the remark."""
    wanted = _words(remark.sentence) | _words(remark.words)
    lines = [line for line in block.splitlines() if wanted & _words(line)] or [block]
    return "\n".join(lines)[:MAX_STORED]


def _blocks(section: SectionText) -> list[Any]:
    """All that the section says, block by block: its heading and what goes before its text too."""
    base = section.base
    lines = [element("p", text(line)) for line in (base.heading, base.question, base.summary) if line]
    texts = [base.html, *(w.html for w in section.wordings.values()), *lines]
    return [child for html in texts for child in _in(html)]


def _in(html: str) -> Iterable[Any]:
    return parse(html).children


def _words(said: str) -> set[str]:
    return {word.strip(".,;:()[]“”\"'").lower() for word in said.split()} - {""}

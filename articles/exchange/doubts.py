"""What could be wrong in the words that came of a source, and who has to say so: a reader's serious remarks and what
the second reading found, each with its section and what that says now. Pure."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from articles.conservation import Finding

from .accounting import NOWHERE, words_around
from .document import Document, SectionText
from .remarks import MAX_SENTENCE, Remark, touches_medicine
from .said_in import SaidIn
from .spots import has_no_lines, words_of_line

PENDING = frozenset(("struck", "hidden", "inserted", "deleted", "moved"))
CITING = frozenset(("field", "citation"))
RIGHT, MENDED = "right", "mended"
VERDICTS = (RIGHT, MENDED)
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
    """A doubt; a remark without its sentence has the line that it is about.

    ``number`` is its place in ``Document.remarks``, what the second reading found counted after them.
    ``anchor`` is its section ("" if that was dropped), ``stored`` the words of that section beside it;
    ``beside`` names what is no section and has the words ("reference 3", "set apart")."""

    number: int
    remark: Remark
    anchor: str
    heading: str
    place: str
    stored: str = ""
    weight: Weight = field(default=Weight.OTHER)
    beside: str = ""


def doubts_of(document: Document) -> list[Doubtful]:
    """The document's doubts, the most dangerous first, then as they stand in the source."""
    remarks = [*document.remarks, *(_as_remark(document, finding) for finding in document.unaccounted)]
    serious = [(number, remark) for number, remark in enumerate(remarks) if remark.serious]
    said = SaidIn(document) if serious else None
    found = [_doubtful(document, number, remark, said) for number, remark in serious if said is not None]
    return sorted(found, key=lambda one: (one.weight.rank, one.number))


def _as_remark(document: Document, finding: Finding) -> Remark:
    """What the second reading of the file found is for a person to decide, whatever it is about. It counts paragraphs
    in its own way, so that in a source without lines its words tell which one is meant."""
    around = words_around(finding)
    counted = _COUNTED.match(finding.place)
    if has_no_lines(document):
        sought = " ".join((around or finding.words).split())
        said = (number for number, line in enumerate(document.lines, start=1) if sought and sought in line)
        line = next(said, 0)
    else:
        line = int(counted[1]) if counted else 0
    spot = document.spots.get(line, "")
    reason = finding.message.replace(f"({finding.place}: “", f"({spot}: “") if spot else finding.message
    sentence = around if finding.code != NOWHERE else ""
    return Remark(finding.code, finding.words, reason, line, finding.place, sentence, serious=True)


def _doubtful(document: Document, number: int, remark: Remark, said: SaidIn) -> Doubtful:
    section = said.section_of(remark)
    is_of_line = remark.spot in ("", document.spots.get(remark.line))  # words of a page header are of no line
    if not remark.sentence and remark.kind != NOWHERE and is_of_line:
        remark = replace(remark, sentence=words_of_line(document, remark.line)[:MAX_SENTENCE])
    return Doubtful(
        number=number,
        remark=remark,
        anchor=section.anchor if section else "",
        heading=(section.base.heading or section.anchor) if section else "",
        beside=_beside(said, remark) if section else "",
        place=remark.spot or place_in_source(document, remark.line) or _named(remark.place, section),
        stored=said.beside(section, remark) if section else "",
        weight=weight_of(remark),
    )


def _beside(said: SaidIn, remark: Remark) -> str:
    """What stands beside the text and has the words: an entry of the references, or what is set apart."""
    if entry := said.entry_of(remark):
        return f"reference {entry.number}" if entry.number is not None else "references"
    return "set apart" if said.is_apart(remark) else ""


def _named(place: str, section: SectionText | None) -> str:
    """A place for people; names of the document's own parts are none."""
    is_own = place == "front" or ":" in place or (section is not None and place == section.anchor)
    return "" if is_own else place


def weight_of(remark: Remark) -> Weight:
    """What a remark is about: a dose in words that were struck out is a dose, and so may be what nobody filled in."""
    words = {word.strip(".,;:()").lower() for word in remark.words.split()}
    if remark.kind == "gap" or (any(one.isdigit() for one in remark.words) and remark.kind not in CITING):
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
    """ "line 12" of what has lines that people see; of what has not, where it stands there (``Document.spots``)."""
    if not line:
        return ""
    return document.spots.get(line) or f"{'paragraph' if has_no_lines(document) else 'line'} {line}"

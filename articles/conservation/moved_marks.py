"""Citations that stand in a paragraph of their own: those of a heading, which is plain text, below it; and those that
nobody wrote any words beside."""

from collections.abc import Iterable

from .aligning import Match, is_said_by
from .arrived import Cited, Unit
from .source import NOTE_MARK, Passage

MOST_MARKS = 12  # words of a paragraph that can be nothing but marks


def cover_marks_of_headings(matches: list[Match], units: list[Unit], cited: dict[str, Cited]) -> None:
    """Take the marks that a heading lost as arrived where the paragraph below cites the same, and nothing else."""
    for match in matches:
        if match.unit is None or not match.unit.is_heading or not (match.missing or match.note_marks):
            continue
        below = _below(match.unit, units)
        if below is not None:
            match.missing = [rest for rest in match.missing if not _is_cited(match, rest, below, cited)]
            _cover(below, _free(below)[: match.note_marks])


def only_citing(passage: Passage, units: Iterable[Unit], cited: dict[str, Cited]) -> Unit | None:
    """The first unit that holds nothing but citations of the numbers of which a passage consists: it shares no word
    with any unit by which it could be found. A passage with letters may be the entry of the very work."""
    tokens = [token for token in passage.tokens if token.text != NOTE_MARK]
    if not tokens or len(tokens) > MOST_MARKS or any(sign.isalpha() for sign in passage.text):
        return None
    alone = (unit for unit in units if unit.is_stored and unit.tokens and len(unit.cites) == len(unit.tokens))
    alike = (unit for unit in alone if (unit.grid is None) == (passage.grid is None))
    free = (unit for unit in alike if len(_free(unit)) == len(unit.tokens))
    return next((unit for unit in free if is_said_by(passage, tokens, unit, _free(unit), cited)), None)


def _below(heading: Unit, units: list[Unit]) -> Unit | None:
    """The first paragraph below a heading that holds citations only. The title's is in the lead."""
    place = "lead" if heading.place == "title" else heading.place
    after = (unit for unit in units if unit.is_stored and unit.place == place and unit.order > heading.order)
    return next((unit for unit in after if unit.tokens and len(unit.cites) == len(unit.tokens) and _free(unit)), None)


def _is_cited(match: Match, rest: list, below: Unit, cited: dict[str, Cited]) -> bool:
    free = _free(below)
    for end in range(1, len(free) + 1):
        if is_said_by(match.passage, rest, below, free[:end], cited):
            _cover(below, free[:end])
            return True
    return False


def _free(unit: Unit) -> list[int]:
    return [index for index, covered in enumerate(unit.covered) if not covered]


def _cover(unit: Unit, indexes: list[int]) -> None:
    for index in indexes:
        unit.covered[index] = True

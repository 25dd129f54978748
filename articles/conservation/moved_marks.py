"""Citations of a heading, which is plain text: they stand in a paragraph of their own below it."""

from .aligning import Match, is_said_by
from .arrived import Cited, Unit


def cover_marks_of_headings(matches: list[Match], units: list[Unit], cited: dict[str, Cited]) -> None:
    """Take the marks that a heading lost as arrived where the paragraph below cites the same, and nothing else."""
    for match in matches:
        if match.unit is None or not match.unit.is_heading or not (match.missing or match.note_marks):
            continue
        below = _below(match.unit, units)
        if below is not None:
            match.missing = [rest for rest in match.missing if not _is_cited(match, rest, below, cited)]
            _cover(below, _free(below)[: match.note_marks])


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

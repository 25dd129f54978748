"""What follows from all that sources say of one work. Pure."""

from collections.abc import Iterable
from datetime import date

from references.enums import Nature, Standing

from .reports import Report

_STANDING = {
    Nature.RETRACTION: Standing.RETRACTED,
    Nature.CONCERN: Standing.CONCERN,
    Nature.CORRECTION: Standing.CORRECTED,
    Nature.REINSTATEMENT: Standing.GOOD,
}
_GRAVITY = (Nature.REINSTATEMENT, Nature.CORRECTION, Nature.CONCERN, Nature.RETRACTION)


def folded(reports: Iterable[Report]) -> list[Report]:
    """The reports, oldest first, with those that tell the same event kept once: the same nature on the same day or with
    the same notice, from whichever source. What comes without a day counts as the oldest."""
    kept: list[Report] = []
    for report in sorted(reports, key=_age):
        if not any(_same_event(report, other) for other in kept):
            kept.append(report)
    return kept


def _age(report: Report) -> tuple:
    return (report.on or date.min, _GRAVITY.index(report.nature), report.source, report.record)


def _same_event(one: Report, other: Report) -> bool:
    if one.nature != other.nature:
        return False
    return one.on == other.on or bool(one.notice and one.notice == other.notice)


def deciding(reports: Iterable[Report]) -> Report | None:
    """The report that says how the work stands now: the newest; of one day, the gravest.

    With one exception: a retraction is lifted by a reinstatement only. A correction or a concern that is dated later
    is a correction of the notice, or a list's delay; taking it for the last word would tell readers that a withdrawn
    work may be relied on.
    """
    last: Report | None = None
    for report in folded(reports):
        lifts = report.nature in (Nature.RETRACTION, Nature.REINSTATEMENT)
        if last is None or last.nature != Nature.RETRACTION or lifts:
            last = report
    return last


def standing_of(report: Report) -> Standing:
    return _STANDING[report.nature]


def note_of(report: Report) -> str:
    """What readers are told beside the standing: since when, and where the journal says so. Nothing of reasons."""
    if report.nature == Nature.REINSTATEMENT:
        return ""
    when = f"Since {report.on.day} {report.on:%B %Y}." if report.on else ""
    where = f"Notice: doi:{report.notice}." if report.notice else ""
    return " ".join(part for part in (when, where, f"Source: {report.source.label}.") if part)

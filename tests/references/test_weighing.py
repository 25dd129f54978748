"""How a work stands after all that was said of it: pure rules, on made-up reports."""

import itertools
from datetime import date

import pytest

from references.enums import Nature, Source, Standing
from references.standing.reports import Report
from references.standing.weighing import deciding, folded, note_of, standing_of

N = Nature


def report(nature, day=1, *, record="1", source=Source.CROSSREF, notice=""):
    on = date(2026, 5, day) if day else None
    return Report(source=source, record=record, nature=nature, on=on, notice=notice)


@pytest.mark.parametrize(
    ("nature", "standing"),
    [
        (N.RETRACTION, Standing.RETRACTED),
        (N.CONCERN, Standing.CONCERN),
        (N.CORRECTION, Standing.CORRECTED),
        (N.REINSTATEMENT, Standing.GOOD),
    ],
)
def test_every_nature_has_its_standing(nature, standing):
    assert standing_of(report(nature)) == standing


@pytest.mark.parametrize(
    ("natures", "decides"),
    [
        ((N.CORRECTION, N.CONCERN), 1),
        ((N.CONCERN, N.CORRECTION), 1),
        ((N.RETRACTION, N.CORRECTION), 0),
        ((N.RETRACTION, N.CONCERN), 0),
        ((N.RETRACTION, N.REINSTATEMENT), 1),
        ((N.REINSTATEMENT, N.RETRACTION), 1),
        ((N.CONCERN, N.RETRACTION), 1),
        ((N.RETRACTION, N.RETRACTION), 1),
    ],
)
def test_the_newest_decides_but_only_a_reinstatement_lifts_a_retraction(natures, decides):
    reports = [report(nature, day) for day, nature in enumerate(natures, 1)]

    assert deciding(reports) == deciding(reversed(reports)) == reports[decides]


def test_of_one_day_the_gravest_decides():
    order = [N.REINSTATEMENT, N.CORRECTION, N.CONCERN, N.RETRACTION]
    for less, more in itertools.pairwise(order):
        assert deciding([report(more), report(less)]).nature == more


def test_of_nothing_nothing_follows():
    assert (deciding([]), folded([])) == (None, [])


def test_one_event_told_twice_is_kept_once():
    crossref, watch = report(N.RETRACTION), report(N.RETRACTION, source=Source.RETRACTION_WATCH, record="9")
    assert folded([watch, crossref]) == [crossref]

    later = report(N.RETRACTION, 2, record="2")
    assert folded([later, crossref]) == [crossref, later]

    same_notice = report(N.RETRACTION, 1, notice="10.1000/n"), report(N.RETRACTION, 2, record="2", notice="10.1000/n")
    assert folded(same_notice) == [same_notice[0]]

    of_another_notice = report(N.RETRACTION, 2, record="2", notice="10.1000/m")
    assert folded([same_notice[0], of_another_notice]) == [same_notice[0], of_another_notice]

    of_another_nature = report(N.CONCERN, 1, notice="10.1000/n")
    assert folded([same_notice[0], of_another_nature]) == [of_another_nature, same_notice[0]]


def test_what_comes_without_a_day_is_the_oldest():
    undated, dated = report(N.RETRACTION, 0), report(N.REINSTATEMENT, 1, record="2")

    assert (folded([dated, undated]), deciding([dated, undated])) == ([undated, dated], dated)


@pytest.mark.parametrize(
    ("told", "note"),
    [
        (report(N.CONCERN, 3), f"Since 3 May 2026. Source: {Source.CROSSREF.label}."),
        (report(N.CONCERN, 0), f"Source: {Source.CROSSREF.label}."),
        (
            report(N.RETRACTION, 3, notice="10.1000/n"),
            f"Since 3 May 2026. Notice: doi:10.1000/n. Source: {Source.CROSSREF.label}.",
        ),
        (report(N.REINSTATEMENT, 3, notice="10.1000/n"), ""),
    ],
)
def test_what_readers_are_told(told, note):
    assert note_of(told) == note

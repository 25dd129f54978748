"""The dates of a review, by their meaning: what they promise is compared with asking the count on every day."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reviews.enums import Verdict
from reviews.models import PolicyVersion
from reviews.publishing.facts import review_dates
from reviews.rules.case import Case
from reviews.rules.quorum import Demand, Signed, add_months, standing_of
from reviews.rules.urgent import UrgentMark

START = date(2020, 1, 1)
DEMANDS = st.builds(
    Demand, st.integers(1, 3), st.integers(1, 24), st.sampled_from([(), ("neurology",), ("neurology", "pharmacy")])
)
VERDICTS = st.sampled_from([Verdict.APPROVE, Verdict.APPROVE, Verdict.APPROVE, Verdict.REQUEST_CHANGES])


@st.composite
def sign_offs(draw, version: str = "v") -> list[Signed]:
    """What up to four members said of a version over three years; the second knows neurology, the third pharmacy."""
    said = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1100), VERDICTS), max_size=10))
    return [
        Signed(
            id=f"{version}{number}",
            version=version,
            user=user,
            verdict=verdict,
            at=datetime(2020, 1, 1, 12, tzinfo=UTC) + timedelta(days=days, minutes=number),
            digest=str(number),
            specialties={1: ("neurology",), 2: ("pharmacy",)}.get(user, ()),
        )
        for number, (user, days, verdict) in enumerate(said)
    ]


DAYS = st.integers(0, 2000).map(lambda days: START + timedelta(days=days))


def standing(signed, demand, on):
    return standing_of([one for one in signed if one.at.date() <= on], demand, on=on)


@given(sign_offs(), DEMANDS, DAYS)
def test_until_the_review_is_due_the_signatures_suffice_and_then_no_longer(signed, demand, on):
    """“Next review due” is exactly the first day on which the signatures that are there do not suffice."""
    there = [one for one in signed if one.at.date() <= on]
    due = standing(there, demand, on).expires_on
    if due is None:
        return

    assert due > on
    assert standing(there, demand, due - timedelta(days=1)).is_reached
    assert not standing(there, demand, due).is_reached


@given(sign_offs(), DEMANDS, DAYS)
def test_the_day_of_review_is_one_on_which_a_whole_quorum_had_signed(signed, demand, on):
    now = standing(signed, demand, on)
    if now.reached_on is None:
        assert not now.is_reached
        return
    counted = {one.user for one in now.approvals}
    before = [
        one
        for one in signed
        if one.at.date() <= now.reached_on and one.user in counted and one.verdict == Verdict.APPROVE
    ]

    assert now.reached_on <= on
    assert len({one.user for one in before}) >= demand.sign_offs
    assert set(demand.specialties) <= {name for one in before for name in one.specialties}
    assert now.reached_on in {one.at.date() for one in before}


@given(sign_offs(), DEMANDS, DAYS)
def test_one_fresh_signature_of_several_needed_makes_no_page_look_reviewed(signed, demand, on):
    """Only a whole quorum moves the day of review; whoever signs afresh alone does not."""
    before = standing(signed, demand, on)
    if before.reached_on is None or demand.sign_offs < 2:
        return
    first = before.approvals[0]
    at = datetime(on.year, on.month, on.day, 13, tzinfo=UTC)
    newest = max(one.at for one in signed if one.at.date() <= on)
    fresh = Signed("new", "v", first.user, Verdict.APPROVE, max(at, newest), "new", specialties=first.specialties)
    since = [one for one in signed if before.reached_on <= one.at.date() <= on]
    if len(since) > 1:
        return  # others have begun the next quorum already, perhaps on that very day

    assert standing([*signed, fresh], demand, on + timedelta(days=1)).reached_on in (before.reached_on, None)


@given(st.lists(sign_offs(), min_size=1, max_size=4), DEMANDS, DAYS)
def test_a_page_is_as_old_as_its_oldest_section(sections, demand, on):
    places = [SimpleNamespace(standing=standing(signed, demand, on)) for signed in sections]
    case = Case(None, SimpleNamespace(months=demand.months), None, tuple(places), ())
    days = [place.standing.reached_on for place in places]

    assert case.last_reviewed == (min(days) if all(days) else None)
    dues = [place.standing.expires_on for place in places if place.standing.expires_on]
    assert case.next_review_due == (min(dues) if dues else None)


def part_of_kind(version: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(version=version, section=SimpleNamespace(kind="body"), key=str(version.pk))


@given(st.lists(sign_offs(), min_size=1, max_size=4), DEMANDS, st.booleans())
def test_the_dates_on_a_page_are_never_later_than_any_section_allows(sections, demand, is_urgent):
    """Also where a section lacks signatures: as an urgent change its oldest one stands, else its review is due now."""
    on = START + timedelta(days=1100)
    places, rows = [], []
    for number, signed in enumerate(sections):
        version = SimpleNamespace(pk=number)
        places.append(SimpleNamespace(standing=standing(signed, demand, on), part=part_of_kind(version)))
        rows += [SimpleNamespace(at=one.at, version_id=number) for one in signed if one.verdict == Verdict.APPROVE]
    if not rows:
        return
    case = Case(None, PolicyVersion(months=demand.months), None, tuple(places), ())

    short = [place for place in places if not place.standing.reached_on]
    mark = UrgentMark(None, "", "", tuple(short)) if is_urgent else None
    reviewed, due = review_dates(case, rows, mark)
    assert is_urgent or not short or due <= timezone.localdate()

    for number, place in enumerate(places):
        here = [row.at.date() for row in rows if row.version_id == number]
        if place.standing.reached_on:
            assert reviewed <= place.standing.reached_on
            assert due <= place.standing.expires_on
        elif here:
            assert reviewed <= min(here)
            assert due <= add_months(min(here), demand.months)


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_months_never_run_past_the_end_of_one(day, months, more):
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert add_months(day, months + more) > later

"""Times and days that are set: none that has passed, and each moment of a night in which clocks are put back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Edition
from editorial.shared.issues import Refused
from reviews.actions import schedule
from reviews.actions.assignments import assign_several
from reviews.forms.schedule import ScheduleForm, moments_of
from reviews.models import Assignment
from reviews.rules.assignments import due_day_issues
from reviews.rules.decisions import publishing_time_issues
from tests.builders import article_of, make_board, make_chair, make_editor, make_member, make_submitted
from tests.properties import examples

FIRST, SECOND = datetime(2030, 10, 27, 0, 30, tzinfo=UTC), datetime(2030, 10, 27, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_berlin():
    with timezone.override("Europe/Berlin"):
        yield


def sent(edition: Edition | None = None, **fields: str) -> ScheduleForm:
    data = QueryDict(mutable=True)
    data.update(fields)
    return ScheduleForm(edition or Edition(), data)


def test_an_hour_that_comes_twice_is_asked_about_and_each_can_be_chosen():
    asked = sent(publish_at="2030-10-27T02:30")
    assert asked.errors == {"which": ["Clocks are put back in that night: choose which of the two is meant."]}
    assert [name for _, name in asked.fields["which"].choices] == [
        "02:30 (CEST, UTC+02:00)",
        "02:30 (CET, UTC+01:00)",
    ]

    for moment in (FIRST, SECOND):
        chosen = sent(publish_at="2030-10-27T02:30", which=moment.isoformat())
        assert chosen.is_valid()
        assert chosen.cleaned_data == {"publish_at": moment}


def test_an_hour_that_is_left_out_does_not_exist():
    assert sent(publish_at="2030-03-31T02:30").errors == {
        "publish_at": ["Clocks are put forward in that night: there is no such time."]
    }


def test_a_choice_left_over_from_another_time_is_not_taken():
    form = sent(publish_at="2030-10-27T12:00", which=FIRST.isoformat())

    assert form.is_valid()
    assert form.cleaned_data["publish_at"] == datetime(2030, 10, 27, 11, 0, tzinfo=UTC)
    assert not sent(publish_at="2030-10-27T02:30", which=datetime(2031, 1, 1, tzinfo=UTC).isoformat()).is_valid()


@pytest.mark.parametrize("moment", [FIRST, SECOND])
def test_what_is_kept_comes_back_as_it_was_set(moment):
    edition = Edition(publish_at=moment)
    form = ScheduleForm(edition)
    again = sent(edition, publish_at=form["publish_at"].value().strftime("%Y-%m-%dT%H:%M"), which=form["which"].value())

    assert again.is_valid()
    assert again.cleaned_data["publish_at"] == moment


@examples(200)
@given(st.integers(min_value=0, max_value=14 * 366 * 24 * 4))
def test_every_moment_is_among_those_that_its_clock_shows(quarters):
    aware = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    with timezone.override("Europe/Berlin"):
        shown = timezone.make_naive(aware)
        assert aware in moments_of(shown)
        assert len(moments_of(shown)) in (1, 2)


@pytest.mark.parametrize(
    "words", ["", "soon", "2030-02-30T10:00", "99999-01-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59"]
)
def test_what_is_no_time_is_said_to_be_none_or_is_none(words):
    form = sent(publish_at=words)

    assert form.is_valid() == (words == "")


def test_a_time_that_has_passed_is_refused_and_one_to_come_is_not():
    now = datetime(2030, 1, 1, 12, tzinfo=UTC)

    assert [one.code for one in publishing_time_issues(now, now)] == ["time-passed"]
    assert publishing_time_issues(now + timedelta(seconds=1), now) == publishing_time_issues(None, now) == []


def test_a_day_that_has_passed_is_refused_and_today_is_not():
    today = date(2030, 1, 2)

    assert [one.code for one in due_day_issues(date(2030, 1, 1), today)] == ["day-passed"]
    assert due_day_issues(today, today) == due_day_issues(None, today) == []


@pytest.mark.django_db
def test_neither_desk_nor_chair_set_a_time_in_the_past(client):
    editor = make_editor("Owner")
    board = make_board()
    chair = make_chair(board, "Chair")
    edition = make_submitted(by=editor)
    article = article_of(edition)
    with pytest.raises(Refused, match="has passed"):
        schedule(edition=edition, publish_at=timezone.now() - timedelta(minutes=1), by=editor)

    client.force_login(chair)
    address = reverse("review:schedule", args=[article.slug, edition.number])
    answer = client.post(address, {"publish_at": "2020-01-01T10:00"})

    assert (answer.status_code, "This time has passed" in answer.content.decode()) == (409, True)
    edition.refresh_from_db()
    assert edition.publish_at is None


@pytest.mark.django_db
def test_a_time_that_has_come_meanwhile_can_stay_and_none_before_it_can_be_set(monkeypatch):
    editor = make_editor("Owner")
    edition, soon = make_submitted(by=editor), timezone.now() + timedelta(hours=1)
    schedule(edition=edition, publish_at=soon, by=editor)
    monkeypatch.setattr("reviews.actions.decisions.database_now", lambda: soon + timedelta(hours=1))

    assert schedule(edition=edition, publish_at=soon, by=editor).publish_at == soon
    with pytest.raises(Refused, match="has passed"):
        schedule(edition=edition, publish_at=soon + timedelta(minutes=1), by=editor)


@pytest.mark.django_db
def test_members_are_asked_by_no_day_in_the_past(client):
    board = make_board()
    chair, member = make_chair(board, "Chair"), make_member(board, "Member")
    edition = make_submitted(by=make_editor("Owner"))
    article, yesterday = article_of(edition), timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="This day has passed"):
        assign_several(article=article, users=[member], by=chair, due_on=yesterday)

    client.force_login(chair)
    sent = {"members": board.members.get(user=member).pk, "due_on": yesterday.isoformat()}
    answer = client.post(reverse("review:assign", args=[article.slug, edition.number]), sent)

    assert (answer.status_code, "This day has passed" in answer.content.decode()) == (409, True)
    assert not Assignment.objects.exists()

"""More time for a review: asked for by its member, from the mail or signed in, and answered by who leads the board."""

import pytest
from django.core.exceptions import PermissionDenied

from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import answer_time, ask_for_time, ask_for_time_by_link
from reviews.models import Notice, RequestLink
from tests.builders import codes

from .scenes import make_scene
from .test_request_links import WHY, ask, ending, in_days, link_of, look, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def test_asking_for_time_goes_to_who_asked_and_is_answered_with_a_day(scene):
    row = ask(scene)
    send(row, "time", until=in_days(9).isoformat(), reason=WHY)
    row.refresh_from_db()
    url = scene.url("answer_time", row.pk)

    assert (row.due_on, row.wanted_until, row.wanted_because) == (in_days(1), in_days(9), WHY)
    assert "You asked for time until" in look(row)
    told = Notice.objects.get(person=scene.chair, text__contains="asks for time")
    assert (told.path, told.is_urgent, "by the link in the mail" in told.text) == (url, True, True)
    assert WHY in scene.get("chair", "answer_time", row.pk).content.decode()
    assert WHY in scene.get("chair", "assign").content.decode()

    assert scene.post("chair", "answer_time", row.pk, until=in_days(5).isoformat()).status_code == 302
    row.refresh_from_db()
    assert (row.due_on, row.wanted_until, row.wanted_because) == (in_days(5), None, "")
    assert "gave you time until" in Notice.objects.filter(person=scene.member).latest("at").text
    assert (ending(row), "You asked for time" in look(row)) == (None, False)


def test_asking_for_time_may_be_refused_with_a_reason_which_the_member_reads_signed_in(scene):
    row = ask(scene)
    send(row, "time", until=in_days(9).isoformat(), reason=WHY)

    assert scene.post("chair", "answer_time", row.pk, until="", reason="").status_code == 409
    assert scene.post("chair", "answer_time", row.pk, until="", reason="It is urgent.").status_code == 302
    row.refresh_from_db()
    assert (row.due_on, row.wanted_until, row.kept_because) == (in_days(1), None, "It is urgent.")
    assert ("It is urgent." in look(row), "It is urgent." in scene.get("member").content.decode()) == (False, True)
    assert Event.objects.filter(verb="review.time_refused", subject=f"assignment:{row.pk}").count() == 1


def test_a_member_asks_for_time_signed_in_as_well(scene):
    row = ask(scene)

    assert "Ask for more time" in scene.get("member").content.decode()
    assert scene.post("member", "more_time", until=in_days(9).isoformat(), reason=WHY).status_code == 302
    row.refresh_from_db()
    assert row.wanted_until == in_days(9)
    assert Event.objects.filter(verb="review.time_asked").count() == 1
    assert WHY in scene.get("member").content.decode()
    assert WHY not in scene.get("second").content.decode()


@pytest.mark.parametrize(
    ("due", "until", "code"), [(3, 3, "not-later"), (3, 2, "not-later"), (3, 99, "too-late"), (None, 5, "no-day")]
)
def test_the_day_asked_for_is_a_later_one_within_three_months(scene, due, until, code):
    row = ask(scene, due=due)

    with pytest.raises(Refused) as refused:
        ask_for_time(assignment=row, until=in_days(until), reason=WHY, by=scene.member)

    assert codes(refused) == [code]


def test_who_declined_asks_for_no_time_and_declining_ends_the_asking(scene):
    row = ask(scene)
    ask_for_time(assignment=row, until=in_days(9), reason=WHY, by=scene.member)
    send(row, "decline", reason="After all.")
    row.refresh_from_db()

    assert row.wanted_until is None
    with pytest.raises(Refused) as refused:
        ask_for_time_by_link(link=link_of(row), until=in_days(9), reason=WHY)
    assert codes(refused) == ["declined"]
    with pytest.raises(Refused) as refused:
        answer_time(assignment=row, until=in_days(9), by=scene.chair)
    assert codes(refused) == ["nobody-asks"]


def test_a_day_that_is_over_is_not_given(scene):
    row = ask(scene)
    ask_for_time(assignment=row, until=in_days(9), reason=WHY, by=scene.member)

    with pytest.raises(Refused) as refused:
        answer_time(assignment=row, until=in_days(-1), by=scene.chair)

    assert codes(refused) == ["past"]


def test_only_who_was_asked_asks_for_time_and_only_who_leads_the_board_gives_it(scene):
    row = ask(scene)

    with pytest.raises(PermissionDenied):
        ask_for_time(assignment=row, until=in_days(9), reason=WHY, by=scene.second)
    with pytest.raises(PermissionDenied):
        answer_time(assignment=row, until=in_days(9), by=scene.member)


def test_asking_anew_with_a_day_answers_who_wanted_another(scene):
    row = ask(scene)
    ask_for_time(assignment=row, until=in_days(9), reason=WHY, by=scene.member)
    ask(scene, due=6)
    row.refresh_from_db()

    assert (row.due_on, row.wanted_until, RequestLink.objects.count()) == (in_days(6), None, 1)

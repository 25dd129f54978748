"""A sitting: when it begins, how long it lasts, and that only the session says so."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from editorial.accounts import sitting
from editorial.accounts.sitting import (
    COMMAND,
    PASSWORD,
    SECOND_FACTOR,
    Authentication,
    authentication_of,
    by_command,
    confirm_url,
    go_on_with_sitting,
    sitting_issues,
)
from tests.builders import just_proved, make_user, sit_down

pytestmark = pytest.mark.django_db
IDLE, LONGEST = timedelta(seconds=settings.SIGNING_IDLE), timedelta(seconds=settings.SIGNING_LONGEST)
MOMENT = timedelta(seconds=5)


@pytest.fixture
def person():
    return make_user("A Person")


def codes_for(authentication, person) -> list[str]:
    return [issue.code for issue in sitting_issues(authentication, person)]


def proved(person, ago: timedelta, signed: timedelta | None = None, method: str = PASSWORD) -> Authentication:
    now = timezone.now()
    return Authentication(person.pk, method, now - ago, now - signed if signed is not None else None)


def test_who_has_just_proved_who_they_are_may_sign(person):
    assert codes_for(just_proved(person), person) == []
    assert codes_for(None, person) == ["not-confirmed"]


def test_a_sitting_ends_when_nothing_was_signed_for_a_while(person):
    assert codes_for(proved(person, IDLE - MOMENT), person) == []
    assert codes_for(proved(person, IDLE + MOMENT), person) == ["not-confirmed"]


def test_signing_goes_on_with_the_sitting_but_not_for_ever(person):
    assert codes_for(proved(person, IDLE * 3, signed=IDLE - MOMENT), person) == []
    assert codes_for(proved(person, IDLE * 3, signed=IDLE + MOMENT), person) == ["not-confirmed"]
    assert codes_for(proved(person, LONGEST + MOMENT, signed=MOMENT), person) == ["not-confirmed"]


def test_nobody_signs_on_what_somebody_else_proved_or_on_what_is_yet_to_come(person):
    assert codes_for(just_proved(make_user("Another")), person) == ["not-confirmed"]
    assert codes_for(proved(person, -MOMENT), person) == ["not-confirmed"]


def test_who_has_a_second_factor_proves_it_by_that(person, monkeypatch):
    monkeypatch.setattr(sitting, "has_second_factor", lambda user: True)

    by_password = sitting_issues(just_proved(person), person)

    assert [issue.message for issue in by_password] == [
        "Confirm that it is you (by your second factor), then sign. Nothing was signed yet."
    ]
    assert codes_for(proved(person, MOMENT, method=SECOND_FACTOR), person) == []
    assert codes_for(proved(person, MOMENT, method=COMMAND), person) == ["not-confirmed"]


def test_a_command_says_that_it_was_one(person):
    assert (by_command(person).method, codes_for(by_command(person), person)) == (COMMAND, [])


def test_without_a_second_factor_it_is_the_password(person):
    assert confirm_url(person) == "/accounts/reauthenticate/"


def request_of(session, person):
    request = RequestFactory().get("/")
    request.session, request.user = session, person
    return request


def test_the_session_says_how_and_when(client, person):
    session = sit_down(client, person).session
    request = request_of(session, person)

    first = authentication_of(request)
    go_on_with_sitting(request)
    second = authentication_of(request)

    assert (first.user, first.method, first.signed_at) == (person.pk, PASSWORD, None)
    assert abs(timezone.now() - first.at) < timedelta(minutes=1)
    assert (second.at, second.signed_at >= first.at) == (first.at, True)


def test_a_session_that_says_nothing_or_is_of_somebody_else_proves_nothing(client, person):
    session = sit_down(client, person).session

    assert authentication_of(request_of(SessionStore(), person)) is None
    assert authentication_of(request_of(session, make_user("Another"))) is None

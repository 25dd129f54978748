"""Declaring interests: once a year, kept for ever, and nobody signs without."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.queries import parts_of
from editorial.record.models import Event
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Refused
from reviews.actions import (
    accept_review,
    declare_interest,
    declare_interests,
    end_interest,
    end_recusal,
    recuse,
)
from reviews.enums import Verdict
from reviews.models import Assignment, Declaration, Interest, SignOff
from reviews.rules.case import case_of
from reviews.rules.interests import InterestKind, item_words, public_words
from reviews.rules.readiness import holds, lapses_soon, runs_until
from tests.builders import (
    approve,
    article_of,
    codes,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_submitted,
    name_raw_rows,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db
FEES = {"kind": "consulting", "entity": "Example Pharma", "to": "self", "details": "Advice on a trial."}


@pytest.fixture(scope="module")
def built(before_all):
    return make_board(), make_submitted()


@pytest.fixture
def board(built, own):
    return own(built)[0]


@pytest.fixture
def edition(built, own):
    return own(built)[1]


def first_version(edition):
    return parts_of(edition)[0].version


def approve_first(edition, member):
    return sign(version=first_version(edition), verdict=Verdict.APPROVE, by=member)


def a_year_later(monkeypatch, days: int = 0) -> None:
    """Today is the day after the last on which a declaration made today holds, or some days off it."""
    day = runs_until(timezone.localdate()) + timedelta(days=1 + days)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *at: day)


# ── The rule about how long one holds ───────────────────────────────────────────────────────────────────────


def test_a_declaration_holds_for_a_year_less_a_day():
    made = date(2026, 3, 1)

    assert runs_until(made) == date(2027, 2, 28)
    assert [holds(made, date(2027, 2, 28)), holds(made, date(2027, 3, 1)), holds(None, made)] == [True, False, False]


def test_it_is_time_to_renew_in_the_last_thirty_days():
    made = date(2026, 3, 1)

    days = (date(2027, 1, 29), date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 1))

    assert [lapses_soon(made, day) for day in days] == [False, True, True, False]


def test_there_are_the_thirteen_categories_of_the_form():
    assert len(InterestKind) == 13


def test_the_public_line_names_categories_and_bodies_and_nothing_confidential():
    grants = {"kind": "grants", "entity": "A Foundation", "to": "institution", "details": "For a registry."}

    assert public_words([FEES, grants, FEES]) == "Consulting fees: Example Pharma; Grants or contracts: A Foundation."
    assert public_words([]) == "Nothing to declare."
    assert item_words(FEES) == "Consulting fees: Example Pharma (to me). Advice on a trial."


# ── Declaring ───────────────────────────────────────────────────────────────────────────────────────────────


def test_declaring_keeps_what_was_declared_before(board):
    member = make_member(board, declares=False)

    first = declare_interests(items=[FEES], by=member)
    second = declare_interests(items=[], public_line="Nothing since 2025.", by=member)

    assert list(Declaration.objects.filter(user=member)) == [second, first]
    assert (first.public_line, second.public_line) == ("Consulting fees: Example Pharma.", "Nothing since 2025.")
    events = Event.objects.filter(verb="declaration.made", subject=f"declaration:{first.pk}")
    assert [first.digest in event.content and "Pharma" not in event.content for event in events] == [True]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({**FEES, "kind": "luck"}, "unknown-kind"),
        ({**FEES, "to": "nobody"}, "unknown-kind"),
        ({**FEES, "entity": " "}, "no-entity"),
        ({**FEES, "details": "Hid\u202eden"}, "hidden-character"),
    ],
)
def test_an_item_that_says_nothing_is_refused(board, item, code):
    with pytest.raises(Refused) as refused:
        declare_interests(items=[item], by=make_member(board))

    assert codes(refused) == [code]


def test_only_who_has_a_seat_declares(board):
    gone = make_member(board, ends_on=timezone.localdate() - timedelta(days=1))
    coming = make_member(board, starts_on=timezone.localdate() + timedelta(days=9), declares=False)

    declare_interests(items=[], by=coming)
    for person in (gone, make_editor()):
        with pytest.raises(PermissionDenied):
            declare_interests(items=[], by=person)


# ── Signing needs one ───────────────────────────────────────────────────────────────────────────────────────


def test_who_never_declared_cannot_sign_and_then_can(board, edition):
    member = make_member(board, declares=False)

    with pytest.raises(Refused) as refused:
        approve_first(edition, member)
    declaration = declare_interests(items=[], by=member)
    signed = approve_first(edition, member)

    assert codes(refused) == ["not-declared"]
    assert refused.value.issues[0].target == "/profile/interests/"
    assert f'"declaration":"{declaration.digest}"' in signed.content


def test_after_a_year_one_declares_again(board, edition, monkeypatch):
    member = make_member(board)
    a_year_later(monkeypatch, days=-1)
    approve_first(edition, member)
    a_year_later(monkeypatch)

    with pytest.raises(Refused) as refused:
        approve_first(edition, member)

    assert codes(refused) == ["declaration-lapsed"]


def test_a_signature_outlives_the_declaration_that_it_was_given_under(board, edition, monkeypatch):
    sign_all(edition, make_member(board), make_member(board))
    a_year_later(monkeypatch)

    assert case_of(edition).is_reached


def test_postgresql_takes_no_approval_that_names_no_declaration_of_its_own_signer(board, edition):
    signed = approve_first(edition, make_member(board))
    other, stranger = make_member(board), make_member(board, declares=False)

    def attempt(user, **instead):
        said = json.loads(signed.content) | {"user": str(user.pk)} | instead
        content = canonical_json(said)
        with transaction.atomic():
            SignOff.objects.create(
                version=signed.version,
                edition=signed.edition,
                user=user,
                board=signed.board,
                verdict=signed.verdict,
                printed_name=signed.printed_name,
                at=signed.at,
                content=content,
                digest=sha256(content),
            )

    for user, declaration in ((stranger, None), (stranger, said_by(signed)), (other, said_by(signed))):
        with pytest.raises(IntegrityError, match="has declared their interests"):
            attempt(user, declaration=declaration)
    attempt(other, declaration=Declaration.objects.get(user=other).digest)
    name_raw_rows()


def said_by(signed: SignOff) -> str:
    return json.loads(signed.content)["declaration"]


def test_a_request_for_changes_can_be_withdrawn_without_a_declaration(board, edition, monkeypatch):
    member = make_member(board)
    sign(version=first_version(edition), verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=member)
    a_year_later(monkeypatch)

    sign(version=first_version(edition), verdict=Verdict.WITHDRAWN, by=member)

    assert case_of(edition).sections[0].standing.requests == []


def test_a_chair_who_has_not_declared_cannot_approve(board, edition):
    sign_all(edition, make_member(board), make_member(board))
    chair = make_member(board, role="chair", declares=False)

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)
    declare_interests(items=[], by=chair)
    approve(edition=edition, by=chair)

    assert codes(refused) == ["not-declared"]


# ── Credentials ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "expected"), [(0, []), (-1, ["credentials-expired"])])
def test_credentials_sign_until_the_day_on_which_they_expire(board, edition, days, expected):
    member = make_member(board)
    member.credentials_expire_on = timezone.localdate() + timedelta(days=days)
    member.save()

    try:
        approve_first(edition, member)
        found = []
    except Refused as refused:
        found = [issue.code for issue in refused.issues]

    assert found == expected


def test_a_signature_keeps_the_credentials_that_it_was_given_with(board, edition):
    member = make_member(board, "Dr Able")
    signed = approve_first(edition, member)
    member.credentials = "PhD"
    member.save()

    assert (SignOff.objects.get(pk=signed.pk).printed_name, member.printed_name) == ("Dr Able, MD", "Dr Able, PhD")


# ── What bears on one article ───────────────────────────────────────────────────────────────────────────────


def test_an_interest_declared_later_voids_and_its_end_revives_nothing(board, edition):
    first, second, chair = make_member(board), make_member(board), make_chair(board)
    sign_all(edition, first, second)
    interest = declare_interest(article=article_of(edition), statement="Shares.", by=first)
    while_it_ran = case_of(edition).is_reached
    end_interest(interest=interest, by=chair)
    after_its_end = case_of(edition).is_reached
    sign_all(edition, first)

    assert (while_it_ran, after_its_end, case_of(edition).is_reached) == (False, False, True)


def test_the_end_of_a_recusal_revives_nothing(board, edition):
    first, second, chair = make_member(board), make_member(board), make_chair(board)
    sign_all(edition, first, second)
    end_recusal(recusal=recuse(article=article_of(edition), reason="A friend wrote it.", by=first), by=chair)
    after_its_end = case_of(edition).is_reached
    sign_all(edition, first)

    assert (after_its_end, case_of(edition).is_reached) == (False, True)


def test_taking_a_review_asks_for_interests_and_keeps_what_was_looked_at(board, edition):
    member = make_member(board)

    row = accept_review(article=article_of(edition), bears=False, by=member)

    assert row.declaration == Declaration.objects.get(user=member)
    assert not Interest.objects.filter(user=member).exists()
    assert Event.objects.filter(verb="interest.considered", subject=f"assignment:{row.pk}").count() == 1


def test_who_has_an_interest_takes_the_review_and_does_not_sign(board, edition):
    member = make_member(board)
    with pytest.raises(Refused) as without_words:
        accept_review(article=article_of(edition), bears=True, statement=" ", by=member)

    accept_review(article=article_of(edition), bears=True, statement="I advise the maker.", by=member)
    with pytest.raises(Refused) as refused:
        approve_first(edition, member)

    assert (codes(without_words), codes(refused)) == (["no-statement"], ["conflict"])


def test_no_review_is_taken_without_a_declaration(board, edition):
    member = make_member(board, declares=False)

    with pytest.raises(Refused) as refused:
        accept_review(article=article_of(edition), bears=False, by=member)

    assert codes(refused) == ["not-declared"]
    assert not Assignment.objects.exists()


def test_an_interest_that_runs_is_not_answered_away(board, edition):
    member = make_member(board)
    interest = declare_interest(article=article_of(edition), statement="Shares.", by=member)

    with pytest.raises(Refused) as refused:
        accept_review(article=article_of(edition), bears=False, by=member)
    end_interest(interest=interest, by=member)
    accept_review(article=article_of(edition), bears=False, by=member)

    assert codes(refused) == ["interest-runs"]

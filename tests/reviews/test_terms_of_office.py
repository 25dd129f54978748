"""Terms of office, one at a time on a board: which may begin, end and lead, each beside the one that may not."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from articles.queries import parts_of
from editorial.accounts.models import User
from reviews.actions import declare_interest, recuse
from reviews.actions.assignments import end_recusal
from reviews.actions.interests import end_interest
from reviews.enums import BoardRole
from reviews.models import BoardMember
from reviews.rules.case import case_of
from reviews.rules.eligibility import (
    STILL_WITHDRAW,
    current_terms,
    end_issues,
    ended_term_of,
    leading_terms,
    overlap_issues,
    overlapping_terms,
    promotion_issues,
)
from reviews.rules.eligibility_reading import _members, eligibility_of, ready_members
from reviews.rules.readiness import NOT_READY
from tests.builders import make_board, make_chair, make_member, make_submitted, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = timezone.localdate()
JANUARY, MARCH, JUNE, AUGUST = date(2026, 1, 10), date(2026, 3, 31), date(2026, 6, 1), date(2026, 8, 31)


def said(issues) -> list[tuple[str, str]]:
    return [(issue.code, issue.target) for issue in issues]


@pytest.fixture(scope="module")
def built(before_all):
    """A member from January to March and from June to August, with a longer term on another board."""
    board, elsewhere = make_board(), make_board(name="Another board")
    member = make_member(board, "A Member", starts_on=JANUARY, ends_on=MARCH, declares=False)
    BoardMember.objects.create(board=board, user=member, role="member", starts_on=JUNE, ends_on=AUGUST)
    BoardMember.objects.create(board=elsewhere, user=member, role="chair", starts_on=JANUARY)
    return board, elsewhere, member


@pytest.fixture
def scene(built, own):
    return own(built)


def term(board, user, starts_on, ends_on=None, **more) -> BoardMember:
    return BoardMember(board=board, user=user, starts_on=starts_on, ends_on=ends_on, **more)


def test_a_term_ends_on_its_first_day_or_later_and_runs_on_into_no_other(scene):
    board, _, _ = scene
    first = BoardMember.objects.get(board=board, starts_on=JANUARY)

    assert said(end_issues(first, JANUARY - DAY)) == [("ends-before-start", "ends_on")]
    assert end_issues(first, JANUARY) == end_issues(first, MARCH) == end_issues(first, JUNE - DAY) == []
    assert said(end_issues(first, JUNE)) == [("terms-overlap", "ends_on")]


def test_a_term_begins_after_the_one_before_and_names_the_first_that_it_meets(scene):
    board, elsewhere, member = scene

    assert overlap_issues(term(board, member, MARCH + DAY, JUNE - DAY)) == []
    assert overlap_issues(term(board, member, AUGUST + DAY)) == []
    assert said(overlap_issues(term(elsewhere, member, AUGUST))) == [("terms-overlap", "starts_on")]
    [meets_both] = overlap_issues(term(board, member, MARCH))
    assert (meets_both.code, meets_both.target) == ("terms-overlap", "starts_on")
    assert "from 10 January 2026 until 31 March 2026" in meets_both.message


def test_another_role_begins_on_a_day_of_the_term(scene):
    board, _, member = scene
    row = term(board, member, JANUARY, MARCH)

    assert promotion_issues(row, JANUARY) == promotion_issues(row, MARCH) == []
    for day in (JANUARY - DAY, MARCH + DAY):
        assert said(promotion_issues(row, day)) == [("no-term-then", "on")]


def test_terms_from_before_that_overlap_are_listed_once(scene):
    board, _, _ = scene
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    first = BoardMember.objects.get(board=board, starts_on=JANUARY)

    assert overlapping_terms() == []

    BoardMember.objects.filter(pk=first.pk).update(ends_on=JUNE)

    assert [(one.starts_on, other.starts_on) for one, other in overlapping_terms()] == [(JANUARY, JUNE)]


def as_before_the_rule(board, user, *terms) -> list[BoardMember]:
    """Terms that overlap, from before the database refused it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        rows = [BoardMember.objects.create(board=board, user=user, **term) for term in terms]
        cursor.execute("SET LOCAL session_replication_role = origin")
    return rows


def test_a_term_from_before_that_overlaps_another_ends_when_it_would_or_sooner_and_not_later(scene):
    board, _, member = scene
    may = {"role": "member", "starts_on": date(2026, 5, 1), "ends_on": JUNE}
    [row] = as_before_the_rule(board, member, may)

    assert end_issues(row, JUNE) == end_issues(row, JUNE - DAY) == []
    assert said(end_issues(row, JUNE + DAY)) == [("terms-overlap", "ends_on")]


def test_of_two_terms_of_one_role_the_one_that_began_later_leads(scene):
    _, elsewhere, _ = scene
    began = [{"role": "member", "starts_on": TODAY - DAY * days} for days in (20, 10, 30)]
    other = make_user("Twice A Member")
    rows = as_before_the_rule(elsewhere, other, *began)

    assert _members({elsewhere.pk})[elsewhere.pk][other.pk] == rows[1]


def test_who_could_sign_today_sits_on_the_board_and_has_declared(scene):
    board, elsewhere, _ = scene
    ready = make_member(board, "Ready")
    make_member(board, "Not Declared", declares=False)
    beside = make_member(elsewhere, "Beside")

    assert ready_members([board.pk]) == [(board.pk, ready.pk)]
    assert set(ready_members([board.pk, elsewhere.pk])) == {(board.pk, ready.pk), (elsewhere.pk, beside.pk)}


def test_only_people_with_an_account_in_use_have_running_terms(scene):
    _, elsewhere, member = scene

    assert [row.board for row in current_terms(member)] == [elsewhere]
    assert list(current_terms(None)) == list(current_terms(AnonymousUser())) == []
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert list(current_terms(User.objects.get(pk=member.pk))) == []


def test_the_latest_term_that_is_over_where_none_runs(scene):
    board, _, member = scene
    make_member(board, "Somebody Else", starts_on=JANUARY, ends_on=AUGUST + DAY, declares=False)

    assert ended_term_of(member).starts_on == JUNE
    BoardMember.objects.create(board=board, user=member, role="member", starts_on=TODAY + DAY, ends_on=TODAY + DAY * 9)
    assert ended_term_of(member).starts_on == JUNE  # one that is to come is not over
    BoardMember.objects.create(board=board, user=member, role="member", starts_on=TODAY, ends_on=TODAY)
    assert ended_term_of(member) is None


def test_of_several_terms_the_highest_role_leads(scene):
    board, _, member = scene
    rows = {role: term(board, member, JANUARY, role=role) for role in BoardRole.values}

    for many, leads in (("member deputy chair", "chair"), ("deputy member", "deputy"), ("chair deputy", "chair")):
        assert leading_terms([rows[role] for role in many.split()], by="user_id") == {member.pk: rows[leads]}


def test_who_may_not_sign_still_withdraws_a_request():
    assert set(STILL_WITHDRAW) == {"conflict", "contributor", *NOT_READY}


def test_an_edition_is_asked_for_its_own_people():
    edition, other = make_submitted(), make_submitted()
    policy = case_of(edition).policy
    member = make_member(policy.policy.board)
    versions = [part.version for part in parts_of(edition)]
    end_interest(interest=declare_interest(article=edition.article, statement="Shares.", by=member), by=member)
    recusal = recuse(article=edition.article, reason="A friend.", by=member)
    later = end_recusal(recusal=recusal, by=make_chair(policy.policy.board))

    asked = eligibility_of(edition, policy, versions)

    assert set(asked.contributors) == {version.pk for version in versions}
    assert (member.pk in asked.members, asked.conflicted) == (True, frozenset())
    assert asked.void_until[member.pk] == later.ended_at
    assert eligibility_of(other, policy, []).void_until.get(member.pk) is None

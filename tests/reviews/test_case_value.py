"""What a case says of itself: on made-up sections and people; and what is read into one."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.actions import publish, resolve_comment, revoke_approval, settle_request
from reviews.enums import BoardRole, Verdict
from reviews.models import PolicyVersion
from reviews.rules import case as case_module
from reviews.rules.case import Case, case_of, cases_of, signed_of, signed_rows
from reviews.rules.eligibility import Eligibility
from reviews.rules.quorum import Signed
from tests.builders import (
    approve,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    sign,
    sign_all,
)
from tests.reviews.made_up import BOARD, ON, case, place, signed, term
from tests.reviews.scenes import Scene, comment_on, make_scene

# On made-up sections and people


def test_a_case_is_of_its_edition_s_article_and_its_policy_s_board():
    assert (case().article, case().board) == ("the article", BOARD)


def test_those_who_decide_lead_the_board_and_have_no_part_in_the_edition():
    members = dict(
        [
            term("chair", BoardRole.CHAIR),
            term("deputy", BoardRole.DEPUTY),
            term("member", BoardRole.MEMBER),
            term("author", BoardRole.CHAIR),
            term("interested", BoardRole.DEPUTY),
        ]
    )
    eligibility = Eligibility(members, frozenset({"interested"}), {"v1": {"author"}})
    asked = case(eligibility=eligibility)

    assert [user.pk for user in asked.deciders()] == ["chair", "deputy"]
    assert [user.pk for user in asked.deciders(BoardRole.CHAIR)] == ["chair"]
    assert [user.pk for user in asked.deciders(BoardRole.DEPUTY)] == ["deputy"]


def test_a_chair_whose_declaration_or_credentials_lapsed_decides_nothing_and_is_nobody_to_wait_for():
    chair, deputy = term("chair", BoardRole.CHAIR), term("deputy", BoardRole.DEPUTY)
    asked = case(eligibility=Eligibility(dict([chair, deputy]), frozenset(), {}))

    assert [user.pk for user in asked.deciders(BoardRole.CHAIR)] == ["chair"]
    chair[1].declared_on = None
    assert [user.pk for user in asked.deciders(BoardRole.CHAIR)] == []
    chair[1].declared_on, chair[1].user.credentials_expire_on = timezone.localdate(), date(2020, 1, 1)
    assert [user.pk for user in asked.deciders()] == ["deputy"]


def test_a_section_is_found_by_its_version_and_no_other():
    one, other = place("v1"), place("v2")

    assert case(one, other).place_of("v2") is other
    assert case(one, other).place_of("v3") is None


def test_the_last_word_of_a_member_is_the_last_of_their_own():
    asked = signed("a", verdict=Verdict.REQUEST_CHANGES)
    gone = signed("a", day=date(2026, 5, 2), verdict=Verdict.WITHDRAWN)
    here = place("v1", asked, signed("b"), gone, signed("c", day=date(2026, 5, 3)))

    assert here.last_of(SimpleNamespace(pk="a")) is gone
    assert here.last_of(SimpleNamespace(pk="d")) is None


def test_an_edition_is_reached_when_every_section_is():
    full, short = place("v1", approvals=[signed("a")]), place("v2")

    assert (case(full, short).reached, case(full, short).is_reached) == (1, False)
    assert (case(full, full).reached, case(full, full).is_reached) == (2, True)


@pytest.mark.parametrize(
    ("days", "reviewed"),
    [((), None), ((None,), None), ((3, None), None), ((3,), 3), ((3, 2), 2)],
    ids=["none", "never", "one-never", "one", "the-oldest"],
)
def test_an_edition_was_reviewed_when_its_oldest_section_was(days, reviewed):
    on = [place("v", reached_on=day and date(2026, 1, day)) for day in days]

    assert case(*on).last_reviewed == (reviewed and date(2026, 1, reviewed))


@pytest.mark.parametrize(
    ("days", "due"),
    [((), None), ((None,), None), ((3, None), 3), ((3, 2), 2)],
    ids=["none", "never", "one-never", "the-first"],
)
def test_a_review_is_due_when_the_first_section_s_is(days, due):
    on = [place("v", expires_on=day and date(2027, 1, day)) for day in days]

    assert case(*on).next_review_due == (due and date(2027, 1, due))


def judged(*rows: Signed, out: str = "", on: date = ON) -> Case:
    """A case of one section, of which two signatures are asked that hold for a year."""
    eligibility = Eligibility({}, frozenset({out}), {}, boards=frozenset({BOARD}))
    policy = PolicyVersion(sign_offs=2, months=12, sign_offs_by_kind={}, months_by_kind={}, specialties_by_kind={})
    bare = Case(None, policy, eligibility, (place("v1"),), (), on=on)
    return bare.with_signatures(rows) if rows else bare


def test_signatures_given_are_counted_in_the_section_that_has_their_version():
    two = signed("a"), signed("b")

    assert judged().with_signatures(two).is_reached
    assert not judged().with_signatures([two[0], signed("b", version="v2")]).is_reached
    assert judged(two[0]).with_signatures([two[1]]).sections[0].sign_offs == two
    before = judged(two[0])
    assert before.with_signatures([]) == before


def test_a_section_that_no_new_signature_is_for_stays_as_it_is():
    other = place("v2", signed("c", version="v2"))
    before = judged(signed("a"))
    both = Case(None, before.policy, before.eligibility, (*before.sections, other), (), on=ON)

    assert both.with_signatures([signed("b")]).sections[1] is other


def test_what_has_only_expired_is_not_lost_and_what_no_longer_counts_is():
    rows = signed("a"), signed("b")
    expired = judged(*rows, on=date(2027, 5, 1))

    assert (expired.is_reached, expired.as_if_nothing_expired().is_reached, expired.lost()) == (False, True, ())
    without = judged(*rows, out="b")
    assert [one.part.version.pk for one in without.lost()] == ["v1"]
    assert judged(*rows).lost() == ()


# What is read


@pytest.mark.django_db
def test_what_was_said_of_a_version_is_read_in_its_order_with_all_that_counts():
    scene = make_scene()
    version = scene.version("part-1")
    asked = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Why?", by=scene.member)
    sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.member)
    given = sign(version=version, verdict=Verdict.APPROVE, by=scene.second)
    settle_request(sign_off=asked, reason="It says so already.", by=scene.chair)

    with CaptureQueriesContext(connection) as queries:
        found = signed_rows([version])

    assert [(one.id, one.settled) for one in found[version.pk]] == [(asked.pk, True), (given.pk, False)]
    assert (set(found), len(queries)) == ({version.pk}, 1)
    first = found[version.pk][0]
    assert (first.user, first.verdict, first.note) == (scene.member.pk, Verdict.REQUEST_CHANGES, "Why?")
    assert (first.version, first.digest, first.board) == (version.pk, asked.digest, scene.board.pk)
    assert (first.at, first.name) == (asked.at, asked.printed_name)
    assert (signed_of(asked).settled, signed_of(asked, settled=True).settled) == (False, True)


def test_what_was_said_is_in_the_order_of_its_moments_whatever_order_it_is_read_in(monkeypatch):
    """And of one moment in the order of ids, as PostgreSQL takes the latest."""
    early, late = timezone.now(), timezone.now() + timedelta(hours=1)
    rows = [(pk, "v1", "a", "approve", at, "", "", "", [], "b", None) for pk, at in ((2, late), (3, early), (1, late))]
    monkeypatch.setattr(case_module, "_given", lambda versions: rows)

    assert [one.id for one in signed_rows([SimpleNamespace(pk="v1")])["v1"]] == [3, 1, 2]


@pytest.mark.django_db
def test_sentences_at_risk_are_looked_for_only_in_what_may_still_be_approved(monkeypatch):
    live, submitted = make_published(), make_submitted()
    asked = []
    monkeypatch.setattr(case_module, "sentences_at_risk_in", lambda editions: asked.extend(editions) or {})

    cases_of([live, submitted])

    assert asked == [submitted]


@pytest.mark.django_db
def test_no_case_is_read_where_no_edition_is_asked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert cases_of([]) == {}


@pytest.mark.django_db
def test_a_case_is_of_today_unless_a_day_is_named():
    edition = make_submitted()

    assert case_of(edition).on == timezone.localdate()
    assert case_of(edition, on=ON).on == ON


@pytest.mark.django_db
def test_a_case_has_the_sections_of_its_own_edition_with_their_signatures():
    make_board()
    one, other = make_submitted(sections=1), make_submitted(sections=2)
    member = make_member(case_of(one).board)
    sign_all(other, member)

    cases = cases_of([one, other])

    assert {pk: len(found.sections) for pk, found in cases.items()} == {one.pk: 2, other.pk: 3}
    assert [len(place.sign_offs) for place in cases[one.pk].sections] == [0, 0]
    assert [place.standing.signed for place in cases[other.pk].sections] == [1, 1, 1]
    assert (cases[one.pk].is_prospect, case_of(make_draft(by=make_editor())).is_prospect) == (False, True)
    assert cases[one.pk].relation(member).is_member


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    return make_scene()


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


@pytest.mark.parametrize(
    ("waits", "how"),
    [
        (1, lambda scene: comment_on(scene, must_be_answered=True)),
        (0, lambda scene: comment_on(scene)),
        (0, lambda scene: resolve_comment(comment=comment_on(scene, must_be_answered=True), by=scene.member)),
    ],
    ids=["must-be-answered", "need-not", "resolved"],
)
def test_comments_that_must_be_answered_wait_until_they_are_resolved(scene, waits, how):
    other = make_submitted(by=scene.editor)
    said = how(scene)

    cases = cases_of([scene.edition, other])

    assert [one.pk for one in cases[scene.edition.pk].open_comments] == [said.pk] * waits
    assert cases[other.pk].open_comments == ()


def test_beside_one_that_must_be_answered_another_comment_does_not_wait(scene):
    must, _other = comment_on(scene, must_be_answered=True), comment_on(scene)

    assert case_of(scene.edition).open_comments == (must,)


def test_what_waits_is_read_with_its_section_and_author(scene, django_assert_num_queries):
    comment_on(scene, must_be_answered=True)
    [found] = case_of(scene.edition).open_comments

    with django_assert_num_queries(0):
        assert (found.section.anchor, found.author) == ("part-1", scene.member)


@pytest.mark.django_db
def test_readers_have_the_live_edition_of_the_same_article_only():
    live = make_published()
    other = make_submitted()
    approved = make_approved()

    cases = cases_of([live, other, approved])

    assert [cases[one.pk].live for one in (live, other, approved)] == [live, None, None]


@pytest.mark.django_db
def test_an_approval_stands_until_it_is_revoked(django_assert_num_queries):
    board = make_board(sign_offs=1)
    editions: list[Any] = [make_submitted(), make_submitted()]
    sign_all(editions[0], make_member(board))
    chair = make_chair(board)
    given = approve(edition=editions[0], by=chair)

    cases = cases_of(editions)

    assert [cases[one.pk].approval for one in editions] == [given, None]
    with django_assert_num_queries(0):
        assert cases[editions[0].pk].approval.by == chair
    revoke_approval(edition=editions[0], reason="A doubt.", by=chair)
    assert case_of(editions[0]).approval is None


@pytest.mark.django_db
def test_after_a_second_approval_the_second_stands():
    board = make_board(sign_offs=1)
    edition, chair = make_submitted(), make_chair(board)
    sign_all(edition, make_member(board))
    approve(edition=edition, by=chair)
    revoke_approval(edition=edition, reason="A doubt.", by=chair)

    second = approve(edition=edition, by=chair)
    publish(edition_id=edition.pk)

    assert case_of(edition).approval == second

"""An edition is judged by its own policy and board, whatever its article's policy is; what is absent refuses."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions import open_edition
from articles.queries import part_of
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Refused
from reviews.actions import (
    begin_review,
    create_policy,
    return_to_editor,
    set_article_policy,
    submit,
    take_back,
)
from reviews.actions.boards import create_board
from reviews.enums import Approvers, BoardRole, Verdict
from reviews.models import Approval, ReviewPolicy, SignOff
from reviews.rules.case import case_of, cases_of
from reviews.rules.permissions import judges, leads, may_review
from reviews.rules.policies import boards_of, policy_version_for
from reviews.rules.queries import articles_of_boards, editions_in_review
from reviews.rules.requirements import approver_issues
from reviews.rules.signoffs import signing_places
from tests import builders
from tests.builders import (
    approve,
    article_of,
    codes,
    edit,
    make_administrator,
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

pytestmark = pytest.mark.django_db


def other_board(name: str = "Another board", **asks):
    """A board beside the default one, with a policy of its own."""
    board = create_board(name=name, by=make_administrator())
    create_policy(board=board, name=f"{name} policy", by=make_administrator(), **asks)
    return board


def moved(edition, board, by) -> None:
    """The owner gives the article that board's policy while the edition is open."""
    set_article_policy(article=article_of(edition), policy=ReviewPolicy.objects.get(board=board), by=by)


# Whose edition it is


def test_an_edition_stays_with_its_board_whatever_policy_its_article_gets():
    ours, editor = make_board(), make_editor()
    edition = make_submitted(by=editor)
    theirs = other_board()
    moved(edition, theirs, editor)
    version, stranger = part_of(edition, "part-1").version, make_member(theirs)

    assert case_of(edition).board == ours
    with pytest.raises(PermissionDenied):
        sign(version=version, verdict=Verdict.APPROVE, by=stranger)
    assert sign(version=version, verdict=Verdict.APPROVE, by=make_member(ours)).board == ours


def test_the_chair_of_the_article_s_new_board_approves_nothing_of_the_old_one_s():
    ours, editor = make_board(), make_editor()
    edition = make_submitted(by=editor)
    sign_all(edition, make_member(ours), make_member(ours))
    theirs = other_board(approvers=Approvers.CHAIR)
    moved(edition, theirs, editor)

    with pytest.raises(PermissionDenied):
        approve(edition=edition, by=make_chair(theirs))
    assert approve(edition=edition, by=make_chair(ours)).edition == edition


def test_an_approver_without_a_term_or_a_declaration_is_refused():
    board = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))
    undeclared = make_member(board, "New Chair", role=BoardRole.CHAIR, declares=False)
    case = case_of(edition)

    assert [issue.code for issue in approver_issues(case, make_editor())] == ["not-leading"]
    assert [issue.code for issue in case.eligibility.readiness(make_editor())] == ["not-on-board"]
    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=undeclared)
    assert codes(refused) == ["not-declared"]


def test_postgresql_takes_no_approval_of_who_declared_nothing(monkeypatch):
    board = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(board), make_member(board))
    undeclared = make_member(board, "New Chair", role=BoardRole.CHAIR, declares=False)
    monkeypatch.setattr("reviews.actions.decisions.to_approve", lambda *asked: [])

    with pytest.raises(IntegrityError, match="has declared their interests"), transaction.atomic():
        approve(edition=edition, by=undeclared)


def test_a_draft_has_a_prospect_from_its_article_s_policy_and_an_edition_keeps_what_it_was_given():
    make_board()
    editor, theirs = make_editor(), other_board()
    draft = make_draft(by=editor)

    before = case_of(draft)
    moved(draft, theirs, editor)
    after = case_of(draft)
    submitted = submit(edition=draft, by=editor)
    set_article_policy(article=article_of(draft), policy=ReviewPolicy.objects.get(is_default=True), by=editor)

    assert (before.is_prospect, before.board == theirs, after.board == theirs) == (True, False, True)
    assert (case_of(submitted).is_prospect, case_of(submitted).board) == (False, theirs)


def test_an_edition_that_was_submitted_without_any_policy_is_judged_by_nobody(monkeypatch):
    make_board()
    edition = make_submitted()
    monkeypatch.setattr("reviews.rules.policies._policies", lambda editions: [])

    with pytest.raises(Refused) as refused:
        policy_version_for(edition)

    assert codes(refused) == ["no-policy"]


def test_a_chair_of_two_boards_signs_for_the_one_that_judges_the_edition():
    ours = make_board()
    edition = make_submitted()
    theirs = other_board()
    both = make_chair(theirs)
    builders.add_member(board=ours, user=both, by=make_administrator())

    signature = sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=both)

    assert signature.board == ours
    assert (leads(both, edition), judges(both, edition)) == (False, True)


def test_two_boards_have_the_live_edition_and_the_next_one():
    ours, editor = make_board(), make_editor()
    live = make_published(by=editor)
    theirs = other_board()
    moved(live, theirs, editor)
    draft = open_edition(article=article_of(live), by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)
    builders.confirm_all(draft, by=editor)
    second = submit(edition=draft, by=editor)
    ours_member, theirs_member = make_member(ours), make_member(theirs)
    carried = part_of(live, "part-2").version

    assert boards_of(article_of(live)) == {ours.pk, theirs.pk}
    assert list(editions_in_review(theirs_member)) == [second]
    assert list(editions_in_review(ours_member)) == []
    assert signing_places(second.article, [carried], ours_member)[carried.pk].edition == live
    assert signing_places(second.article, [carried], theirs_member)[carried.pk].edition == second
    assert sign(version=carried, verdict=Verdict.APPROVE, by=ours_member).board == ours
    assert not case_of(second).sections[2].standing.approvals


def test_articles_of_boards_is_what_boards_of_says_seen_from_the_board():
    ours, editor = make_board(), make_editor()
    live, draft = make_published(by=editor), make_draft(by=editor)
    theirs = other_board()
    moved(live, theirs, editor)
    moved(draft, theirs, editor)
    moved(make_submitted(by=editor), theirs, editor)

    for board in (ours, theirs):
        found = set(articles_of_boards([board.pk]))
        concerned = {one for one in type(live.article).objects.all() if board.pk in boards_of(one)}
        never = {one for one in concerned if not one.editions.filter(submitted_at__isnull=False).exists()}
        assert found == concerned - never
    assert may_review(make_member(ours), article_of(live))
    assert not may_review(make_member(theirs), article_of(live))


# A signature for a version of another article


def test_a_signature_for_a_version_of_another_article_is_refused():
    board = make_board()
    one, other = make_submitted(), make_submitted()
    here, there = part_of(one, "part-1").version, part_of(other, "part-1").version
    member = make_member(board)
    places = signing_places(one.article, [here], member) | signing_places(other.article, [there], member)
    decisions = [
        builders.actions.Decided(version, Verdict.APPROVE, screen=places[version.pk].screen.token)
        for version in (here, there)
    ]

    with pytest.raises(Refused) as refused:
        builders.actions.sign_several(decisions=decisions, by=member, authentication=builders.just_proved(member))

    assert (codes(refused), SignOff.objects.count()) == (["version-changed"], 0)


def test_postgresql_takes_no_approval_that_counts_a_signature_on_other_words(monkeypatch):
    board = make_board(sign_offs=1)
    one, other = make_submitted(), make_submitted()
    member = make_member(board)
    sign_all(other, member)
    begin_review(edition=one, by=member)
    strange = case_of(other).sections
    monkeypatch.setattr("reviews.actions.decisions.to_approve", lambda *asked: [])
    monkeypatch.setattr(
        "reviews.actions.decisions.case_of", lambda edition: replace(case_of(edition), sections=strange)
    )

    with pytest.raises(IntegrityError, match="only signatures on its own words"), transaction.atomic():
        approve(edition=one, by=make_chair(board))


def test_postgresql_takes_no_approval_with_too_few_signatures(monkeypatch):
    board = make_board()
    edition = make_submitted()
    sign_all(edition, make_member(board))
    monkeypatch.setattr("reviews.actions.decisions.to_approve", lambda *asked: [])

    with pytest.raises(IntegrityError, match="as many signatures on every section"), transaction.atomic():
        approve(edition=edition, by=make_chair(board))


def test_postgresql_takes_no_approval_on_another_basis_without_its_signatures(monkeypatch):
    board = make_board()
    edition = make_submitted()
    begin_review(edition=edition, by=make_member(board))
    monkeypatch.setattr("reviews.actions.decisions.to_approve", lambda *asked: [])
    create = Approval.objects.create
    monkeypatch.setattr(
        "reviews.actions.decisions.Approval.objects.create", lambda **row: create(**{**row, **on_trust(row)})
    )

    with pytest.raises(IntegrityError, match="as many signatures on every section"), transaction.atomic():
        approve(edition=edition, by=make_chair(board))


def on_trust(row):
    content = canonical_json({**json.loads(row["content"]), "basis": "trust", "reason": "They are good."})
    return {"basis": "trust", "reason": "They are good.", "content": content, "digest": sha256(content)}


# Sent twice, signed once


def test_the_same_form_sent_again_is_signed_once():
    board = make_board()
    edition, member = make_submitted(), make_member(board)
    version = part_of(edition, "part-1").version
    screen = signing_places(edition.article, [version], member)[version.pk].screen.token

    first = sign(version=version, verdict=Verdict.APPROVE, by=member, screen=screen)
    with pytest.raises(Refused) as again:
        sign(version=version, verdict=Verdict.APPROVE, by=member, screen=screen)
    renewed = sign(version=version, verdict=Verdict.APPROVE, by=member)

    assert (codes(again), first.follows, renewed.follows) == (["signed-since"], None, first)


def test_postgresql_takes_no_second_verdict_that_follows_the_same_one(monkeypatch):
    board = make_board()
    edition, member = make_submitted(), make_member(board)
    version = part_of(edition, "part-1").version
    sign(version=version, verdict=Verdict.APPROVE, by=member)
    monkeypatch.setattr("reviews.rules.case.SectionProgress.last_of", lambda place, user: None)

    with pytest.raises(IntegrityError), transaction.atomic():
        sign(version=version, verdict=Verdict.APPROVE, by=member)


# Reading


def test_several_cases_cost_as_many_queries_as_one():
    make_board()
    editions = [make_submitted() for _ in range(3)]
    for edition in editions:
        edition.article.owner  # noqa: B018 - read before the counting

    with CaptureQueriesContext(
        connection,
    ) as one:
        cases_of(editions[:1])
    with CaptureQueriesContext(connection) as three:
        cases_of(editions)

    assert len(one) == len(three) <= 15


def test_a_case_with_signatures_is_what_is_read_afterwards():
    board = make_board(sign_offs=1)
    edition, member = make_submitted(), make_member(board)
    before = case_of(edition)
    version = part_of(edition, "part-1").version

    signed = sign(version=version, verdict=Verdict.APPROVE, by=member)
    read = case_of(edition)
    [row] = [one for place in read.sections for one in place.sign_offs]

    assert signed.pk == row.id
    assert before.with_signatures([row]).sections == read.sections


def test_what_was_returned_or_taken_back_stays_with_its_board():
    board, editor = make_board(), make_editor()
    returned, taken = make_submitted(by=editor), make_submitted(by=editor)
    return_to_editor(edition=returned, text="Mend it.", by=make_chair(board))
    take_back(edition=taken, by=editor)
    theirs = other_board()
    for edition in (returned, taken):
        moved(edition, theirs, editor)

        assert case_of(edition).board == board
        assert boards_of(article_of(edition)) == {board.pk}

"""Whoever is named on an edition is somebody: their account, or somebody without one; and never its judge."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.actions import contributors as authoring
from articles.actions import open_edition, set_bylines
from articles.actions.freezing import freeze_edition
from articles.models import Contribution, Contributor, PublicPage
from articles.queries import parts_of
from articles.requirements import draft_facts, draft_issues
from editorial.accounts.models import User
from editorial.shared.issues import Refused
from reviews.actions import begin_review, publish, save_contributor, submit
from reviews.enums import Verdict
from reviews.models import Approval, Notice, ReviewPolicy, SignOff
from reviews.rules.case import case_of
from reviews.rules.eligibility import contributors_to
from reviews.verification import signer_failure
from tests.builders import (
    approve,
    confirm_all,
    make_administrator,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_user,
    sign,
    sign_all,
    sit_down,
)

pytestmark = pytest.mark.django_db


def codes(refused) -> list[str]:
    return [issue.code for issue in refused.value.issues]


@pytest.fixture
def editor() -> User:
    return make_editor("Desk Editor")


@pytest.fixture
def board():
    return make_board()


def a_draft(editor: User, name: str = "Dr T. Author", *, sections: int = 1, **said):
    """A draft that names one person, of whom is said what is said."""
    edition = make_draft(by=editor, sections=sections)
    person = authoring.save_contributor(by=editor, name=name, credentials="MD", interests="none", **said)
    set_bylines(edition=edition, bylines=[(person, "author")], by=editor)
    return edition, person


def link(person: Contributor, user: User, by: User) -> Contributor:
    return save_contributor(
        by=by,
        contributor=person,
        name=person.name,
        credentials=person.credentials,
        interests=person.interests,
        user=user,
    )


# Before submission


def test_an_edition_is_not_submitted_while_nobody_said_who_is_named(board, editor):
    edition, _ = a_draft(editor)

    with pytest.raises(Refused) as refused:
        submit(edition=edition, by=editor)

    assert codes(refused) == ["unknown-person"]
    with pytest.raises(IntegrityError, match="said who they are"), transaction.atomic():
        freeze_edition(edition, draft_facts([edition])[edition.pk], policy=None, by=editor)


def test_an_edition_is_submitted_once_it_was_said_that_they_have_no_account(board, editor):
    edition, person = a_draft(editor)
    save_contributor(by=editor, contributor=person, name=person.name, credentials="MD", interests="none", outsider=True)

    assert submit(edition=edition, by=editor).submitted_at


def test_a_board_member_is_not_passed_over_as_somebody_without_account(board, editor):
    member = make_member(board, "Tessa Author")
    said = {"by": editor, "name": "Dr T. Author, MD", "credentials": "MD", "interests": "none", "outsider": True}

    with pytest.raises(Refused) as refused:
        save_contributor(**said)

    assert codes(refused) == ["same-name"]
    assert "Tessa Author, MD" in refused.value.issues[0].message
    assert save_contributor(**said, other_than=[member]).other_than == [member.pk]


def test_an_account_of_the_same_name_that_was_made_later_is_asked_about_at_submission(board, editor):
    edition, _ = a_draft(editor, "Tessa Author", outsider=True)
    assert not draft_issues(edition)
    make_member(board, "Tessa Author")

    assert [issue.code for issue in draft_issues(edition)] == ["same-name"]


def test_who_somebody_is_once_said_stays_said_in_the_database_too(editor):
    _, outsider = a_draft(editor, outsider=True)
    _, member = a_draft(editor, user=make_user("Somebody Else"))
    other = make_user("Another")

    for row, change in ((outsider, {"is_outsider": False}), (member, {"user": None}), (member, {"user": other})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contributor.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contributor.objects.filter(pk=member.pk).update(is_outsider=True)


# An account that is given later


def test_a_signature_of_somebody_who_turns_out_to_be_the_author_counts_no_more(board, editor):
    edition, person = a_draft(editor, "Dr T. Author", outsider=True)
    edition = submit(edition=edition, by=editor)
    member, chair = make_member(board, "Tess Miller"), make_chair(board)
    sign_all(edition, member)
    assert [place.standing.signed for place in case_of(edition).sections] == [1, 1]

    link(person, member, editor)

    case = case_of(edition)
    assert [place.standing.signed for place in case.sections] == [0, 0]
    assert case.relation(member).had_a_hand
    notice = Notice.objects.get(person=chair, article=edition.article, kind="review_due")
    assert "Dr T. Author, who is named on edition 1, is Tess Miller" in notice.text
    with pytest.raises(Refused) as refused:
        sign(version=parts_of(edition)[1].version, verdict=Verdict.APPROVE, by=member)
    assert "contributor" in codes(refused)


def test_an_account_given_later_counts_in_what_came_of_these_words(board, editor):
    edition, person = a_draft(editor, outsider=True)
    edition = submit(edition=edition, by=editor)
    member = make_member(board, "Tess Miller")

    link(person, member, editor)

    versions = [part.version for part in parts_of(edition)]
    assert all(member.pk in hands for hands in contributors_to(versions).values())
    rows = Contribution.objects.filter(user=member, part="named")
    assert {row.version_id for row in rows} == {version.pk for version in versions}


def test_an_account_given_later_is_a_finding_on_a_live_page_until_somebody_else_has_signed(board, editor):
    edition, person = a_draft(editor, outsider=True)
    edition = submit(edition=edition, by=editor)
    first, second, third = (make_member(board, name) for name in ("Tess Miller", "Second Member", "Third Member"))
    sign_all(edition, first, second)
    approve(edition=edition, by=make_chair(board))
    publish(edition_id=edition.pk)
    edition.refresh_from_db()
    assert signer_failure(edition) is None

    link(person, first, editor)

    assert "Tess Miller" in signer_failure(edition).problem
    assert PublicPage.objects.filter(article=edition.article, stale_since__isnull=False).exists()
    sign_all(edition, third)
    assert signer_failure(edition) is None


def test_nobody_is_told_of_an_account_that_signed_nothing(board, editor):
    edition, person = a_draft(editor, outsider=True)
    submit(edition=edition, by=editor)
    make_chair(board)

    link(person, make_member(board, "Tess Miller"), editor)

    assert not Notice.objects.filter(kind="review_due").exists()


# Named over words that were signed before


@pytest.fixture
def carried():
    """A live edition that two signed, and the next one, which carries the words and names one of them."""
    editor = make_editor("Desk Editor")
    first = make_approved(by=editor, sections=1)
    publish(edition_id=first.pk)
    signer = User.objects.get(display_name="First Member")
    draft = open_edition(article=first.article, by=editor)
    author = authoring.save_contributor(by=editor, name="First Member", credentials="MD", interests="none", user=signer)
    set_bylines(edition=draft, bylines=[(author, "author")], by=editor)
    confirm_all(draft, by=editor)
    return submit(edition=draft, by=editor), signer


def test_a_signer_named_on_the_next_edition_counts_there_no_more(carried):
    edition, signer = carried
    board = ReviewPolicy.objects.get(is_default=True).board
    chair = User.objects.get(display_name="Board Chair")

    assert [place.standing.signed for place in case_of(edition).sections] == [1, 1]
    with pytest.raises(Refused) as refused:
        sign(version=parts_of(edition)[1].version, verdict=Verdict.APPROVE, by=signer)
    assert "contributor" in codes(refused)
    with pytest.raises(Refused) as refused:
        approve(edition=begin_review(edition=edition, by=chair), by=chair)
    assert "signatures-missing" in codes(refused)

    sign_all(edition, make_member(board, "Third Member"))
    approve(edition=edition, by=chair)
    counted = Approval.objects.get(edition=edition).content
    assert not any(one.digest in counted for one in SignOff.objects.filter(user=signer))


def test_postgresql_approves_nothing_on_the_signature_of_somebody_named(carried, monkeypatch):
    edition, _ = carried
    monkeypatch.setattr("reviews.rules.eligibility.Eligibility.had_a_hand_in", lambda *args: False)

    begin_review(edition=edition, by=User.objects.get(display_name="Second Member"))

    with pytest.raises(IntegrityError, match="named over them"), transaction.atomic():
        approve(edition=edition, by=User.objects.get(display_name="Board Chair"))


# The desk


def test_the_desk_asks_which_of_two_people_of_a_name_it_is(client, board, editor):
    member = make_member(board, "Tessa Author")
    edition = make_draft(by=editor, sections=1, complete=False)
    page = reverse("desk:contributors", args=[edition.article.slug])
    said = {"name": "Dr T. Author", "credentials": "MD", "interests": "none", "role": "author", "account": "none"}
    sit_down(client, editor)

    first = client.post(page, said)
    assert first.status_code == 422
    assert "Tessa Author, MD" in first.content.decode()
    assert "other_than" in first.context["form"].errors
    client.post(page, {**said, "other_than": "on"})
    client.post(page, {**said, "name": "Tess Author", "account": str(member.pk)})

    named = [(row.contributor.user, row.contributor.other_than) for row in edition.bylines.all()]
    assert named == [(None, [member.pk]), (member, [])]


def test_the_desk_gives_somebody_named_their_account_once(client, board, editor):
    edition, person = a_draft(editor)
    member, other = make_member(board, "Tess Miller"), make_member(board, "Another Member")
    page = reverse("desk:contributor", args=[edition.article.slug, person.pk])
    said = {"name": person.name, "credentials": "MD", "interests": "none"}
    sit_down(client, editor)

    client.post(page, {**said, "account": str(member.pk)})
    client.post(page, {**said, "account": str(other.pk)})

    person.refresh_from_db()
    assert person.user == member
    assert "account" not in client.get(page).context["form"].fields


def test_names_on_other_desks_drafts_are_not_offered(client, editor):
    _, unknown = a_draft(make_editor("Another Editor"), "Secret Name", outsider=True)
    mine = make_draft(by=editor)
    sit_down(client, editor)
    page = reverse("desk:contributors", args=[mine.article.slug])

    assert "Secret Name" not in client.get(page).content.decode()
    named = reverse("desk:name_known", args=[mine.article.slug])
    client.post(named, {"contributor": str(unknown.pk), "role": "editor"})
    assert not mine.bylines.filter(contributor=unknown).exists()


def test_the_administration_links_an_account_through_the_same_action(client, board, editor):
    edition, person = a_draft(editor, outsider=True)
    edition = submit(edition=edition, by=editor)
    member, chair = make_member(board, "Tess Miller"), make_chair(board)
    sign_all(edition, member)
    sit_down(client, make_administrator())

    page = reverse("admin:articles_contributor_change", args=[person.pk])
    said = {"name": person.name, "credentials": "MD", "interests": "none", "user": member.pk, "is_outsider": "on"}
    assert client.post(page, said).status_code == 302

    person.refresh_from_db()
    assert (person.user, person.is_outsider) == (member, False)
    assert Notice.objects.filter(person=chair, kind="review_due").exists()

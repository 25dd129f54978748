"""Signing: promise 4, "no one approves their own words", and who may sign at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.actions import (
    open_edition,
    set_bylines,
)
from articles.actions.contributors import contributor_for_user, save_contributor
from articles.enums import EditionState
from articles.queries import part_of
from editorial.record.actions import article_chain
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import add_comment, declare_interest, recuse, submit, take_back
from reviews.enums import Verdict
from reviews.models import SignOff
from reviews.rules.case import case_of
from tests.builders import (
    codes,
    confirm_all,
    edit,
    make_board,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db


def test_a_signature_carries_over_to_an_edition_that_keeps_the_section(board, editor):
    edition = make_submitted(by=editor)
    one, two = make_member(board), make_member(board)
    sign_all(edition, one, two)
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-2", "<p>Mended.</p>", by=editor)
    confirm_all(draft, by=editor)
    again = submit(edition=draft, by=editor)

    reached = {s.part.section.anchor: s.standing.is_reached for s in case_of(again).sections}

    assert reached == {"front": True, "part-1": True, "part-2": False}


def test_members_go_on_signing_an_edition_that_was_taken_back(board, editor):
    edition = make_submitted(by=editor)
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-2", "<p>Mended.</p>", by=editor)

    given = sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=make_member(board))

    assert given.edition == edition


def test_words_that_are_no_longer_under_review_are_not_signed(board, editor):
    edition = make_submitted(by=editor)
    old = part_of(edition, "part-2").version
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-2", "<p>Mended.</p>", by=editor)
    confirm_all(draft, by=editor)
    submit(edition=draft, by=editor)

    with pytest.raises(Refused) as refused:
        sign(version=old, verdict=Verdict.APPROVE, by=make_member(board))

    assert codes(refused) == ["version-changed"]
    assert SignOff.objects.count() == 0


def test_a_draft_is_not_signed(board, editor):
    draft = make_draft(by=editor)

    with pytest.raises(Refused) as refused:
        sign(version=part_of(draft, "part-1").version, verdict=Verdict.APPROVE, by=make_member(board))

    assert codes(refused) == ["version-changed"]


def wrote(edition, member, editor):
    draft = edition
    article = draft.article
    article.owner = member
    article.save()
    edit(draft, "part-1", "<p>Written by a member.</p>", by=member)
    article.owner = editor
    article.save()


def is_named(edition, member, editor):
    author = save_contributor(by=editor, name="A. Writer", credentials="BSc", interests="none", outsider=True)
    person = contributor_for_user(member, by=editor)
    save_contributor(by=editor, contributor=person, name="M", credentials="MD", interests="none")
    set_bylines(edition=edition, bylines=[(author, "author"), (person, "editor")], by=editor)


@pytest.mark.parametrize("contribute", [wrote, is_named])
def test_who_contributed_does_not_sign(board, editor, contribute):
    member = make_member(board)
    member.is_editor = True
    member.save()
    draft = make_draft(by=editor)
    contribute(draft, member, editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    version = part_of(edition, "part-1").version

    with pytest.raises(Refused) as refused:
        sign(version=version, verdict=Verdict.APPROVE, by=member)

    assert codes(refused) == ["contributor"]
    assert sign(version=version, verdict=Verdict.APPROVE, by=make_member(board)).version == version


def test_the_submitter_does_not_sign(board):
    member = make_member(board)
    member.is_editor = True
    member.save()
    edition = make_submitted(by=member)

    with pytest.raises(Refused) as refused:
        sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=member)

    assert codes(refused) == ["contributor"]


@pytest.mark.parametrize("conflict", ["interest", "recusal"])
def test_a_member_with_an_interest_comments_but_does_not_sign(board, editor, conflict):
    edition, member = make_submitted(by=editor), make_member(board)
    version = part_of(edition, "part-1").version
    if conflict == "interest":
        declare_interest(article=edition.article, statement="Paid by the maker.", by=member)
    else:
        recuse(article=edition.article, reason="A friend of the author.", by=member)

    with pytest.raises(Refused) as refused:
        sign(version=version, verdict=Verdict.APPROVE, by=member)

    assert codes(refused) == ["conflict"]
    assert add_comment(version=version, text="A thought.", by=member).author == member


def test_an_interest_declared_after_signing_takes_the_signature_out_of_the_count(board, editor):
    edition, member = make_submitted(by=editor), make_member(board)
    sign_all(edition, member, make_member(board))
    before = case_of(edition).reached
    declare_interest(article=edition.article, statement="Shares.", by=member)

    assert (before, case_of(edition).reached) == (3, 0)


@pytest.mark.parametrize(
    "who",
    ["editor", "stranger", "past member", "future member", "other board", "deactivated", "administrator"],
)
def test_only_members_with_a_running_term_sign(board, editor, who):
    today = timezone.localdate()
    people = {
        "editor": lambda: make_editor(),
        "stranger": lambda: make_editor(is_staff=False),
        "past member": lambda: make_member(board, ends_on=today - timedelta(days=1)),
        "future member": lambda: make_member(board, starts_on=today + timedelta(days=1)),
        "other board": lambda: make_member(make_board(name="Another board")),
        "deactivated": lambda: make_member(board),
        "administrator": lambda: make_editor(is_staff=True, is_superuser=True),
    }
    edition, person = make_submitted(by=editor), people[who]()
    if who == "deactivated":
        person.is_active = False
        person.save()

    with pytest.raises(PermissionDenied):
        sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=person)

    assert SignOff.objects.count() == 0


def test_a_term_that_ends_today_still_signs(board, editor):
    member = make_member(board, ends_on=timezone.localdate())
    edition = make_submitted(by=editor)

    assert sign(version=part_of(edition, "part-1").version, verdict=Verdict.APPROVE, by=member).user == member


def test_each_thing_that_a_signature_does_is_one_event(board, editor):
    """The first one also begins the review, which is another thing, done once; a signature is on record once."""
    edition = make_submitted(by=editor)
    before = Event.objects.filter(chain=article_chain(edition.article_id)).count()
    members = [make_member(board) for _ in range(2)]
    version = part_of(edition, "part-1").version

    for one in members:
        sign(version=version, verdict=Verdict.APPROVE, by=one)

    events = Event.objects.filter(chain=article_chain(edition.article_id)).order_by("seq")[before:]
    assert [(one.verb, one.subject) for one in events] == [
        ("edition.begin_review", f"edition:{edition.pk}"),
        ("section.signed", f"version:{version.pk}"),
        ("section.signed", f"version:{version.pk}"),
    ]


def test_a_signature_begins_the_review(board, editor):
    edition = make_submitted(by=editor)
    sign(version=part_of(edition, "front").version, verdict=Verdict.APPROVE, by=make_member(board))

    edition.refresh_from_db()
    assert edition.state == EditionState.UNDER_REVIEW

"""An account linked later counts from the start: also one linked before the product wrote that down, and one that
is linked in the moment of submission."""

import pytest
from django.core.management import call_command

from articles.actions import contributors as authoring
from articles.actions import set_bylines
from articles.actions.linking import linked_and_not_counted
from articles.models import Contribution, Contributor, Manifest
from articles.queries import parts_of
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import submit
from reviews.actions.contributors import count_all_linked_before, save_contributor
from reviews.models import Notice
from reviews.rules.eligibility import contributors_to
from tests.builders import make_board, make_chair, make_draft, make_editor, make_member, name_raw_rows, sign_all

from .test_races import failures, race

pytestmark = pytest.mark.django_db


def a_draft(editor, **said):
    draft = make_draft(by=editor)
    person = authoring.save_contributor(by=editor, name="Dr T", credentials="MD", interests="none", **said)
    set_bylines(edition=draft, bylines=[(person, "author")], by=editor)
    return draft, person


def hands(edition) -> list[bool]:
    return list(contributors_to(part.version for part in parts_of(edition)).values())


@pytest.fixture
def linked_before():
    """Submitted and signed; then somebody named was given their account as the administration once did it."""
    editor, board = make_editor(), make_board()
    member, chair = make_member(board, "Tess Miller"), make_chair(board)
    draft, person = a_draft(editor, outsider=True)
    edition = submit(edition=draft, by=editor)
    sign_all(edition, member)
    person.refresh_from_db()
    person.user, person.is_outsider = member, False
    person.save()
    name_raw_rows()
    return edition, member, chair


def test_an_account_linked_before_is_counted_by_the_next_migrate(linked_before):
    edition, member, chair = linked_before
    assert not any(member.pk in some for some in hands(edition))

    call_command("migrate", verbosity=0)

    assert all(member.pk in some for some in hands(edition))
    assert Event.objects.filter(verb="contributor.linked").count() == 1
    assert Notice.objects.filter(person=chair, article=edition.article, kind="review_due").exists()
    assert failures() == []


def test_counting_again_writes_nothing(linked_before):
    assert [count_all_linked_before(), count_all_linked_before()] == [1, 0]
    assert Event.objects.filter(verb="contributor.linked").count() == 1


def test_who_was_linked_at_submission_or_since_is_counted_already():
    editor, board = make_editor(), make_board()
    known, _ = a_draft(editor, user=make_member(board, "Known Member"))
    submit(edition=known, by=editor)
    later, person = a_draft(editor, outsider=True)
    submit(edition=later, by=editor)
    said = {"name": person.name, "credentials": "MD", "interests": "none"}
    save_contributor(by=editor, contributor=person, user=make_member(board, "Later Member"), **said)
    a_draft(editor, user=make_member(board, "Named In A Draft"))

    assert list(linked_and_not_counted()) == []


def test_words_carried_over_from_an_approved_edition_are_nobodys_new_hand(linked_before):
    edition, member, _ = linked_before
    count_all_linked_before()
    rows = Contribution.objects.filter(user=member, part="named")

    assert {row.version_id for row in rows} == {part.version.pk for part in parts_of(edition)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_an_account_given_in_the_moment_of_submission_counts(round_):
    editor, board = make_editor(), make_board()
    member = make_member(board, "Tess Miller")
    draft, person = a_draft(editor, outsider=True)
    said = {"name": person.name, "credentials": "MD", "interests": "none"}

    results = race(
        lambda: submit(edition=draft, by=editor),
        lambda: save_contributor(by=editor, contributor=person, user=member, **said),
    )

    assert Manifest.objects.filter(edition=draft).exists(), results
    linked, refused = Contributor.objects.get(pk=person.pk), isinstance(results[1], Refused)
    assert (linked.user_id is None) == refused  # “just being submitted: save this again”
    assert all((member.pk in some) != refused for some in hands(draft))
    assert list(linked_and_not_counted()) == []
    assert failures() == []

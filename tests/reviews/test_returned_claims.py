"""What nobody takes upon themselves in a file that came back: another's remark, a demand, another's file."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import Collaborator
from editorial.shared.issues import Refused
from reviews.actions import confirm_remark, say_who
from reviews.models import Comment, Notice
from reviews.room.returned import files_of
from tests.articles.returned.files import brought
from tests.builders import article_of, codes, make_board, make_editor, make_member, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The edition's editor, who brought a file of M. Ember; she and another member of the board."""
    editor, board = make_editor("Desk Editor"), make_board()
    edition = make_submitted(by=editor)
    row = brought(edition, by=editor, name="M. Ember")
    return row, editor, make_member(board, "Mary Ember"), make_member(board, "Somebody Else")


def remark(row):
    return Comment.objects.filter(returned__file=row).first()


def test_a_remark_of_somebody_who_is_known_is_confirmed_by_nobody_else(scene):
    row, editor, member, other = scene
    say_who(file=row, name="M. Ember", by=editor, user=member)

    for person in (other, editor):
        with pytest.raises(Refused) as refused:
            confirm_remark(comment=remark(row), by=person)
        assert codes(refused) == ["somebody-elses"]
    assert confirm_remark(comment=remark(row), by=member).author == member


def test_only_a_member_demands_an_answer_by_confirming(scene):
    row, editor, _, _ = scene
    assert not confirm_remark(comment=remark(row), by=editor, must_be_answered=True).must_be_answered


def test_a_member_demands_one(scene):
    row, _, member, _ = scene
    assert confirm_remark(comment=remark(row), by=member, must_be_answered=True).must_be_answered


def test_a_file_is_for_the_desk_and_for_who_brought_it(scene):
    row, editor, member, other = scene
    article = article_of(row)
    own = brought(row.edition, by=member, name="Mary Ember")

    assert {one.pk for one in files_of(article, editor)} == {row.pk, own.pk}
    assert [one.pk for one in files_of(article, member)] == [own.pk]
    assert not list(files_of(article, other))


def test_a_member_does_not_say_whose_a_name_is(scene):
    row, editor, member, other = scene

    with pytest.raises(PermissionDenied):
        say_who(file=row, name="M. Ember", by=member, user=other)
    say_who(file=row, name="M. Ember", by=editor, user=member)


def told(person) -> list[tuple[str, str, object]]:
    return [(one.text, one.url, one.article_id) for one in Notice.objects.filter(person=person, kind="mention")]


SAID = "Desk Editor said that words in a Word file are yours, so that you do not sign what came of them."


def test_whoever_is_said_to_have_written_hears_so_with_the_page_of_the_edition(scene):
    row, editor, member, other = scene
    say_who(file=row, name="M. Ember", by=editor, user=member)

    [(text, url, article)] = told(member)
    assert text == f"{SAID} If they are not, tell Desk Editor or the board."
    assert (url.endswith(f"/{row.edition.number}/"), article) == (True, row.article_id)
    assert told(other) == []


def test_who_may_not_see_the_article_hears_so_without_its_name(scene):
    row, editor, _, _ = scene
    stranger = make_editor("Mary Ember of Elsewhere")
    say_who(file=row, name="M. Ember", by=editor, user=stranger)

    [(text, url, article)] = told(stranger)
    assert text.startswith(SAID)
    assert (url, article, row.article.slug in text) == (reverse("notices"), None, False)


def test_a_colleague_at_the_desk_is_led_to_the_file(scene):
    row, editor, _, _ = scene
    colleague = make_editor("Colleague")
    Collaborator.objects.create(article=row.article, user=colleague)
    say_who(file=row, name="M. Ember", by=editor, user=colleague)

    assert [url.split("/")[-2] for _, url, _ in told(colleague)] == [str(row.pk)]


def test_nobody_is_told_of_what_they_said_of_themselves_or_of_nobodys_words(scene):
    row, editor, member, _ = scene
    say_who(file=row, name="M. Ember", by=editor, other_than=[member])
    second = brought(row.edition, by=editor, name="Desk Editor")
    say_who(file=second, name="Desk Editor", by=editor, user=editor)

    assert (told(member), told(editor)) == ([], [])

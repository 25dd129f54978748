"""Comments on a section, as the desk reads and answers them."""

import pytest

from articles.actions import save_section
from articles.models import Edition
from articles.queries import part_of
from articles.words.content import Wording
from reviews.actions import add_comment
from reviews.models import Comment
from tests.builders import article_of, make_board, make_draft, make_editor, make_member, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = make_editor("Owner")
    client.force_login(person)
    return person


def page_of(edition: Edition) -> str:
    return f"/desk/articles/{article_of(edition).slug}/sections/part-1/"


def test_a_comment_of_the_board_is_answered_and_resolved(client, editor):
    edition = make_draft(by=editor)
    comment = add_comment(version=part_of(edition, "part-1").version, text="How often?", quote="Text of", by=editor)

    client.post(f"{page_of(edition)}comments/", {"text": "Once a week.", "in_reply_to": comment.pk})
    client.post(f"{page_of(edition)}comments/{comment.pk}/", {"do": "resolve"})

    [(thread, *_)] = client.get(page_of(edition)).context["threads"]
    assert [answer.comment.text for answer in thread.answers] == ["Once a week."]
    assert (thread.is_resolved, thread.gone) == (True, False)


def test_what_the_board_wants_answered_is_not_resolved_by_the_desk(client, editor):
    member = make_member(make_board())
    edition = make_submitted(by=editor)
    comment = add_comment(
        version=part_of(edition, "part-1").version, text="How often?", by=member, must_be_answered=True
    )

    assert "Who asked for an answer, or the chair, resolves it." in client.get(page_of(edition)).text
    assert client.post(f"{page_of(edition)}comments/{comment.pk}/", {"do": "resolve"}).status_code == 403
    assert Comment.objects.get().resolved_at is None


def test_a_quotation_that_is_gone_is_marked(client, editor):
    edition = make_draft(by=editor)
    add_comment(version=part_of(edition, "part-1").version, text="Really?", quote="part 1", by=editor)
    version = part_of(edition, "part-1").version
    changed = Wording("Renamed", "<p>Other words.</p>")
    save_section(edition=edition, anchor="part-1", base_version=version.pk, base=changed, wordings={}, by=editor)

    [(thread, *_)] = client.get(page_of(edition)).context["threads"]

    assert thread.gone is True

"""Making notices: who is told, what about, and what somebody without the right never learns."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.actions import add_collaborator, open_edition, remove_collaborator, rename_article
from editorial.shared.audit import save_audited
from reviews.actions import hand_over, set_article_policy
from reviews.actions.notices.telling import lasting_path, mark_all_read, mark_read, tell
from reviews.enums import NoticeKind
from reviews.models import BoardMember, Notice, ReviewPolicy
from reviews.notices.reading import notices_for, titles_for
from tests.builders import (
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def told(*people, article=None, by=None, **more) -> int:
    defaults = {"kind": NoticeKind.COMMENT, "text": "Somebody commented.", "url": "/desk/"}
    return tell(people=people, article=article, by=by, **defaults | more)


def recipients() -> list[str]:
    return sorted(Notice.objects.values_list("person__display_name", flat=True))


def test_everybody_is_told_once_and_nobody_of_their_own_doing():
    first, second = make_user("First"), make_user("Second")

    assert told(first, second, first, by=second) == 1
    assert recipients() == ["First"]


def test_a_deactivated_account_is_not_told():
    assert told(make_user("Gone", is_active=False)) == 0


def test_of_a_submitted_edition_its_desk_and_its_board_are_told_and_no_other(board, editor):
    edition = make_submitted(by=editor)
    other_board = make_board(name="Another board")
    colleague = make_editor("Collaborator")
    add_collaborator(article=edition.article, user=colleague, by=editor)
    people = [editor, colleague, make_member(board, "Member"), make_editor("Other editor"), make_user("Reader")]
    people += [make_member(other_board, "Foreign member")]
    people += [make_member(board, "Past member", ends_on=timezone.localdate() - timezone.timedelta(days=1))]

    assert told(*people, article=edition.article) == 3
    assert recipients() == ["Collaborator", "Member", "Staff Editor"]


def test_of_a_draft_the_board_is_told_nothing(board, editor):
    draft = make_draft(by=editor)

    assert told(editor, make_member(board), article=draft.article) == 1
    assert recipients() == ["Staff Editor"]


def test_an_editor_who_no_longer_is_one_is_told_nothing(board, editor):
    edition = make_submitted(by=editor)
    editor.is_editor = False
    save_audited(editor, by=None, reason="Left")
    edition.article.refresh_from_db()

    assert told(editor, article=edition.article) == 0


def test_a_key_lets_a_person_be_told_one_thing_once():
    first, second = make_user("First"), make_user("Second")

    assert [told(first, once="x"), told(first, second, once="x"), told(first, once="y"), told(first)] == [1, 1, 1, 1]
    assert recipients() == ["First", "First", "First", "Second"]


def test_a_notice_is_one_line_of_bounded_length():
    told(make_user(), text="One\r\nBcc: other@example.org\n" + "x" * 900)

    text = Notice.objects.get().text
    assert (text[:27], len(text), text[-1]) == ("One Bcc: other@example.org ", 500, "…")


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_notice_leads_nowhere_else(url):
    with pytest.raises(ValueError, match="a page of this site"):
        told(make_user(), url=url)


def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(ValueError, match="gossip"):
        told(make_user(), kind="gossip")


def test_what_is_rolled_back_is_told_to_nobody():
    person = make_user()
    with transaction.atomic():
        told(person)
        transaction.set_rollback(True)

    assert Notice.objects.count() == 0


def test_the_link_follows_the_article_to_its_new_address(board, editor):
    edition = make_submitted(by=editor, slug="old")
    told(editor, article=edition.article, url="/desk/articles/old/history/old/")
    rename_article(article=edition.article, slug="newer", by=editor)

    assert Notice.objects.get().path == "/desk/articles/newer/history/old/"


def test_who_lost_the_right_no_longer_sees_the_notice(board, editor):
    edition = make_submitted(by=editor)
    member, colleague = make_member(board), make_editor()
    add_collaborator(article=edition.article, user=colleague, by=editor)
    told(member, colleague, editor, article=edition.article)
    before = [notices_for(person).count() for person in (member, colleague, editor)]

    term = BoardMember.objects.get(user=member)
    term.ends_on = timezone.localdate() - timezone.timedelta(days=1)
    save_audited(term, by=None, reason="Ended")
    remove_collaborator(article=edition.article, user=colleague, by=editor)

    assert before == [1, 1, 1]
    assert [notices_for(person).count() for person in (member, colleague, editor)] == [0, 0, 1]


def test_when_another_board_takes_over_the_first_no_longer_sees_the_notice(board, editor):
    edition = make_submitted(by=editor)
    member = make_member(board)
    told(member, article=edition.article)
    other = make_board(name="Another board")
    make_chair(other, "Chair Elsewhere")
    policy = ReviewPolicy.objects.get(board=other)
    set_article_policy(article=edition.article, policy=policy, by=editor)
    assert notices_for(member).count() == 1  # the edition stays with the board that has it

    version = policy.versions.latest("number")
    hand_over(edition=edition, version=version, reason="It is their field.", by=make_chair(board))

    assert notices_for(member).count() == 0


def test_the_board_knows_the_title_that_was_submitted_and_the_desk_the_drafts(board, editor):
    edition = make_published(by=editor)
    member = make_member(board)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "front", "<p>The lead.</p>", heading="A secret title", by=editor)
    ids = [edition.article_id]

    assert [titles_for(person, ids)[edition.article_id] for person in (member, editor)] == [
        "Muscle twitches",
        "A secret title",
    ]
    assert titles_for(make_user(), [make_draft().article_id]) == {}


def test_one_or_all_notices_are_read_and_nobody_elses(board):
    chair, other = make_chair(board), make_user("Other")
    for _ in range(3):
        told(chair, other)
    mark_read(notice=Notice.objects.filter(person=chair).first(), by=chair)

    assert (mark_all_read(by=chair), mark_all_read(by=chair)) == (2, 0)
    assert Notice.objects.filter(read_at__isnull=True).count() == 3
    with pytest.raises(Notice.DoesNotExist):
        mark_read(notice=Notice.objects.filter(person=other).first(), by=chair)


@pytest.mark.parametrize("slug", ["review", "desk", "sections"])
def test_a_notice_about_an_article_called_like_a_part_of_the_site_leads_to_it(slug):
    article = make_draft(slug=slug).article
    for name, args in (("desk:section", [slug, "part-1"]), ("review:edition", [slug, 1])):
        url = f"{reverse(name, args=args)}#comment-1"
        notice = Notice(article=article, url=lasting_path(url, article))
        assert notice.url.count("{article}") == 1
        assert notice.path == url
        article.slug = "another"
        assert notice.path == f"{reverse(name, args=['another', *args[1:]])}#comment-1"
        article.slug = slug

"""What the desk says of a draft stays at the desk: every way on which a comment could reach somebody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions import add_collaborator, open_edition
from articles.queries import part_of
from editorial.shared.audit import save_audited
from reviews.actions import (
    add_comment,
    answer_assignment,
    assign,
    comment_as_guest,
    invite_guest,
    recuse,
    submit,
    take_back,
)
from reviews.models import Comment, Notice
from reviews.record.dossier import dossier_of
from reviews.rules.case import case_of
from reviews.rules.comments import has_reached
from reviews.talk.mentions import names_around
from tests.builders import confirm_all, edit
from tests.reviews.scenes import comment_on, make_scene

pytestmark = pytest.mark.django_db

SECRET = "zaffre dosage"


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


@pytest.fixture
def draft(scene):
    """The next edition's draft, in which a section says what nobody outside the desk knows."""
    opened = draft_again(scene)
    edit(opened, "part-1", f"<p>About {SECRET} and the rest.</p>", by=scene.editor, heading=f"Of {SECRET}")
    return opened


def draft_again(scene):
    take_back(edition=scene.edition, by=scene.editor)
    return open_edition(article=scene.edition.article, by=scene.editor)


def _make_desk(person, draft):
    person.is_editor = True
    save_audited(person, by=draft.article.owner, reason="Works at the desk too")
    add_collaborator(article=draft.article, user=person, by=draft.article.owner)


def remark(scene, draft, **fields):
    fields.setdefault("text", f"@{scene.member.display_name} look at {SECRET}")
    fields.setdefault("quote", SECRET)
    return add_comment(version=part_of(draft, "part-1").version, by=scene.editor, **fields)


def handed_in(scene, draft):
    confirm_all(draft, by=scene.editor)
    return submit(edition=draft, by=scene.editor)


def test_a_comment_on_a_draft_is_on_no_page_of_the_board_until_these_words_are_submitted(scene, draft):
    comment = remark(scene, draft)
    desk = reverse("desk:section", args=[draft.article.slug, "part-1"])
    assert f"look at {SECRET}" in scene.client("editor").get(desk).content.decode()
    for role in ("member", "chair", "deputy", "conflicted"):
        assert SECRET not in scene.get(role).content.decode()
        assert scene.post(role, "reply", comment.pk, text="I saw it").status_code == 404

    handed_in(scene, draft)
    assert has_reached(comment)
    scene.edition = draft
    assert f"look at {SECRET}" in scene.get("member").content.decode()


def test_a_comment_on_words_that_were_changed_before_they_were_submitted_never_reaches_the_board(scene, draft):
    comment = remark(scene, draft)
    edit(draft, "part-1", "<p>Other words.</p>", by=scene.editor, heading="Something else")
    handed_in(scene, draft)
    scene.edition = draft
    assert not has_reached(comment)
    assert SECRET not in scene.get("chair").content.decode()
    dossier = dossier_of(draft, confidential=True)
    assert all(not section.comments for section in dossier.sections)
    assert all("commented" not in line.entry.text for line in dossier.events)


def test_nobody_of_the_board_is_told_of_it_or_offered_by_name(scene, draft):
    comment = remark(scene, draft)
    assert comment.mentioned == []
    assert not Notice.objects.filter(person=scene.member, text__contains="comment").exists()
    assert not Notice.objects.filter(text__contains=SECRET).exclude(person=scene.editor).exists()
    assert scene.member.display_name not in names_around(draft.article, scene.editor, reaches_board=False)
    assert scene.member.display_name in names_around(draft.article, scene.editor)


def test_a_mention_in_a_comment_on_submitted_words_tells_the_member(scene):
    comment = add_comment(
        version=scene.version("part-1"), text=f"@{scene.member.display_name} is that so?", by=scene.editor
    )
    assert comment.mentioned == [scene.member.pk]
    assert Notice.objects.filter(person=scene.member, text__contains="mentions you").count() == 1


def test_the_desks_answer_to_a_member_is_read_by_the_member_also_while_it_writes_a_draft(scene, draft):
    first = comment_on(scene, text="Is that so?")
    answer = remark(scene, draft, text="We are at it.", quote="", in_reply_to=first)
    assert answer.version == first.version
    assert has_reached(answer)
    assert "We are at it." in scene.get("member").content.decode()


def test_an_answer_that_quotes_the_draft_waits_for_it(scene, draft):
    first = comment_on(scene, text="Is that so?")
    answer = remark(scene, draft, text="Is this better?", in_reply_to=first)
    assert not has_reached(answer)
    page = scene.get("member").content.decode()
    assert "Is that so?" in page
    assert "Is this better?" not in page
    assert not Notice.objects.filter(person=scene.member, text__contains="replied").exists()
    handed_in(scene, draft)
    assert has_reached(answer)


def test_what_must_be_answered_blocks_only_where_the_board_can_read_it(scene, draft):
    _make_desk(scene.author_member, draft)
    kept = add_comment(
        version=part_of(draft, "part-1").version, text="Must it?", must_be_answered=True, by=scene.author_member
    )
    seen = comment_on(scene, text="It must.", must_be_answered=True)
    assert (kept.must_be_answered, seen.must_be_answered) == (False, True)
    assert [one.pk for one in case_of(scene.edition).open_comments] == [seen.pk]


def test_a_guest_reads_no_answer_that_quotes_a_draft(scene, draft):
    handed_in(scene, draft)
    scene.edition = draft
    guest, secret = invite_guest(
        edition=draft, name="An Expert", email="e@example.org", until=timezone.localdate(), by=scene.chair
    )
    asked = comment_as_guest(guest=guest, version=scene.version("part-1"), text="What of children?")
    later = draft_again(scene)
    edit(later, "part-1", "<p>Unseen cobalt words.</p>", by=scene.editor)
    version = part_of(later, "part-1").version
    add_comment(version=version, text="See below.", quote="Unseen cobalt words", in_reply_to=asked, by=scene.editor)
    add_comment(version=version, text="Thank you.", in_reply_to=asked, by=scene.editor)
    page = Client().get(f"/guest/{secret}/").content.decode()
    assert "Thank you." in page
    assert "cobalt" not in page
    assert "See below." not in page


def test_why_somebody_declined_or_keeps_out_is_for_who_leads_the_board(scene):
    assignment = assign(article=scene.edition.article, user=scene.second, by=scene.chair)
    answer_assignment(assignment=assignment, accept=False, reason="I quarrelled with the author.", by=scene.second)
    recuse(article=scene.edition.article, reason="The author is my brother.", by=scene.member)
    told = {"chair": True, "deputy": True, "conflicted": False, "author_member": False}
    for role, reads in told.items():
        page = scene.get(role).content.decode()
        assert ("I quarrelled" in page, "my brother" in page) == (reads, reads), role
    assert "my brother" in scene.get("member").content.decode()
    assert "I quarrelled" not in scene.get("member").content.decode()


def test_a_chair_who_wrote_the_article_does_not_read_why_members_keep_out_of_it(scene):
    draft = draft_again(scene)
    _make_desk(scene.chair, draft)
    recuse(article=draft.article, reason="The author is my brother.", by=scene.member)
    assert "my brother" not in scene.get("chair").content.decode()
    assert "my brother" in scene.get("deputy").content.decode()


def test_a_chain_of_answers_stands_under_the_first_comment(scene):
    first = comment_on(scene, text="Is that so?")
    answer = add_comment(version=first.version, text="Yes.", in_reply_to=first, by=scene.editor)
    again = add_comment(version=first.version, text="Thanks.", in_reply_to=answer, by=scene.member)
    assert Comment.objects.get(pk=again.pk).in_reply_to == first


def test_an_answer_to_an_answer_goes_as_far_as_the_first_comment(scene, draft):
    """From before answers to answers stood under the first comment."""
    submitted, not_yet = scene.version("part-1"), part_of(draft, "part-1").version
    of_draft, of_submitted = (chain_of_three(scene, first, submitted) for first in (not_yet, submitted))

    assert [has_reached(comment) for comment in of_draft] == [False, False, False]
    assert [has_reached(comment) for comment in of_submitted] == [True, True, True]


def chain_of_three(scene, first, then) -> list[Comment]:
    said = {"article": scene.edition.article, "section": first.section, "author": scene.editor, "text": "So."}
    chain = [Comment(version=first, **said)]
    chain += [Comment(version=then, in_reply_to=chain[0], **said)]
    chain += [Comment(version=then, in_reply_to=chain[1], **said)]
    for comment in chain:
        save_audited(comment, by=scene.editor, reason="Said")
    return chain

"""Word files that come back: brought whole or not at all, nobody's until confirmed, and whose words they are."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions import open_edition
from articles.models import Contribution, NamedHand
from articles.queries import part_of
from editorial.shared.issues import Refused
from reviews.actions import (
    accept_proposal,
    bring_file,
    confirm_remark,
    save_contributor,
    say_who,
    submit,
    take_back,
)
from reviews.enums import Verdict
from reviews.models import Comment, ReturnedFile
from reviews.rules.eligibility import contributors_to
from reviews.talk.returned import read_returned
from tests.articles.returned.files import commented, comments, deleted, inserted, marked, paragraph, returned
from tests.builders import (
    article_of,
    codes,
    confirm_all,
    edit,
    make_board,
    make_editor,
    make_member,
    make_submitted,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db
TEXT = "Text of part 2."


def changed(who="M. Ember"):
    """A file in which somebody writes 'Words' in place of 'Text' in the second part, and comments."""

    def change(leaf, words):
        if leaf.text != TEXT:
            return words
        return deleted("Text", who) + inserted("Words", who) + commented(" of part 2.", 0)

    return change


def bring(edition, by, data=None, **more):
    article = article_of(edition)
    data = data or returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    seen = read_returned(article, "back.docx", data, by=by).digest
    return bring_file(article=article, name="back.docx", data=data, by=by, **{"seen": seen, **more})


@pytest.fixture(scope="module")
def built(before_all):
    """A submitted edition, its editor, a board member, and a colleague of neither."""
    editor, board = make_editor("Desk Editor"), make_board()
    edition = make_submitted(by=editor)
    return edition, editor, make_member(board, "Mary Ember"), board


@pytest.fixture
def scene(built, own):
    return own(built)


def proposal_of(row):
    return Comment.objects.get(returned__file=row, proposal__gt="")


def draft_again(edition, editor):
    return take_back(edition=edition, by=editor) and open_edition(article=edition.article, by=editor)


def test_a_file_becomes_a_proposal_and_a_comment_at_their_places(scene):
    edition, editor, _, _ = scene

    row = bring(edition, editor)

    made = Comment.objects.filter(returned__file=row).order_by("returned__number")
    assert [(one.quote, one.proposal, one.text) for one in made] == [
        ("Text", "Words", ""),
        ("of part 2.", "", "Which part?"),
    ]
    assert {one.version for one in made} == {part_of(edition, "part-2").version}
    assert made[0].said_by == "named M. Ember in the file, brought by Desk Editor"
    assert made[0].called == "M. Ember (so named in a file)"


def test_nothing_is_brought_if_the_article_changed_since_it_was_looked_at(scene):
    edition, editor, _, _ = scene
    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    seen = read_returned(article_of(edition), "back.docx", data, by=editor).digest
    draft = draft_again(edition, editor)
    edit(draft, "part-2", "<p>Another text.</p>", by=editor)

    with pytest.raises(Refused) as refused:
        bring(edition, editor, data, seen=seen)

    assert codes(refused) == ["changed-meanwhile"]
    assert not ReturnedFile.objects.exists()
    assert not Comment.objects.exists()


def test_a_change_between_reading_and_locking_is_seen(scene, monkeypatch):
    edition, editor, _, _ = scene
    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    draft = draft_again(edition, editor)
    seen = read_returned(article_of(edition), "back.docx", data, by=editor).digest

    def meanwhile(*args, **more):
        read = read_returned(*args, **more)
        edit(draft, "part-1", "<p>Another text.</p>", by=editor)
        return read

    monkeypatch.setattr("reviews.actions.returned.read_returned", meanwhile)
    with pytest.raises(Refused) as refused:
        bring_file(article=article_of(edition), name="back.docx", data=data, seen=seen, by=editor)

    assert codes(refused) == ["changed-meanwhile"]
    assert (ReturnedFile.objects.count(), Comment.objects.count()) == (0, 0)


def test_nobody_waits_for_a_file_that_is_being_read(scene, monkeypatch):
    edition, editor, _, _ = scene
    locked: list[int] = []

    def watched(*args, **more):
        locked.append(sum("FOR UPDATE" in query["sql"] for query in queries.captured_queries))
        return read_returned(*args, **more)

    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    seen = read_returned(article_of(edition), "back.docx", data, by=editor).digest
    monkeypatch.setattr("reviews.actions.returned.read_returned", watched)
    with CaptureQueriesContext(connection) as queries:
        bring_file(article=article_of(edition), name="back.docx", data=data, seen=seen, by=editor)

    assert locked == [0]
    assert any("FOR UPDATE" in query["sql"] for query in queries.captured_queries)


def test_a_paragraph_that_nobody_writes_is_refused_before_it_is_compared(scene, monkeypatch):
    edition, editor, _, _ = scene
    monkeypatch.setattr("articles.returned.reading.match", None)
    data = returned(edition, lambda leaf, words: words + inserted("five " * 80_000) if leaf.text == TEXT else words)

    with pytest.raises(Refused) as refused:
        read_returned(article_of(edition), "back.docx", data, by=editor)

    assert codes(refused) == ["long-paragraph"]
    assert "back.docx has a paragraph of 400,0" in refused.value.issues[0].message


def test_a_file_is_brought_once(scene):
    edition, editor, _, _ = scene
    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    bring(edition, editor, data)

    with pytest.raises(Refused) as refused:
        bring(edition, editor, data)

    assert codes(refused) == ["brought-already"]


def test_an_older_version_is_placed_where_it_fits_and_listed_where_it_does_not(scene):
    edition, editor, _, _ = scene
    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))
    draft = draft_again(edition, editor)
    edit(draft, "part-2", "<p>Text of the second part.</p>", by=editor)

    returning = read_returned(article_of(edition), "back.docx", data, by=editor)

    assert [(one.found.kind, one.fits, one.found.words) for one in returning.remarks] == [
        ("proposal", True, "Words"),
        ("comment", False, "Which part?"),
    ]


def test_a_stranger_brings_nothing(scene):
    edition, _editor, _, _ = scene
    data = returned(edition, changed(), comments=comments(("M. Ember", "Which part?")))

    with pytest.raises(PermissionDenied):
        bring(edition, make_user("Stranger"), data)
    with pytest.raises(PermissionDenied):
        bring(edition, make_editor("Other Desk"), data)


def test_a_file_of_another_article_is_refused(scene):
    edition, editor, _, _ = scene
    other = make_submitted(by=editor)
    data = returned(other, changed())

    with pytest.raises(Refused) as refused:
        bring(edition, editor, data)

    assert codes(refused) == ["other-article"]


def test_words_of_a_file_are_accepted_only_once_it_is_said_who_wrote_them(scene):
    edition, editor, _member, _ = scene
    row = bring(edition, editor)
    draft = draft_again(edition, editor)
    version = part_of(draft, "part-2").version

    with pytest.raises(Refused) as refused:
        accept_proposal(comment=proposal_of(row), edition=draft, base_version=version.pk, by=editor)

    assert codes(refused) == ["unknown-person"]
    comment = proposal_of(row)
    with pytest.raises(IntegrityError, match="who wrote them"), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(
            outcome="accepted", outcome_at=comment.at, outcome_by=editor, led_to=version
        )


def test_an_account_of_a_like_name_is_not_passed_over(scene):
    edition, editor, member, _ = scene
    row = bring(edition, editor)

    with pytest.raises(Refused) as refused:
        say_who(file=row, name="M. Ember", by=editor)

    assert codes(refused) == ["same-name"]
    say_who(file=row, name="M. Ember", by=editor, other_than=[member])


def test_a_members_change_brought_by_an_editor_and_accepted_bars_that_member(scene):
    edition, editor, member, board = scene
    row = bring(edition, editor)
    draft = draft_again(edition, editor)
    say_who(file=row, name="M. Ember", by=editor, user=member)

    version = accept_proposal(
        comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
    )

    assert version.content.count("Words of part 2.") == 1
    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}
    confirm_all(draft, by=editor)
    again = submit(edition=draft, by=editor)
    with pytest.raises(Refused) as refused:
        sign(version=part_of(again, "part-2").version, verdict=Verdict.APPROVE, by=member)
    assert codes(refused) == ["contributor"]
    sign(version=part_of(again, "part-2").version, verdict=Verdict.APPROVE, by=make_member(board, "Somebody Else"))


def test_a_member_who_brings_a_file_of_others_is_barred_too(scene):
    edition, editor, member, _board = scene
    row = bring(edition, member, returned(edition, changed("A Stranger")))
    draft = draft_again(edition, editor)
    say_who(file=row, name="A Stranger", by=editor)

    version = accept_proposal(
        comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
    )

    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}


def test_somebody_without_an_account_counts_from_the_moment_they_have_one(scene):
    edition, editor, member, _ = scene
    row = bring(edition, editor)
    draft = draft_again(edition, editor)
    person = say_who(file=row, name="M. Ember", by=editor, other_than=[member]).person
    version = accept_proposal(
        comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
    )
    assert contributors_to([version])[version.pk] == {editor.pk}

    save_contributor(by=editor, contributor=person, name=person.name, credentials="", interests="", user=member)

    assert NamedHand.objects.get().person == person
    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}


def test_a_remark_is_its_members_once_they_say_so(scene):
    edition, editor, member, _ = scene
    row = bring(edition, editor)
    comment = Comment.objects.get(returned__file=row, proposal="")

    comment = confirm_remark(comment=comment, by=member, must_be_answered=True)

    assert (comment.author, comment.must_be_answered, comment.said_by) == (member, True, "Mary Ember, MD")
    assert comment.called == "Mary Ember"
    with pytest.raises(Refused) as refused:
        confirm_remark(comment=comment, by=member)
    assert codes(refused) == ["confirmed"]


def test_an_unconfirmed_remark_demands_no_answer_whatever_writes_it(scene):
    edition, editor, _, _ = scene
    row = bring(edition, editor)

    with pytest.raises(IntegrityError, match="demands no answer"), transaction.atomic():
        Comment.objects.filter(returned__file=row, proposal="").update(must_be_answered=True)


def test_whoever_confirms_words_that_were_accepted_before_is_barred(scene):
    edition, editor, member, _ = scene
    row = bring(edition, editor)
    draft = draft_again(edition, editor)
    say_who(file=row, name="M. Ember", by=editor, user=member)
    version = accept_proposal(
        comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
    )

    other = make_editor("Other")
    with pytest.raises(PermissionDenied):
        confirm_remark(comment=proposal_of(row), by=other)
    confirm_remark(comment=proposal_of(row), by=member)

    assert Contribution.objects.filter(version=version, user=member, part="proposed").exists()


def test_a_confirmation_under_another_name_leaves_the_question_who_wrote_it(scene):
    edition, editor, _, board = scene
    other = make_member(board, "Quite Different")
    row = bring(edition, editor)
    draft = draft_again(edition, editor)
    confirm_remark(comment=proposal_of(row), by=other)

    with pytest.raises(Refused) as refused:
        accept_proposal(
            comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
        )

    assert codes(refused) == ["unknown-person"]


def test_a_member_sees_a_file_against_what_the_board_has(scene):
    edition, editor, member, _ = scene
    draft = draft_again(edition, editor)
    edit(draft, "part-2", "<p>Only in the draft 77.</p>", by=editor)

    def change(leaf, words):
        return words + inserted(" More.") if leaf.text == "Only in the draft 77." else words

    data = returned(draft, change)
    assert len(read_returned(article_of(edition), "back.docx", data, by=editor).fitting) == 1
    returning = read_returned(article_of(edition), "back.docx", data, by=member)

    assert "77" not in str(json.loads(returning.content)["remarks"]).replace("Only in the draft 77.", "")
    assert returning.fitting == []


def test_names_of_the_person_who_brings_are_confirmed_at_once(scene):
    edition, _, member, _ = scene

    row = bring(edition, member, mine=["M. Ember"])

    assert {one.said_by for one in Comment.objects.filter(returned__file=row)} == {"Mary Ember, MD"}


def test_a_new_paragraph_of_a_file_is_accepted_like_other_words(scene):
    edition, editor, member, _ = scene

    def begins_one(leaf, words):
        if leaf.text != TEXT:
            return words
        return paragraph(marked(leaf, words)) + paragraph(inserted("Two &lt; 3.", "M. Ember"))

    row = bring(edition, editor, returned(edition, begins_one))
    draft = draft_again(edition, editor)
    say_who(file=row, name="M. Ember", by=editor, user=member)

    version = accept_proposal(
        comment=proposal_of(row), edition=draft, base_version=part_of(draft, "part-2").version.pk, by=editor
    )

    assert part_of(draft, "part-2").content.base.html == f"<p>{TEXT}</p><p>Two &lt; 3.</p>"
    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}

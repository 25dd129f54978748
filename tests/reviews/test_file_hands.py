"""Words of a Word file that an editor types in by hand are as much its writers' as accepted ones."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import add_collaborator, open_edition
from articles.enums import EditionState
from articles.models import Edition
from articles.queries import part_of
from articles.words.namesakes import may_be_one
from editorial.shared.issues import Refused
from reviews.actions import bring_file, confirm_remark, say_who, submit, take_back
from reviews.enums import Verdict
from reviews.models import Comment, FileHand
from reviews.rules.eligibility import contributors_to
from reviews.rules.submission import to_submit
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
    publish_draft,
    sign,
)

pytestmark = pytest.mark.django_db
TEXT = "Text of part 2."
NEW = "Never give more than 25 mg in one day to anybody."
TYPED = f"<p>{TEXT}</p><p>{NEW}</p>"


def new_paragraph(leaf, words):
    """M. Ember begins a paragraph below the second part's."""
    if leaf.text != TEXT:
        return words
    return paragraph(marked(leaf, words)) + paragraph(inserted(NEW, "M. Ember"))


def bring(edition, by, change=new_paragraph, **more):
    article, data = article_of(edition), returned(edition, change, **more)
    seen = read_returned(article, "back.docx", data, by=by).digest
    return bring_file(article=article, name="back.docx", data=data, seen=seen, by=by)


@pytest.fixture
def scene():
    """A draft after its edition was taken back; the file of M. Ember was brought before. With editor, member, board."""
    editor, board = make_editor("Desk Editor"), make_board()
    edition, member = make_submitted(by=editor), make_member(board, "Mary Ember")
    take_back(edition=edition, by=editor)
    return open_edition(article=edition.article, by=editor), editor, member, board


def typed(draft, html, by):
    edit(draft, "part-2", html, by=by)
    return part_of(draft, "part-2").version


def handed_in(draft, editor):
    confirm_all(draft, by=editor)
    return submit(edition=draft, by=editor)


def test_nothing_is_submitted_before_it_is_said_whose_words_were_typed_in(scene):
    draft, editor, member, board = scene
    row = bring(draft, editor)
    typed(draft, TYPED, editor)
    confirm_all(draft, by=editor)

    assert [issue.code for issue in to_submit(draft)] == ["unknown-hand"]
    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)
    assert codes(refused) == ["unknown-hand"]

    say_who(file=row, name="M. Ember", by=editor, user=member)
    version = part_of(submit(edition=draft, by=editor), "part-2").version
    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}
    with pytest.raises(Refused) as refused:
        sign(version=version, verdict=Verdict.APPROVE, by=member)
    assert codes(refused) == ["contributor"]
    sign(version=version, verdict=Verdict.APPROVE, by=make_member(board, "Somebody Else"))


def test_an_editor_who_says_that_a_members_remark_is_their_own_is_asked_about_the_member(scene):
    draft, editor, member, _ = scene
    row = bring(draft, editor)
    confirm_remark(comment=Comment.objects.get(returned__file=row), by=editor)
    typed(draft, TYPED, editor)
    confirm_all(draft, by=editor)

    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)
    assert codes(refused) == ["unknown-hand"]

    say_who(file=row, name="M. Ember", by=editor, user=member)
    submit(edition=draft, by=editor)


def test_a_member_who_confirms_a_remark_of_their_own_name_is_known(scene):
    draft, editor, member, _ = scene
    row = bring(draft, editor)
    typed(draft, TYPED, editor)
    remark = Comment.objects.get(returned__file=row)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reviews_remarkconfirmation (remark_id, by_id, at) VALUES (%s, %s, now())",
            [remark.returned_id, member.pk],
        )

    version = part_of(handed_in(draft, editor), "part-2").version

    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}


@pytest.mark.parametrize(
    ("name", "account", "one"),
    [
        ("Mary Ember", "Mary Ember", True),
        ("M. Ember", "Mary Ember", True),
        ("ember, mary", "Dr. Mary Ember", True),
        ("M. Ember", "Karl Ember", False),
        ("Mary Ember", "Desk Editor", False),
        ("Dr.", "Dr. Mary Ember", False),
        ("", "Mary Ember", False),
        ("M.", "Mary Ember", False),
    ],
)
def test_postgresql_takes_no_other_name_for_a_persons_than_python(name, account, one):
    assert ask("reviews_may_be_one(%s, %s)", name, account) is one
    assert may_be_one(name, account) is one


def test_words_of_the_editors_own_are_nobody_elses(scene):
    draft, editor, member, _ = scene
    bring(draft, editor)
    typed(draft, f"<p>{TEXT}</p><p>Give it with food, as readers asked.</p>", editor)

    version = part_of(handed_in(draft, editor), "part-2").version

    assert not FileHand.objects.exists()
    sign(version=version, verdict=Verdict.APPROVE, by=member)


def test_postgresql_holds_it_too(scene):
    draft, editor, member, _ = scene
    row = bring(draft, editor)
    typed(draft, TYPED, editor)

    def moves():
        with transaction.atomic():
            Edition.objects.filter(pk=draft.pk).update(state=EditionState.SUBMITTED)

    with pytest.raises(IntegrityError, match="manifest first"):
        moves()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM reviews_unknown_hands(ARRAY[%s])", [part_of(draft, "part-2").version.pk])
        assert cursor.fetchall() == [("M. Ember",)]
    say_who(file=row, name="M. Ember", by=editor, user=member)
    handed_in(draft, editor)


def test_whoever_brought_the_file_counts_too(scene):
    draft, editor, member, _ = scene
    other = make_editor("Other Editor")
    add_collaborator(article=article_of(draft), user=other, by=editor)
    row = bring(draft, other)
    version = typed(draft, TYPED, editor)
    say_who(file=row, name="M. Ember", by=editor, other_than=[member])

    assert contributors_to([version])[version.pk] == {editor.pk, other.pk}


def test_a_remark_that_fits_nowhere_counts_where_its_words_turn_up(scene):
    draft, editor, member, _ = scene
    typed(draft, "<p>Something else by now.</p>", editor)

    def change(leaf, words):
        return deleted("Something", "M. Ember") + inserted(NEW, "M. Ember") if "Something" in leaf.text else words

    article, data = article_of(draft), returned(draft, change)
    typed(draft, "<p>Yet another text.</p>", editor)
    returning = read_returned(article, "back.docx", data, by=editor)
    assert not returning.fitting
    row = bring_file(article=article, name="back.docx", data=data, seen=returning.digest, by=editor)
    version = typed(draft, f"<p>{NEW}</p>", editor)

    say_who(file=row, name="M. Ember", by=editor, user=member)
    assert contributors_to([version])[version.pk] == {editor.pk, member.pk}


def test_a_paragraph_that_is_taken_out_by_hand_counts_and_another_one_does_not(scene):
    draft, editor, _, _ = scene
    typed(draft, f"<p>{TEXT}</p><p>{NEW}</p><p>This one stays where it is.</p>", editor)

    def change(leaf, words):
        return deleted(NEW, "M. Ember") if leaf.text == NEW else words

    bring(draft, editor, change)
    typed(draft, f"<p>{TEXT}</p><p>{NEW}</p>", editor)
    assert not FileHand.objects.exists()
    typed(draft, f"<p>{TEXT} And more.</p>", editor)
    assert FileHand.objects.get().name == "M. Ember"


def test_a_comment_says_no_words_of_the_text(scene):
    draft, editor, _, _ = scene

    def change(leaf, words):
        return commented(TEXT, 0) if leaf.text == TEXT else words

    bring(draft, editor, change, comments=comments(("M. Ember", NEW)))
    typed(draft, TYPED, editor)

    assert not FileHand.objects.exists()


def test_once_approved_words_are_everybodys(scene):
    draft, editor, member, _ = scene
    row = bring(draft, editor)
    typed(draft, TYPED, editor)
    say_who(file=row, name="M. Ember", by=editor, user=member)
    confirm_all(draft, by=editor)
    publish_draft(draft, by=editor)

    again = open_edition(article=draft.article, by=editor)
    version = typed(again, TYPED.replace("anybody", "any adult"), editor)

    assert contributors_to([version])[version.pk] == {editor.pk}


SAID = "never give more than 25 mg in one day"


@pytest.mark.parametrize(
    ("said", "takes_out", "before", "after", "counts"),
    [
        (SAID, False, "a", f"a {SAID} b", True),
        (SAID, False, f"a {SAID}", f"b {SAID}", False),
        (SAID, False, "a", "and give more than 25 mg only twice", True),
        (SAID, False, "a", "and give more than 20 mg in one week", False),
        ("25 mg", False, "up to 20 mg", "up to 25 mg", True),
        ("25 mg", False, "up to 20 mg", "up to 125 mg", False),
        ("not", False, "a", "not a", False),
        ("take no more", False, "a", "take no more of it", True),
        ("", False, "a", "b", False),
        (SAID, True, f"a {SAID} b", "a b", True),
        (SAID, True, f"a {SAID} b", f"a {SAID} c", False),
        (SAID, True, f"a {SAID} b", "a give more than 25 mg", False),
        (SAID, True, "a b", "b", False),
    ],
)
def test_which_words_count(said, takes_out, before, after, counts):
    asked = "reviews_says_so(%s, %s, reviews_runs_of(%s), reviews_runs_of(%s))"

    assert ask(asked, f" {said} ", takes_out, f" {before} ", f" {after} ") is counts


@pytest.mark.parametrize(
    ("said", "html"),
    [
        (
            "¶ At 10^9/l, stop.[@boyer2005]",
            '<p>At 10<sup>9</sup>/l, <strong>stop</strong>.<cite data-ref="boyer2005"></cite></p>',
        ),
        ("Drug | up to 2.5 mg", "<tr><td>Drug</td><td><p>up to 2.5&nbsp;mg</p></td></tr>"),
        ("CO_2 & and X", "<li>CO<sub>2</sub> &amp; and</li><li>X</li>"),
    ],
)
def test_words_of_a_file_and_of_a_text_are_compared_alike(said, html):
    assert ask("reviews_plain_words(%s)", said) == ask("reviews_plain_words(%s)", html)


def ask(expression, *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", values)
        return cursor.fetchone()[0]

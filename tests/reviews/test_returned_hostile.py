"""Files that lie, or are too much: a clear message, and nothing kept by halves."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from articles.exchange.word_marks import properties_of
from articles.queries import part_of
from articles.returned import apart
from editorial.files.models import StoredFile
from editorial.shared.apart import TooMuch
from editorial.shared.hidden import hidden_characters
from editorial.shared.issues import Refused
from reviews.actions import bring_file
from reviews.models import Comment, FileHand, ReturnedFile
from reviews.talk.returned import MOST_LETTERS, MOST_REMARKS, read_returned
from tests.articles.returned.files import (
    bases_of,
    commented,
    comments,
    file_of,
    inserted,
    marked,
    origin_of,
    paragraph,
    returned,
    written,
)
from tests.builders import article_of, codes, edit, make_draft, make_editor, make_submitted

pytestmark = pytest.mark.django_db
TEXT = "Text of part 2."


def change(leaf, words, who="M. Ember"):
    return words + inserted(" More.", who) if leaf.text == TEXT else words


def claiming(of, **lies):
    """The edition's words, in a file whose properties say something else."""
    body = "".join(paragraph(marked(leaf, change(leaf, written(leaf)))) for one in bases_of(of) for leaf in one.leaves)
    return file_of(body, properties=properties_of(replace(origin_of(of), **lies)))


@pytest.fixture
def scene():
    editor = make_editor("Desk Editor")
    return make_draft(by=editor), editor


def look(edition, editor, data):
    return read_returned(article_of(edition), "back.docx", data, by=editor)


def bring(edition, editor, data):
    seen = look(edition, editor, data).digest
    return bring_file(article=article_of(edition), name="back.docx", data=data, seen=seen, by=editor)


def nothing_is_kept():
    return not (ReturnedFile.objects.exists() or Comment.objects.exists() or StoredFile.objects.exists())


def test_a_forged_digest_is_said_and_each_remark_is_still_at_its_own_words(scene):
    edition, editor = scene

    honest, forged = look(edition, editor, claiming(edition)), look(edition, editor, claiming(edition, digest="0" * 64))

    assert honest.doubtful == []
    assert [one.startswith("The file’s marks do not agree") for one in forged.doubtful] == [True]
    assert [one.version for one in forged.fitting] == [part_of(edition, "part-2").version]


def test_a_file_that_claims_another_edition_is_of_none_that_is_not_this_articles(scene):
    edition, editor = scene
    other = make_submitted(by=editor)

    row = bring(edition, editor, claiming(edition, edition=other.pk))

    assert row.edition is None
    assert "do not agree" in row.content


def test_a_file_of_another_site_is_refused_whatever_marks_stand_in_it(scene):
    edition, editor = scene

    with pytest.raises(Refused) as refused:
        bring(edition, editor, claiming(edition, article=uuid4()))

    assert codes(refused) == ["other-article"]
    assert "back.docx" in str(refused.value.issues[0].message)
    assert nothing_is_kept()


def test_marks_of_another_articles_versions_bring_nothing_of_them(scene):
    edition, editor = scene
    secret = make_draft(by=make_editor("Somebody Else"), slug="theirs")
    foreign = tuple(part.version for part in bases_of(secret))

    with pytest.raises(Refused) as refused:
        bring(edition, editor, claiming(secret, article=edition.article_id, versions=foreign))

    assert codes(refused) == ["unknown-words"]
    assert nothing_is_kept()


def test_thousands_of_comments_are_refused_with_their_number(scene):
    edition, editor = scene
    said = comments(*(("Many", f"Remark {number}.") for number in range(MOST_REMARKS + 1)))

    with pytest.raises(Refused) as refused:
        bring(edition, editor, returned(edition, change, comments=said))

    assert codes(refused) == ["too-many"]
    assert re.search(r"1,002 changes and comments; at most 1,000", refused.value.issues[0].message)
    assert nothing_is_kept()


def test_remarks_that_no_page_could_carry_are_refused(scene):
    edition, editor = scene

    def longer(by):
        return returned(edition, change, comments=comments(("Long", "x" * (MOST_LETTERS + by - len("More.2. More.")))))

    assert len(look(edition, editor, longer(0)).fitting) == 1
    with pytest.raises(Refused) as refused:
        look(edition, editor, longer(1))

    assert codes(refused) == ["too-long"]


@pytest.mark.parametrize(
    ("put_in", "kind", "text", "proposal"),
    [
        (" Give 2\u200b5 mg.", "named", "Changed: “Give 25 mg.”", ""),
        (" Give \u202egm 52\u202c.", "named", "Changed: “Give gm 52.”", ""),
        (" Give \u200b25\u00ad mg.", "proposal", "", "2. Give 25 mg."),
    ],
)
def test_what_nobody_can_see_in_a_change_goes_and_what_it_may_have_hidden_is_done_by_hand(
    scene, put_in, kind, text, proposal
):
    edition, editor = scene
    row = bring(edition, editor, returned(edition, lambda leaf, words: _put_in(leaf, words, put_in)))

    comment = Comment.objects.get(returned__file=row)
    assert (comment.text, comment.proposal) == (text, proposal)
    assert hidden_characters(row.content) == []
    assert ("Characters that nobody can see" in row.content) is (kind == "named")


def _put_in(leaf, words, put_in):
    return words + inserted(put_in, "M. Ember") if leaf.text == TEXT else words


def test_hidden_characters_between_letters_spare_nobody_from_counting(scene):
    edition, editor = scene
    spread = " " + "\u200b".join("Never give more than 25 mg a day.")

    bring(edition, editor, returned(edition, lambda leaf, words: _put_in(leaf, words, spread)))
    edit(edition, "part-2", f"<p>{TEXT} Never give more than 25 mg a day.</p>", by=editor)

    assert FileHand.objects.get().name == "M. Ember"


def test_a_comment_and_the_name_of_a_file_show_what_nobody_can_see(scene):
    edition, editor = scene

    def about(leaf, words):
        return commented(TEXT, 0) if leaf.text == TEXT else words

    data = returned(edition, about, comments=comments(("M. Ember", "Give \u202egm 52")))
    article, name = article_of(edition), "a\u202excod.docx"
    seen = read_returned(article, name, data, by=editor).digest
    row = bring_file(article=article, name=name, data=data, seen=seen, by=editor)

    assert Comment.objects.get(returned__file=row).text == "Give [U+202E]gm 52"
    assert row.name == "a[U+202E]xcod.docx"


def test_half_a_character_is_an_unknown_sign(scene):
    edition, editor = scene
    sign = '<w:r><w:t>25 </w:t><w:sym w:font="Arial" w:char="D800"/><w:t>g</w:t></w:r>'

    row = bring(edition, editor, returned(edition, lambda leaf, words: _put_in(leaf, words, sign)))

    assert "unknown sign" in Comment.objects.get(returned__file=row).proposal


def test_what_programs_strew_without_tracking_is_no_remark(scene):
    edition, editor = scene

    def strewn(leaf, words):
        return words.replace("Text of", "Text\u200b of") if leaf.text == TEXT else words

    with pytest.raises(Refused) as refused:
        look(edition, editor, returned(edition, strewn))
    assert codes(refused) == ["nothing-new"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("&lt;b&gt;Dr&lt;/b&gt; O’Neil", "<b>Dr</b> O’Neil"),
        ("\u202egnol yreV", "[U+202E]gnol yreV"),
        ("  A.\u200b  Reviewer ", "A.[U+200B] Reviewer"),
        ("N" * 300, "N" * 200),
    ],
)
def test_a_name_is_kept_as_it_can_be_seen(scene, typed, shown):
    edition, editor = scene

    row = bring(edition, editor, returned(edition, lambda leaf, words: change(leaf, words, typed)))

    assert row.remarks.get().name == shown


def test_a_comment_that_is_of_a_hostile_name_too(scene):
    edition, editor = scene

    def about(leaf, words):
        return commented(TEXT, 0) if leaf.text == TEXT else words

    row = bring(edition, editor, returned(edition, about, comments=comments(("\u2066Evil", "Which part?"))))

    assert row.remarks.get().name == "[U+2066]Evil"


@pytest.mark.apart
def test_a_long_file_is_read_in_a_process_apart_and_says_the_same(scene, monkeypatch):
    edition, editor = scene
    data = claiming(edition)
    here = look(edition, editor, data)
    asked = []
    monkeypatch.setattr(apart, "LONG", 0)
    monkeypatch.setattr(
        apart, "ask_apart", lambda *args, ask=apart.ask_apart, **more: asked.append(1) or ask(*args, **more)
    )

    there = look(edition, editor, data)

    assert (there.content, there.fitting, len(there.fitting), asked) == (here.content, here.fitting, 1, [1])


def test_a_file_that_takes_too_long_is_refused_by_name(scene, monkeypatch):
    def too_much(*_, **__):
        raise TooMuch(slow=True)

    edition, editor = scene
    monkeypatch.setattr(apart, "LONG", 0)
    monkeypatch.setattr(apart, "ask_apart", too_much)

    with pytest.raises(Refused) as refused:
        look(edition, editor, claiming(edition))

    assert (codes(refused), nothing_is_kept()) == (["too-much"], True)

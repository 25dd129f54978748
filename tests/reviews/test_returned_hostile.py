"""Files that lie, or are too much: a clear message, and nothing kept by halves."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from articles.exchange.word_marks import properties_of
from articles.queries import part_of
from editorial.files.models import StoredFile
from editorial.shared.issues import Refused
from reviews.actions import bring_file
from reviews.models import Comment, ReturnedFile
from reviews.talk.returned import MOST_REMARKS, read_returned
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
from tests.builders import article_of, codes, make_draft, make_editor, make_submitted

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

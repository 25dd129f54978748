"""Bringing pictures to an article and putting them into a section: kept once, of the article, nobody else's lost."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.actions import open_edition, save_section, set_media
from articles.models import Contribution, Edition, Medium, MediumPlace, Rendition
from articles.queries import part_of
from articles.verification import check_media
from articles.words.media import MediumWords, PlacedMedium
from editorial.accounts.models import User
from editorial.files.actions import clean_files, keep_file, unreferred
from editorial.files.models import StoredFile
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import submit
from reviews.enums import Verdict
from tests.articles.media.store import is_locked, locked_when_written
from tests.builders import (
    bring_picture,
    codes,
    confirm_all,
    edit,
    illustrate,
    make_board,
    make_draft,
    make_editor,
    make_member,
    placed,
    publish_draft,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    return make_draft()


@pytest.fixture
def draft(built, own) -> Edition:
    return own(built)


def failures() -> list[str]:
    return [failure.problem for failure in check_media() if failure]


def test_a_picture_is_kept_once_with_its_smaller_ones(draft):
    editor = draft.article.owner
    medium = bring_picture(draft, by=editor)

    assert bring_picture(draft, by=editor) == medium
    assert Medium.objects.get() == medium
    assert list(Rendition.objects.values_list("medium", "width", "height")) == [(medium.pk, 120, 120)]
    event = Event.objects.filter(verb="medium.kept").get()
    assert medium.file_id in event.content


def test_bytes_are_written_before_the_article_is_locked(draft, monkeypatch):
    with CaptureQueriesContext(connection) as asked:
        locked = locked_when_written(monkeypatch, asked)
        bring_picture(draft, by=draft.article.owner, colour="teal")

    assert locked == [False, False]
    assert is_locked(asked)


def test_only_who_may_edit_the_article_brings_pictures(draft):
    with pytest.raises(PermissionDenied):
        bring_picture(draft, by=make_editor("Another"))
    assert Medium.objects.count() == StoredFile.objects.count() == 0


def test_a_picture_makes_a_version_and_the_same_again_none(draft):
    editor = draft.article.owner
    before = part_of(draft, "part-1").version
    medium = bring_picture(draft, by=editor)

    version = illustrate(draft, "part-1", placed(medium), by=editor)
    assert illustrate(draft, "part-1", placed(medium), by=editor) == version
    assert illustrate(draft, "part-1", by=editor) == before
    assert list(MediumPlace.objects.values_list("version", "medium")) == [(version.pk, medium.pk)]
    assert failures() == []


def test_words_that_are_saved_keep_the_pictures_and_pictures_the_words(draft):
    editor = draft.article.owner
    picture = placed(bring_picture(draft, by=editor))
    old = part_of(draft, "part-1")
    illustrate(draft, "part-1", picture, by=editor)

    save_section(
        edition=draft,
        anchor="part-1",
        base_version=old.version.pk,  # the form was opened before
        base=replace(old.content.base, html="<p>Other words.</p>"),
        wordings=old.content.wordings,
        by=editor,
    )
    content = part_of(draft, "part-1").content
    assert (content.base.html, content.media) == ("<p>Other words.</p>", (picture,))

    edit(draft, "part-1", "<p>Third words.</p>", by=editor)
    assert part_of(draft, "part-1").content.media == (picture,)


def test_pictures_that_somebody_else_changed_are_not_overwritten(draft):
    editor = draft.article.owner
    old = part_of(draft, "part-1").version.pk
    picture = placed(bring_picture(draft, by=editor))
    illustrate(draft, "part-1", picture, by=editor)

    with pytest.raises(Refused) as refused:
        set_media(edition=draft, anchor="part-1", base_version=old, media=[], by=editor)
    assert codes(refused) == ["stale-media"]
    assert part_of(draft, "part-1").content.media == (picture,)


def test_what_is_not_of_this_article_or_stands_twice_is_refused(draft):
    editor = draft.article.owner
    other = make_draft(by=editor)
    stranger, own = placed(bring_picture(other, by=editor, colour="red")), placed(bring_picture(draft, by=editor))

    for media, code in (([stranger], "unknown-medium"), ([own, own], "medium-twice")):
        with pytest.raises(Refused) as refused:
            illustrate(draft, "part-1", *media, by=editor)
        assert codes(refused) == [code]


def test_hidden_characters_in_what_is_said_are_refused(draft):
    editor = draft.article.owner
    medium = bring_picture(draft, by=editor)
    said = PlacedMedium(medium.file_id, "picture", words={"": MediumWords("A \u202elung.")})

    with pytest.raises(Refused) as refused:
        illustrate(draft, "part-1", said, by=editor)
    assert codes(refused) == ["hidden-character"]


def test_who_brought_a_picture_has_a_hand_wherever_it_stands(draft):
    editor, other = draft.article.owner, make_editor("Another")
    bring_picture(make_draft(by=other), by=other)
    picture = placed(bring_picture(draft, by=editor))

    version = illustrate(draft, "part-1", picture, by=editor)
    edited, _ = edit(draft, "part-1", "<p>Other words.</p>", by=editor)
    hands = Contribution.objects.filter(part=Contribution.Part.PICTURED).values_list("version", "user")
    assert set(hands) == {(one.pk, user.pk) for one in (version, edited) for user in (editor, other)}
    assert set(edited.contributions.values_list("part", "user", "came_from")) == {
        ("wrote", editor.pk, version.pk),
        ("pictured", editor.pk, None),
        ("pictured", other.pk, None),
    }


def test_an_approval_does_not_end_the_hand_of_who_brought_the_picture(draft):
    editor, other = draft.article.owner, make_member(make_board())
    User.objects.filter(pk=other.pk).update(is_editor=True)
    other.refresh_from_db()
    bring_picture(make_draft(by=other), by=other)
    illustrate(draft, "part-2", placed(bring_picture(draft, by=editor)), by=editor)
    confirm_all(draft, by=editor)
    later = open_edition(article=publish_draft(draft, by=editor).article, by=editor)
    edit(later, "part-2", "<p>Another comma, here.</p>", by=editor)
    edit(later, "part-1", "<p>No picture here.</p>", by=editor)
    confirm_all(later, by=editor)
    again = submit(edition=later, by=editor)

    with pytest.raises(Refused) as refused:
        sign(version=part_of(again, "part-2").version, verdict=Verdict.APPROVE, by=other)
    assert codes(refused) == ["contributor"]
    sign(version=part_of(again, "part-1").version, verdict=Verdict.APPROVE, by=other)


def test_no_clean_up_takes_what_a_picture_is_made_of(draft):
    bring_picture(draft, by=draft.article.owner)
    unused = keep_file(data=b"unused")

    assert list(unreferred()) == [unused]
    clean_files()
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    "spoil", ["DELETE FROM articles_mediumplace", "UPDATE articles_mediumplace SET position = position + 1"]
)
def test_an_index_that_says_otherwise_is_found(draft, spoil):
    editor = draft.article.owner
    first, second = (bring_picture(draft, by=editor, colour=colour) for colour in ("red", "blue"))
    illustrate(draft, "part-1", placed(first), placed(second), by=editor)
    with connection.cursor() as cursor:
        cursor.execute(spoil.replace("position + 1", "2 - position") if "UPDATE" in spoil else spoil)

    assert failures() == ["its pictures and sound are indexed otherwise"]


@pytest.mark.parametrize(
    "row",
    [{"kind": "picture", "width": 2}, {"kind": "audio"}, {"kind": "audio", "seconds": 2, "width": 2}, {"kind": "film"}],
)
def test_a_medium_is_measured(draft, row):
    file = keep_file(data=b"something")
    with pytest.raises(IntegrityError, match="medium_measured"), transaction.atomic():
        Medium.objects.create(article=draft.article, file=file, media_type="x", by=draft.article.owner, **row)

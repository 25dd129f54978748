"""Who signs a section of a translation reads from which version of its source it was made."""

import pytest

from articles.actions import begin_translation, open_edition
from articles.actions.translating import keep_source
from articles.queries import latest_edition_of, live_edition_of, part_of, parts_of
from reviews.actions import submit
from reviews.models import ReviewPolicy
from reviews.room.translated import MadeFrom, made_from_in
from tests.builders import (
    confirm_all,
    edit,
    make_complete,
    make_draft,
    make_editor,
    make_member,
    make_published,
    publish_draft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor("Owner")


@pytest.fixture
def source(editor):
    return make_published(by=editor, slug="twitches").article


@pytest.fixture
def german(source, editor):
    """A draft of which the first part was made from what readers have, and the second from nobody knows what."""
    article = begin_translation(source=source, language="de", title="Zucken", slug="zucken", by=editor)
    draft = latest_edition_of(article)
    for anchor in ("part-1", "part-2"):
        before = part_of(draft, anchor).version
        version, _ = edit(draft, anchor, f"<p>Text {anchor}.</p>", by=editor, heading=f"Teil {anchor}")
        if anchor == "part-1":
            shown = part_of(live_edition_of(source), anchor).version.pk
            keep_source(edition=draft, before=before, version=version, shown=shown, keeps_up=False, by=editor)
    return draft


def next_of(source, editor):
    draft = open_edition(article=source, by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)
    confirm_all(draft, by=editor)
    publish_draft(draft, by=editor)


def told(edition) -> dict[str, MadeFrom]:
    parts = parts_of(edition)
    made = made_from_in(edition, parts)
    return {part.section.anchor: made[part.version.pk] for part in parts if part.version.pk in made}


def test_it_says_from_which_version_and_whether_readers_have_it(german, source, editor):
    first = part_of(live_edition_of(source), "part-1").version.number
    assert told(german)["part-1"] == MadeFrom("twitches", source.language, first, first, keeps_up=True)

    next_of(source, editor)

    now = part_of(live_edition_of(source), "part-1").version.number
    assert now > first
    assert told(german)["part-1"] == MadeFrom("twitches", source.language, first, now, keeps_up=False)


def test_what_nobody_said_anything_of_is_told_as_such(german, source):
    now = part_of(live_edition_of(source), "part-2").version.number
    assert told(german)["part-2"] == MadeFrom("twitches", source.language, None, now, keeps_up=False)


def test_a_source_that_readers_do_not_have_is_not_named(editor):
    draft = make_draft(by=editor, slug="not-yet")
    article = begin_translation(source=draft.article, language="de", title="Z", slug="noch-nicht", by=editor)
    assert {(one.slug, one.now) for one in told(latest_edition_of(article)).values()} == {("", None)}


def test_an_article_that_is_no_translation_costs_nothing(source, django_assert_num_queries):
    edition = live_edition_of(source)
    edition.article, parts = source, parts_of(edition)
    with django_assert_num_queries(0):
        assert made_from_in(edition, parts) == {}


def test_members_read_it_above_the_words(client, german, source, editor):
    edit(german, "front", "<p>Worum es geht.</p>", by=editor, heading="Zucken", summary="Warum Muskeln zucken.")
    make_complete(german, by=editor)
    confirm_all(german, by=editor)
    submit(edition=german, by=editor)
    next_of(source, editor)
    client.force_login(make_member(ReviewPolicy.objects.get(is_default=True).board, "Reads German"))

    page = client.get("/review/zucken/1/").text

    assert "A translation from English" in page
    assert "Made from version 1 of this section." in page
    assert "Readers have version 2 of it now" in page
    assert "Nobody has said from which words" in page
    assert "A translation from" not in client.get("/review/twitches/2/").text

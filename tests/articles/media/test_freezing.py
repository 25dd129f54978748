"""From a draft with pictures to a page: what is asked, what is frozen, what readers get, and that it is checked."""

import json
import re
from dataclasses import replace

import pytest
from django.db import connection

from articles.actions import save_section
from articles.models import Edition, Manifest, PublicPage
from articles.queries import manifest_of, part_of
from articles.requirements import draft_issues
from articles.site.media import for_signed_in, media_path
from articles.verification import check_manifests
from articles.words.content import Wording
from articles.words.media import MediumWords
from editorial.files.store import place_of, the_store
from editorial.files.verification import check_files
from tests.builders import (
    bring_picture,
    confirm_all,
    edit,
    illustrate,
    make_draft,
    placed,
    publish_draft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    return make_draft()


@pytest.fixture
def draft(built, own) -> Edition:
    return own(built)


def missing(draft: Edition) -> list[tuple[str, str]]:
    return [(issue.code, issue.target) for issue in draft_issues(draft) if issue.target.startswith("medium:")]


def test_whatever_is_missing_at_a_picture_is_named_with_its_place(draft):
    editor = draft.article.owner
    first, second = (bring_picture(draft, by=editor, colour=colour) for colour in ("red", "blue"))
    bare = replace(placed(second), credit="", licence="", words={"": MediumWords(caption="Blue.")})

    illustrate(draft, "part-2", placed(first), bare, by=editor)
    assert missing(draft) == [(code, "medium:part-2:2") for code in ("no-alt", "no-credit", "no-licence")]
    illustrate(draft, "part-2", placed(first), placed(second), by=editor)
    assert missing(draft) == []


def test_who_has_words_of_their_own_is_told_in_them_what_a_picture_shows(draft):
    editor = draft.article.owner
    medium = bring_picture(draft, by=editor)
    edit(draft, "part-1", "<p>Words.</p>", by=editor)
    part = part_of(draft, "part-1")
    own = {"patient": Wording(html="<p>Plain.</p>"), "clinician": Wording(left_out=True)}
    save_section(
        edition=draft, anchor="part-1", base_version=part.version.pk, base=part.content.base, wordings=own, by=editor
    )
    illustrate(draft, "part-1", placed(medium), by=editor)
    assert missing(draft) == [("no-alt", "medium:part-1:1")]
    illustrate(draft, "part-1", placed(medium, patient="A plain square."), by=editor)
    assert missing(draft) == []


def publish(draft: Edition) -> tuple[Edition, str]:
    editor = draft.article.owner
    medium = bring_picture(draft, by=editor)
    illustrate(draft, "part-2", placed(medium, alt='A "square" <b>', caption="One & all"), by=editor)
    confirm_all(draft, by=editor)
    return publish_draft(draft, by=editor), medium.file_id


def test_the_manifest_freezes_every_file_that_readers_get(draft):
    edition, file = publish(draft)

    stored = json.loads(Manifest.objects.get(edition=edition).content)
    medium = draft.article.media.get()
    smaller = [
        {"file": one.file_id, "media_type": "image/png", "width": 120, "height": 120} for one in medium.renditions.all()
    ]
    said = {"kind": "picture", "media_type": "image/png", "width": 240, "height": 240, "renditions": smaller}
    assert (stored["scheme"], stored["media"]) == (2, {file: said})
    assert manifest_of(edition).media[file].as_dict() == said
    page = PublicPage.objects.get(edition=edition, is_default=True).content
    named = set(re.findall(r"/media/([0-9a-f]{64})", page))
    assert named == {file, smaller[0]["file"]}


def test_readers_get_the_picture_with_all_that_is_said_of_it(draft):
    edition, file = publish(draft)
    small = draft.article.media.get().renditions.get().file_id

    page = PublicPage.objects.get(edition=edition, is_default=True).content
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]
    assert figure == (
        f'<figure class="medium picture"><a href="/media/{file}"><img src="/media/{file}" '
        f'srcset="/media/{small} 120w, /media/{file} 240w" sizes="(min-width: 48rem) 44rem, 100vw" '
        'width="240" height="240" alt="A &quot;square&quot; &lt;b&gt;" loading="lazy" decoding="async"></a>'
        '<figcaption><span class="caption">One &amp; all</span> '
        '<small class="credit">Drawn by the desk. CC BY 4.0.</small></figcaption></figure>'
    )


def failures(check) -> list[str]:
    return [failure.problem for failure in check() if failure]


def test_a_file_that_was_changed_or_is_gone_is_found(draft):
    _, file = publish(draft)
    small = draft.article.media.get().renditions.get().file_id
    assert failures(check_files) == failures(check_manifests) == []

    store = the_store()
    store.delete(place_of(small))
    with store.open(place_of(file), "wb") as stored:
        stored.write(b"another picture")
    assert len(failures(check_files)) == 2
    store.delete(place_of(file))  # the next test keeps the same picture, and would find these bytes in its place


def test_measures_that_are_not_those_frozen_are_found(draft):
    publish(draft)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_rendition SET width = width + 1")
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert failures(check_manifests) == ["its pictures and sound are not those that it froze"]


def test_an_edition_without_pictures_is_frozen_as_ever(draft):
    editor = draft.article.owner
    confirm_all(draft, by=editor)
    edition = publish_draft(draft, by=editor)

    assert "media" not in json.loads(Manifest.objects.get(edition=edition).content)


def test_before_readers_have_it_a_picture_is_asked_for_under_its_article():
    path, words = media_path("a" * 64), "<p>See /media/ and /media/abc.</p>"
    body = f'{words}<img src="{path}" srcset="{path} 120w, {path} 240w">'

    there = f"/media/article/{'a' * 64}"
    assert for_signed_in(body, "article") == f'{words}<img src="{there}" srcset="{there} 120w, {there} 240w">'

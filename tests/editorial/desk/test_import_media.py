"""Pictures of imported files: shown at the preview, in their sections once the article is made, or nothing of it."""

import errno

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.media import read_media
from articles.models import Article, Contribution, ImportDraft, Medium
from articles.queries import latest_edition_of, parts_of
from editorial.files import actions as file_actions
from editorial.files.models import StoredFile
from editorial.files.store import open_file
from tests.articles.exchange.test_found_media import JPEG, PNG, held, page, word
from tests.articles.media.files import picture_of
from tests.articles.media.store import is_locked, locked_when_written
from tests.editorial.desk.import_pages import press, preview_of, upload

pytestmark = pytest.mark.django_db


def media_in(article: Article) -> dict[str, list]:
    return {part.section.anchor: list(part.content.media) for part in parts_of(latest_edition_of(article))}


def test_the_preview_shows_a_picture_and_the_article_holds_it(desk, editor):
    draft = upload(desk, "gout.docx", word(PNG))
    shown = desk.get(preview_of(draft)).content.decode()
    assert 'src="data:image/webp;base64,' in shown
    assert "Described as: A red corner" in shown

    answer = press(desk, draft, "create")

    assert answer.status_code == 302
    article = Article.objects.get()
    (placed,) = media_in(article)["what-you-may-feel"]
    medium = Medium.objects.get()
    assert (placed.file, placed.base.alt, medium.by) == (medium.file_id, "A red corner", editor)
    with open_file(medium.file) as kept:
        assert kept.read() == read_media(PNG, "x").data
    parts = Contribution.objects.filter(version__section__article=article).values_list("part", flat=True)
    assert set(parts) == {"imported", "pictured"}


def test_of_a_page_too_and_importing_again_writes_nothing(desk):
    source = page(
        f'<figure><img src="{held(JPEG, "jpeg")}" alt="A red corner"><figcaption>A toe.</figcaption></figure>'
    )
    press(desk, upload(desk, "gout.html", source), "create")
    article = Article.objects.get()
    ((placed,),) = filter(None, media_in(article).values())
    versions = [part.version.pk for part in parts_of(latest_edition_of(article))]
    assert (placed.base.caption, Medium.objects.get().media_type) == ("A toe.", "image/jpeg")

    press(desk, upload(desk, "gout.html", source), "create")

    assert [part.version.pk for part in parts_of(latest_edition_of(article))] == versions
    assert Medium.objects.count() == 1


def test_a_new_picture_of_the_same_file_comes_beside_the_first(desk):
    press(desk, upload(desk, "gout.docx", word(PNG)), "create")
    press(desk, upload(desk, "gout.docx", word(JPEG, alts=("Another",))), "create")

    media = media_in(Article.objects.get())["what-you-may-feel"]
    assert [one.base.alt for one in media] == ["A red corner", "Another"]


def test_its_bytes_are_written_before_the_article_is_locked(desk, monkeypatch):
    press(desk, upload(desk, "gout.docx", word(PNG)), "create")
    draft = upload(desk, "gout.docx", word(picture_of("PNG", (333, 222)), alts=("Another",)))

    with CaptureQueriesContext(connection) as asked:
        locked = locked_when_written(monkeypatch, asked)
        press(desk, draft, "create")

    assert set(locked) == {False}
    assert is_locked(asked)
    assert Medium.objects.count() == 2


def test_a_picture_that_was_left_out_does_not_come_in(desk):
    draft = upload(desk, "gout.docx", word(PNG))

    press(desk, draft, "leave-medium:what-you-may-feel:0")
    page_now = desk.get(preview_of(draft)).content.decode()
    assert "data:image/webp" not in page_now
    assert "A red corner" in page_now
    press(desk, draft, "create")

    assert Medium.objects.count() == 0


def test_if_the_store_takes_nothing_the_import_waits_with_all_that_was_typed(desk, monkeypatch):
    draft = upload(desk, "gout.docx", word(PNG))
    kept = set(StoredFile.objects.values_list("pk", flat=True))

    def full(place, content):
        raise OSError(errno.ENOSPC, "full")

    store = file_actions.the_store()
    monkeypatch.setattr(store, "exists", lambda place: False)
    monkeypatch.setattr(store, "save", full)
    answer = press(desk, draft, "create", **{"front-heading": "Gout, as I typed it"})

    assert answer.status_code == 409
    assert "There is no room left for files" in answer.content.decode()
    assert Article.objects.count() == Medium.objects.count() == 0
    assert set(StoredFile.objects.values_list("pk", flat=True)) == kept
    assert ImportDraft.objects.get().document["front"]["base"]["heading"] == "Gout, as I typed it"


def test_a_picture_that_is_a_program_is_named_at_the_preview(desk):
    draft = upload(desk, "gout.docx", word(b"MZ\x90" + bytes(400)))

    assert "is a program, whatever its name says" in desk.get(preview_of(draft)).content.decode()
    press(desk, draft, "create")
    assert Article.objects.count() == 1

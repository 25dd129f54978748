"""Inputs of the worst kind through the page and the command: read, or refused with nothing half imported; and others
are answered meanwhile."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.actions.drafting import save_section
from articles.doubts import doubts_in
from articles.exchange import apart, reading
from articles.models import Article, ImportDraft, SectionVersion
from articles.queries import part_of, parts_of
from articles.words.content import Wording
from references.models import Reference, ReferenceImport
from tests.articles.exchange.heavy import HEAVY, LINE, changed
from tests.articles.exchange.word.files import word
from tests.builders import make_audiences, make_draft, make_editor, make_published
from tests.editorial.desk.import_pages import PAGE, file
from tests.waiting import LONG

LONG_TO_WRITE = ("500 sections in ours", "5,000 tracked changes")  # they are read by the same reader on the page


def nothing_was_stored() -> bool:
    return not any(rows.objects.exists() for rows in (Article, ImportDraft, Reference, SectionVersion))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", HEAVY)
def test_through_the_page_it_waits_at_its_preview_or_is_refused_with_its_place(desk, kind):
    heavy = HEAVY[kind]()

    answer = desk.post(reverse("import"), {"file": file(heavy.name, heavy.data)}, HTTP_ACCEPT="application/json")

    (said,) = json.loads(answer.content)["files"]
    if heavy.code:
        assert (heavy.said in said["issues"][0], nothing_was_stored()) == (True, True), said
    else:
        assert (desk.get(said["url"]).status_code, ImportDraft.objects.count()) == (200, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in HEAVY if kind not in LONG_TO_WRITE])
def test_through_the_command_it_is_imported_whole_or_not_at_all(editor, tmp_path, capsys, kind):
    heavy = HEAVY[kind]()
    path = tmp_path / heavy.name
    path.write_bytes(heavy.data)

    code = 0
    try:
        call_command("import_articles", str(path), by=editor.email, verbosity=0)
    except CommandError as error:
        code = error.returncode

    said = capsys.readouterr()
    if heavy.code:
        assert (code, heavy.name in said.err, heavy.said in said.err, nothing_was_stored()) == (1, True, True, True)
    else:
        assert (code in (0, 3), Article.objects.count()) == (True, 1)


@pytest.mark.django_db
def test_a_line_of_ten_megabytes_is_refused_wherever_it_is_pasted(desk, editor):
    edition = make_draft(by=editor, slug="here")
    into = reverse("desk:paste", args=["here", "front"])
    before = SectionVersion.objects.count()

    answers = [
        desk.post(reverse("import"), {"text": LINE}),
        desk.post(reverse("import"), {"text": "T", "html": f"<p>{LINE}</p>"}),
        desk.post(into, {"text": LINE}),
        desk.post(into, {"html": f"<p>{LINE}</p>"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422]
    assert (ImportDraft.objects.count(), SectionVersion.objects.count()) == (0, before)
    assert edition.article.slugs.exists()


@pytest.mark.django_db
def test_a_line_of_ten_megabytes_is_one_entry_of_references_that_fails(desk):
    answer = desk.post(reverse("references:import"), {"file": file("line.txt", LINE)}, follow=True)

    assert (ReferenceImport.objects.count(), Reference.objects.count()) == (1, 0)
    assert "Line 1: The entry is longer than 4,000 characters." in answer.content.decode()


@pytest.mark.django_db
def test_doubts_are_looked_up_without_the_reports_of_their_sources(editor, tmp_path, django_assert_max_num_queries):
    """Each report names every remark of its file: read once for each doubt, 5,000 of them took 20 GB."""
    path = tmp_path / "changes.docx"
    path.write_bytes(word(*changed(20)))
    with suppress(CommandError):
        call_command("import_articles", str(path), by=editor.email, verbosity=0)
    edition = Article.objects.get().editions.get()

    with django_assert_max_num_queries(20) as asked:
        (found,) = doubts_in(parts_of(edition)).values()

    assert len(found) == 20
    assert [query["sql"] for query in asked if '"articles_sourcedocument"."content"' in query["sql"]] == []


# Others meanwhile


@pytest.fixture
def slow(monkeypatch, tmp_path):
    """Files are read by a process that only answers when it may; whether it was begun, and a way to let it go on."""
    monkeypatch.setattr(apart, "_WORKER", "tests.articles.exchange.slow_worker")
    monkeypatch.setenv("SLOW_WORKER", str(tmp_path))
    return tmp_path


@pytest.mark.apart
@pytest.mark.django_db(transaction=True)
def test_while_a_file_is_read_readers_and_writers_are_answered(slow, settings):
    settings.DESK_AT_ONCE = 2
    make_audiences()
    editor, other = make_editor("Importer"), make_editor("Other")
    make_published(slug="twitches")
    draft = make_draft(by=other, slug="open")
    importer = Client()
    importer.force_login(editor)

    with ThreadPoolExecutor(1) as threads:
        reading_it = threads.submit(_import, importer)
        try:
            assert _appears(slow / "begun", unless=reading_it.done)
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'")
                assert cursor.fetchone()[0] == 0
            assert Client().get("/articles/twitches/").status_code == 200
            _write(draft, by=other)
            assert not reading_it.done()
        finally:
            (slow / "go-on").touch()
        assert reading_it.result(LONG) == 302
    assert ImportDraft.objects.get().owner == editor


def _import(client: Client) -> int:
    try:
        return client.post(reverse("import"), {"file": file("page.txt", PAGE)}).status_code
    finally:
        connection.close()


def _write(draft, *, by) -> None:
    version = part_of(draft, "part-1").version
    words = Wording(heading="Part 1", html="<p>Written meanwhile.</p>")
    save_section(edition=draft, anchor="part-1", base_version=version.pk, base=words, wordings={}, by=by)


def _appears(path, *, unless) -> bool:
    never = threading.Event()
    any(path.exists() or unless() or never.wait(0.05) for _ in range(LONG * 20))
    return path.exists()


@pytest.mark.apart
@pytest.mark.django_db
def test_no_file_and_no_page_is_read_among_those_that_answer_requests(desk, monkeypatch):
    def here(*args, **more):
        raise AssertionError("read in the process that answers requests")

    monkeypatch.setattr(reading, "_read", here)
    monkeypatch.setattr(reading, "_plain", here)

    answers = [
        desk.post(reverse("import"), {"file": file("page.txt", PAGE)}),
        desk.post(reverse("import"), {"text": PAGE}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]

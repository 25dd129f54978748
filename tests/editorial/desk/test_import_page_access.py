"""Who may import, and see which imports; what comes in badly is refused with a clear message, and changes nothing."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.actions.import_drafts import sweep_imports
from articles.models import Article, ImportDraft
from editorial.shared import retention
from references.models import Reference
from tests.articles.exchange.docx import docx, paragraph
from tests.builders import (
    make_administrator,
    make_audiences,
    make_board,
    make_chair,
    make_editor,
    make_member,
    make_user,
)
from tests.editorial.desk.import_pages import MARKDOWN, PAGE, file, issues_in, paste, preview_of, upload

pytestmark = pytest.mark.django_db

PAGES = ("import_preview", "import_source", "import_text", "import_reference", "import_discard")
MEGABYTE = 1024 * 1024


def address(name: str, draft: ImportDraft) -> str:
    more = {"import_text": ["front"], "import_reference": ["lane1998"]}
    return reverse(name, args=[draft.pk, *more.get(name, [])])


def signed_in(user) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def strangers() -> dict:
    board = make_board()
    return {
        "another editor": make_editor("Other"),
        "reader": make_user(),
        "board member": make_member(board),
        "chair": make_chair(board),
        "administrator": make_administrator(),
    }


def test_an_import_is_its_own_persons_alone(desk):
    draft = paste(desk, PAGE)
    expected = {"another editor": 404, "reader": 403, "board member": 403, "chair": 403, "administrator": 403}

    for role, user in strangers().items():
        client = signed_in(user)
        got = {name: client.get(address(name, draft)).status_code for name in PAGES}
        posted = {name: client.post(address(name, draft), {"revision": 1}).status_code for name in PAGES}
        assert got == dict.fromkeys(PAGES, expected[role]) | {"import_discard": 405}, role
        assert posted == dict.fromkeys(PAGES, expected[role]) | {"import_source": 405}, role
    assert ImportDraft.objects.filter(revision=1).count() == 1


def test_nobody_signed_in_is_sent_to_sign_in(desk):
    draft = paste(desk, PAGE)
    visitor = Client()

    answers = [visitor.get(reverse("import")), *(visitor.get(address(name, draft)) for name in PAGES[:4])]

    assert {answer.status_code for answer in answers} == {302}
    assert all(answer["Location"].startswith("/accounts/login/") for answer in answers)


def test_only_editors_get_to_the_import(desk):
    answers = {role: signed_in(user).get(reverse("import")).status_code for role, user in strangers().items()}

    assert answers == {"another editor": 200, "reader": 403, "board member": 403, "chair": 403, "administrator": 403}


def test_somebody_who_is_no_editor_any_more_sees_nothing(desk, editor):
    draft = paste(desk, PAGE)
    editor.is_editor = False
    editor.save()

    assert desk.get(preview_of(draft)).status_code == 403


def test_the_list_names_ones_own_imports_only(desk):
    paste(desk, PAGE)
    upload(desk, "mine.txt", PAGE)

    other = signed_in(make_editor("Other")).get(reverse("import")).content.decode()
    mine = desk.get(reverse("import")).content.decode()

    assert ("mine.txt" in mine, "mine.txt" in other) == (True, False)


def test_posting_needs_a_token():
    client = Client(enforce_csrf_checks=True)
    make_audiences()
    client.force_login(make_editor())

    assert client.post(reverse("import"), {"text": PAGE}).status_code == 403
    assert ImportDraft.objects.count() == 0


def test_reading_a_page_writes_nothing(desk):
    draft = paste(desk, PAGE)
    before = list(ImportDraft.objects.values()), Reference.objects.count()

    for name in PAGES[:4]:
        desk.get(address(name, draft))
        desk.head(address(name, draft))

    assert (list(ImportDraft.objects.values()), Reference.objects.count()) == before


@pytest.mark.parametrize(("anchor", "key"), [("nonsense", "nonsense"), ("..", "%2e%2e"), ("front-", "boyer2005x")])
def test_parts_that_an_import_has_not_are_not_found(desk, anchor, key):
    draft = paste(desk, PAGE)

    assert desk.get(f"{preview_of(draft)}text/{anchor}/").status_code == 404
    assert desk.get(f"{preview_of(draft)}references/{key}/").status_code == 404


# Bad input


def word_bomb() -> bytes:
    """Forty kilobytes that unpack to far more than may be read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:p>" + b" " * (80 * MEGABYTE))
    return packed.getvalue()


def word_of(document: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


OWN = MARKDOWN.replace("policy: POLICY\n", "")
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document>&c;</w:document>'
)
BAD = {
    "nothing": ("empty.txt", b"", "empty.txt is empty"),
    "nothing to read": ("blank.docx", docx(paragraph()), "blank.docx has no words in it that can be read."),
    "no text": ("page.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    "NUL": ("page.txt", b"A page\x00 of text", "Line 1"),
    "another encoding": ("page.txt", "Ärzte".encode("latin-1") + b"\n" + PAGE.encode(), "UTF-8"),
    "no word file": ("page.docx", b"not a zip", "page.docx"),
    "a bomb": ("page.docx", word_bomb(), "page.docx"),
    "entities": ("page.docx", word_of(LAUGHS), "page.docx"),
    "an old word file": ("page.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 60, ".docx"),
    "a PDF": ("page.pdf", b"%PDF-1.7 ...", "PDF"),
    "gzip": ("page.txt", b"\x1f\x8b\x08\x00", "compressed"),
    "broken front matter": ("page.md", "---\nformat: imprimatur/1\ntitle: [\n---\n", "Line"),
    "unknown field": ("page.md", MARKDOWN.replace("policy: POLICY", "author: me"), "Line 6"),
    "unknown audience": ("page.md", OWN.replace("::: patient", "::: martian"), "martian"),
    "unknown key": ("page.md", OWN.replace("do.", "do [@nobody1999]."), "nobody1999"),
    "control characters": ("page.txt", PAGE.replace("e", "\x1be"), "U+001B"),
    "raw HTML in Markdown": ("page.md", OWN + "\n<script>alert(1)</script>\n", "Line"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BAD))
def test_bad_files_are_refused_with_a_message_and_change_nothing(desk, name):
    source, data, message = BAD[name]

    answer = desk.post(reverse("import"), {"file": file(source, data)})

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert (ImportDraft.objects.count(), Article.objects.count(), Reference.objects.count()) == (0, 0, 0)


def test_a_text_file_that_is_refused_comes_back_to_be_mended(desk):
    broken = MARKDOWN.replace("policy: POLICY", "author: me")

    answer = desk.post(reverse("import"), {"file": file("dosing.md", broken)})
    page = answer.content.decode()

    assert issues_in(answer) == ["#id_text"]
    assert "author: me" in page
    mended = desk.post(reverse("import"), {"text": broken.replace("author: me", "topic: Doses"), "name": "dosing.md"})
    assert mended.status_code == 302
    assert ImportDraft.objects.get().document["format"] == "imprimatur"


def test_a_pasted_text_that_is_refused_is_still_there(desk):
    answer = desk.post(reverse("import"), {"text": PAGE + "\n\n" + "x" * 60_000})

    assert answer.status_code == 422
    assert "may twitch for many reasons" in answer.content.decode()


def test_a_paste_without_a_word_opens_no_preview(desk):
    answer = desk.post(reverse("import"), {"text": "\u200b", "html": "<p>\u200b</p>"})

    assert answer.status_code == 422
    assert "What was pasted has no words in it that can be read." in answer.content.decode()
    assert ImportDraft.objects.count() == 0


def test_nothing_at_all_is_asked_for_again(desk):
    answer = desk.post(reverse("import"), {"text": "  \n "})

    assert answer.status_code == 422
    assert "Choose a file, or paste a text." in answer.content.decode()


@override_settings(IMPORT_MAX_BYTES=1000)
def test_a_file_of_more_bytes_than_are_taken_is_refused(desk):
    just = upload(desk, "page.txt", PAGE[:1000])
    more = desk.post(reverse("import"), {"file": file("page.txt", PAGE * 2)})

    assert just.source == "page.txt"
    assert more.status_code == 422
    assert "page.txt has" in more.content.decode()


def test_fifty_megabytes_are_refused(desk):
    answer = desk.post(reverse("import"), {"file": file("page.txt", b"x" * (50 * MEGABYTE))})

    assert answer.status_code == 422
    assert "50.0 MB; at most 10 MB can be imported" in answer.content.decode()


def test_far_too_much_is_refused_before_it_is_read(desk):
    answer = desk.post(
        reverse("import"), b"", content_type="multipart/form-data; boundary=x", headers={"content-length": str(10**10)}
    )

    assert answer.status_code == 413


def test_a_very_long_paste_is_refused_by_its_length(desk):
    answer = desk.post(reverse("import"), {"text": "word " * 250_000})

    assert answer.status_code == 422
    assert ImportDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("bibliography", "message"),
    [
        (b"not json", "JSON"),
        (b"\xff\xfe\x00", "refs.json, line 1: the byte 0x00 is not UTF-16 text"),
        (json.dumps([{"id": "a", "type": "nonsense"}]).encode(), "nonsense"),
    ],
)
def test_a_bad_bibliography_keeps_our_markdown_out_and_a_page_in(desk, bibliography, message):
    refused = desk.post(reverse("import"), {"file": file("d.md", OWN), "bibliography": file("refs.json", bibliography)})
    taken = desk.post(
        reverse("import"), {"file": file("d.txt", PAGE), "bibliography": file("refs.json", bibliography)}, follow=True
    )

    assert refused.status_code == 422
    assert message in refused.content.decode()
    assert "The bibliography was left aside." in taken.content.decode()


def test_nothing_that_a_page_says_runs_or_breaks_out(desk):
    page = PAGE.replace("Why do muscles twitch?", "Why <script>alert(1)</script> twitch?").replace(
        "What to do", 'What "to" <img src=x onerror=alert(2)> do'
    )
    draft = paste(desk, page)
    source = upload(desk, '"><script>alert(3)</script>.txt', PAGE)

    for name in ("import_preview", "import_source"):
        for one in (draft, source):
            html = desk.get(address(name, one)).content.decode()
            assert "<script>alert" not in html
            assert "<img" not in html


@override_settings(IMPORTS_WAITING=2)
def test_too_many_waiting_imports_are_refused(desk, editor):
    paste(desk, PAGE)
    other = make_editor("Another Editor")
    draft = paste(desk, PAGE)
    ImportDraft.objects.create(owner=other, source="x", document=draft.document)

    answer = desk.post(reverse("import"), {"text": PAGE})

    assert answer.status_code == 422
    assert "2 imports of yours wait already: finish or discard some of them first." in answer.content.decode()
    desk.post(reverse("import_discard", args=[draft.pk]))
    assert desk.post(reverse("import"), {"text": PAGE}).status_code == 302


def test_what_waited_too_long_is_swept(desk):
    old, new = paste(desk, PAGE), paste(desk, PAGE)
    ImportDraft.objects.filter(pk=old.pk).update(created_at=timezone.now() - retention.IMPORTS - timedelta(minutes=1))

    assert (sweep_imports(), sweep_imports()) == (1, 0)
    assert list(ImportDraft.objects.values_list("pk", flat=True)) == [new.pk]


def test_the_sweep_is_a_command_too(desk, capsys):
    draft = paste(desk, PAGE)
    ImportDraft.objects.filter(pk=draft.pk).update(created_at=timezone.now() - retention.IMPORTS * 2)

    call_command("sweep_imports")

    assert ImportDraft.objects.count() == 0
    assert "1 pending import" in capsys.readouterr().out

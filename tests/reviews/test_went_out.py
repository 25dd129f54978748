"""The import knows Word files that went out of an article here, and sends whoever brings one to the way back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.models import Article, ImportDraft
from tests.articles.returned.files import inserted, returned
from tests.builders import make_draft, make_editor, sit_down

pytestmark = pytest.mark.django_db


def file_of(draft, **more):
    return returned(draft, lambda leaf, words: words + inserted(" More.") if leaf.place.part == "l" else words, **more)


def sent(client, data, **more):
    return client.post(reverse("import"), {"file": SimpleUploadedFile("back.docx", data), "text": "", **more})


def test_the_page_leads_to_the_way_back_and_imports_as_new_where_asked(client):
    editor = make_editor()
    draft = make_draft(by=editor)
    data = file_of(draft)
    sit_down(client, editor)

    answer = sent(client, data)

    assert answer.status_code == 422
    assert f'href="{reverse("review:bring_file", args=[draft.article.slug])}"' in answer.content.decode()
    assert "as_new" in answer.content.decode()
    assert not ImportDraft.objects.exists()
    assert sent(client, data, as_new="on").status_code == 302
    assert ImportDraft.objects.count() == 1


def test_of_an_article_that_somebody_may_not_work_on_nothing_is_said(client):
    data = file_of(make_draft(by=make_editor()))
    sit_down(client, make_editor("Somebody Else"))

    assert sent(client, data).status_code == 302
    assert ImportDraft.objects.count() == 1


def test_the_command_names_the_file_and_what_to_do(tmp_path: Path, capsys):
    editor = make_editor()
    draft = make_draft(by=editor)
    path = tmp_path / "back.docx"
    path.write_bytes(file_of(draft))

    with pytest.raises(CommandError):
        call_command("import_articles", path, by=editor.email)

    assert f"back.docx went out of “{draft.article.slug}” (edition 1): bring it back at" in capsys.readouterr().err
    assert Article.objects.count() == 1
    with pytest.raises(CommandError, match="4 doubts remain"):
        call_command("import_articles", path, by=editor.email, as_new=True)
    assert Article.objects.count() == 2

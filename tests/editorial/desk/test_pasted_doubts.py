"""What was doubtful in pasted words stays with the section, blocks submission, and is decided in the editor."""

import pytest
from django.urls import reverse

from articles.exchange.doubts import doubts_of
from articles.imports import pending_of
from articles.models import Doubt, Edition, SourceDocument
from articles.queries import part_of
from articles.requirements import draft_issues
from editorial.desk.pasted import Pasted, opened
from tests.builders import article_of, make_draft, make_editor
from tests.editorial.desk.import_pages import PAGE, fields_of, preview_of
from tests.editorial.desk.import_pages import paste as paste_page
from tests.editorial.desk.test_pasting import paste

pytestmark = pytest.mark.django_db
STRUCK = "<p>Take no more than <s>200</s> 50 mg at once.</p>"


@pytest.fixture
def editor(client):
    person = make_editor("Owner")
    client.force_login(person)
    return person


@pytest.fixture
def draft(editor) -> Edition:
    return make_draft(by=editor)


def page_of(edition: Edition) -> str:
    return reverse("desk:section", args=[article_of(edition).slug, "part-1"])


def save(client, edition: Edition, html: str, pasted: list[str], **more):
    fields = fields_of(client.get(page_of(edition)))
    return client.post(page_of(edition), {**fields, "everyone-html": html, "pasted": pasted, **more})


def waiting(edition: Edition) -> list[str]:
    return [issue.code for issue in draft_issues(edition) if "doubt" in issue.code]


def test_struck_words_of_a_paste_stay_with_the_section_until_somebody_decides(client, draft):
    answer = paste(client, draft, STRUCK, "Take no more than 200 50 mg at once.").json()

    save(client, draft, answer["html"], [answer["sealed"]])

    doubt = Doubt.objects.get()
    assert (doubt.kind, doubt.words, doubt.stored) == ("struck", "200", "Take no more than 50 mg at once.")
    assert doubt.version == part_of(draft, "part-1").version
    assert waiting(draft) != []
    page = client.get(page_of(draft)).text
    assert "To check against the source" in page

    save(client, draft, answer["html"], [], doubt=f"{doubt.pk}:right")
    assert waiting(draft) == []


def test_the_pasted_words_are_kept_as_its_source(client, draft, editor):
    answer = paste(client, draft, STRUCK, "Take no more than 200 50 mg at once.").json()
    save(client, draft, answer["html"], [answer["sealed"]])
    source = SourceDocument.objects.get()
    assert (source.by, source.edition, source.file.size) == (editor, draft, 36)
    assert source.name.startswith("Pasted into “")


def test_what_is_of_no_danger_leaves_nothing(client, draft):
    answer = paste(client, draft, "<p>Rest <b>well</b>.</p>").json()
    assert answer["sealed"] == ""
    save(client, draft, answer["html"], [""])
    assert Doubt.objects.count() == 0


def test_what_was_taken_out_again_leaves_nothing(client, draft):
    answer = paste(client, draft, STRUCK).json()
    save(client, draft, "<p>Something else altogether, written anew.</p>", [answer["sealed"]])
    assert Doubt.objects.count() == 0


def test_a_paste_that_was_not_saved_leaves_nothing(client, draft):
    paste(client, draft, STRUCK)
    assert Doubt.objects.count() == 0


def test_one_paste_sent_twice_is_one_doubt(client, draft):
    answer = paste(client, draft, STRUCK).json()
    save(client, draft, answer["html"], [answer["sealed"], answer["sealed"]])
    save(client, draft, answer["html"] + "<p>More.</p>", [answer["sealed"]])
    assert Doubt.objects.count() == 1


def test_a_refused_save_brings_it_back_with_the_page(client, draft):
    answer = paste(client, draft, STRUCK).json()
    again = save(client, draft, answer["html"], [answer["sealed"]], **{"everyone-heading": "x" * 300})
    assert again.status_code == 422
    assert fields_of(again)["pasted"] == answer["sealed"]


@pytest.mark.parametrize("sent", ["nonsense", "a:b:c"])
def test_what_is_not_ours_is_said_and_saves_all_the_same(client, draft, sent):
    answer = save(client, draft, "<p>New words.</p>", [sent])
    assert answer.status_code == 302
    assert "could not be kept" in client.get(answer["Location"]).text
    assert Doubt.objects.count() == 0


def test_a_paste_into_another_section_is_good_for_none_else(client, draft):
    sealed = paste(client, draft, STRUCK).json()["sealed"]
    assert opened([sealed], place=str(part_of(draft, "part-1").section.pk))[0] != list[Pasted]()
    assert opened([sealed], place="another") == ([], True)


def test_a_paste_into_a_text_of_an_import_is_a_doubt_of_the_import(client, editor):
    draft = paste_page(client, PAGE)
    address = reverse("import_paste", args=[draft.pk])
    answer = client.post(address, {"html": STRUCK, "text": ""}, headers={"Accept": "application/json"}).json()

    text = reverse("import_text", args=[draft.pk, "what-to-do"])
    fields = fields_of(client.get(text))
    client.post(text, {**fields, "html": answer["html"], "pasted": [answer["sealed"]]})

    draft.refresh_from_db()
    doubts = doubts_of(pending_of(draft).document)
    assert [(one.anchor, one.remark.words, one.place) for one in doubts] == [("what-to-do", "200", "")]
    assert "Check these first" in client.get(preview_of(draft)).text

"""The pages of the templates, and what an article's pages say of its own."""

import pytest

from articles.actions.templates import set_subject
from articles.models import Article, ArticleTemplate
from articles.queries import latest_edition_of, part_of, parts_of
from tests.builders import article_of, edit, make_administrator, make_draft, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


def test_an_article_is_begun_with_a_template_whose_prompts_are_shown_until_something_is_written(client, editor):
    said = {"heading": "Ibuprofen", "summary": "Against pain.", "about": "medicine"}
    assert client.post("/desk/articles/new/", said).status_code == 302

    edition = latest_edition_of(Article.objects.get())
    page = "/desk/articles/ibuprofen/sections/how-to-take-it/"
    assert "the most that may be taken in a day" in client.get(page).text
    edit(edition, "how-to-take-it", "<p>With water.</p>", by=editor)
    assert "the most that may be taken in a day" not in client.get(page).text
    assert "may be taken" not in part_of(edition, "how-to-take-it").version.content


def test_what_the_template_has_more_is_added_by_a_button(client, editor):
    edition = make_draft(by=editor)
    page = f"/desk/articles/{article_of(edition).slug}/"
    assert "The template for a" not in client.get(page).text
    assert client.post(f"{page}address/", {"slug": article_of(edition).slug, "about": "symptom"}).status_code == 302
    assert "The template for a symptom has 5 more sections" in client.get(page).text

    assert client.post(f"{page}template/").status_code == 302

    assert len(parts_of(edition)) == 3 + 5
    assert "The template for a" not in client.get(page).text


def test_the_pages_are_for_administrators(client, editor):
    for page in ("/desk/templates/", "/desk/templates/test/"):
        assert client.get(page).status_code == 403
    client.force_login(make_administrator())
    assert "Procedure" in client.get("/desk/templates/").text
    page = client.get("/desk/templates/test/")
    assert "body | What it is for" in page.text
    base = page.context["form"].initial["base"]
    wrong = client.post("/desk/templates/test/", {"lines": "nonsense", "base": base})
    assert (wrong.status_code, "Line 1: " in wrong.text, "nonsense" in wrong.text) == (422, True, True)
    assert client.post("/desk/templates/test/", {"lines": "note | Bring", "base": base}).status_code == 302
    assert client.post("/desk/templates/test/", {"lines": "note | Late", "base": base}).status_code == 422
    assert ArticleTemplate.objects.get().lines == "note | Bring"
    assert client.get("/desk/templates/nothing/").status_code == 404


def test_an_article_said_to_be_about_nothing_is_asked_nothing(client, editor):
    edition = make_draft(by=editor)
    set_subject(article=edition.article, subject="test", by=editor)
    set_subject(article=edition.article, subject="", by=editor)
    assert "The template for a" not in client.get(f"/desk/articles/{article_of(edition).slug}/").text

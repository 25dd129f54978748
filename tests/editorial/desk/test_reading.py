"""How hard what is typed is to read, as the editor's page says it."""

import json
from pathlib import Path

import pytest

from articles.actions import set_language
from articles.actions.plain_terms import save_plain_term
from articles.models import Article, Audience
from tests.builders import article_of, make_draft, make_editor

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "articles" / "checks" / "data"
HARD = json.loads((DATA / "readability_rewrite.json").read_text(encoding="utf-8"))[2]["text"]
EASY = json.loads((DATA / "readability_rewritten.json").read_text(encoding="utf-8"))["rewrite-3"]
SHORT = "<p>Drink water.</p>"


@pytest.fixture(scope="module")
def built(before_all):
    owner = make_editor("Owner")
    edition = make_draft(by=owner)
    Audience.objects.filter(key="patient").update(reading_level_target=10)
    return owner, edition


@pytest.fixture
def section(client, built, own):
    owner, edition = own(built)
    client.force_login(owner)
    return f"/desk/articles/{article_of(edition).slug}/sections/part-1/"


def said(client, section: str, html: str, audience: str = "patient") -> str:
    answer = client.post(f"{section}reading/", {"audience": audience, "heading": "", "html": html})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_band_long_sentences_and_plain_words(client, section):
    page = said(client, section, HARD)

    assert "extremely hard" in page
    assert "only with a reason" in page
    assert "long sentences" in page
    assert 'data-instead="at once"' in said(client, section, HARD.replace("usually", "immediately"))
    assert "14." not in page.replace("grade 14", "")


def test_what_is_easy_or_short_is_not_warned_of(client, section):
    assert "too hard for its readers" not in said(client, section, EASY)
    assert "Too short to judge." in said(client, section, SHORT)
    assert "too hard for its readers" not in said(client, section, HARD, audience="clinician")


def test_another_language_is_not_judged(client, section):
    assert "Not checked in this language." in said(
        client, section, "<p>" + "Der Arzt ist da und die Frau ist nicht da. " * 9
    )
    article = Article.objects.get(slug=section.split("/")[3])
    set_language(article=article, language="de", by=article.owner)
    assert "Not checked in this language." in said(client, section, HARD)


def test_the_words_of_the_table_here_are_offered(client, section):
    save_plain_term(by=make_editor(), term="sachet", kind="medical", plain="small bag")

    assert 'data-instead="small bag" data-words="sachet"' in said(client, section, HARD)


def test_the_page_says_it_of_the_saved_words_too(client, section):
    page = client.get(section).content.decode()

    assert page.count('class="reading-grade"') == 4
    assert f'data-read-at="{section}reading/"' in page


def test_no_such_wording_is_not_found(client, section):
    assert client.post(f"{section}reading/", {"audience": "nobody", "html": ""}).status_code == 404

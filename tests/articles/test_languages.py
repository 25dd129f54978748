"""Every article has a language: which tags there are, when it may change, and everything that says it."""

import json
from xml.etree import ElementTree

import pytest
from django.db import IntegrityError, connection, transaction
from lxml import html

from articles.actions import create_article, import_document, open_edition, set_language
from articles.exchange.document import Document
from articles.exchange.html_out import write_html
from articles.exchange.markdown_reader import read_markdown
from articles.exchange.markdown_writer import write_markdown
from articles.exporting import document_of
from articles.exporting.editions import outgoing_of, whole_of, word_file
from articles.findings import language_of
from articles.languages import SILENT, canonical, direction, name_of, own_name
from articles.models import PublicPage
from articles.queries import latest_edition_of, manifest_of
from articles.site.page_words import ENGLISH, TABLES, words_for
from articles.words.content import Wording
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import take_back
from tests.articles.test_rendering import cite, render, section
from tests.builders import (
    article_of,
    codes,
    edit,
    make_board,
    make_draft,
    make_editor,
    make_published,
    make_reference,
    make_submitted,
    publish_draft,
)

ATOM = {"a": "http://www.w3.org/2005/Atom"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.mark.parametrize(
    ("said", "tag", "runs"),
    [
        ("en_gb", "en-GB", "ltr"),
        ("DE", "de", "ltr"),
        ("iw", "he", "rtl"),
        ("ar-eg", "ar-EG", "rtl"),
        ("ar-Latn", "ar-Latn", "ltr"),
        ("pa", "pa", "ltr"),
        ("pa-pk", "pa-PK", "rtl"),
        ("az-Arab", "az-Arab", "rtl"),
        ("zh-hant-tw", "zh-Hant-TW", "ltr"),
        ("es-419", "es-419", "ltr"),
        ("de-ch-1996", "de-CH-1996", "ltr"),
        ("en-UK", "en-GB", "ltr"),
        ("ckb", "ckb", "rtl"),
        ("eng", "en", "ltr"),
    ],
)
def test_a_tag_is_kept_in_one_form_and_runs_as_its_script_does(said, tag, runs):
    assert canonical(said) == tag
    assert canonical(tag) == tag
    assert direction(tag) == runs


@pytest.mark.parametrize(
    "said",
    [
        *("", "x", "xx", "und", "mul", "english", "de-XX", "de-", "-de", "de-Zzzz", "en-GB-x-mine", "de-1996-1996"),
        *("de de", "ar\x00", "дe", "e" * 5000, "<b>", "de-Latn-DE-foo", "sgn-", "zh_Hant_"),
    ],
)
def test_what_names_no_language_is_none(said):
    assert canonical(said) == ""


def test_a_language_is_called_what_those_who_speak_it_call_it():
    assert [own_name(tag) for tag in ("de", "ar", "de-CH", "xx")] == ["Deutsch", "العربية", "Deutsch (Schweiz)", "xx"]
    assert [name_of(tag) for tag in ("de", "zh-Hant")] == ["German", "Chinese (Traditional)"]


# What a page adds to signed words


def test_a_body_in_english_is_byte_for_byte_what_it_was():
    one = section("one", f"<p>A{cite('a2001')}</p><table><tbody><tr><td>x</td></tr></tbody></table>")

    body = render(one)

    assert body.startswith('<article class="article" data-audience="patient">\n<header class="front">')
    assert '<section class="references" id="references">\n<h2>References</h2>\n<ol>\n' in body
    assert '<li id="ref-1"><span class="kind">Research</span> a2001 et al. <span class="standing"' in body
    assert 'aria-label="Back to mention 1 of reference 1">↑</a>' in body
    assert 'aria-label="Reference 1: a2001">1</a>' in body
    assert 'role="region" aria-label="Table" tabindex="0"><table>' in body
    assert '<aside class="disclaimer" aria-label="Please note">' in body
    assert " lang=" not in body
    assert " dir=" not in body


def test_a_body_speaks_its_own_language_throughout():
    one = section("one", f"<p>A{cite('a2001')}</p><table><tbody><tr><td>x</td></tr></tbody></table>")
    spared = section("two", "<p>B</p>", patient=Wording(left_out=True))

    body = render(one, spared, language="ar")

    page = html.fromstring(body)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    words = TABLES["ar"]
    assert [h2.text for h2 in page.xpath("//h2")] == ["One", words.left_out, words.references]
    assert page.xpath("//a[@class='backlink']/@aria-label") == [words.back.format(mention=1, number=1)]
    assert page.xpath("//sup//a/@aria-label") == [f"{words.reference} 1: a2001"]
    assert page.xpath("//li[@id='ref-1']/bdi/@lang") == ["en"]  # what it is set in
    assert page.xpath("//aside[@class='disclaimer']/p/@dir") == ["auto"]  # it may be in another
    for said in ("References", "Written for", "Please note", "Back to", "Reference 1", 'aria-label="Table"'):
        assert said not in body


def test_a_language_without_a_table_gets_english_that_says_so():
    assert words_for("so") is ENGLISH

    page = html.fromstring(render(section("one", f"<p>A{cite('a2001')}</p>"), language="ur"))

    assert (page.get("lang"), page.get("dir")) == ("ur", "rtl")
    (heading,) = page.xpath("//section[@id='references']/h2")
    assert (heading.text, heading.get("lang"), heading.get("dir")) == ("References", "en", "ltr")


def test_every_table_has_every_word_and_the_same_places():
    for table in TABLES.values():
        assert all(vars(table)[name] for name in vars(ENGLISH) if name != "kinds")
        assert "{mention}" in table.back
        assert "{number}" in table.back
    kinds = {tuple(table.kinds) for table in TABLES.values() if table is not ENGLISH}
    assert len(kinds) == 1


# When it may change

pytestmark_db = pytest.mark.django_db


@pytest.fixture
def editor(db):
    make_board()
    return make_editor()


def begin(editor, slug: str, language: str = ""):
    return create_article(slug=slug, language=language, front=Wording(heading="Title"), by=editor)


def test_an_article_begins_in_the_language_that_is_said_or_in_the_usual_one(editor, settings):
    assert begin(editor, "one").language == "en-GB"
    assert begin(editor, "two", "AR").language == "ar"
    settings.ARTICLE_LANGUAGE = "de"
    assert begin(editor, "three").language == "de"

    with pytest.raises(Refused) as refused:
        begin(editor, "four", "Klingonish")

    assert codes(refused) == ["unknown-language"]


def test_it_changes_until_an_edition_was_submitted_and_never_after(editor):
    draft = make_draft(by=editor)
    set_language(article=draft.article, language="de", by=editor)
    assert article_of(draft).language == "de"
    assert language_of(latest_edition_of(article_of(draft))) == "de"
    event = Event.objects.filter(verb="article.language_set").get()
    assert json.loads(event.content)["facts"]["language"] == "de"
    set_language(article=draft.article, language="de", by=editor)
    assert Event.objects.filter(verb="article.language_set").count() == 1

    submitted = make_submitted(by=editor)
    take_back(edition=submitted, by=editor)
    with pytest.raises(Refused) as refused:
        set_language(article=submitted.article, language="de", by=editor)
    assert codes(refused) == ["language-fixed"]
    set_language(article=submitted.article, language="en-GB", by=editor)  # as it is


def test_the_database_lets_no_language_change_after_a_submission(editor):
    draft, submitted = make_draft(by=editor), make_submitted(by=editor)
    change = "UPDATE articles_article SET language = 'ar' WHERE id = %s"

    with connection.cursor() as cursor:
        cursor.execute(change, [draft.article_id])
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            cursor.execute(change, [submitted.article_id])
        with pytest.raises(IntegrityError, match="article_language_syntax"), transaction.atomic():
            cursor.execute("UPDATE articles_article SET language = 'DE de' WHERE id = %s", [draft.article_id])


def test_the_desk_changes_it_and_says_why_not(client, editor):
    client.force_login(editor)
    draft, submitted = make_draft(by=editor), make_submitted(by=editor)

    def send(edition, **said):
        url = f"/desk/articles/{edition.article.slug}/address/"
        return client.post(url, {"slug": edition.article.slug, "topic": "", **said})

    assert send(draft, language="ar").status_code == 302
    assert article_of(draft).language == "ar"
    assert send(draft).status_code == 302  # a form that says nothing of it changes nothing
    assert article_of(draft).language == "ar"
    wrong = send(draft, language="<script>")
    assert wrong.status_code == 422
    assert "names no language that is known here" in wrong.text
    assert "<script>”" not in wrong.text
    fixed = send(submitted, language="ar")
    assert fixed.status_code == 422
    assert "its language stays" in fixed.text


# What says it


@pytest.fixture
def arabic(editor):
    """A published article in Arabic that cites a work."""
    make_reference("boyer2005")
    draft = make_draft(by=editor, slug="arabic")
    set_language(article=draft.article, language="ar", by=editor)
    edit(draft, "front", '<p>مقدمة<cite data-ref="boyer2005"></cite></p>', by=editor, heading="لماذا ترتعش عضلاتي؟")
    edit(draft, "part-1", "<p>نص.</p>", by=editor, heading="الأسباب")
    return publish_draft(draft, by=editor)


def test_an_english_edition_is_frozen_as_it_always_was(editor):
    submitted = make_submitted(by=editor)

    frozen = json.loads(submitted.manifest.content)

    assert frozen["scheme"] == 1
    assert "language" not in frozen
    assert manifest_of(submitted).language == SILENT


def test_readers_are_told_the_language_of_the_words_and_of_the_frame(client, arabic):
    assert json.loads(arabic.manifest.content)["language"] == "ar"
    page = html.fromstring(client.get("/articles/arabic/").text)

    assert (page.get("lang"), page.get("dir")) == ("en-GB", "ltr")
    (body,) = page.xpath("//article[@class='article']")
    assert (body.get("lang"), body.get("dir")) == ("ar", "rtl")
    assert page.xpath("//nav[@class='contents']//a[@href='#part-1']")[0].get("lang") == "ar"
    (told,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(told)["inLanguage"] == "ar"
    (cited,) = page.xpath("//p[@id='cite-text']")
    assert cited.xpath("bdi/@lang") == ["ar"]
    assert cited.text_content().startswith("A. Writer. لماذا ترتعش عضلاتي؟ ")
    assert cited.text_content().endswith(" Arabic.")
    (kind,) = page.xpath("//li[@id='ref-1']/span[@class='kind']/text()")
    assert kind == TABLES["ar"].kinds["research"]


def test_lists_and_feed_tell_it_of_each_entry_that_is_in_another_language(client, arabic):
    make_published(by=make_editor(), slug="english")

    at_home = html.fromstring(client.get("/").text).xpath("//li[@class='entry']")
    in_feed = ElementTree.fromstring(client.get("/feed.atom").content)

    said = {one.xpath(".//h2/a/@href")[0]: one.xpath(".//div[@class='entry-words']/@lang") for one in at_home}
    assert said == {"/articles/arabic/": ["ar"], "/articles/english/": []}
    assert in_feed.get(XML_LANG) == "en-GB"
    entries = {one.find("a:link", ATOM).get("href")[-8:]: one.get(XML_LANG) for one in in_feed.findall("a:entry", ATOM)}
    assert entries == {"/arabic/": "ar", "english/": None}
    assert "language" not in PublicPage.objects.get(slug="english", is_default=True).card


def test_files_that_go_out_tell_it_and_run_its_way(arabic):
    out = outgoing_of(arabic, whole_of(arabic))

    assert out.language == "ar"
    assert '<html lang="ar" dir="rtl">' in write_html(out)
    assert word_file(arabic, whole_of(arabic)).data


def test_our_markdown_carries_it_there_and_back(arabic, editor):
    text = write_markdown(document_of(arabic))
    assert "\nlanguage: ar\n" in text
    read = read_markdown(text, known_keys=["boyer2005"])
    assert read.language == "ar"

    read.slug = "copied"
    assert import_document(document=read, by=editor).article.language == "ar"


def test_a_file_says_another_language_only_while_it_may(editor):
    draft = make_draft(by=editor, slug="known")
    document = document_of(draft)
    document.language = "de"
    assert import_document(document=document, by=editor).article.language == "de"
    published = make_published(by=editor, slug="live")
    other: Document = document_of(published)
    other.language = "de"

    with pytest.raises(Refused) as refused:
        import_document(document=other, by=editor)

    assert codes(refused) == ["language-fixed"]


def test_the_editor_writes_in_it(client, editor):
    draft = make_draft(by=editor)
    set_language(article=draft.article, language="ar", by=editor)
    client.force_login(editor)

    page = html.fromstring(client.get(f"/desk/articles/{draft.article.slug}/sections/part-1/").text)

    (text,) = page.xpath("//textarea[@name='everyone-html']")
    assert (text.get("lang"), text.get("dir"), text.get("spellcheck")) == ("ar", "rtl", "true")
    (heading,) = page.xpath("//input[@name='everyone-heading']")
    assert heading.get("dir") == "rtl"
    assert page.get("lang") == "en-GB"


def test_the_next_edition_stays_in_it(arabic, editor):
    following = open_edition(article=article_of(arabic), by=editor)

    assert language_of(following) == "ar"

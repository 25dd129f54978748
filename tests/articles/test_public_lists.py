"""What is listed of published articles: the front page, the sitemap, the feed; and what crawlers are told."""

import json
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from lxml import html

from articles.actions import rename_article, set_topic
from articles.models import PublicPage
from reviews.actions import retire
from reviews.actions.publication import compose_pages
from reviews.models import ReviewPolicy
from tests.builders import (
    article_of,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_reference,
    make_submitted,
    publish_draft,
)

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script> & \"quotes\" 'and' <!-- ]]> {{ x }}"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def publish_hostile(slug: str = "hostile"):
    editor = make_editor()
    make_reference("boyer2005", title=HOSTILE)
    draft = make_draft(by=editor, slug=slug)
    lead = '<p>A lead.<cite data-ref="boyer2005"></cite></p>'
    edit(draft, "front", lead, by=editor, heading=HOSTILE, summary=HOSTILE, question=f"{HOSTILE}?")
    set_topic(article=draft.article, topic=HOSTILE, by=editor)
    return publish_draft(draft, by=editor)


def titles_at_home(client) -> list[str]:
    return html.fromstring(client.get("/").text).xpath("//li[@class='entry']//h2/a/text()")


def addresses_in_sitemap(client) -> list[str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [entry.text for entry in root.findall("m:url/m:loc", MAP)]


def entries_in_feed(client) -> list[ElementTree.Element]:
    return ElementTree.fromstring(client.get("/feed.atom").content).findall("a:entry", ATOM)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/", "/sitemap.xml", "/feed.atom"])
def test_a_list_costs_one_query_however_long_it_is(client, count, address, django_assert_num_queries):
    for _ in range(count):
        make_published()

    with django_assert_num_queries(1):
        response = client.get(address)

    assert response.status_code == 200
    assert (len(titles_at_home(client)), len(entries_in_feed(client))) == (count, count)


def test_the_sitemap_names_each_audiences_page_once(client, settings):
    settings.SITE_ADDRESS = "https://health.example"
    make_published(slug="twitches")

    assert addresses_in_sitemap(client) == [
        "https://health.example/",
        "https://health.example/board/",
        "https://health.example/editorial-policy/",
        "https://health.example/articles/twitches/",
        "https://health.example/articles/twitches/for/carer/",
        "https://health.example/articles/twitches/for/clinician/",
    ]


def test_what_is_not_published_is_in_no_list(client):
    make_board(show_pending=True)
    pending = make_submitted(slug="pending")
    make_draft(slug="draft")
    retired = make_published(slug="retired")
    chair = make_chair(ReviewPolicy.objects.get(is_default=True).board)
    retire(edition=retired, reason="Out of date.", by=chair)

    kinds = set(PublicPage.objects.values_list("kind", flat=True))

    assert (kinds, client.get(f"/articles/{pending.article.slug}/").status_code) == ({"pending", "gone"}, 200)
    assert titles_at_home(client) == []
    assert [address for address in addresses_in_sitemap(client) if "/articles/" in address] == []
    assert entries_in_feed(client) == []


def test_an_old_address_is_in_no_list(client, settings):
    settings.SITE_ADDRESS = "https://health.example"
    editor = make_editor()
    article = article_of(make_published(slug="old", by=editor))
    rename_article(article=article, slug="newer", by=editor)
    compose_pages(article)

    assert "https://health.example/articles/old/" not in addresses_in_sitemap(client)
    assert len(entries_in_feed(client)) == 1


def test_the_feed_keeps_an_entrys_id_when_its_address_changes(client):
    editor = make_editor()
    article = article_of(make_published(slug="old", by=editor))
    before = entries_in_feed(client)[0].findtext("a:id", namespaces=ATOM)
    rename_article(article=article, slug="newer", by=editor)
    compose_pages(article)

    entry = entries_in_feed(client)[0]

    assert entry.findtext("a:id", namespaces=ATOM) == before == f"urn:uuid:{article.pk}"
    assert entry.find("a:link", ATOM).get("href").endswith("/articles/newer/")


def test_the_feed_has_what_atom_asks_for(client):
    make_published(slug="twitches")

    response = client.get("/feed.atom")
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    for part in ("id", "title", "updated"):
        assert feed.findtext(f"a:{part}", namespaces=ATOM)
        assert feed.findtext(f"a:entry/a:{part}", namespaces=ATOM)
    assert feed.findtext("a:entry/a:author/a:name", namespaces=ATOM) == "A. Writer"
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith("/feed.atom")


def test_hostile_words_stay_words_in_every_list(client):
    publish_hostile()

    assert titles_at_home(client) == [HOSTILE]
    entry = entries_in_feed(client)[0]
    assert entry.findtext("a:title", namespaces=ATOM) == HOSTILE
    summary = entry.find("a:summary", ATOM)
    assert (summary.get("type"), html.fromstring(f"<p>{summary.text}</p>").text) == ("html", HOSTILE)
    assert entry.find("a:category", ATOM).get("term") == HOSTILE


def test_hostile_words_stay_words_on_the_page(client):
    publish_hostile()

    response = client.get("/articles/hostile/")
    page = html.fromstring(response.text)

    assert len(page.xpath("//script")) == 2
    assert "alert(1)" not in "".join(page.xpath("//script[not(@type='application/ld+json')]/text()"))
    assert page.xpath("//meta[@name='description']/@content") == [HOSTILE]
    assert page.xpath("string(//h1)") == HOSTILE
    data = structured(page)
    assert (data["name"], data["description"], data["about"]["name"]) == (HOSTILE, HOSTILE, HOSTILE)


def structured(page) -> dict:
    [script] = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028\u2029", "&lt;", '"\\', "]]>"])
def test_structured_data_survives_inside_a_script_element(text):
    rendered = Template("{% load imprimatur %}{{ value|json_data }}").render(Context({"value": {"name": text}}))

    assert not set("<>&\u2028\u2029") & set(rendered)
    assert json.loads(rendered) == {"name": text}


def test_structured_data_says_who_reviewed_what_for_whom(client, settings):
    settings.SITE_ADDRESS = "https://health.example"
    editor = make_editor()
    make_reference("boyer2005", DOI="10.1056/NEJMra041867", title="The serotonin syndrome")
    draft = make_draft(by=editor, slug="twitches")
    edit(draft, "part-2", '<p>A claim.<cite data-ref="boyer2005"></cite></p>', by=editor)
    edition = publish_draft(draft, by=editor)

    data = structured(html.fromstring(client.get("/articles/twitches/for/clinician/").text))

    day = edition.published_at.date().isoformat()
    assert data["@type"] == "MedicalWebPage"
    assert data["url"] == "https://health.example/articles/twitches/for/clinician/"
    assert data["medicalAudience"] == {"@type": "MedicalAudience", "audienceType": "Clinician"}
    assert data["author"] == [{"@type": "Person", "name": "A. Writer", "honorificSuffix": "BSc"}]
    assert [person["name"] for person in data["reviewedBy"]] == ["First Member, MD", "Second Member, MD"]
    assert (data["lastReviewed"], data["datePublished"][:10], data["dateModified"][:10]) == (day, day, day)
    assert data["citation"] == [
        {
            "@type": "ScholarlyArticle",
            "name": "The serotonin syndrome",
            "url": "https://doi.org/10.1056/NEJMra041867",
        }
    ]
    assert "about" not in data  # the article has no topic; nothing unknown is said


@pytest.mark.parametrize(
    ("address", "audience"),
    [
        ("/articles/twitches/", {"@type": "Patient"}),
        ("/articles/twitches/for/carer/", {"@type": "PeopleAudience", "audienceType": "Caregiver"}),
    ],
)
def test_structured_data_names_the_audience(client, address, audience):
    make_published(slug="twitches")

    assert structured(html.fromstring(client.get(address).text))["medicalAudience"] == audience


def test_crawlers_are_kept_out_of_the_workplaces(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = response.text.splitlines()
    assert {"Disallow: /desk/", "Disallow: /review/", "Disallow: /admin/"} < set(rules)
    assert "Disallow: /" not in rules


@pytest.mark.parametrize("address", ["/", "/sitemap.xml", "/feed.atom", "/robots.txt", "/board/", "/editorial-policy/"])
def test_pages_about_the_site_are_the_same_for_everyone(client, address):
    make_published()
    anonymous = client.get(address)
    client.force_login(make_editor())
    signed_in = client.get(address)

    assert (anonymous.content, anonymous["ETag"]) == (signed_in.content, signed_in["ETag"])
    assert ("Vary" in signed_in, signed_in.cookies) == (False, {})
    assert client.get(address, headers={"If-None-Match": anonymous["ETag"]}).status_code == 304

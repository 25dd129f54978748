"""What a reader's browser, and every cache between, gets for an article."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.actions import open_edition, rename_article
from articles.models import Article, Audience, PublicPage
from reviews.actions import retire, take_back
from reviews.actions.publication import compose_pages
from reviews.models import ReviewPolicy
from tests.builders import (
    article_of,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_published,
    make_submitted,
)

pytestmark = pytest.mark.django_db
CHANGING = ("Date", "Expires")  # moments: that they are there is compared, not which they are


@pytest.fixture(scope="module")
def built(before_all):
    return make_published(slug="twitches")


@pytest.fixture
def edition(built, own):
    """A published edition of two sections, without references."""
    return own(built)


def headers_of(response) -> dict[str, str]:
    return {name: "" if name in CHANGING else value for name, value in response.items()}


def chair_of_default_board():
    return make_chair(ReviewPolicy.objects.get(is_default=True).board)


def test_every_published_page_holds_exactly_the_signed_body(client, edition):
    pages = PublicPage.objects.filter(article=edition.article_id).select_related("body")

    assert {page.audience for page in pages} == {"patient", "carer", "clinician"}
    for page in pages:
        address = "/articles/twitches/" if page.is_default else f"/articles/twitches/for/{page.audience}/"
        served = client.get(address).text
        [shown] = html.fromstring(served).xpath("//*[@data-body]")
        assert served.count(page.body.html) == 1
        assert shown.text_content().strip() == html.fromstring(page.body.html).text_content().strip()


@pytest.mark.parametrize("address", ["/articles/twitches/", "/articles/twitches/for/clinician/"])
def test_a_page_costs_one_query(client, address, django_assert_num_queries, edition):
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


def test_a_page_costs_one_query_for_somebody_signed_in_too(client, django_assert_num_queries, edition):
    client.force_login(make_editor())

    with django_assert_num_queries(1):
        client.get("/articles/twitches/")


def test_everybody_gets_the_same_answer(client, edition):
    signed_in = Client()
    signed_in.force_login(make_editor())
    signed_in.cookies["audience"] = "clinician"

    answers = [
        client.get("/articles/twitches/"),
        signed_in.get("/articles/twitches/?utm_source=mail&audience=clinician"),
    ]

    assert answers[0].content == answers[1].content
    assert headers_of(answers[0]) == headers_of(answers[1])


def test_a_page_sets_nothing_and_varies_with_nothing(client, edition):
    response = client.get("/articles/twitches/")

    assert (response.cookies, "Vary" in response) == ({}, False)
    assert "csrf" not in response.text
    assert "nonce" not in response.text + response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, max-age=30"


def test_a_page_has_the_security_headers(client, edition):
    response = client.get("/articles/twitches/")

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert (policy["script-src"], policy["style-src"]) == ("'self'", "'self'")
    assert (policy["object-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


def test_a_page_that_the_browser_has_is_not_sent_again(client, edition):
    first = client.get("/articles/twitches/")

    for named in (first["ETag"], f'"other", {first["ETag"]}', f"W/{first['ETag']}", "*"):
        again = client.get("/articles/twitches/", headers={"If-None-Match": named})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == first["Cache-Control"]


def test_a_page_that_the_browser_has_not_is_sent(client, edition):
    first = client.get("/articles/twitches/")

    for named in ('"other"', first["ETag"].strip('"'), ""):
        assert client.get("/articles/twitches/", headers={"If-None-Match": named}).content == first.content
    assert not first["ETag"].startswith("W/")


def test_audiences_differ_in_words_and_validator(client, edition):
    patient, clinician = client.get("/articles/twitches/"), client.get("/articles/twitches/for/clinician/")

    assert ("Plain words." in patient.text, "Plain words." in clinician.text) == (True, False)
    assert patient["ETag"] != clinician["ETag"]


def test_the_default_audience_has_the_same_words_at_both_its_addresses(client, edition):
    assert client.get("/articles/twitches/for/patient/").content == client.get("/articles/twitches/").content


def test_head_has_the_headers_of_get_and_no_body(client, edition):
    got, head = client.get("/articles/twitches/"), client.head("/articles/twitches/")

    assert (head.status_code, head.content) == (200, b"")
    assert headers_of(head) == headers_of(got)
    assert head["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/articles/twitches/", "/articles/none/", "/board/", "/feed.atom"])
def test_other_methods_are_refused_without_looking(method, address):
    client = Client(enforce_csrf_checks=True)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = getattr(client, method)(address)

    assert (response.status_code, response["Allow"], len(queries)) == (405, "GET, HEAD", 0)


@pytest.mark.parametrize(
    "address",
    [
        "/articles/twitches/x.css",
        "/articles/twitches/for/clinician/x.css",
        "/articles/Twitches/",
        "/articles/twitches%00/",
    ],
)
def test_nothing_but_the_address_itself_answers(client, address, edition):
    assert client.get(address).status_code == 404


CONDITIONAL = [{}, {"If-None-Match": "*"}, {"If-Match": '"x"'}, {"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}]


@pytest.mark.parametrize("headers", [*CONDITIONAL, {"Range": "bytes=0-10"}])
@pytest.mark.parametrize("rest", ["", "for/clinician/", "ask/", "asked/"])
def test_a_draft_answers_like_nonsense(client, headers, rest):
    make_draft(slug="secret-draft")

    draft = client.get(f"/articles/secret-draft/{rest}", headers=headers)
    nonsense = client.get(f"/articles/secret-nonsense/{rest}", headers=headers)

    assert (draft.status_code, draft.content) == (404, nonsense.content)
    assert headers_of(draft) == headers_of(nonsense)


def test_an_edition_in_review_of_an_article_that_may_not_be_shown_answers_like_nonsense(client):
    make_board(show_pending=False)
    article = article_of(make_submitted(slug="secret-draft"))

    for address in ("/articles/secret-draft/", f"/articles/id/{article.pk}/", "/articles/secret-draft/ask/"):
        assert client.get(address).content == client.get("/articles/nonsense/").content


def test_a_pending_page_is_shown_with_caution_and_kept_by_nobody(client):
    make_board(show_pending=True)
    make_submitted(slug="twitches")

    response = client.get("/articles/twitches/")

    assert response.status_code == 200
    assert (response["Cache-Control"], response["X-Robots-Tag"], "ETag" in response) == ("no-store", "noindex", False)
    page = html.fromstring(response.text)
    caution = "Educational purpose only. Exercise caution: this content is pending human review."
    assert " ".join(page.xpath("string(//*[contains(@class, 'caution')])").split()) == caution
    assert page.xpath("string(//ol[@class='stepper']/li[@aria-current])").split()[-1] == "Submitted"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//script[@type='application/ld+json']") == []
    assert ("reviewed by" in response.text.lower(), "Cite this page" in response.text) == (False, False)


def test_a_pending_page_goes_when_the_edition_is_taken_back(client):
    make_board(show_pending=True)
    editor = make_editor()
    edition = make_submitted(slug="twitches", by=editor)

    take_back(edition=edition, by=editor)

    assert client.get("/articles/twitches/").content == client.get("/articles/nonsense/").content


def test_a_new_draft_changes_nothing_for_readers(client):
    editor = make_editor()
    edition = make_published(slug="twitches", by=editor)
    before = client.get("/articles/twitches/")

    open_edition(article=edition.article, by=editor)
    compose_pages(edition.article)

    assert client.get("/articles/twitches/").content == before.content


def test_an_old_address_leads_to_the_new_one_and_keeps_the_audience(client):
    editor = make_editor()
    article = article_of(make_published(slug="old", by=editor))
    rename_article(article=article, slug="newer", by=editor)
    compose_pages(article)

    plain, chosen = client.get("/articles/old/"), client.get("/articles/old/for/clinician/")

    assert (plain.status_code, plain.url) == (301, "/articles/newer/")
    assert (chosen.status_code, chosen.url) == (301, "/articles/newer/for/clinician/")
    assert client.get(chosen.url).status_code == 200
    # Browsers keep a 301 for ever unless told; the address may be the article's own again one day.
    assert {plain["Cache-Control"], chosen["Cache-Control"]} == {"public, max-age=30"}


def test_an_address_that_the_article_takes_back_answers_again(client):
    editor = make_editor()
    article = article_of(make_published(slug="old", by=editor))
    for slug in ("newer", "old"):
        rename_article(article=Article.objects.get(pk=article.pk), slug=slug, by=editor)
    compose_pages(article)

    assert client.get("/articles/old/").status_code == 200
    assert client.get("/articles/newer/").url == "/articles/old/"


def test_a_retired_article_says_why_and_what_to_read_instead(client):
    instead = article_of(make_published(slug="better"))
    edition = make_published(slug="worse")
    retire(edition=edition, reason="The medicine is <gone>.", by=chair_of_default_board(), successor=instead)

    answers = [client.get(f"/articles/worse/{rest}") for rest in ("", "for/patient/", "for/clinician/", "for/none/")]

    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content for answer in answers}) == 1
    page = html.fromstring(answers[0].text)
    assert "The medicine is <gone>." in page.text_content()
    assert page.xpath("string(//main//a[@href='/articles/better/'])") == "Muscle twitches"
    assert (client.get("/articles/worse/ask/").status_code, client.get("/articles/better/").status_code) == (404, 200)


def test_an_audience_added_later_leads_to_the_default_page(client, edition):
    Audience.objects.create(key="researcher", label="I do research", order=9)

    for key in ("researcher", "nobody"):
        response = client.get(f"/articles/twitches/for/{key}/")
        assert (response.status_code, response.url) == (302, "/articles/twitches/")


def test_an_article_is_found_by_its_id_whatever_its_address(client):
    editor = make_editor()
    article = article_of(make_published(slug="old", by=editor))
    rename_article(article=article, slug="newer", by=editor)
    compose_pages(article)

    assert client.get(f"/articles/id/{article.pk}/").url == "/articles/newer/"
    assert client.get(f"/articles/id/{article.pk}/for/carer/").url == "/articles/newer/for/carer/"


def test_a_host_that_somebody_made_up_gets_into_no_page(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_published(slug="twitches")

    for address in ("/articles/twitches/", "/", "/sitemap.xml", "/feed.atom", "/robots.txt"):
        answers = [
            client.get(address, headers={"Host": host, "X-Forwarded-Host": host}) for host in ("a.test", "b.test")
        ]
        assert answers[0].content == answers[1].content
        assert b".test" not in answers[0].content


@pytest.mark.django_db(transaction=True)
def test_a_page_is_served_when_the_database_has_been_restarted_meanwhile(client):
    make_published(slug="twitches")
    assert client.get("/articles/twitches/").status_code == 200
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert client.get("/articles/twitches/").status_code == 200


@pytest.mark.parametrize("address", ["/articles/nonsense/", "/articles/nonsense/for/patient/"])
def test_a_page_that_is_not_there_has_the_security_headers_too(client, address):
    response = client.get(address)

    assert (response.status_code, response["X-Frame-Options"]) == (404, "DENY")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert ("Vary" in response, response.cookies) == (False, {})

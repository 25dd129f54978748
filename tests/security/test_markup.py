"""Hostile words everywhere (threats 22 to 24, 33): no page runs, loads or believes any of them."""

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import etree

from articles.models import Audience, Contributor, ImportDraft
from articles.queries import part_of

from .hostile import ESCAPED, HTML, MARK, PAYLOAD, Hostile, make_hostile
from .pages import intrusions, tree_of

ROLES = ("anonymous", "owner", "collaborator", "member", "interested", "chair", "administrator")
PUBLIC = ("/", "/board/", "/editorial-policy/", "/articles/hostile-live/", "/articles/hostile-live/asked/")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[Hostile]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_hostile()
        transaction.set_rollback(True)


@pytest.fixture
def hostile(built, db) -> Hostile:
    return built


def addresses(role: str, hostile: Hostile) -> list[str]:
    """Every page on which the role reads something of what was written."""
    found = [*PUBLIC, *(f"/articles/hostile-live/for/{key}/" for key in ("patient", "carer", "clinician"))]
    found.append("/articles/hostile-live/ask/?audience=<script>")
    if role in ("owner", "collaborator"):
        found += _desk(role)
    if role in ("member", "interested", "chair"):
        found += _review(role, hostile)
    if role == "administrator":
        found += _administration(hostile)
    return found


def _desk(role: str) -> list[str]:
    found = ["/desk/", "/desk/questions/", "/desk/articles/new/", "/desk/import/", "/desk/references/"]
    found += ["/desk/references/evil2005/" + page for page in ("", "edit/", "standing/", "merge/")]
    for slug in ("hostile-live", "hostile-reviewed", "hostile-returned"):
        article = f"/desk/articles/{slug}/"
        found += [article, f"{article}history/", f"{article}address/", f"{article}take-back/", f"{article}discard/"]
        found += [f"{article}sections/{anchor}/" for anchor in ("front", "part-1")]
        found += [f"{article}history/{anchor}/" for anchor in ("front", "part-1")]
    if role == "owner":
        found += [reverse("import_preview", args=[draft.pk]) for draft in ImportDraft.objects.all()]
        found += [reverse("import_source", args=[draft.pk]) for draft in ImportDraft.objects.all()]
    return found


def _review(role: str, hostile: Hostile) -> list[str]:
    found = ["/review/"]
    for edition in (hostile.live, hostile.reviewed, hostile.returned):
        page = f"/review/{edition.article.slug}/{edition.number}/"
        found += [page, f"{page}as/patient/", f"{page}as/clinician/", f"{page}interest/", f"{page}keep-out/"]
        if role == "chair":
            found += [page + step for step in ("approve/", "return/", "revoke/", "retire/", "assign/", "policy/")]
    return found


def _administration(hostile: Hostile) -> list[str]:
    version = part_of(hostile.live, "part-1").version
    rows = [hostile.live.article, hostile.live, version, hostile.reference, hostile.people["member"]]
    rows += [Contributor.objects.first(), Audience.objects.get(key="carer")]
    found = ["/admin/", "/admin/articles/article/?topic=<script>", "/desk/references/evil2005/"]
    for row in rows:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])]
        found += [reverse(f"{name}_history", args=[row.pk])]
    return found


def browser_of(role: str, hostile: Hostile) -> Client:
    client = Client()
    if role != "anonymous":
        client.force_login(hostile.people[role])
    return client


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_anything_that_the_words_brought(hostile, role):
    client, wrong, literal = browser_of(role, hostile), {}, 0

    for url in addresses(role, hostile):
        response = client.get(url)
        if response.status_code != 200:
            wrong[url] = response.status_code
            continue
        if found := intrusions(response.content):
            wrong[url] = found
        literal += MARK in tree_of(response.content).text_content()

    assert wrong == {}
    assert literal > len(addresses(role, hostile)) / 3


def test_templates_in_words_stay_words(hostile, client):
    text = tree_of(client.get("/articles/hostile-live/").content).text_content()

    assert "{{7|add:7}}{user.password}%(x)s" in text


def test_the_page_tells_machines_valid_json_with_the_words_in_it(hostile, client):
    tree = tree_of(client.get("/articles/hostile-live/").content)

    found = [json.loads(script.text) for script in tree.iter("script") if script.get("type") == "application/ld+json"]

    assert len(found) == 1
    assert "<x-sentinel" in found[0]["name"]


def test_feed_and_sitemap_are_well_formed_with_the_words_in_them(hostile, client):
    strict = etree.XMLParser(resolve_entities=False)
    feed = etree.fromstring(client.get("/feed.atom").content, strict)
    sitemap = etree.fromstring(client.get("/sitemap.xml").content, strict)

    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert [MARK in title for title in titles] == [True]
    assert {element.tag.split("}")[1] for element in sitemap.iter()} == {"urlset", "url", "loc", "lastmod"}
    assert "x-sentinel" not in {element.tag for element in feed.iter()}


@pytest.mark.parametrize(
    "url",
    [
        "/desk/references/?q={}",
        "/desk/references/?kind={}&standing={}&page={}",
        "/desk/?state={}&page={}",
        "/desk/questions/?show={}&page={}",
        "/desk/articles/hostile-live/history/?page={}",
        "/desk/articles/hostile-live/history/front/?from={}&to={}",
        "/accounts/login/?next={}",
        "/articles/hostile-live/ask/?audience={}",
        "/articles/{}/",
        "/desk/{}/",
    ],
)
def test_what_an_address_says_is_only_words(hostile, url):
    client = browser_of("owner", hostile) if url.startswith("/desk") else Client()
    said = "%22%27%3E%3C/script%3E%3Cx-sentinel%20onfocus=pwned()%3E"

    response = client.get(url.replace("{}", said))

    assert response.status_code in (200, 404)
    assert intrusions(response.content) == []


@pytest.mark.parametrize("compare", ["%22%3E%3Cx-sentinel%3E", "1", "-1", "99999999999999999999", "%00"])
def test_what_to_compare_with_is_only_words(hostile, compare):
    client = browser_of("member", hostile)

    response = client.get(f"/review/hostile-reviewed/1/?compare={compare}")

    assert (response.status_code, intrusions(response.content)) == (200, [])


def test_search_answers_json_that_no_browser_takes_for_a_page(hostile):
    response = browser_of("owner", hostile).get("/desk/references/search.json?q=Sentinel")

    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert [found["key"] for found in response.json()["results"]] == ["evil2005"]
    picker = (settings.BASE_DIR / "editorial" / "static" / "picker.js").read_text()
    assert "innerHTML" not in picker  # what is found is written as text


def test_error_pages_do_not_repeat_what_was_asked(hostile, client):
    response = client.get("/nothing/%3Cx-sentinel%3E/", headers={"referer": "javascript:window.pwned=1"})

    assert (response.status_code, intrusions(response.content)) == (404, [])
    assert "x-sentinel" not in response.content.decode()


def test_this_walk_can_see_an_intrusion():
    page = '<p onclick="x()"><script>1</script><a href=" java\nscript:1">a</a><iframe></iframe><svg><x-sentinel/></svg>'

    assert intrusions(page) == [
        "<p onclick>",
        "<script>1",
        "href=javascript:1",
        "<iframe>",
        "<x-sentinel>",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ('"><x-sentinel onfocus=pwned()>.txt', PAYLOAD.encode()),
        ('"><x-sentinel onfocus=pwned()>.html', f"<title>{ESCAPED}</title><h1>{ESCAPED}</h1>{PAYLOAD}{HTML}".encode()),
        ("<script>window.pwned=1<.md", b"---\ntitle: <x-sentinel>\nslug: [\n---\n"),
        ("'\"><img src=x onerror=window.pwned=1>.docx", b"PK\x03\x04 no archive"),
        ("</title><script>window.pwned=1<.exe", b"\x00"),
    ],
)
def test_a_file_is_read_or_refused_without_believing_it(hostile, name, content):
    client = browser_of("owner", hostile)

    response = client.post("/desk/import/", {"file": SimpleUploadedFile(name, content)}, follow=True)

    assert response.status_code in (200, 422)
    assert intrusions(response.content) == []


def test_what_was_read_stays_harmless_on_all_its_pages(hostile):
    client = browser_of("owner", hostile)
    content = f"<title>{ESCAPED}</title><h1>{ESCAPED}</h1><h2>{ESCAPED}</h2>{HTML}<h2>References</h2><ol><li>{ESCAPED}"

    client.post("/desk/import/", {"file": SimpleUploadedFile("a.html", content.encode())})
    draft = ImportDraft.objects.first()
    pages = [reverse("import_preview", args=[draft.pk]), reverse("import_source", args=[draft.pk]), "/desk/import/"]
    pages += [reverse("import_text", args=[draft.pk, section["anchor"]]) for section in draft.document["sections"]]

    answers = [client.get(page) for page in pages]

    assert {answer.status_code for answer in answers} == {200}
    assert [found for answer in answers for found in intrusions(answer.content)] == []

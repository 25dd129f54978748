"""Checking links: what counts as dead, moved or renamed, how politely it is asked, and how it is shown."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from references import usage
from references.actions import update_reference
from references.actions.links import check_some, keep_check
from references.enums import LinkFinding
from references.links import due, link_of, look_at
from references.models import Link, Reference
from tests.other_server import answer, other_server, raw, redirect

from .builders import make_editor, make_reference

pytestmark = pytest.mark.django_db
HTML = "text/html; charset=utf-8"


@pytest.fixture
def web(settings, monkeypatch):
    """A web site, and the DOI system, in one server on this machine."""
    with other_server() as server:
        settings.OUTGOING_ALLOW_PRIVATE = True
        settings.OUTGOING_PORTS = [server.server_port, 1]
        settings.DOI_ADDRESS = f"{server.address}/doi"
        monkeypatch.setattr("references.links.is_within", lambda *_, **__: True)
        server.answers["/page"] = answer(200, b"<title>The page</title>", HTML)
        yield server


@pytest.fixture
def all_cited(monkeypatch):
    """Everything in the library counts as cited."""
    monkeypatch.setattr(usage, "cited", lambda: Reference.objects.values("pk"))


def found(web, path: str, first_title: str = "") -> tuple:
    seen = look_at(f"{web.address}{path}", first_title)
    return seen.finding, seen.status, seen.title


def test_a_page_that_is_there_works(web):
    assert found(web, "/page") == ("works", 200, "The page")
    assert web.paths() == ["HEAD /page", "GET /page"]


def test_a_file_is_asked_for_its_head_alone(web):
    web.answers["/paper.pdf"] = answer(200, b"%PDF" * 1000, "application/pdf")

    assert found(web, "/paper.pdf") == ("works", 200, "")
    assert web.paths() == ["HEAD /paper.pdf"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_dead(web, status):
    web.answers["/gone"] = answer(status, b"", HTML)

    assert found(web, "/gone")[:2] == ("dead", status)


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_server_that_refuses_machines_or_is_busy_is_no_dead_link(web, status):
    web.answers["/busy"] = answer(status, b"", HTML)

    assert found(web, "/busy")[:2] == ("unsure", status)


def test_a_server_that_knows_no_head_is_asked_for_the_page(web):
    def respond(handler):
        answer(405 if handler.command == "HEAD" else 200, b"<title>Here</title>", HTML)(handler)

    web.answers["/odd"] = respond

    assert found(web, "/odd") == ("works", 200, "Here")


@pytest.mark.parametrize(
    ("status", "to", "finding"),
    [(301, "/page", "moved"), (308, "/page", "moved"), (302, "/page", "works"), (301, "/old/", "works")],
)
def test_only_what_moved_for_good_moved(web, status, to, finding):
    web.answers["/old"] = redirect(to, status)
    web.answers["/old/"] = answer(200, b"<title>The page</title>", HTML)

    assert found(web, "/old")[0] == finding


def test_another_title_than_at_first_is_told(web):
    assert found(web, "/page", "The  PAGE")[0] == "works"
    assert found(web, "/page", "Another page")[0] == "changed"
    assert found(web, "/page", "")[0] == "works"


@pytest.mark.parametrize(("status", "finding"), [(302, "works"), (404, "dead"), (500, "unsure")])
def test_a_doi_is_asked_of_the_doi_system_alone(web, status, finding):
    web.answers["/doi/10.1/a"] = redirect("/page", 302) if status == 302 else answer(status)

    assert found(web, "/doi/10.1/a")[:2] == (finding, status)
    assert web.paths() == ["HEAD /doi/10.1/a"]


def test_an_address_inside_is_not_asked_and_not_called_dead(web, settings):
    settings.OUTGOING_ALLOW_PRIVATE = False

    assert found(web, "/page")[0] == "unsure"
    assert web.asked == []


def test_what_is_checked_is_the_address_else_the_doi(settings):
    settings.DOI_ADDRESS = "https://doi.org"

    assert link_of({"URL": "https://example.org/x", "DOI": "10.1/a"}) == "https://example.org/x"
    assert link_of({"URL": "https://doi.org/10.1/a", "DOI": "10.1/a"}) == "https://doi.org/10.1/a"
    assert link_of({"DOI": "10.1/<a>"}) == "https://doi.org/10.1/%3Ca%3E"
    assert link_of({"title": "x"}) == ""


# ── Kept ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_answering_is_believed_the_third_time_only(web, all_cited):
    reference = make_reference(URL="http://127.0.0.1:1/nobody")
    findings = []
    for _ in range(3):
        Link.objects.update(due_at=timezone.now())
        check_some()
        findings.append(Link.objects.get().finding)

    assert findings == ["unsure", "unsure", "dead"]
    assert Link.objects.get().reference == reference


def test_a_link_that_answers_again_is_forgiven(web, all_cited):
    make_reference(URL=f"{web.address}/page")
    web.answers["/page"] = raw(b"")
    check_some()
    web.answers["/page"] = answer(200, b"<title>The page</title>", HTML)
    Link.objects.update(due_at=timezone.now())
    check_some()

    link = Link.objects.get()
    assert (link.finding, link.failures, link.first_title, link.note) == ("works", 0, "The page", "")


def test_a_new_address_is_checked_afresh_and_an_old_one_when_it_is_due(web, all_cited):
    reference, editor = make_reference(URL=f"{web.address}/page"), make_editor()
    assert (check_some(), check_some()) == (1, 0)
    update_reference(reference=reference, base=1, csl={**reference.csl, "URL": f"{web.address}/gone"}, by=editor)
    assert (check_some(), check_some()) == (1, 0)
    assert Link.objects.get().finding == "dead"
    assert [one.pk for one in due(timezone.now() + timedelta(days=8))] == [reference.pk]


def test_only_what_articles_cite_is_checked_unless_all_is_asked_for(web):
    reference = make_reference(URL=f"{web.address}/page")

    assert check_some() == 0
    assert [one.pk for one in due(timezone.now(), all_of_them=True)] == [reference.pk]


def test_a_host_is_asked_once_and_the_others_wait(web, all_cited, monkeypatch):
    for number in range(3):
        make_reference(URL=f"{web.address}/page?{number}")
    hosts: list[str] = []

    def once(_, host, **__):
        hosts.append(host)
        return hosts.count(host) == 1

    monkeypatch.setattr("references.links.is_within", once)

    assert (check_some(), Link.objects.count()) == (1, 1)


def test_the_command_checks_to_the_end_and_counts(web):
    make_reference(URL=f"{web.address}/page")
    make_reference(URL=f"{web.address}/gone")
    make_reference()
    said = StringIO()

    call_command("check_links", "--all", stdout=said, verbosity=0)

    assert said.getvalue() == "Checked 2: 1 link works, 1 dead link.\n"


# ── Shown ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_library_and_the_page_show_what_was_found(client, web):
    reference = make_reference(key="gone1998", URL=f"{web.address}/gone")
    make_reference(key="other1998")
    keep_check(reference=reference, url=link_of(reference.csl), seen=look_at(link_of(reference.csl)))
    client.force_login(make_editor())

    html = client.get(reverse("references:list"), {"link": "dead"}).content.decode()
    assert ("gone1998" in html, "other1998" in html, "Dead link</span>" in html) == (True, False, True)
    assert "Dead link since" in client.get(reverse("references:detail", args=["gone1998"])).content.decode()


def test_every_finding_has_a_label():
    assert [finding.label for finding in LinkFinding] == [
        "Link works",
        "Link moved",
        "Page renamed",
        "Dead link",
        "Link not checked",
    ]

"""Looking works up: what identifies one, what services answer in their documented shapes, and when they do not."""

import time
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from editorial.shared.issues import Refused
from editorial.shared.outgoing import Limits
from editorial.shared.throttle import turn
from references.actions.lookups import ask_for, look_up, sweep
from references.lookup.identifying import identify
from references.models import Lookup
from tests.other_server import answer, answer_json, other_server, raw, redirect

from .builders import make_editor, make_person

pytestmark = pytest.mark.django_db

# The shapes that the services document; the work is the one that the domain's samples cite.
CSL = {
    "type": "journal-article",
    "DOI": "10.1056/NEJMra041867",
    "title": "The Serotonin Syndrome",
    "container-title": "New England Journal of Medicine",
    "container-title-short": "N Engl J Med",
    "author": [
        {"given": "Edward W.", "family": "Boyer", "sequence": "first", "affiliation": []},
        {"given": "Michael", "family": "Shannon", "sequence": "additional", "affiliation": []},
    ],
    "issued": {"date-parts": [[2005, 3, 17]]},
    "volume": "352",
    "issue": "11",
    "page": "1112-1120",
    "ISSN": ["0028-4793", "1533-4406"],
    "reference": [{"key": "1"}],
    "score": 1,
}
CROSSREF = {
    "status": "ok",
    "message-type": "work",
    "message": {
        **CSL,
        "title": ["The Serotonin Syndrome", "a second title"],
        "container-title": ["New England Journal of Medicine"],
        "short-container-title": ["N Engl J Med"],
        "author": [*CSL["author"], {"name": "A Group of Investigators", "sequence": "additional"}],
        "issued": {"date-parts": [[None]]},
    },
}
NCBI = {
    "source": "PubMed",
    "accessed": {"date-parts": [[2026, 1, 2]]},
    "id": "pubmed:15784664",
    "title": "The serotonin syndrome",
    "author": [{"family": "Boyer", "given": "Edward W"}, {"family": "Shannon", "given": "Michael"}],
    "container-title-short": "N Engl J Med",
    "container-title": "The New England journal of medicine",
    "ISSN": "1533-4406",
    "issued": {"date-parts": [[2005, 3, 17]]},
    "page": "1112-20",
    "volume": "352",
    "issue": "11",
    "PMID": "15784664",
    "DOI": "10.1056/NEJMra041867",
    "type": "article-journal",
}
DOI = "10.1056/nejmra041867"
JSON = "application/vnd.citationstyles.csl+json"


@pytest.fixture
def services(settings):
    """The three services, and a web site, in one server on this machine. Nobody waits for a turn."""
    with other_server() as server:
        settings.OUTGOING_ALLOW_PRIVATE = True
        settings.OUTGOING_PORTS = [server.server_port]
        settings.DOI_ADDRESS, settings.CROSSREF_ADDRESS = f"{server.address}/doi", f"{server.address}/crossref"
        settings.NCBI_ADDRESS, settings.OUTGOING_CONTACT = f"{server.address}/ncbi", "desk@example.org"
        yield server


@pytest.fixture(autouse=True)
def no_turns(monkeypatch):
    monkeypatch.setattr("references.lookup.services.turn", lambda *_, **__: nullcontext(True))


def looked_up(text: str, *, tries: int = 1) -> Lookup:
    """Ask, and let the worker try so many times, whenever it is due."""
    lookup = ask_for(text=text, by=make_editor())
    for _ in range(tries):
        Lookup.objects.filter(pk=lookup.pk, progress="waiting").update(due_at=timezone.now())
        look_up(lookup.pk)
    lookup.refresh_from_db()
    return lookup


# ── What was typed ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "sort", "value"),
    [
        ("10.1056/NEJMra041867", "doi", DOI),
        ("doi:10.1056/NEJMra041867.", "doi", DOI),
        ("https://doi.org/10.1056/NEJMra041867", "doi", DOI),
        ("https://www.nejm.org/doi/full/10.1056/NEJMra041867?query=x", "doi", DOI),
        ("https://www.example.org/doi/10.1056/NEJMra041867/full", "doi", DOI),
        ("15784664", "pmid", "15784664"),
        ("PMID: 15784664", "pmid", "15784664"),
        ("https://pubmed.ncbi.nlm.nih.gov/15784664/", "pmid", "15784664"),
        ("PMC3181972", "pmcid", "PMC3181972"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC3181972/", "pmcid", "PMC3181972"),
        (" https://www.example.org/page ", "url", "https://www.example.org/page"),
    ],
)
def test_what_identifies_a_work_is_recognised(text, sort, value):
    found = identify(text)

    assert (found.sort, found.value) == (sort, value)


@pytest.mark.parametrize("text", ["", "The serotonin syndrome", "10.abc/x", "ftp://example.org", "javascript:1", "0"])
def test_what_identifies_nothing_is_refused(text):
    with pytest.raises(Refused):
        ask_for(text=text, by=make_editor())
    assert Lookup.objects.count() == 0


def test_a_reader_looks_nothing_up():
    with pytest.raises(PermissionDenied):
        ask_for(text=DOI, by=make_person())


# ── What is answered ───────────────────────────────────────────────────────────────────────────────────────────

EXPECTED = {
    "type": "article-journal",
    "title": "The Serotonin Syndrome",
    "container-title": "New England Journal of Medicine",
    "container-title-short": "N Engl J Med",
    "author": [{"family": "Boyer", "given": "Edward W."}, {"family": "Shannon", "given": "Michael"}],
    "issued": {"date-parts": [[2005, 3, 17]]},
    "volume": "352",
    "issue": "11",
    "page": "1112-1120",
    "ISSN": "0028-4793",
    "DOI": DOI,
}


def test_a_doi_is_looked_up_by_content_negotiation(services):
    services.answers[f"/doi/{DOI}"] = redirect("/registrant/x")
    services.answers["/registrant/x"] = answer_json(CSL, kind=JSON)

    lookup = looked_up(DOI)

    assert (lookup.progress, lookup.source, lookup.csl) == ("found", "doi.org", EXPECTED)
    assert services.paths() == [f"GET /doi/{DOI}", "GET /registrant/x"]
    assert [headers["Accept"] for _, _, headers in services.asked] == [JSON, JSON]
    assert "mailto:desk@example.org" in services.asked[0][2]["User-Agent"]


@pytest.mark.parametrize(
    "respond",
    [
        answer(200, b"<html>a landing page</html>", "text/html"),
        answer(200, b"", JSON),
        answer(200, b"[1, 2", JSON),
        answer(200, b"[" * 100_000, JSON),
        answer(200, b'"text"', JSON),
        answer(200, b"{}", JSON),
        answer(200, b"x" * 4_000_000, JSON),
        answer(406, b""),
        answer(500, b""),
        raw(b""),
        redirect("http://user:secret@example.org/"),
    ],
    ids=["html", "empty", "half", "deep", "a text", "no fields", "huge", "406", "500", "closed", "bad redirect"],
)
def test_crossref_is_asked_when_the_doi_leads_to_nothing_usable(services, respond):
    services.answers[f"/doi/{DOI}"] = respond
    services.answers["/crossref/works/10.1056%2Fnejmra041867"] = answer_json(CROSSREF)

    lookup = looked_up(DOI)

    assert (lookup.progress, lookup.source) == ("found", "Crossref")
    assert lookup.csl == {name: value for name, value in EXPECTED.items() if name != "issued"} | {
        "author": [*EXPECTED["author"], {"literal": "A Group of Investigators"}]
    }


def test_an_unknown_doi_is_said_to_be_unknown_without_asking_further(services):
    lookup = looked_up(DOI)

    assert (lookup.progress, lookup.csl) == ("unknown", None)
    assert services.paths() == [f"GET /doi/{DOI}"]


@pytest.mark.parametrize(
    ("text", "path"),
    [("15784664", "/ncbi/lit/ctxp/v1/pubmed/"), ("PMC3181972", "/ncbi/lit/ctxp/v1/pmc/")],
)
def test_pubmed_numbers_are_looked_up_at_the_ncbi(services, text, path):
    services.answers[path] = answer_json(NCBI)

    lookup = looked_up(text)

    assert (lookup.progress, lookup.source, lookup.csl["title"]) == ("found", "NCBI", "The serotonin syndrome")
    assert lookup.csl["PMID" if text.isdigit() else "PMCID"] == text
    assert "format=csl&id=" in services.paths()[0]
    assert "email=desk%40example.org" in services.paths()[0]


def test_an_unknown_pubmed_number_is_said_to_be_unknown(services):
    assert looked_up("99999999").progress == "unknown"


def test_a_page_says_what_it_is(services):
    services.answers["/page"] = answer(
        200,
        b"<html><head><title>Twitches &amp; more</title><meta property='og:site_name' content='A Site'>"
        b"<meta name='citation_author' content='Lane, Roger'></head><body><title>No</title></body></html>",
        "text/html; charset=utf-8",
    )

    lookup = looked_up(f"{services.address}/page")

    record = dict(lookup.csl)
    assert list(record.pop("accessed")) == ["date-parts"]
    assert (lookup.source, record) == (
        "the page itself",
        {
            "type": "webpage",
            "title": "Twitches & more",
            "container-title": "A Site",
            "author": [{"family": "Lane", "given": "Roger"}],
            "URL": f"{services.address}/page",
        },
    )


def test_a_page_that_names_its_doi_is_looked_up_by_it(services):
    services.answers["/page"] = answer(200, f"<meta name=citation_doi content='{DOI}'>".encode(), "text/html")
    services.answers[f"/doi/{DOI}"] = answer_json(CSL, kind=JSON)

    assert looked_up(f"{services.address}/page").csl == EXPECTED


def test_a_page_that_leads_inside_is_not_read(services, settings):
    services.answers["/page"] = answer(200, b"<title>Secret</title>", "text/html")
    settings.OUTGOING_ALLOW_PRIVATE = False

    lookup = looked_up(f"{services.address}/page")

    assert (lookup.progress, lookup.csl, services.asked) == ("failed", None, [])
    assert "private network" in lookup.message


def test_fields_that_cannot_be_used_are_left_off_and_the_others_kept(services):
    nasty = {
        **CSL,
        "title": "A <script>alert(1)</script> title",
        "URL": "javascript:alert(1)",
        "PMID": "not a number",
        "volume": {"a": 1},
        "page": "1\u202e2",
        "author": [{"family": "Boyer"}] * 10_000,
        "abstract": "long",
    }
    services.answers[f"/doi/{DOI}"] = answer_json(nasty, kind=JSON)

    record = looked_up(DOI).csl

    assert record["title"] == "A alert(1) title"
    assert {"URL", "PMID", "volume", "page", "abstract"} & set(record) == set()
    assert (len(record["author"]), record["author"][-1]) == (501, {"literal": "et al."})


# ── When nobody answers ────────────────────────────────────────────────────────────────────────────────────────


def test_a_busy_service_is_asked_again_and_again_and_then_no_more(services):
    services.answers["/ncbi/lit/ctxp/v1/pubmed/"] = answer(429, b"", Retry_After="7")

    lookup = looked_up("15784664")
    assert (lookup.progress, lookup.tries) == ("waiting", 1)
    assert timedelta(seconds=5) < lookup.due_at - timezone.now() < timedelta(seconds=8)

    lookup = looked_up("15784664", tries=6)
    assert (lookup.progress, lookup.tries) == ("failed", 4)
    assert "429" in lookup.message
    assert len(services.asked) == 1 + 4


def test_a_service_that_recovers_is_no_failure(services):
    path = "/ncbi/lit/ctxp/v1/pubmed/"
    services.answers[path] = answer(503, b"")
    lookup = ask_for(text="15784664", by=make_editor())
    look_up(lookup.pk)
    services.answers[path] = answer_json(NCBI)
    Lookup.objects.update(due_at=timezone.now())
    look_up(lookup.pk)
    lookup.refresh_from_db()

    assert (lookup.progress, lookup.message) == ("found", "")


def test_off_line_says_so_at_once(services, settings):
    settings.OUTGOING_REQUESTS = False

    lookup = looked_up("15784664")

    assert lookup.progress == "failed"
    assert "off line" in lookup.message


def test_a_slow_service_is_left(services, monkeypatch):
    monkeypatch.setattr("references.lookup.services.LIMITS", Limits(seconds=0.2))
    services.answers["/ncbi/lit/ctxp/v1/pubmed/"] = raw(b"HTTP/1.1 200 OK\r\n", wait_after=0)

    lookup = looked_up("15784664")

    assert (lookup.progress, "in time" in lookup.message) == ("waiting", True)


def test_waiting_for_a_turn_is_no_try(services, monkeypatch):
    monkeypatch.setattr("references.lookup.services.turn", lambda *_, **__: nullcontext(False))

    lookup = looked_up("15784664", tries=6)

    assert (lookup.progress, lookup.tries, services.asked) == ("waiting", 0, [])


def test_a_turn_not_got_asks_no_other_service(services, monkeypatch):
    services.answers["/crossref/works/10.1056%2Fnejmra041867"] = answer_json(CROSSREF)
    services.answers["/page"] = answer(200, f"<meta name=citation_doi content='{DOI}'>".encode(), "text/html")
    monkeypatch.setattr("references.lookup.services.turn", lambda what, who, **_: nullcontext(who != "doi"))

    assert [looked_up(one).progress for one in (DOI, f"{services.address}/page")] == ["waiting", "waiting"]
    assert services.paths() == ["GET /page"]


def test_nothing_is_said_to_have_failed_before_the_second_service_had_its_turn(services, monkeypatch):
    services.answers[f"/doi/{DOI}"] = answer(406, b"")
    monkeypatch.setattr("references.lookup.services.turn", lambda what, who, **_: nullcontext(who != "crossref"))

    assert (looked_up(DOI).progress, Lookup.objects.get().tries) == ("waiting", 0)
    assert services.paths() == [f"GET /doi/{DOI}"]


def test_look_ups_in_a_row_go_on_however_many_and_polite(services, monkeypatch):
    monkeypatch.setattr("references.lookup.services.turn", turn)
    for number in range(6):
        services.answers[f"/doi/10.1000/{number}"] = answer_json(CSL, kind=JSON)

    began = time.monotonic()
    assert [looked_up(f"10.1000/{number}").source for number in range(6)] == ["doi.org"] * 6
    assert time.monotonic() - began > 4.5  # one a second


def test_what_was_found_lately_is_not_asked_again(services):
    services.answers["/ncbi/lit/ctxp/v1/pubmed/"] = answer_json(NCBI)

    first, second = looked_up("15784664"), looked_up("PMID 15784664")

    assert (first.pk, len(services.asked)) == (second.pk, 1)


def test_two_workers_ask_once(services):
    services.answers["/ncbi/lit/ctxp/v1/pubmed/"] = answer_json(NCBI)
    lookup = ask_for(text="15784664", by=make_editor())

    assert [look_up(lookup.pk), look_up(lookup.pk)] == ["found", ""]
    assert len(services.asked) == 1


def test_the_sweeper_finds_what_no_message_brought_and_throws_old_ones_away(services):
    lost = ask_for(text="1", by=make_editor())
    Lookup.objects.update(due_at=timezone.now() - timedelta(seconds=10))
    old = ask_for(text="2", by=make_editor())
    Lookup.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    fresh = ask_for(text="3", by=make_editor())

    assert sweep() == [str(lost.pk)]
    assert set(Lookup.objects.values_list("pk", flat=True)) == {lost.pk, fresh.pk}


def test_only_so_many_look_ups_of_one_person_wait():
    editor = make_editor()
    for number in range(1, 21):
        ask_for(text=str(number), by=editor)

    with pytest.raises(Refused):
        ask_for(text="21", by=editor)

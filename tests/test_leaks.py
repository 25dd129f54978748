"""Drafts do not leak (promise 7): unique words in everything unpublished, then all that is public is read for them."""

import re
from itertools import count

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.actions import open_edition, save_section, set_statement, set_topic
from articles.actions.contributors import save_contributor
from articles.actions.followups import ask_follow_up
from articles.models import Article, PublicPage
from articles.queries import part_of
from articles.words.content import Wording
from reviews.actions import add_comment, assign, declare_interest, recuse, return_to_editor
from reviews.actions.publication import compose_pages
from reviews.enums import Verdict
from reviews.models import ReviewPolicy
from tests.builders import (
    article_of,
    confirm_all,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    sign,
)

pytestmark = pytest.mark.django_db
CANARY = re.compile(rb"canary\d+", re.IGNORECASE)
_numbers = count(1)


def canary() -> str:
    """A word that stands nowhere else."""
    return f"canary{next(_numbers)}"


@pytest.fixture
def secrets(settings) -> dict[str, str]:
    """A published article, and beside it everything that must not be seen. Returns slugs and ids of what is secret."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    editor = make_editor()
    published = make_published(slug="published", by=editor)
    board = ReviewPolicy.objects.get(is_default=True).board
    member, chair = make_member(board, "Reading Member"), make_chair(board)
    return {
        "draft": _draft(editor),
        "submitted": _in_review(editor, member, chair),
        "returned": _returned(editor, chair),
        "next": _next_edition(published, editor, member),
    }


def _draft(editor) -> str:
    slug = canary()
    edition = make_draft(by=editor, slug=slug, complete=False)
    _fill(edition, editor)
    set_topic(article=edition.article, topic=canary(), by=editor)
    save_contributor(by=editor, name=canary(), credentials=canary(), interests=canary())
    make_reference(canary(), title=canary())
    return slug


def _fill(edition, editor) -> None:
    """Canaries in every part of every wording."""
    for anchor in ("front", "part-1", "part-2"):
        part = part_of(edition, anchor)
        front = {"question": canary(), "summary": canary()} if anchor == "front" else {}
        said = {name: Wording(canary(), f"<p>{canary()}</p>", **front) for name in ("", "patient", "clinician")}
        save_section(
            edition=edition,
            anchor=anchor,
            base_version=part.version.pk,
            base=said.pop(""),
            wordings=said,
            by=editor,
        )


def _in_review(editor, member, chair) -> str:
    """Submitted under a policy that shows no pending pages; commented, judged, declared, assigned."""
    slug = canary()
    edition = make_submitted(by=editor, slug=slug)
    article = article_of(edition)
    part = part_of(edition, "part-1")
    assign(article=article, user=member, by=chair)
    add_comment(version=part.version, text=canary(), quote="Text", by=member)
    sign(version=part.version, verdict=Verdict.REQUEST_CHANGES, note=canary(), by=member)
    declare_interest(article=article, statement=canary(), by=member)
    recuse(article=article, reason=canary(), by=chair)
    return slug


def _returned(editor, chair) -> str:
    slug = canary()
    edition = make_submitted(by=editor, slug=slug)
    return_to_editor(edition=edition, text=canary(), by=chair)
    return slug


def _next_edition(published, editor, member) -> str:
    """What the live article's next edition will say, what the board says of it, and what a reader asked."""
    article = article_of(published)
    add_comment(version=part_of(published, "part-1").version, text=canary(), by=member)
    edition = open_edition(article=article, by=editor)
    _fill(edition, editor)
    set_statement(edition=edition, note=canary(), by=editor)
    ask_follow_up(slug="published", question=canary(), reply_to=f"{canary()}@example.org")
    confirm_all(edition, by=editor)
    compose_pages(article)
    return str(edition.pk)


def public_addresses(secrets: dict[str, str]) -> list[str]:
    """Every pattern of the site, filled in with what is published and with what is secret."""
    known = {
        "slug": ["published", *secrets.values()],
        "audience": ["patient", "clinician", "nobody"],
        "article": [str(pk) for pk in PublicPage.objects.values_list("article", flat=True).distinct()],
        "number": ["1", "2"],
        "anchor": ["front", "part-1"],
        "key": ["boyer2005"],
    }
    addresses = set()
    for pattern in patterns(get_resolver().url_patterns):
        if not pattern.startswith(("admin/", "static/")):
            addresses |= filled(pattern, known)
    return sorted(addresses)


def patterns(entries, before: str = ""):
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield (before + str(entry.pattern)).replace("^", "").replace("$", "")


def filled(pattern: str, known: dict[str, list[str]]) -> set[str]:
    """The pattern with every combination of known values; unknown parameters become "1"."""
    addresses = {f"/{pattern}"}
    for part in re.findall(r"<(?:\w+:)?(\w+)>", pattern):
        values = known.get(part, ["1"])
        addresses = {
            re.sub(rf"<(?:\w+:)?{part}>", value, address, count=1) for address in addresses for value in values
        }
    return addresses


REQUESTS = [
    {},
    {"If-None-Match": "*"},
    {"Range": "bytes=0-"},
    {"Accept": "application/json"},
]


def test_nothing_unpublished_is_in_anything_public(secrets):
    """Addresses name secret slugs; an answer may repeat no canary, not even the one that was asked for."""
    client, leaks, seen = Client(), [], set()

    for address in public_addresses(secrets):
        for headers in REQUESTS:
            response = client.get(address, headers=headers)
            seen.add(response.status_code)
            said = [response.content, *(f"{name}: {value}".encode() for name, value in response.items())]
            found = {word for text in said for word in CANARY.findall(text)} - own_address(response, address)
            leaks += [(address, headers, word) for word in found]

    assert leaks == []
    assert {200, 302, 404} <= seen


def own_address(response, address: str) -> set[bytes]:
    """Being sent to sign in repeats the address that was asked for, whatever is there."""
    asked = response.status_code == 302 and response.url.startswith("/accounts/login/")
    return set(CANARY.findall(address.encode())) if asked else set()


def test_this_search_finds_a_leak(secrets):
    """This guard can fail: an editor reads what the public may not."""
    client = Client()
    client.force_login(Article.objects.get(slug=secrets["draft"]).owner)

    answers = [client.get(address).content for address in public_addresses(secrets) if address.startswith("/desk/")]

    assert any(CANARY.search(content) for content in answers)


def test_search_words_find_nothing_unpublished(secrets):
    client = Client()

    for query in ("canary", secrets["draft"], "canary1"):
        for address in ("/", "/feed.atom", "/sitemap.xml", "/board/"):
            assert not CANARY.search(client.get(address, {"q": query, "search": query, "state": "draft"}).content)


def test_errors_tell_nothing(secrets, monkeypatch):
    """A page that breaks shows the same page for everything."""
    client = Client(raise_request_exception=False)

    def broken(*args, **kwargs):
        raise RuntimeError(canary())

    monkeypatch.setattr("articles.views.public.stored_page", broken)

    response = client.get(f"/articles/{secrets['draft']}/")

    assert response.status_code == 500
    assert not CANARY.search(response.content)


def test_mails_hold_no_words_of_drafts(secrets):
    for message in mail.outbox:
        assert not CANARY.search(f"{message.subject}\n{message.body}".encode())


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_existence_shows_in_no_method(secrets, method):
    for rest in ("", "for/patient/", "ask/", "asked/"):
        answers = [
            getattr(Client(), method)(f"/articles/{slug}/{rest}")
            for slug in (secrets["draft"], secrets["submitted"], secrets["returned"], "nonsense")
        ]
        headers = [
            {name: value for name, value in answer.items() if name not in ("Date", "Expires")} for answer in answers
        ]
        assert len({(answer.status_code, answer.content) for answer in answers}) == 1
        assert all(one == headers[0] for one in headers)


def test_a_draft_takes_as_many_queries_as_nonsense(secrets, django_assert_num_queries):
    for slug in (secrets["draft"], secrets["submitted"], "nonsense"):
        with django_assert_num_queries(1):
            Client().get(f"/articles/{slug}/")

"""Nobody reads what is not theirs: a canary in every text of the database, and every role walks about.

Read may be less than is declared, never more. A column that was declared nowhere fails: say who reads it.
"""

import io
import zipfile
from collections import defaultdict

import pytest
from django.test import Client

from articles.exchange.word_out import WORD_TYPE

from .canaries import release, texts
from .crawling import pages_for
from .decided import decided_articles, keep_what_waits
from .readers import CODES, DECIDED, OF_OTHERS, OF_THE_RECORD, READERS, SHOWN_NOWHERE
from .routes import EDITORS, MEMBERS, address_of, declared_routes
from .world import ROLES, World

pytestmark = pytest.mark.django_db
OURS = ("draft", "reviewed", "live", "passage")
PLACES = (*OURS, "foreign_draft", "foreign_reviewed", "foreign_live", "foreign_passage")
SUBMITTED = ("reviewed", "live", "passage", "foreign_reviewed", "foreign_live")
# Where whatever there is of an article is seen: these are tried on every article, by everybody.
EVERYWHERE = (
    *("article", "dossier", "desk:article", "desk:section", "desk:history"),
    *("review:edition", "review:history", "review:word", "desk:word"),
)
DESK = ("owner", "collaborator")
TOPICS = (*DESK, *MEMBERS, "administrator")


def may_read(letter: str, role: str, place: str) -> bool:
    """Whether a role is among the readers that a letter means, of a row of this article ("" for rows of none)."""
    of_ours = place in OURS or not place
    return {
        "P": True,
        "L": role in (*EDITORS, "administrator"),
        "a": role == "administrator",
        "d": role in DESK,
        "o": role == "owner" and of_ours,
        "D": role in DESK and of_ours,
        "B": role in MEMBERS and place in ("reviewed", "live", "passage", "foreign_live"),  # it has our board's policy
        "A": role == "administrator" and place in SUBMITTED,
        "T": role in TOPICS,
        "m": role == "member" and place != "foreign_reviewed",
        "i": role == "interested" and of_ours,
        "t": role == "author_member" and of_ours,
        "C": role == "chair" and place not in ("foreign_reviewed", "foreign_draft", "foreign_passage"),
    }[letter]


def addresses(role: str, world: World) -> list[str]:
    """Where the role goes: all pages that let it in, and everybody's articles at some doors. A link out of a mail is
    whoever's has it, and a PDF says what its page says."""
    found = {url for url in pages_for(role, world) if not url.startswith(("/guest/", "/request/", "/preview/"))}
    for route in declared_routes():
        if route.name in EVERYWHERE:
            found |= {address_of(route, world, slug=getattr(world, place).slug) for place in PLACES}
    return sorted(url for url in found if not url.endswith(("/pdf/", ".jpg")))


def body_of(client: Client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code < 500, url
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return unpacked(body) if response.headers.get("Content-Type") == WORD_TYPE else body


def unpacked(body: bytes) -> bytes:
    """All parts of a Word file, one after the other: packed, no word of it could be found."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def test_every_text_column_says_who_reads_it():
    declared = [*READERS, *DECIDED, *SHOWN_NOWHERE, *CODES, *OF_THE_RECORD]
    found = {text.name for text in texts() if not text.name.startswith(OF_OTHERS)}

    assert {"undeclared": found - set(declared), "gone": set(declared) - found} == {"undeclared": set(), "gone": set()}
    assert len(declared) == len(set(declared))


def test_nobody_reads_what_is_not_theirs(world, client_of):
    keep_what_waits(world)
    ways = {role: addresses(role, world) for role in ROLES}
    clients = {role: client_of(role) for role in ROLES}
    articles = {f"article:{getattr(world, place).article.pk}": place for place in PLACES}
    canaries = release({*READERS, *DECIDED, *SHOWN_NOWHERE})
    planted = {name for name, _ in canaries.where}
    assert {*READERS, *SHOWN_NOWHERE} - planted == set(), "of what has no row, nothing is said here"

    leaks, seen = defaultdict(set), set()
    for role in ROLES:
        for url in ways[role]:
            for name, chain in canaries.read_in(body_of(clients[role], url)):
                seen.add(name)
                place = articles.get(chain, "")
                if not any(may_read(letter, role, place) for letter in READERS.get(name, "")):
                    leaks[name, place, role].add(url)

    assert {key: sorted(urls)[:3] for key, urls in leaks.items()} == {}
    assert set(READERS) - seen == set(), "whom a text is declared for comes upon it"


def test_what_decisions_left_behind_is_read_by_whom_it_is_for(world, client_of):
    articles = decided_articles(world)
    canaries = release(set(DECIDED))
    ways = [
        (route, address_of(route, world, slug=article.slug))
        for route in declared_routes()
        if route.name in EVERYWHERE
        for article in articles
    ]

    leaks, seen = defaultdict(set), set()
    for role in ROLES:
        client = client_of(role)
        for _, url in ways:
            for name, _ in canaries.read_in(body_of(client, url)):
                seen.add(name)
                if not any(may_read(letter, role, "reviewed") for letter in DECIDED[name]):
                    leaks[name, role].add(url)

    assert {key: sorted(urls)[:3] for key, urls in leaks.items()} == {}
    assert set(DECIDED) - seen == set()

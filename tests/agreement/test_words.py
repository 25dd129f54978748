"""Hashes, chains and pages: PostgreSQL and Python compute the same over the same words."""

import re
from random import Random

import pytest
from django.db import connection
from django.db.models import Model

from articles.enums import EditionState
from articles.models import Edition, PublicPage, PublishedBody
from editorial.record.actions import event_hash
from editorial.record.models import Event
from editorial.shared.canonical import canonical_json, sha256
from reviews.models import Approval, Revocation
from reviews.publishing.pages import signed_bodies
from reviews.rules.queries import standing_approval
from reviews.verification import NOTICE
from tests.agreement.scenes import HOW_MANY, NOW, identity, insert, only, refusals, write

pytestmark = pytest.mark.django_db
LETTERS = [*"aBéµμ≥\n\t\\\"'<&𝛃中\u00a0\u200b", "e\u0301", "%s"]
STANDING = '<span class="standing" data-standing-for="{}">{}</span>'


def some_words(random: Random, most: int = 30) -> str:
    return "".join(random.choices(LETTERS, k=random.randint(0, most)))


def test_digests_are_computed_alike():
    random = Random(4)
    texts = [some_words(random) for _ in range(HOW_MANY)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(t, 'UTF8')), 'hex') "
            "FROM unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n",
            [texts],
        )
        assert [digest for (digest,) in cursor.fetchall()] == [sha256(text) for text in texts]


def test_an_event_follows_the_last_of_its_chain_alike():
    random = Random(5)
    only()
    scenes = [scene_of_a_chain(random, f"article:{number}") for number in range(HOW_MANY)]
    write(event for last, _event, _follows in scenes if last for event in (last, the_one_before(last)))
    only("record_event_follows", "record_event")

    said = refusals(insert(event) for _last, event, _follows in scenes)

    assert [not refusal for refusal in said] == [follows for *_, follows in scenes]
    assert HOW_MANY / 5 < said.count("") < HOW_MANY * 4 / 5


def scene_of_a_chain(random: Random, chain: str) -> tuple[Event | None, Event, bool]:
    """The last event of a chain, the one to be added, and whether Python would say that it follows."""
    last = (
        an_event(chain, random.randint(1, 5), sha256("before"), some_words(random)) if random.random() < 0.8 else None
    )
    seq, prev_hash = (last.seq + 1, last.hash) if last else (1, "")
    event = an_event(chain, seq, prev_hash, some_words(random))
    if random.random() < 0.5:
        spoil = random.choice(["seq", "prev_hash", "content", "hash"])
        worse = {"seq": seq + random.choice([-1, 1]), "content": event.content + " "}
        setattr(event, spoil, worse.get(spoil, sha256(some_words(random))))
        if spoil == "prev_hash" and random.random() < 0.5:
            event.hash = event_hash(event.prev_hash, event.content)
    follows = (event.seq, event.prev_hash) == (seq, prev_hash) and event.hash == event_hash(prev_hash, event.content)
    return last, event, follows


def the_one_before(last: Event) -> Event:
    return an_event(last.chain, last.seq - 1, sha256("long before"), "earlier")


def an_event(chain: str, seq: int, prev_hash: str, words: str) -> Event:
    content = canonical_json({"words": words, "chain": chain, "seq": seq})
    found = event_hash(prev_hash, content)
    return Event(chain=chain, seq=seq, at=NOW, verb="x", subject="x", content=content, prev_hash=prev_hash, hash=found)


def test_a_page_contains_its_signed_body_alike():
    """Notices about references may fill their places, with plain text; every other difference counts."""
    random = Random(6)
    only("reviews_page_guard", "articles_publicpage")
    pages = [scene_of_a_page(random) for _ in range(HOW_MANY)]
    write(row for page in pages for row in (page.edition, page.body, an_approval(page.edition, page.body)))

    said = refusals(insert(page) for page in pages)

    expected = [page.body.html in NOTICE.sub(r"\1\2", page.content) for page in pages]
    assert [not refusal for refusal in said] == expected
    assert HOW_MANY / 5 < sum(expected) < HOW_MANY * 4 / 5


def scene_of_a_page(random: Random) -> PublicPage:
    """The live page of a published edition whose body is signed, sometimes with other words."""
    keys = ["boyer2005", "o'neil-2020", "a.b", 'q"uote'][: random.randint(0, 4)]
    html = f"<p>{some_words(random)}</p>" + "".join(f"<li>{key} {STANDING.format(key, '')}</li>" for key in keys)
    pk = identity(random)
    edition = Edition(pk=pk, article_id=identity(random), number=1, state="published", opened_by_id=identity(random))
    body = PublishedBody(pk=identity(random), edition=edition, audience="patients", html=html, digest=sha256(html))
    return PublicPage(
        article_id=edition.article_id,
        slug=pk.hex,
        audience="patients",
        kind="live",
        edition=edition,
        body=body,
        content=f"<html><body>{changed(random, html)}</body></html>",
        composed_at=NOW,
    )


def test_a_live_page_shows_what_the_standing_approval_of_its_edition_signed_alike():
    """Of this edition, which is live, for this audience; other kinds of pages show what they like."""
    random, rows = Random(35), []
    only("reviews_page_guard", "articles_publicpage")
    pages = [scene_of_a_signed_page(random, rows) for _ in range(HOW_MANY)]
    write(rows)

    said = refusals(insert(page) for page in pages)

    assert [not refusal for refusal in said] == [shows_what_was_signed(page) for page in pages]
    assert HOW_MANY / 5 < said.count("") < HOW_MANY * 4 / 5


def shows_what_was_signed(page: PublicPage) -> bool:
    if page.kind != PublicPage.Kind.LIVE:
        return True
    approval = standing_approval(page.edition) if page.edition.state == EditionState.PUBLISHED else None
    return approval is not None and signed_bodies(page.edition, approval).get(page.audience) == page.body


def scene_of_a_signed_page(random: Random, rows: list[Model]) -> PublicPage:
    """As a rule right; else one thing is another's: of the body, of the approval, or the edition's state."""
    page = scene_of_a_page(random)
    page.content = page.body.html
    edition, body = page.edition, page.body
    another = scene_of_a_page(random).edition
    spoilt = random.choice(
        [None] * 6 + ["kind", "edition", "audience", "state", "revoked", "none", "elsewhere", "digest"]
    )
    page.kind = random.choice(["pending", "gone"]) if spoilt == "kind" else page.kind
    edition.state = random.choice(["approved", "superseded"]) if spoilt in ("kind", "state") else edition.state
    signed = an_approval(another if spoilt == "elsewhere" else edition, body, "" if spoilt == "digest" else body.digest)
    rows += [edition, another, body] + [signed] * (spoilt != "none")
    rows += [Revocation(approval=signed, reason="A doubt.")] if spoilt == "revoked" else []
    if spoilt == "edition":
        body.edition = another
    if spoilt == "audience":
        body.audience = "carers"
    return page


def an_approval(edition: Edition, body: PublishedBody, digest: str | None = None) -> Approval:
    pk = edition.pk
    said = canonical_json({"bodies": {body.audience: digest if digest is not None else body.digest}, "one": str(pk)})
    return Approval(pk=pk, edition=edition, by_id=pk, printed_name="X", at=NOW, content=said, digest=sha256(said))


def changed(random: Random, html: str) -> str:
    """With notices in their places; half of them with something else as well."""
    notices = ["Retracted.", "A correction < 2020", "", "Bedenken — 中", "<b>Retracted.</b>"]
    notices = notices[: random.choice([4, 5])]
    shown = re.sub(r'(standing-for="[^"]*">)', lambda found: found[1] + random.choice(notices), html)
    if random.random() < 0.4:
        place = random.randint(0, len(shown))
        shown = shown[:place] + random.choice([" ", "x", "<span>", STANDING.format("x", "y")]) + shown[place:]
    return shown

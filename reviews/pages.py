"""Which public pages an article should have now, with their final bytes. Reads; ``actions.publishing`` writes them."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from articles.enums import EditionState
from articles.manifest import FrozenManifest
from articles.models import Article, Edition, PublicPage, PublishedBody
from articles.queries import contents_of, live_edition_of, manifest_of
from articles.rendering import render_body
from editorial.shared.canonical import sha256
from references.enums import AT_RISK, MILD, Standing
from references.models import Reference
from references.queries import references_by_key
from reviews.composition import Notice, card_of, compose, front_shown, shown_to
from reviews.facts import facts_of, page_path
from reviews.policies import policy_version_for
from reviews.queries import standing_approval

Kind = PublicPage.Kind
PENDING_STATES = (EditionState.SUBMITTED, EditionState.UNDER_REVIEW, EditionState.APPROVED)


def wanted_pages(article: Article, now: datetime) -> list[PublicPage]:
    """Unsaved rows for every address that should answer."""
    live = live_edition_of(article)
    if live is not None:
        pages = list(_edition_pages(live, now, Kind.LIVE))
    elif (retired := _retired_edition(article)) is not None:
        pages = [_gone_page(retired, now)]
    elif (pending := pending_edition(article)) is not None:
        pages = list(_edition_pages(pending, now, Kind.PENDING))
    else:
        return []
    return [*pages, *_moved_pages(article, now)]


def _retired_edition(article: Article) -> Edition | None:
    return article.editions.filter(state=EditionState.RETIRED).order_by("-published_at").first()


def pending_edition(article: Article) -> Edition | None:
    """The edition shown with the caution: of an article never approved, whose policy shows pending pages.

    After a return the page goes, or stays, by policy. A draft and text that was taken back are never public.
    """
    latest = article.editions.filter(submitted_at__isnull=False).order_by("-number").first()
    if latest is None or article.editions.filter(published_at__isnull=False).exists():
        return None
    latest.article = article
    policy = policy_version_for(latest)
    shown = latest.state in PENDING_STATES and policy.show_pending
    stays = latest.state == EditionState.RETURNED and policy.show_pending and policy.show_returned
    return latest if shown or stays else None


def _edition_pages(edition: Edition, now: datetime, kind: str) -> Iterator[PublicPage]:
    manifest = manifest_of(edition)
    contents = contents_of(manifest)
    facts = facts_of(edition, manifest)
    notices = standing_notices(manifest)
    bodies = signed_bodies(edition) if kind == Kind.LIVE else {}
    for audience in manifest.audiences:
        # A live page without its signed body is an error, never a reason to render one.
        body = bodies[audience.key] if kind == Kind.LIVE else None
        html = body.html if body else render_body(manifest, contents, audience.key)
        content = compose(edition, manifest, contents, facts, audience, html, notices)
        yield PublicPage(
            article=edition.article,
            slug=edition.article.slug,
            audience=audience.key,
            is_default=audience.is_default,
            kind=kind,
            edition=edition,
            body=body,
            content=content,
            etag=sha256(content),
            card=card_of(edition, manifest, contents, facts, audience),
            composed_at=now,
        )


def signed_bodies(edition: Edition) -> dict[str, PublishedBody]:
    """Exactly the bodies that the standing approval signed, by audience."""
    digests = json.loads(standing_approval(edition).content)["bodies"]
    rows = PublishedBody.objects.filter(edition=edition, digest__in=digests.values())
    return {row.audience: row for row in rows if digests.get(row.audience) == row.digest}


def standing_notices(manifest: FrozenManifest) -> dict[str, Notice]:
    """What readers must know today about the references of an edition, by key. One query."""
    rows = references_by_key(manifest.references)
    return {
        key: Notice(_is_grave(row, manifest.references[key]["standing"]), notice_text(row), row.standing in MILD)
        for key, row in sorted(rows.items())
        if row.standing != Standing.GOOD
    }


def _is_grave(row: Reference, signed: str) -> bool:
    """A standing that wants decisions, and was not known when the words were submitted: what is cited as retracted,
    with its reason, says so at the reference."""
    return row.standing in AT_RISK and row.standing != signed


def notice_text(row: Reference) -> str:
    """What readers are told at the reference, in plain text."""
    words = f"{row.get_standing_display()}. {row.standing_note}".strip()
    return f"{words} Replaced by {row.replaced_by.title}." if row.replaced_by and row.replaced_by.title else words


def _gone_page(edition: Edition, now: datetime) -> PublicPage:
    retirement = edition.retirement
    manifest = manifest_of(edition)
    audience = manifest.default_audience
    content = render_to_string(
        "articles/gone_page.html",
        {
            "site_name": settings.SITE_NAME,
            "title": front_shown(shown_to(audience, manifest, contents_of(manifest))).heading,
            "reason": retirement.reason,
            "retired_on": timezone.localdate(retirement.at),
            "successor": successor_link(retirement.successor),
        },
    )
    return PublicPage(
        article=edition.article,
        slug=edition.article.slug,
        audience=audience.key,
        is_default=True,
        kind=Kind.GONE,
        edition=edition,
        content=content,
        etag=sha256(content),
        composed_at=now,
    )


def successor_link(article: Article | None) -> dict | None:
    """The article to read instead, by its title while it is live."""
    if article is None:
        return None
    live = live_edition_of(article)
    if live is None:
        return {"url": page_path(article.slug), "title": article.slug}
    manifest = manifest_of(live)
    front = front_shown(shown_to(manifest.default_audience, manifest, contents_of(manifest)))
    return {"url": page_path(article.slug), "title": front.heading}


def _moved_pages(article: Article, now: datetime) -> Iterator[PublicPage]:
    """Old addresses redirect for ever."""
    for old in article.slugs.exclude(slug=article.slug):
        yield PublicPage(
            article=article,
            slug=old.slug,
            audience="",
            is_default=True,
            kind=Kind.MOVED,
            location=page_path(article.slug),
            composed_at=now,
        )

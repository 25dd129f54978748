"""Which public pages an article should have now, with their final bytes. Reads; ``actions.publication`` writes them."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Article, Edition, PublicPage, PublishedBody
from articles.queries import contents_of, live_edition_of, manifest_of
from articles.site.manifest import FrozenManifest
from articles.site.rendering import render_body
from editorial.shared.canonical import sha256
from editorial.shared.compiled import compiled
from editorial.shared.language import in_site_language
from references.enums import AT_RISK, MILD, Standing
from references.library.queries import answering
from references.models import Reference
from reviews.enums import ToldReaders
from reviews.models import Approval
from reviews.publishing.composition import Notice, card_of, compose, front_shown, shown_to
from reviews.publishing.facts import Neighbour, Neighbours, facts_of, page_path
from reviews.publishing.told import errata_of, told
from reviews.rules.case import Case, case_of
from reviews.rules.policies import shown_before_approval

Kind = PublicPage.Kind


@in_site_language()
def wanted_pages(
    article: Article, now: datetime, case: Case | None = None, beside: Neighbours | None = None
) -> list[PublicPage]:
    """Unsaved rows for every address that should answer. ``case`` is that of the live edition, where it was read;
    ``beside`` are the articles that go live together with it, where it is not live yet. A passage has no
    address, in whatever state it is."""
    if article.is_passage:
        return []
    if case is not None:
        pages = list(_edition_pages(case.edition, now, Kind.LIVE, case, beside))
    else:
        pages = list(_pages_of(_submitted_editions(article), now))
    return [*pages, *_moved_pages(article, now)] if pages else []


def _submitted_editions(article: Article) -> list[Edition]:
    """Every edition that was ever submitted, newest first. One query."""
    editions = _submitted(article.pk)
    for edition in editions:
        edition.article = article
    return editions


@compiled
def _submitted(article: Any) -> QuerySet[Edition]:
    return Edition.objects.filter(article=article, submitted_at__isnull=False).order_by("-number")


def _pages_of(editions: list[Edition], now: datetime) -> Iterator[PublicPage]:
    """What readers get of an article with these editions: the live one; else that it is gone; else a pending one."""
    live = next((one for one in editions if one.state == EditionState.PUBLISHED), None)
    retired = [one for one in editions if one.state == EditionState.RETIRED]
    if live is not None:
        yield from _edition_pages(live, now, Kind.LIVE, case_of(live))
    elif retired:
        yield _gone_page(max(retired, key=_published_at), now)
    elif (pending := shown_before_approval(editions)) is not None:
        yield from _edition_pages(pending, now, Kind.PENDING)


def _published_at(edition: Edition) -> datetime:
    """Of an edition that was published."""
    return cast(datetime, edition.published_at)


def as_neighbour(case: Case) -> Neighbour:
    """What others on its topic will say of an edition that goes live together with theirs."""
    edition = case.edition
    manifest = manifest_of(edition)
    front = front_shown(shown_to(manifest.default_audience, manifest, contents_of(manifest, case.parts)))
    about = edition.article.topic, edition.article.slug
    return Neighbour(*about, front.heading, front.question, manifest.language)


def _edition_pages(
    edition: Edition, now: datetime, kind: str, case: Case | None = None, beside: Neighbours | None = None
) -> Iterator[PublicPage]:
    manifest = manifest_of(edition)
    contents = contents_of(manifest, case.parts if case else ())
    facts = facts_of(edition, manifest, case, beside)
    notices = standing_notices(manifest)
    bodies = signed_bodies(edition, case.approval) if case else {}
    rendered: dict[Any, Any] = {}
    for audience in manifest.audiences:
        # A live page without its signed body is an error, never a reason to render one.
        body = bodies[audience.key] if kind == Kind.LIVE else None
        html = body.html if body else render_body(manifest, contents, audience.key)
        content = compose(edition, manifest, contents, facts, audience, html, notices, rendered)
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


def signed_bodies(edition: Edition, approval: Approval) -> dict[str, PublishedBody]:
    """Exactly the bodies that the standing approval signed, by audience."""
    digests = json.loads(approval.content)["bodies"]
    rows = _bodies(edition.pk, digests.values())
    return {row.audience: row for row in rows if digests.get(row.audience) == row.digest}


@compiled
def _bodies(edition: Any, digests: Iterable[str]) -> QuerySet[PublishedBody]:
    return PublishedBody.objects.filter(edition=edition, digest__in=digests)


def standing_notices(manifest: FrozenManifest) -> dict[str, Notice]:
    """What readers must know today about the references of an edition, by key. One query where all are good."""
    told = Q(merged_into__isnull=False) | ~Q(standing=Standing.GOOD)
    rows = answering(Reference.objects.filter(told, key__in=set(manifest.references)).order_by())
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
    return (
        gettext("%(words)s Replaced by %(title)s.") % {"words": words, "title": row.replaced_by.title}
        if row.replaced_by and row.replaced_by.title
        else words
    )


def _gone_page(edition: Edition, now: datetime) -> PublicPage:
    retirement = edition.retirement
    reason = told(edition, ToldReaders.REASON, errata_of([edition]))
    manifest = manifest_of(edition)
    audience = manifest.default_audience
    content = render_to_string(
        "articles/gone_page.html",
        {
            "site_name": settings.SITE_NAME,
            "title": front_shown(shown_to(audience, manifest, contents_of(manifest))).heading,
            "reason": reason.text,
            "reason_before": reason.before,
            "reason_corrected": reason.corrected,
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

"""Making signed words public, and composing the pages around them. Nothing here renders words that were signed."""

import logging
from datetime import datetime
from typing import Any

from celery import signature
from django.db import transaction
from django.utils import timezone

from articles.actions.articles import mark_pages_stale
from articles.enums import OPEN_STATES, EditionState
from articles.locks import lock_article, lock_edition
from articles.models import Article, Edition, PublicPage
from articles.permissions import may_edit
from articles.queries import live_edition_of
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue, Refused, refuse
from reviews.models import Retirement, Revocation
from reviews.pages import wanted_pages
from reviews.permissions import is_chair, require, require_move
from reviews.progress import progress_of
from reviews.queries import standing_approval
from reviews.requirements import to_publish
from reviews.transitions import Move, apply_transition, state_issues

from .prose import clean_note
from .told import tell_published, tell_retired, tell_revoked

logger = logging.getLogger(__name__)


def publish_soon(edition: Edition) -> None:
    """Ask the workers to publish after this transaction commits. If the message is lost, the sweeper finds the
    edition: being approved is what makes it due, the message only makes it fast."""

    def send() -> None:
        try:
            signature("reviews.tasks.publish_edition", args=[str(edition.pk)]).apply_async()  # by name: it calls us
        except Exception:  # whatever the broker's client raises: the approval stands, the sweeper will publish
            logger.warning("The broker did not take edition %s; the sweeper will publish it.", edition.pk)

    transaction.on_commit(send)


@transaction.atomic
def publish(*, edition_id: Any, now: datetime | None = None) -> bool:
    """Make an approved edition live, if it is due; returns whether it was published. Safe to repeat.

    Checks again what may have changed since the approval; if something has, the approval is revoked with the reason
    and the edition is under review again. The old edition is superseded first. The system does this, nobody else.
    """
    now = now or timezone.now()
    edition = lock_edition(edition_id)
    if edition.state != EditionState.APPROVED or (edition.publish_at and edition.publish_at > now):
        return False
    issues = to_publish(progress_of(edition))
    if issues:
        _revoke_by_system(edition, issues)
        return False
    live = live_edition_of(edition.article)
    if live is not None:
        apply_transition(live, Move.SUPERSEDE, by=None, successor=str(edition.pk))
    edition.published_at = now
    approval = standing_approval(edition)
    apply_transition(edition, Move.PUBLISH, by=None, approval=str(approval.pk))
    compose_pages(edition.article)
    tell_published(edition)
    return True


def _revoke_by_system(edition: Edition, issues: list[Issue]) -> None:
    reason = "Not published: " + " ".join(issue.message for issue in issues)
    Revocation.objects.create(approval=standing_approval(edition), by=None, reason=reason)
    codes = sorted({issue.code for issue in issues})
    apply_transition(edition, Move.REVOKE_APPROVAL, by=None, reasons=codes, words=sha256(reason))
    compose_pages(edition.article)
    tell_revoked(edition, None)


@transaction.atomic
def schedule(*, edition: Edition, publish_at: datetime | None, by: Any) -> Edition:
    """Say when an edition is published once it is approved; None means at once. The chair or the article's editors."""
    edition = lock_edition(edition.pk)
    require(
        is_chair(by, edition.article) or may_edit(by, edition.article),
        "Only the chair or the article's editors set the time of publication.",
    )
    if edition.state not in OPEN_STATES:
        raise Refused(Issue("wrong-state", "Only an edition that is not yet published can be scheduled."))
    if edition.publish_at != publish_at:
        edition.publish_at = publish_at
        edition.save()
        append_event(
            chain=article_chain(edition.article_id),
            verb="edition.scheduled",
            subject=f"edition:{edition.pk}",
            by=by,
            publish_at=publish_at.isoformat() if publish_at else None,
        )
        if edition.state == EditionState.APPROVED:
            publish_soon(edition)
    return edition


@transaction.atomic
def retire(*, edition: Edition, reason: str, by: Any, successor: Article | None = None) -> Retirement:
    """Take a live edition down: the address stays and explains, perhaps naming an article to read instead."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.RETIRE)
    refuse(state_issues(edition.state, Move.RETIRE))
    reason = clean_note(reason)
    issues = [] if reason else [Issue("no-reason", "Tell readers why the page is gone.", "reason")]
    if successor is not None and live_edition_of(successor) is None:
        issues.append(Issue("successor-not-live", "The article to read instead is not published.", "successor"))
    refuse(issues)
    retirement = Retirement.objects.create(edition=edition, by=by, reason=reason, successor=successor)
    apply_transition(edition, Move.RETIRE, by=by, words=sha256(reason))
    compose_pages(edition.article)
    tell_retired(edition, by)
    return retirement


@transaction.atomic
def compose_pages(article: Article) -> bool:
    """Make the article's public pages what they should be now: live, pending, gone, moved, or none at all.

    Only the frame is composed anew; the words come from the stored bodies. Returns whether readers get anything else
    than before. Safe to repeat.
    """
    article = lock_article(article.pk)
    now = timezone.now()
    wanted = {(page.slug, page.audience): page for page in wanted_pages(article, now)}
    existing = {(page.slug, page.audience): page for page in PublicPage.objects.filter(article=article)}
    gone = [page.pk for place, page in existing.items() if place not in wanted]
    PublicPage.objects.filter(pk__in=gone).delete()
    # Old defaults first lose their place: a slug has one default page at any moment.
    for place, page in sorted(wanted.items(), key=lambda item: item[1].is_default):
        page.pk = existing[place].pk if place in existing else None
        page.save(force_insert=page.pk is None, force_update=page.pk is not None)
    return _as_read(wanted) != _as_read(existing)


def _as_read(pages: dict[tuple[str, str], PublicPage]) -> dict[tuple[str, str], tuple]:
    return {place: (page.kind, page.etag, page.location, page.is_default) for place, page in pages.items()}


def mark_dates_changed(article: Article) -> None:
    """After a signature on live versions: the dates on the pages may move. The sweeper composes them."""
    mark_pages_stale(article)

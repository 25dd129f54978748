"""Making signed words public, and composing the pages around them. Nothing here renders words that were signed."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from articles.actions.pages import mark_pages_stale
from articles.enums import EditionState
from articles.locks import lock_article, lock_edition, lock_edition_and_passages
from articles.models import Article, Edition, PublicPage
from articles.queries import live_edition_of
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.clock import database_now
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue, refuse
from editorial.shared.language import in_site_language
from reviews.models import Approval, Retirement, Revocation
from reviews.publishing.pages import wanted_pages
from reviews.rules.case import Case, case_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.permissions import require_move
from reviews.rules.requirements import retiring_issues, to_publish
from reviews.rules.sets import joined_of
from reviews.rules.transitions import Move, apply_transition, state_issues

from .notices.sentences import tell_nobody_decides, tell_published, tell_retired, tell_revoked

logger = logging.getLogger(__name__)
_COMPOSED = [field.name for field in PublicPage._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def publish(*, edition_id: Any, now: datetime | None = None) -> bool:
    """Make an approved edition live, if it is due; returns whether it was published. Safe to repeat.

    Checks again what may have changed since the approval; if something has, the approval is revoked with the reason
    and the edition is under review again. The old edition is superseded first. What belongs
    to a set never goes live alone. The system does this, nobody else.
    Whether it is due is asked of the database's clock, so that a worker whose clock is wrong breaks no embargo.
    """
    edition = lock_edition_and_passages(edition_id)
    if edition.state != EditionState.APPROVED or (edition.publish_at and edition.publish_at > (now or database_now())):
        return False
    if joined_of(edition) is not None:
        return False  # it goes live with the others (``publish_set``)
    now = now or timezone.now()
    case = case_of(edition)
    with in_site_language():  # the reasons may be kept
        issues = to_publish(case)
    if issues:
        _revoke_by_system(case, issues)
        return False
    if case.live is not None:
        apply_transition(case.live, Move.SUPERSEDE, by=None, successor=str(edition.pk))
    edition.published_at = now
    apply_transition(edition, Move.PUBLISH, by=None, approval=str(cast(Approval, case.approval).pk))
    compose_pages_of_locked(edition.article, replace(case, live=edition, resting=()))  # nothing is left to approve
    tell_published(edition)
    return True


def _standing(case: Case) -> Approval:
    """An approved edition has an approval that stands: PostgreSQL sees to it."""
    return cast(Approval, case.approval)


def _revoke_by_system(case: Case, issues: list[Issue]) -> None:
    edition, reason = case.edition, "Not published: " + " ".join(str(issue.message) for issue in issues)
    Revocation.objects.create(approval=_standing(case), by=None, reason=reason)
    codes = sorted({issue.code for issue in issues})
    apply_transition(edition, Move.REVOKE_APPROVAL, by=None, reasons=codes)
    compose_pages_of_locked(edition.article)
    tell_revoked(edition, None)
    if not case.deciders():
        tell_nobody_decides(edition, case.board)


@transaction.atomic
def retire(*, edition: Edition, reason: str, by: User, successor: Article | None = None) -> Retirement:
    """Take a live edition down: the address stays and explains, perhaps naming an article to read instead.

    Any leader of the board may: it only takes words away. Who may not decide about it names nothing to read
    instead."""
    edition = lock_edition(edition.pk)
    require_move(by, edition, Move.RETIRE)
    refuse(state_issues(edition.state, Move.RETIRE))
    refuse(retiring_issues(edition))
    reason = clean_note(reason)
    issues = [] if reason else [Issue("no-reason", gettext("Tell readers why the page is gone."), "reason")]
    if successor is not None and (successor.is_passage or live_edition_of(successor) is None):
        issues.append(
            Issue("successor-not-live", gettext("The article to read instead is not published."), "successor")
        )
    if successor is not None:
        issues += decision_issues(Decision.NAME_SUCCESSOR, case_of(edition).relation(by))
    refuse(issues)
    retirement = Retirement.objects.create(edition=edition, by=by, reason=reason, successor=successor)
    apply_transition(edition, Move.RETIRE, by=by)
    compose_pages_of_locked(edition.article)
    tell_retired(edition, by)
    return retirement


@transaction.atomic(savepoint=False)
def compose_pages(article: Article) -> bool:
    """Make the article's public pages what they should be now: live, pending, gone, moved, or none at all.

    Only the frame is composed anew; the words come from the stored bodies. Returns whether readers get anything else
    than before. Safe to repeat.
    """
    return compose_pages_of_locked(lock_article(article.pk))


@compiled
def _pages(article: Any) -> QuerySet[PublicPage]:
    return PublicPage.objects.filter(article=article)


def compose_pages_of_locked(article: Article, live: Case | None = None) -> bool:
    """The same, for an action that has locked the article already. ``live`` is the case of the live edition, where it
    has read that too. A passage has no page: the pages of its live hosts are asked for instead."""
    if article.is_passage:
        mark_pages_stale(article)
        return False
    now = timezone.now()
    wanted = {(page.slug, page.audience): page for page in wanted_pages(article, now, live)}
    existing = {(page.slug, page.audience): page for page in _pages(article.pk)}
    gone = [page.pk for place, page in existing.items() if place not in wanted]
    PublicPage.objects.filter(pk__in=gone).delete()
    for place, page in wanted.items():
        page.pk = existing[place].pk if place in existing else None
    # Old defaults first lose their place: a slug has one default page at any moment.
    there = [page for page in wanted.values() if page.pk is not None]
    for default in (False, True):
        PublicPage.objects.bulk_update([page for page in there if page.is_default == default], _COMPOSED)
    PublicPage.objects.bulk_create([page for page in wanted.values() if page.pk is None])
    if _named(wanted) != _named(existing):
        placed = _places(wanted) != _places(existing)
        append_event(
            chain=article_chain(article.pk),
            verb="pages.placed" if placed else "pages.composed",
            subject=f"article:{article.pk}",
            by=None,
            pages=len(wanted),
        )
    return _as_read(wanted) != _as_read(existing)


def _places(pages: dict[tuple[str, str], PublicPage]) -> dict[tuple[str, str], tuple[object, ...]]:
    """Which pages stand where: those that go live, move or leave."""
    return {
        place: (page.kind, page.edition_id, page.body_id, page.location, page.is_default)
        for place, page in pages.items()
    }


def _named(pages: dict[tuple[str, str], PublicPage]) -> dict[tuple[str, str], tuple[object, ...]]:
    """What the record names of pages: where they stand, and what readers get there and in lists."""
    places = _places(pages)
    return {place: (*places[place], page.etag, page.card) for place, page in pages.items()}


def _as_read(pages: dict[tuple[str, str], PublicPage]) -> dict[tuple[str, str], tuple[object, ...]]:
    return {place: (page.kind, page.etag, page.location, page.is_default) for place, page in pages.items()}

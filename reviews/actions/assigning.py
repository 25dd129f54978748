"""Who is asked to review, and who keeps out of signing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import EditionState
from articles.locks import lock_article
from articles.models import Article, Edition, Section
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from reviews.eligibility import term_of
from reviews.enums import AssignmentStatus
from reviews.models import Assignment, Recusal
from reviews.permissions import is_chair, require, require_review
from reviews.policies import board_of
from reviews.transitions import Move, apply_transition

from .prose import clean_note
from .publishing import compose_pages
from .told import tell_answered, tell_assigned


@transaction.atomic
def assign(
    *, article: Article, user: Any, by: Any, due_on: date | None = None, sections: Sequence[Section] = ()
) -> Assignment:
    """Ask a member to review the article or some of its sections by a day. The chair does, or a member for oneself.

    Asking again changes the day and the sections. By assigning, the review of a submitted edition begins.
    """
    article = lock_article(article.pk)
    require(is_chair(by, article) or user == by, "Only the chair assigns others.")
    require_review(by, article)
    refuse(_assigning_issues(article, user, sections))
    row = Assignment.objects.filter(article=article, user=user).first() or Assignment(article=article, user=user)
    row.due_on, row.sections, row.assigned_by, row.reason = due_on, [section.pk for section in sections], by, ""
    row.status = AssignmentStatus.ACCEPTED if user == by else AssignmentStatus.ASKED
    if save_audited(row, by=by, reason="Assigned"):
        _record(article, "review.assigned", f"assignment:{row.pk}", by, user=str(user.pk))
        tell_assigned(row, by)
    for edition in Edition.objects.select_for_update().filter(article=article, state=EditionState.SUBMITTED):
        apply_transition(edition, Move.BEGIN_REVIEW, by=by)
        compose_pages(article)  # readers of a pending page see the state
    return row


@transaction.atomic
def assign_several(
    *,
    article: Article,
    users: Sequence[Any],
    by: Any,
    due_on: date | None = None,
    sections: Sequence[Section] = (),
) -> list[Assignment]:
    """Ask several members the same in one act: all of them are asked, or none is."""
    return [assign(article=article, user=user, by=by, due_on=due_on, sections=sections) for user in users]


def _assigning_issues(article: Article, user: Any, sections: Sequence[Section]) -> list[Issue]:
    if term_of(user, board_of(article)) is None:
        return [Issue("not-on-board", f"{user.display_name} is not on the article's board today.", "user")]
    if any(section.article_id != article.pk for section in sections):
        return [Issue("other-article", "These sections belong to another article.", "sections")]
    return []


@transaction.atomic
def answer_assignment(*, assignment: Assignment, accept: bool, by: Any, reason: str = "") -> Assignment:
    """The member accepts, or declines with a reason."""
    article = lock_article(assignment.article_id)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(row.user_id == by.pk, "Only the member who was asked answers.")
    require_review(by, article)
    reason = clean_note(reason)
    refuse([] if accept or reason else [Issue("no-reason", "Say why you decline.", "reason")])
    row.status = AssignmentStatus.ACCEPTED if accept else AssignmentStatus.DECLINED
    row.reason = "" if accept else reason
    if save_audited(row, by=by, reason=row.get_status_display()):
        _record(article, f"review.{row.status}", f"assignment:{row.pk}", by)
        told = "will review." if accept else "declined to review, with a reason."
        tell_answered(article, by, told, people=[row.assigned_by])
    return row


@transaction.atomic
def recuse(*, article: Article, reason: str, by: Any) -> Recusal:
    """A member keeps out of signing this article."""
    article = lock_article(article.pk)
    require_review(by, article)
    reason = clean_note(reason)
    refuse([] if reason else [Issue("no-reason", "Say why.", "reason")])
    row = Recusal.objects.filter(article=article, user=by, ended_at__isnull=True).first()
    if row is None:
        row = Recusal(article=article, user=by, reason=reason)
        save_audited(row, by=by, reason="Recused")
        _record(article, "member.recused", f"recusal:{row.pk}", by)
        tell_answered(article, by, "keeps out of signing the article, with a reason.")
    return row


@transaction.atomic
def end_recusal(*, recusal: Recusal, by: Any) -> Recusal:
    """The chair ends a member's recusal. They may sign again; what they signed before does not come back."""
    article = lock_article(recusal.article_id)
    require(is_chair(by, article), "Only the chair ends a recusal.")
    row = Recusal.objects.select_for_update().get(pk=recusal.pk)
    if row.ended_at is None:
        row.ended_at = timezone.now()
        save_audited(row, by=by, reason="Ended")
        _record(article, "recusal.ended", f"recusal:{row.pk}", by)
    return row


def _record(article: Article, verb: str, subject: str, by: Any, **facts: Any) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=subject, by=by, **facts)

"""Taking a review that nobody has; giving one to somebody else, or taking it back."""

from typing import Any

from django.db import transaction

from articles.locks import lock_article
from articles.models import Article
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from reviews.assigning import assignments_on, claim_issues, claimable, giving_issues, left_for
from reviews.eligibility import term_of
from reviews.enums import AssignmentStatus, NoticeKind
from reviews.models import Assignment
from reviews.permissions import is_chair, require, require_review
from reviews.policies import board_of
from reviews.progress import EditionProgress, progress_of
from reviews.queries import latest_submitted_of

from .assigning import assign
from .prose import clean_note
from .telling import tell


@transaction.atomic
def claim(*, article: Article, by: Any) -> Assignment:
    """A member takes those sections of the article that want somebody. Of two who try at once, one has them."""
    article = lock_article(article.pk)
    require_review(by, article)
    rows, progress = assignments_on(article), _progress(article)
    refuse(claim_issues(progress, rows, by))
    taken = [place.part.section for place in claimable(progress, rows, by)]
    mine = next((row for row in rows if row.user_id == by.pk and row.stands), None)
    if mine is not None:
        sections = [place.part.section for place in progress.sections if mine.covers(place.part.section.pk)] + taken
        return assign(article=article, user=by, by=by, due_on=mine.due_on, sections=sections)
    everything = len(taken) == len(progress.sections)
    return assign(article=article, user=by, by=by, sections=[] if everything else taken)


@transaction.atomic
def reassign(*, assignment: Assignment, to: Any, by: Any, reason: str = "") -> Assignment:
    """The chair gives what a member has not decided yet to another member, due on the same day.

    What the member signed stays. Refused if they have decided all of it meanwhile, or declined.
    """
    article, row = _lock_for_chair(assignment, by)
    progress = _progress(article)
    issues = giving_issues(row, progress)
    if to.pk == row.user_id:
        issues.append(Issue("same-member", "Choose another member than the one who has it.", "to"))
    if term_of(to, board_of(article)) is None:
        issues.append(Issue("not-on-board", f"{to.display_name} is not on the article's board today.", "to"))
    refuse(issues)
    left = [place.part.section for place in left_for(row, progress)] if progress and row.sections else []
    given = assign(article=article, user=to, by=by, due_on=row.due_on, sections=left)
    _release(article, row, by, clean_note(reason), to=str(to.pk))
    return given


@transaction.atomic
def release(*, assignment: Assignment, by: Any, reason: str = "") -> Assignment:
    """The chair takes a review back from a member, without asking another."""
    article, row = _lock_for_chair(assignment, by)
    refuse(giving_issues(row, None))
    _release(article, row, by, clean_note(reason))
    return row


def _lock_for_chair(assignment: Assignment, by: Any) -> tuple[Article, Assignment]:
    article = lock_article(assignment.article_id)
    require(is_chair(by, article), "Only the chair takes a review from a member.")
    return article, Assignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment.pk)


def _progress(article: Article) -> EditionProgress | None:
    edition = latest_submitted_of(article)
    return progress_of(edition) if edition else None


def _release(article: Article, row: Assignment, by: Any, reason: str, **facts: str) -> None:
    row.status, row.reason = AssignmentStatus.RELEASED, reason
    save_audited(row, by=by, reason="Released")
    append_event(
        chain=article_chain(article.pk),
        verb="review.released",
        subject=f"assignment:{row.pk}",
        by=by,
        user=str(row.user_id),
        **facts,
    )
    tell(
        people=[row.user],
        kind=NoticeKind.ASSIGNED,
        text=f"{by.display_name} no longer asks you for this review: what you signed stays signed.",
        url=f"/review/{article.slug}/",
        by=by,
        article=article,
    )

"""Who is asked to review, takes a review, gives it to somebody else or back; and who keeps out of signing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.locks import lock_article
from articles.models import Article, Edition, Section
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue, refuse, require
from reviews.enums import AssignmentStatus, NoticeKind
from reviews.models import Assignment, Recusal, RequestLink
from reviews.notices.request_links import secret_of
from reviews.rules.assignments import (
    answering_issues,
    answering_time_issues,
    asking_time_issues,
    assignments_on,
    claim_issues,
    claimable,
    due_day_issues,
    giving_issues,
    left_for,
)
from reviews.rules.case import Case, case_of
from reviews.rules.decisions import Decision, deciding_issues_on
from reviews.rules.permissions import judges, leads_for, may_review, require_review
from reviews.rules.queries import latest_submitted_of
from reviews.rules.request_links import is_current
from reviews.rules.transitions import Move, apply_transition

from .notices.passages import tell_hosts_of_lost
from .notices.sentences import tell_answered, tell_assigned, tell_time_answered, tell_time_asked
from .notices.telling import tell
from .publication import compose_pages_of_locked


@transaction.atomic
def assign(
    *, article: Article, user: User, by: User, due_on: date | None = None, sections: Sequence[Section] = ()
) -> Assignment:
    """Ask a member to review the article or some of its sections by a day. The chair does, or a member for oneself.

    Asking again changes the day and the sections. By assigning, the review of a submitted edition begins.
    """
    article = lock_article(article.pk)
    require(leads_for(by, article) or user == by, gettext("Only the chair assigns others."))
    require_review(by, article)
    refuse(_assigning_issues(article, user, sections))
    row = Assignment.objects.filter(article=article, user=user).first() or Assignment(article=article, user=user)
    anew = row.status == AssignmentStatus.RELEASED
    row.due_on, row.sections, row.assigned_by, row.reason = due_on, [section.pk for section in sections], by, ""
    row.status = AssignmentStatus.ACCEPTED if user == by else AssignmentStatus.ASKED
    row.given_away, row.wanted_until, row.wanted_because, row.kept_because = False, None, "", ""
    if save_audited(row, by=by, reason="Assigned"):
        link = _link_for(row, anew=anew)
        _record(article, "review.assigned", f"assignment:{row.pk}", by, user=str(user.pk), link=str(link.pk))
        tell_assigned(row, by)
    for edition in Edition.objects.select_for_update().filter(article=article, state=EditionState.SUBMITTED):
        if judges(by, edition):
            apply_transition(edition, Move.BEGIN_REVIEW, by=by)
            compose_pages_of_locked(article)  # readers of a pending page see the state
    return row


@transaction.atomic
def assign_several(
    *,
    article: Article,
    users: Sequence[Any],
    by: User,
    due_on: date | None = None,
    sections: Sequence[Section] = (),
) -> list[Assignment]:
    """Ask several members the same in one act, by today or a later day: all of them are asked, or none is."""
    refuse(due_day_issues(due_on))
    return [assign(article=article, user=user, by=by, due_on=due_on, sections=sections) for user in users]


def _link_for(row: Assignment, *, anew: bool) -> RequestLink:
    """The link in the mails about a request that is made now.

    A request that changes its day or sections keeps the link. One after a review that was taken back (``anew``) or
    published gets another, and the old one opens nothing. Only a digest of it is stored.
    """
    last: RequestLink | None = row.links.order_by("-made_at").first()
    still_made = last is not None and last.link_digest == sha256(secret_of(last.pk))  # not after the site's key changed
    if last is not None and still_made and not anew and is_current(last, latest_submitted_of(row.article)):
        return last
    pk = uuid4()
    return RequestLink.objects.create(pk=pk, assignment=row, link_digest=sha256(secret_of(pk)))


def _assigning_issues(article: Article, user: User, sections: Sequence[Section]) -> list[Issue]:
    if not may_review(user, article):
        return [
            Issue(
                "not-on-board",
                gettext("%(name)s is not on the article's board today.") % {"name": user.display_name},
                "user",
            )
        ]
    if any(section.article_id != article.pk for section in sections):
        return [Issue("other-article", gettext("These sections belong to another article."), "sections")]
    return []


@transaction.atomic
def answer_assignment(
    *, assignment: Assignment, accept: bool, by: User, reason: str = "", link: RequestLink | None = None
) -> Assignment:
    """The member accepts, or declines with a reason. Refused once the chair has taken the review back.

    ``link`` is that of the mail by which they did (:mod:`reviews.actions.request_links`).
    """
    article = lock_article(assignment.article_id)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    require(row.user_id == by.pk, gettext("Only the member who was asked answers."))
    require_review(by, article)
    reason = clean_note(reason)
    refuse(answering_issues(row))
    refuse([] if accept or reason else [Issue("no-reason", gettext("Say why you decline."), "reason")])
    row.status = AssignmentStatus.ACCEPTED if accept else AssignmentStatus.DECLINED
    row.reason = "" if accept else reason
    if not accept:
        row.wanted_until, row.wanted_because = None, ""
    if save_audited(row, by=by, reason=f"{row.get_status_display()}{_how(link)}"):
        _record_answer(article, f"review.{row.status}", row, by, link)
        told = "will review" if accept else "declined to review, with a reason"
        tell_answered(article, by, f"{told}{_how(link)}.", people=[row.assigned_by])
    return row


@transaction.atomic
def ask_for_time(
    *, assignment: Assignment, until: date, reason: str, by: User, link: RequestLink | None = None
) -> Assignment:
    """The member asks for a later day, with a reason. The day that was set stands until whoever leads the board gives
    another. Asking again takes the place of what was asked before."""
    article = lock_article(assignment.article_id)
    row = _locked(assignment)
    require(row.user_id == by.pk, gettext("Only the member who was asked asks for more time."))
    require_review(by, article)
    reason = clean_note(reason)
    issues = [] if reason else [Issue("no-reason", gettext("Say why you need more time."), "reason")]
    refuse([*asking_time_issues(row, until), *issues])
    row.wanted_until, row.wanted_because, row.kept_because = until, reason, ""
    if save_audited(row, by=by, reason=f"More time asked for{_how(link)}"):
        _record_answer(article, "review.time_asked", row, by, link)
        tell_time_asked(row, article, by, _how(link))
    return row


@transaction.atomic
def answer_time(*, assignment: Assignment, until: date | None, by: User, reason: str = "") -> Assignment:
    """Whoever leads the board gives a later day, the one that was asked for or another; or none, and says why."""
    article, row = _lock_for_chair(assignment, by)
    reason = clean_note(reason)
    issues = [] if until or reason else [Issue("no-reason", gettext("Say why the day stays."), "reason")]
    refuse([*answering_time_issues(row, until), *issues])
    row.due_on = until or row.due_on
    row.wanted_until, row.wanted_because, row.kept_because = None, "", "" if until else reason
    save_audited(row, by=by, reason="Later day given" if until else "The day stays")
    _record(
        article, f"review.time_{'given' if until else 'refused'}", f"assignment:{row.pk}", by, user=str(row.user_id)
    )
    tell_time_answered(row, article, by, given=until is not None)
    return row


def _how(link: RequestLink | None) -> str:
    """A link proves who had the mail, not who it was: wherever an answer is told or kept, that is said with it."""
    return gettext(", by the link in the mail") if link else ""


def _record_answer(article: Article, verb: str, row: Assignment, by: User, link: RequestLink | None) -> None:
    subject = f"assignment:{row.pk}"
    if link is None:
        _record(article, verb, subject, by)
    else:
        _record(article, f"{verb}_by_link", subject, by, link=str(link.pk))


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("user", "assigned_by")
    return rows.get(pk=assignment.pk)


@transaction.atomic
def recuse(*, article: Article, reason: str, by: User) -> Recusal:
    """A member keeps out of signing this article."""
    article = lock_article(article.pk)
    require_review(by, article)
    reason = clean_note(reason)
    refuse([] if reason else [Issue("no-reason", gettext("Say why."), "reason")])
    row = Recusal.objects.filter(article=article, user=by, ended_at__isnull=True).first()
    if row is None:
        row = Recusal(article=article, user=by, reason=reason)
        save_audited(row, by=by, reason="Recused")
        _record(article, "member.recused", f"recusal:{row.pk}", by)
        tell_answered(article, by, "keeps out of signing the article, with a reason.")
        tell_hosts_of_lost(article, by, by)
    return row


@transaction.atomic
def end_recusal(*, recusal: Recusal, by: User) -> Recusal:
    """The chair ends a member's recusal. They may sign again; what they signed before does not come back."""
    article = lock_article(recusal.article_id)
    refuse(deciding_issues_on(Decision.END_RECUSAL, article, by, gettext("Only the chair ends a recusal.")))
    row = Recusal.objects.select_for_update().get(pk=recusal.pk)
    if row.ended_at is None:
        row.ended_at = timezone.now()
        save_audited(row, by=by, reason="Ended")
        _record(article, "recusal.ended", f"recusal:{row.pk}", by)
    return row


def _record(article: Article, verb: str, subject: str, by: User, **facts: Any) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=subject, by=by, **facts)


@transaction.atomic
def claim(*, article: Article, by: User) -> Assignment:
    """A member takes those sections of the article that want somebody. Of two who try at once, one has them."""
    article = lock_article(article.pk)
    require_review(by, article)
    rows, found = assignments_on(article), _progress(article)
    refuse(claim_issues(found, rows, by))
    case = cast(Case, found)  # there is nothing to take where there is none
    taken = [place.part.section for place in claimable(case, rows, by)]
    mine = next((row for row in rows if row.user_id == by.pk and row.stands), None)
    if mine is not None:
        sections = [place.part.section for place in case.sections if mine.covers(place.part.section.pk)] + taken
        return assign(article=article, user=by, by=by, due_on=mine.due_on, sections=sections)
    everything = len(taken) == len(case.sections)
    return assign(article=article, user=by, by=by, sections=[] if everything else taken)


@transaction.atomic
def reassign(*, assignment: Assignment, to: Any, by: User, reason: str = "") -> Assignment:
    """The chair gives what a member has not decided yet to another member, due on the same day.

    What the member signed stays. Refused if they have decided all of it meanwhile, or declined.
    """
    article, row = _lock_for_chair(assignment, by)
    case = _progress(article)
    issues = giving_issues(row, case)
    if to.pk == row.user_id:
        issues.append(Issue("same-member", gettext("Choose another member than the one who has it."), "to"))
    if not may_review(to, article):
        issues.append(
            Issue(
                "not-on-board", gettext("%(to)s is not on the article's board today.") % {"to": to.display_name}, "to"
            )
        )
    refuse(issues)
    left = [place.part.section for place in left_for(row, case)] if case and row.sections else []
    given = assign(article=article, user=to, by=by, due_on=row.due_on, sections=left)
    _release(article, row, by, clean_note(reason), to=str(to.pk))
    return given


@transaction.atomic
def release(*, assignment: Assignment, by: User, reason: str = "") -> Assignment:
    """The chair takes a review back from a member, without asking another."""
    article, row = _lock_for_chair(assignment, by)
    refuse(giving_issues(row, None))
    _release(article, row, by, clean_note(reason))
    return row


def _lock_for_chair(assignment: Assignment, by: User) -> tuple[Article, Assignment]:
    article = lock_article(assignment.article_id)
    require(leads_for(by, article), gettext("Only the chair takes a review from a member, or gives them more time."))
    return article, _locked(assignment)


def _progress(article: Article) -> Case | None:
    edition = latest_submitted_of(article)
    return case_of(edition) if edition else None


def _release(article: Article, row: Assignment, by: User, reason: str, **facts: str) -> None:
    row.status, row.reason, row.given_away = AssignmentStatus.RELEASED, reason, "to" in facts
    row.wanted_until, row.wanted_because, row.kept_because = None, "", ""
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

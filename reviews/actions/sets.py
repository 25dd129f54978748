"""Who goes live together: making a set, joining it, leaving it, and when it is due."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.actions import open_edition
from articles.actions.passages import renew_passage
from articles.enums import EditionState
from articles.locks import lock_articles
from articles.models import Article, Edition
from articles.permissions import require_edit
from articles.queries import open_edition_of
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.accounts.sitting import Authentication, sitting_issues
from editorial.record.actions import SITE, append_event
from editorial.shared.clock import database_now
from editorial.shared.issues import Issue, Refused, refuse, require
from reviews.models import Approval, EditionSet, Revocation, SetMember
from reviews.rules.case import case_of
from reviews.rules.coming import coming_to
from reviews.rules.decisions import Decision, decision_issues, publishing_time_issues
from reviews.rules.permissions import leads
from reviews.rules.queries import standing_approval
from reviews.rules.sets import (
    edited_by,
    in_sets,
    joining_issues,
    leaving_out_issues,
    may_see,
    may_set_time,
    may_take_out,
    of_member,
    standing_issues,
    time_issues,
    unseen_issues,
)
from reviews.rules.submission import to_submit_together
from reviews.rules.transitions import Move, apply_transition

from .decisions import approve
from .notices.sets import tell_left_out
from .publication import compose_pages_of_locked
from .set_locks import lock_set, lock_set_with, lock_with_set
from .soon import publish_set_soon
from .submission import submit

LONGEST_NAME = 200
Done = TypeVar("Done")
NOT_YOURS = gettext_lazy("This set is not yours to see.")


@transaction.atomic
def make_set(*, articles: Iterable[Article], name: str, reason: str, by: User) -> EditionSet:
    """Let the open editions of these articles go live together; where none is open, the next one is opened.

    Whoever may edit all of them. Refused with everything that keeps one of them from joining.
    """
    found = _to_join(articles, by)
    name, reason = clean_note(name), clean_note(reason)
    issues = [] if name else [Issue("no-name", gettext("Give the set a name."), "name")]
    if len(name) > LONGEST_NAME:
        text = gettext("The name has more than %(number)s characters.") % {"number": LONGEST_NAME}
        issues.append(Issue("name-long", text, "name"))
    if not reason:
        issues.append(Issue("no-reason", gettext("Say why these belong together."), "reason"))
    if len(found) < 2:
        issues.append(Issue("too-few", gettext("Choose at least two articles."), "articles"))
    refuse(issues)
    editions = _opened(found, by)
    elsewhere = in_sets(one.pk for one in editions)
    refuse(issue for one in editions for issue in joining_issues(None, one, elsewhere.get(one.pk)))
    made = EditionSet.objects.create(name=name, reason=reason, made_by=by, made_at=timezone.now())
    _join(made, editions, by)
    _record("set.made", made, by, members=sorted(str(one.pk) for one in editions))
    return made


@transaction.atomic
def add_to_set(*, edition_set: EditionSet, articles: Iterable[Article], by: User) -> list[SetMember]:
    """Let more editions go live with a set, until one of it is approved. One whose article is there with an attempt
    that has ended takes its place."""
    articles = list(articles)
    joined = lock_set_with(edition_set.pk, [one.pk for one in articles])
    require(may_see(by, joined), str(NOT_YOURS))
    found = _to_join(articles, by)
    none = [] if found else [Issue("too-few", gettext("Choose an article."), "articles")]
    refuse([*standing_issues(joined), *none])
    editions = _opened(found, by)
    there = {one.edition_id for one in joined.here}
    editions = [one for one in editions if one.pk not in there]
    elsewhere = in_sets(one.pk for one in editions)
    joining = [issue for one in editions for issue in joining_issues(joined, one, elsewhere.get(one.pk))]
    refuse([*joining, *unseen_issues(joined, editions)])
    articles_here = {one.article_id for one in editions}
    ended = [one.pk for one in joined.here if one.edition.article_id in articles_here]
    SetMember.objects.filter(pk__in=ended).delete()
    members = _join(joined.set, editions, by)
    if editions:
        _record("set.joined", joined.set, by, members=sorted(str(one.pk) for one in editions))
    return members


@transaction.atomic
def take_out_of_set(*, member: SetMember, by: User) -> None:
    """Take an edition out of a set, until one of it is approved: it goes on alone, and nothing is left behind. Its own
    editors, and who made the set."""
    joined, _ = lock_set(member.edition_set_id)
    row = next((one for one in joined.members if one.pk == member.pk), member)
    require(may_take_out(by, joined, row), gettext("Its editors take it out, or who made the set."))
    if row not in joined.here:
        refuse([Issue("not-in-set", gettext("It belongs to this set no more."))])
    refuse(standing_issues(joined))
    row.delete()
    _record("set.taken_out", joined.set, by, edition=str(row.edition_id))


@transaction.atomic
def renew_passage_here(*, edition: Edition, passage: UUID, by: User) -> bool:
    """Have a passage that stands in a draft say there what it gives now; or what it will give, where its next edition
    is to go live together with the draft, and its board has it. Returns whether that is anything else."""
    edition, _ = lock_with_set(edition.pk)
    coming = coming_to([edition.pk]).get(edition.pk, {}).get(passage)
    return renew_passage(edition=edition, passage=passage, by=by, coming=coming)


@transaction.atomic
def submit_set(*, edition_set: EditionSet, by: User) -> list[Edition]:
    """Submit all drafts of a set that the person edits, or none: refused with what each of them lacks."""
    joined, _ = lock_set(edition_set.pk)
    require(may_see(by, joined), str(NOT_YOURS))
    theirs = edited_by(by, joined.editions)
    require(bool(theirs), gettext("Who edits its articles submits them."))
    drafts = [one for one in joined.editions if one.state == EditionState.DRAFT and one.article_id in theirs]
    refuse(to_submit_together(drafts))
    return [_of(one, partial(submit, edition=one, by=by)) for one in drafts]


@transaction.atomic
def approve_set(
    *, edition_set: EditionSet, editions: Iterable[UUID], seen: str, by: User, authentication: Authentication | None
) -> list[Approval]:
    """Approve these editions of a set, each as it is approved alone, or none of them. ``seen`` is the digest of the set
    as it was looked at: what changed since is looked at first."""
    joined, _ = lock_set(edition_set.pk)
    require(may_see(by, joined), str(NOT_YOURS))
    wanted = set(editions)
    chosen = [one for one in joined.editions if one.pk in wanted]
    issues = [] if chosen else [Issue("too-few", gettext("Choose at least one edition."), "editions")]
    if len(chosen) != len(wanted) or seen != joined.digest:
        issues.append(Issue("set-changed", gettext("The set has changed since you looked at it: look again.")))
    refuse([*issues, *sitting_issues(authentication, by)])
    return [_of(one, partial(approve, edition=one, by=by, authentication=authentication)) for one in chosen]


def _of(edition: Edition, does: Callable[[], Done]) -> Done:
    """Do it; what is refused says of which member."""
    try:
        return does()
    except Refused as refused:
        raise Refused(of_member(edition, refused.issues)) from refused


@transaction.atomic
def schedule_set(*, edition_set: EditionSet, publish_at: datetime | None, by: User) -> EditionSet:
    """Say when a set is published once all of it is approved; None: at once. Who edits all of its articles, or leads
    all of its boards and may decide about all of its editions."""
    joined, _ = lock_set(edition_set.pk)
    allowed = may_see(by, joined) and may_set_time(by, joined)
    require(allowed, gettext("The time of a set is for who edits all of its articles, or leads all of its boards."))
    refuse(time_issues(joined, by))
    row = joined.set
    if row.publish_at != publish_at:
        refuse(publishing_time_issues(publish_at, database_now()))
        row.publish_at = publish_at
        row.save()
        _record("set.scheduled", row, by, publish_at=publish_at.isoformat() if publish_at else None)
        if joined.all_approved:
            publish_set_soon(row.pk)
    return row


@transaction.atomic
def leave_out(*, edition: Edition, reason: str, by: User) -> SetMember:
    """The leader of its board lets the others of a set go live without this one, with a reason: it stays marked as
    behind. What was approved of the others stands; its own approval, which named them, does not."""
    edition, joined = lock_with_set(edition.pk)
    require(leads(by, edition), gettext("Only chair and deputies of the board that judges an edition leave it out."))
    asked = decision_issues(Decision.LEAVE_OUT, case_of(edition).relation(by))
    reason = clean_note(reason)
    why = [] if reason else [Issue("no-reason", gettext("Say why the others do not wait for it."), "reason")]
    issues = leaving_out_issues(joined, edition)
    refuse([*issues, *asked, *why])
    member = joined.member_of(edition) if joined else None
    if joined is None or member is None:  # refused above
        raise LookupError(edition.pk)
    if approval := standing_approval(edition):
        Revocation.objects.create(approval=approval, by=by, reason=reason)
        apply_transition(edition, Move.REVOKE_APPROVAL, by=by, approval=str(approval.pk))
    member.left_out_at, member.left_out_by, member.left_out_reason = timezone.now(), by, reason
    member.save()
    _record("set.left_out", joined.set, by, edition=str(edition.pk))
    compose_pages_of_locked(edition.article)
    tell_left_out(edition, by)
    if lock_set(joined.set.pk)[0].all_approved:
        publish_set_soon(joined.set.pk)
    return member


def _to_join(articles: Iterable[Article], by: User) -> list[Article]:
    found = lock_articles({one.pk for one in articles})
    for one in found:
        require_edit(by, one)
    return found


def _opened(articles: list[Article], by: User) -> list[Edition]:
    """The open edition of each article; the next one, opened, where there is none."""
    editions = []
    for article in articles:
        edition = open_edition_of(article) or open_edition(article=article, by=by)
        edition.article = article
        editions.append(edition)
    return editions


def _join(to: EditionSet, editions: list[Edition], by: User) -> list[SetMember]:
    at = timezone.now()
    return SetMember.objects.bulk_create(
        SetMember(edition_set=to, edition=one, added_by=by, added_at=at) for one in editions
    )


def _record(verb: str, row: EditionSet, by: User | None, **facts: object) -> None:
    append_event(chain=SITE, verb=verb, subject=f"set:{row.pk}", by=by, **facts)

"""Making all of a set public, or holding all of it back, or taking all of it down: each in one commit.

Pages are composed before, as rows that nobody is served; the commit only switches them. Who reads meanwhile gets all of
them as they were before or all as they are afterwards.
"""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from articles.enums import EditionState
from articles.models import Edition, PublicPage
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import SITE, NewEvent, append_beside, append_event
from editorial.shared.clock import database_now
from editorial.shared.issues import Issue, refuse
from editorial.shared.language import in_site_language
from reviews.models import Approval, EditionSet, ReadyPage, Retirement, Revocation, SetWithdrawal
from reviews.publishing.pages import as_neighbour, wanted_pages
from reviews.rules.case import Case, cases_of
from reviews.rules.permissions import require_move
from reviews.rules.queries import standing_approval
from reviews.rules.requirements import retiring_issues, to_publish
from reviews.rules.sets import Joined, joined_in, withdrawal_issues, withdrawn_by
from reviews.rules.transitions import Move, apply_transitions

from .notices.sentences import tell_nobody_decides, tell_published, tell_retired, tell_revoked
from .notices.sets import tell_revoked_with_others, tell_withdrawal_proposed
from .publication import compose_pages_of_locked
from .set_locks import lock_set, lock_with_set

FRESH = timedelta(minutes=10)
"""So long what was composed may wait to be switched. Whatever changes meanwhile is found by the sweeper of pages."""
HELD_BACK = "Held back, together with another edition that was to be published with it."


def publish_set(*, set_id: Any, now: datetime | None = None) -> bool:
    """Make all of a set live, if it is due; returns whether it was. Safe to repeat, and beside itself.

    Checks again what may have changed since each approval; what fails is named in its own revocation, and all are
    revoked. Two transactions: the first composes, for some seconds and without a lock; the second locks, looks again,
    and switches. The system does this, nobody else.
    """
    return prepare_set(set_id=set_id, now=now) and switch_set(set_id=set_id, now=now)


def prepare_set(*, set_id: Any, now: datetime | None = None) -> bool:
    """Compose all pages of a set as they will be, for nobody yet. Returns whether it is due (and may be held back)."""
    joined = joined_in([set_id]).get(set_id)
    if joined is None or not _is_due(joined, now):
        return False
    moment = now or timezone.now()
    cases = cases_of(joined.editions)
    if any(to_publish(case) for case in cases.values()):
        return True  # what keeps it back is decided under the locks
    coming = {pk: _as_if_live(case, moment) for pk, case in cases.items()}
    beside = {case.article.pk: as_neighbour(case) for case in coming.values() if not case.article.is_passage}
    rows = [
        _ready(page, joined.set, coming[one.pk].approval, moment)
        for one in joined.editions
        for page in wanted_pages(one.article, moment, coming[one.pk], beside)
    ]
    _keep_ready(joined.set, rows)
    return True


def _is_due(joined: Joined, now: datetime | None) -> bool:
    if joined.is_published or not joined.all_approved:
        return False
    at = joined.set.publish_at
    return at is None or at <= (now or database_now())


def _as_if_live(case: Case, moment: datetime) -> Case:
    """The case as it will be once the edition is published; the row itself stays what it is."""
    edition = copy.copy(case.edition)
    edition.__dict__ |= {"state": EditionState.PUBLISHED, "published_at": moment}
    return replace(case, edition=edition, live=edition, resting=())


def _ready(page: PublicPage, of: EditionSet, approval: Approval | None, moment: datetime) -> ReadyPage:
    return ReadyPage(edition_set=of, approval=approval, moment=moment, **{name: getattr(page, name) for name in _SAME})


_SAME = (
    *("article_id", "slug", "audience", "is_default", "kind", "edition_id", "body_id"),
    *("content", "etag", "location", "card"),
)


@transaction.atomic
def _keep_ready(of: EditionSet, rows: list[ReadyPage]) -> None:
    EditionSet.objects.select_for_update().get(pk=of.pk)  # one at a time
    # What was left of another set, in which an article was before, is served to nobody and stands in nobody's way.
    ReadyPage.objects.filter(Q(edition_set=of) | Q(article__in={row.article_id for row in rows})).delete()
    ReadyPage.objects.bulk_create(rows, batch_size=200)


@transaction.atomic
def switch_set(*, set_id: Any, now: datetime | None = None) -> bool:
    """Under all locks: look again, and let readers have what was composed. Returns whether it was published: not if it
    is not due, or if what was composed no longer fits, so that it is to be composed again."""
    joined, _ = lock_set(set_id)
    if not _is_due(joined, now):
        return False
    cases = cases_of(joined.editions)
    with in_site_language():  # the reasons may be kept
        failed = {pk: issues for pk, case in cases.items() if (issues := to_publish(case))}
    if failed:
        _hold_back(joined, cases, failed)
        return False
    moment = _moment_of(joined, cases, now or timezone.now())
    if moment is None:
        return False
    live = [case.live for case in cases.values() if case.live is not None]
    successor = {case.live.pk: {"successor": str(pk)} for pk, case in cases.items() if case.live is not None}
    approvals = {pk: {"approval": str(cast(Approval, case.approval).pk)} for pk, case in cases.items()}
    events = _move(live, Move.SUPERSEDE, successor)
    for one in joined.editions:
        one.published_at = moment
    events += _move(joined.editions, Move.PUBLISH, approvals)
    _switch_pages(joined.set, joined.editions, moment)
    joined.set.published_at = moment
    joined.set.save()
    _record(events, "set.published", joined.set, None, members=sorted(map(str, cases)))
    return True


def _move(editions: list[Edition], move: Move, facts: Mapping[Any, Any]) -> list[tuple[str, NewEvent]]:
    events = apply_transitions(editions, move, facts)
    changes = ["state", "published_at"] if move == Move.PUBLISH else ["state"]
    Edition.objects.bulk_update(editions, changes)
    return events


def _moment_of(joined: Joined, cases: Mapping[Any, Case], now: datetime) -> datetime | None:
    """As of when the pages of a set were composed, if they are those of the approvals that stand, and of today."""
    rows = list(
        ReadyPage.objects.filter(edition_set=joined.set).values_list(
            "moment", "edition_id", "approval_id", "slug", "is_default"
        )
    )
    moments = {row[0] for row in rows}
    if not moments and all(case.article.is_passage for case in cases.values()):
        return now
    if len(moments) != 1:
        return None
    moment = moments.pop()
    wanted = {
        (pk, cast(Approval, case.approval).pk, case.article.slug)
        for pk, case in cases.items()
        if not case.article.is_passage
    }
    defaults = {(edition, approval, slug) for _, edition, approval, slug, is_default in rows if is_default and edition}
    is_fresh = timedelta(0) <= now - moment <= FRESH and timezone.localdate(moment) == timezone.localdate(now)
    return moment if is_fresh and wanted == defaults else None


def _switch_pages(of: EditionSet, editions: Iterable[Edition], moment: datetime) -> None:
    """Let readers have what was composed for a set: what stands at an address is replaced, what has none any more goes.
    All of it is marked, so that the sweeper looks once more at what may have changed since it was composed."""
    values: dict[str, Any] = {"set": of.pk, "articles": [one.article_id for one in editions], "moment": moment}
    with connection.cursor() as cursor:
        for statement in SWITCH:
            cursor.execute(statement, values)


_COLUMNS = "article_id, slug, audience, is_default, kind, edition_id, body_id, content, etag, location, card"
_TAKEN = """UPDATE articles_publicpage p SET
    (is_default, kind, edition_id, body_id, content, etag, location, card, composed_at, stale_since)
    = (r.is_default, r.kind, r.edition_id, r.body_id, r.content, r.etag, r.location, r.card, r.moment, %(moment)s)
    FROM reviews_readypage r WHERE r.edition_set_id = %(set)s AND p.slug = r.slug AND p.audience = r.audience
    AND p.article_id = r.article_id AND """
SWITCH = (
    """DELETE FROM articles_publicpage p WHERE p.article_id = ANY (%(articles)s) AND NOT EXISTS (
        SELECT FROM reviews_readypage r
        WHERE r.edition_set_id = %(set)s AND r.slug = p.slug AND r.audience = p.audience)""",
    _TAKEN + "NOT r.is_default",  # old defaults first lose their place: a slug has one default page at any moment
    _TAKEN + "r.is_default",
    f"""INSERT INTO articles_publicpage ({_COLUMNS}, composed_at, stale_since)
        SELECT {_COLUMNS}, moment, %(moment)s FROM reviews_readypage r WHERE r.edition_set_id = %(set)s AND NOT EXISTS (
            SELECT FROM articles_publicpage p WHERE p.slug = r.slug AND p.audience = r.audience)""",  # noqa: S608
    "DELETE FROM reviews_readypage WHERE edition_set_id = %(set)s",
)


def _hold_back(joined: Joined, cases: Mapping[Any, Case], failed: Mapping[Any, list[Issue]]) -> None:
    """What fails says so in its own revocation; nobody else is told of it."""
    reasons = {
        pk: "Not published: " + " ".join(str(issue.message) for issue in issues) for pk, issues in failed.items()
    }
    revoke_with_set(joined, reasons, by=None, codes=sorted({one.code for some in failed.values() for one in some}))
    for pk in failed:
        if not cases[pk].deciders():
            tell_nobody_decides(cases[pk].edition, cases[pk].board)


def revoke_with_set(
    joined: Joined, reasons: Mapping[Any, str], *, by: User | None, codes: Iterable[str] = ()
) -> dict[Any, Revocation]:
    """Revoke every approval of a locked set, for the ``reasons`` of some of its editions (by their ids); those of the
    others say only that they were held back together with one. For actions that have checked. Returns the revocations,
    by edition."""
    editions = [one for one in joined.editions if one.state == EditionState.APPROVED]
    made = {
        one.pk: Revocation(
            approval=cast(Approval, standing_approval(one)),
            by=by if one.pk in reasons else None,
            reason=reasons.get(one.pk, HELD_BACK),
        )
        for one in editions
    }
    Revocation.objects.bulk_create(made.values())
    facts = {pk: {"approval": str(row.approval_id)} for pk, row in made.items()}
    events = _move(editions, Move.REVOKE_APPROVAL, facts)
    because = {"because_of": sorted(map(str, reasons)), "reasons": list(codes)}
    _record(events, "set.revoked", joined.set, by, **because)
    for one in editions:
        compose_pages_of_locked(one.article)
        if one.pk in reasons:
            tell_revoked(one, by)
        else:
            tell_revoked_with_others(one)
    return made


@transaction.atomic
def withdraw_set(*, edition: Edition, note: str, by: User) -> bool:
    """Agree to take down all of the set with which a live edition was published; returns whether it was taken down.

    Any leader of the board that judges it may, as for retiring: it only takes words away. Once somebody of each board
    has agreed, every page of the set that readers still have goes in one commit, with the first one's public note.
    """
    edition, joined = lock_with_set(edition.pk)
    require_move(by, edition, Move.RETIRE)
    note = clean_note(note)
    refuse(withdrawal_issues(joined, edition, by, note))
    joined = cast(Joined, joined)  # refused above
    before = list(SetWithdrawal.objects.filter(edition_set=joined.set).select_related("by"))
    said = "" if before else note
    at = timezone.now()
    agreed = [*before, SetWithdrawal.objects.create(edition_set=joined.set, note=said, by=by, at=at)]
    live = [one for one in joined.editions if one.state == EditionState.PUBLISHED]
    refuse(issue for one in live for issue in retiring_issues(one, live))
    left = [one for one in live if not withdrawn_by(agreed, one)]
    if left:
        _record([], "set.withdrawal_agreed", joined.set, by, withdrawal=str(agreed[-1].pk))
        for one in left if not before else ():
            tell_withdrawal_proposed(one, by)
        return False
    public = next(row.note for row in agreed if row.note)
    Retirement.objects.bulk_create(Retirement(edition=one, by=by, reason=public) for one in live)
    events = _move(live, Move.RETIRE, {})
    pages = [page for one in live for page in wanted_pages(one.article, at)]
    _keep_ready(joined.set, [_ready(page, joined.set, None, at) for page in pages])
    _switch_pages(joined.set, live, at)
    _record(events, "set.withdrawn", joined.set, by, members=sorted(str(one.pk) for one in live))
    for one in live:
        tell_retired(one, by)
    return True


@transaction.atomic
def tell_set_published(*, set_id: Any) -> bool:
    """Tell the desk and the board of each member that readers have it; once, after the commit that published them."""
    row = EditionSet.objects.select_for_update().get(pk=set_id)
    if row.published_at is None or row.told_at is not None:
        return False
    for one in joined_in([set_id])[set_id].editions:
        tell_published(one)
    row.told_at = timezone.now()
    row.save()
    return True


def _record(events: list[tuple[str, NewEvent]], verb: str, row: EditionSet, by: User | None, **facts: Any) -> None:
    """The moves in the chains of their articles; and the one event of the action, which names every row."""
    if events:
        append_beside(by=by, events=events)
    append_event(chain=SITE, verb=verb, subject=f"set:{row.pk}", by=by, **facts)

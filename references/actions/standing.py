"""What becomes known of the standing of references: said by the desk, or learned from a source."""

import logging
from collections.abc import Iterable

from celery import signature
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue, refuse
from references.standing.queries import notices_about, report_of

from ..enums import Standing
from ..models import Finding, Reference, StandingChange, StandingNotice
from ..permissions import require_editor
from ..requirements import merged_issues
from ..standing.weighing import deciding, note_of, standing_of
from .rows import locked, record, save

DESK = "desk"
logger = logging.getLogger(__name__)


@transaction.atomic
def set_standing(
    *,
    reference: Reference,
    standing: str,
    by: User,
    note: str = "",
    source: str = DESK,
    source_record: str = "",
    replaced_by: Reference | None = None,
) -> StandingChange | None:
    """Say how far a reference can be relied on. Event: ``reference-standing``, with a :class:`StandingChange`.

    ``by`` is None when the system learned it from a data ``source``. Only a superseded one may be ``replaced_by``
    another. A new note on the same standing is kept, but is no change of standing: then returns None.
    """
    if by is not None:
        require_editor(by)
    reference = locked(reference)
    refuse([*merged_issues(reference), *_standing_issues(reference, standing, replaced_by)])
    return _change(reference, standing, note, source, source_record, replaced_by, by)


def _change(
    reference: Reference,
    standing: str,
    note: str,
    source: str,
    source_record: str,
    replaced_by: Reference | None,
    by: User | None,
) -> StandingChange | None:
    """Give a locked reference another standing, or another note on the same one; record it; ask for what follows."""
    old, now = reference.standing, timezone.now()
    same_words = reference.standing_note == note
    same_successor = reference.replaced_by_id == (replaced_by.pk if replaced_by else None)
    if old == standing and same_words and same_successor:
        return None
    reference.standing, reference.standing_note, reference.replaced_by = standing, note, replaced_by
    reference.standing_changed_at = reference.standing_changed_at if old == standing else now
    save(reference, by=by, reason=note)
    if old == standing:
        record(reference, "reference-standing-note", by, note=sha256(note))
        announce()
        return None
    change = StandingChange.objects.create(
        reference=reference, old=old, new=standing, at=now, by=by, note=note, source=source, record=source_record
    )
    record(reference, "reference-standing", by, old=old, new=standing, change=str(change.pk), note=sha256(note))
    announce()
    return change


@transaction.atomic
def weigh(*, reference: Reference, notices: list[StandingNotice] | None = None) -> StandingChange | None:
    """Compare one reference with all that sources have said so far; returns the change of standing, if there is one.

    Only what is new about it can change anything: what somebody at the desk decided after a notice stands until a
    source says something else. A superseded reference stays so unless it is retracted or doubted. ``notices`` are
    those about it, where they have been read with others'.
    """
    reference = locked(reference)
    if reference.merged_into_id is not None:
        return None
    notices = notices_about(reference) if notices is None else notices
    if not _newly_found(reference, notices):
        return None
    verdict = deciding(report_of(notice) for notice in notices)
    if verdict is None or not _moves(reference, standing_of(verdict)):
        record(reference, "reference-weighed", None)
        return None
    source, record_name = str(verdict.source), verdict.record
    return _change(reference, standing_of(verdict), note_of(verdict), source, record_name, None, None)


def _newly_found(reference: Reference, notices: Iterable[StandingNotice]) -> bool:
    """Note down which notices were not weighed before; whether there are any."""
    known = set(Finding.objects.filter(reference=reference).values_list("notice_id", flat=True))
    now = timezone.now()
    new = [Finding(reference=reference, notice=one, at=now) for one in notices if one.pk not in known]
    Finding.objects.bulk_create(new)
    return bool(new)


def _moves(reference: Reference, standing: Standing) -> bool:
    if reference.standing == standing:
        return False
    return not (reference.standing == Standing.SUPERSEDED and standing in (Standing.GOOD, Standing.CORRECTED))


def announce() -> None:
    """Ask the workers, after the commit, to do what follows from a change of standing (``AFTER_STANDING_CHANGES``).

    Once for each transaction. The library does not know who cites it; if a message is lost, the sweepers find the
    change by looking.
    """
    if not any(waiting[1] is _send for waiting in connection.run_on_commit):
        transaction.on_commit(_send)


def _send() -> None:
    for name in settings.AFTER_STANDING_CHANGES:
        try:
            signature(name).apply_async()
        except Exception:  # whatever the broker's client raises: the change stands, the sweepers will find it
            logger.warning("The broker did not take %s; the sweeper will do it.", name)


def _standing_issues(reference: Reference, standing: str, replaced_by: Reference | None) -> list[Issue]:
    if standing not in Standing.values:
        return [Issue("unknown-standing", gettext("Choose one of the standings."), "standing")]
    if replaced_by is not None and standing != Standing.SUPERSEDED:
        return [Issue("not-superseded", gettext("Only a superseded reference is replaced by another."), "replaced_by")]
    if replaced_by is not None and replaced_by.pk == reference.pk:
        return [Issue("same", gettext("A reference cannot replace itself: choose another."), "replaced_by")]
    return []

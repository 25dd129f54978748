"""References themselves: added, changed, merged, and how far each can be relied on."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, refuse

from ..enums import Kind, Standing
from ..formats.entries import ReadEntry
from ..keys import is_key, propose_key
from ..models import Reference, StandingChange
from ..permissions import require_editor
from ..queries import find_existing, record_of, taken_keys
from ..requirements import duplicate_issues, evidence_issues, key_issues, merge_issues, merged_issues, stale_issues
from ..summary import columns, guess_kind

DESK = "desk"
_LIBRARY = 0x1A2B3C  # the advisory lock for what concerns several references: keys, identifiers, merging


@transaction.atomic
def add_reference(
    *,
    csl: dict,
    key: str | None = None,
    kind: str | None = None,
    study_type: str = "",
    evidence_level: str = "",
    by: Any,
) -> Reference:
    """Add one record to the library and return it. Event: ``reference-added``.

    Without a key the next free one is proposed; without a kind it is guessed. Refused if a field cannot be used, the
    key is taken, or the library has this DOI or PubMed number (the one that has it is named).
    """
    require_editor(by)
    _lock_library()
    csl = record_of(csl)
    key = key or propose_key(csl, taken_keys(csl))
    refuse([*key_issues(key), *_kind_issues(kind), *duplicate_issues(csl)])
    kind = kind or guess_kind(csl)
    refuse(evidence_issues(kind, study_type, evidence_level))
    reference = Reference(key=key, csl=csl, kind=kind, created_by=by, **columns(csl, key))
    reference.study_type, reference.evidence_level = study_type, evidence_level
    save_audited(reference, by=by, reason="")
    _record(reference, "reference-added", by, key=key, csl=_digest(csl), kind=reference.kind)
    return reference


@transaction.atomic
def update_reference(
    *,
    reference: Reference,
    base: int,
    csl: dict,
    kind: str | None = None,
    study_type: str | None = None,
    evidence_level: str | None = None,
    by: Any,
    reason: str = "",
) -> Reference:
    """Change the record and return it as it is now. Event: ``reference-updated``. The key stays; what is None stays.

    ``base`` is the ``revision`` that the change started from; refused if it is no longer the present one. The same
    record again changes nothing.
    """
    require_editor(by)
    _lock_library()
    reference = _locked(reference)
    csl = record_of(csl)
    refuse([*merged_issues(reference), *stale_issues(reference, base), *_kind_issues(kind)])
    refuse(duplicate_issues(csl, besides=reference))
    before = reference.csl
    new = {
        "csl": csl,
        "kind": kind or reference.kind,
        "study_type": reference.study_type if study_type is None else study_type,
        "evidence_level": reference.evidence_level if evidence_level is None else evidence_level,
    }
    if all(getattr(reference, column) == value for column, value in new.items()):
        return reference
    refuse(evidence_issues(new["kind"], new["study_type"], new["evidence_level"]))
    for column, value in {**new, **columns(csl, reference.key)}.items():
        setattr(reference, column, value)
    _save(reference, by=by, reason=reason)
    _record(reference, "reference-updated", by, old=_digest(before), new=_digest(csl), kind=reference.kind)
    return reference


@transaction.atomic
def set_standing(
    *,
    reference: Reference,
    standing: str,
    by: Any,
    note: str = "",
    source: str = DESK,
    replaced_by: Reference | None = None,
) -> StandingChange | None:
    """Say how far a reference can be relied on. Event: ``reference-standing``, with a :class:`StandingChange`.

    ``by`` is None when the system learned it from a data ``source``. Only a superseded one may be ``replaced_by``
    another. A new note on the same standing is kept, but is no change of standing: then returns None.
    """
    if by is not None:
        require_editor(by)
    reference = _locked(reference)
    refuse([*merged_issues(reference), *_standing_issues(reference, standing, replaced_by)])
    old, now = reference.standing, timezone.now()
    same_words = reference.standing_note == note
    same_successor = reference.replaced_by_id == (replaced_by.pk if replaced_by else None)
    if old == standing and same_words and same_successor:
        return None
    reference.standing, reference.standing_note, reference.replaced_by = standing, note, replaced_by
    reference.standing_changed_at = reference.standing_changed_at if old == standing else now
    _save(reference, by=by, reason=note)
    if old == standing:
        _record(reference, "reference-standing-note", by, note=sha256(note))
        return None
    change = StandingChange.objects.create(
        reference=reference, old=old, new=standing, at=now, by=by, note=note, source=source
    )
    _record(reference, "reference-standing", by, old=old, new=standing, change=str(change.pk), note=sha256(note))
    return change


@transaction.atomic
def merge_references(*, into: Reference, duplicate: Reference, by: Any, reason: str = "") -> Reference:
    """Let ``duplicate`` be answered by ``into`` from now on; returns ``into``. Event: ``reference-merged``.

    Citations are not moved and signed words not touched: the duplicate keeps its key. Whatever was merged into the
    duplicate before is answered by ``into`` too, so that one step always leads to the answer.
    """
    require_editor(by)
    _lock_library()
    earlier = list(Reference.objects.filter(merged_into=duplicate).values_list("pk", flat=True))
    rows = _lock_all([into.pk, duplicate.pk, *earlier])
    into, duplicate = rows[into.pk], rows[duplicate.pk]
    refuse(merge_issues(into, duplicate))
    for row in [duplicate, *(rows[pk] for pk in earlier)]:
        row.merged_into = into
        _save(row, by=by, reason=reason)
        _record(row, "reference-merged", by, into=str(into.pk))
    return into


@transaction.atomic
def import_entries(*, entries: Iterable[ReadEntry], by: Any) -> tuple[list[Reference], list[Reference]]:
    """Add what was read from a file and is not in the library: (those made, those that were here), in their order.

    An item's "id" becomes its key where it can; its kind is what its source said, else guessed. All or nothing: one
    that cannot be used refuses the whole.
    """
    require_editor(by)
    _lock_library()
    made, existing = [], []
    for entry in entries:
        found = find_existing(entry.csl)
        if found is not None:
            existing.append(found)
            continue
        kind, study = entry.kind or None, entry.study_type
        made.append(add_reference(csl=entry.csl, key=_key_for(entry.csl), kind=kind, study_type=study, by=by))
    return made, existing


def _key_for(item: dict) -> str | None:
    wish = str(item.get("id") or "").lower()
    return wish if is_key(wish) and not key_issues(wish) else None


def _kind_issues(kind: str | None) -> list[Issue]:
    known = kind is None or kind in Kind.values
    return [] if known else [Issue("unknown-kind", "Choose one of the kinds of reference.", "kind")]


def _standing_issues(reference: Reference, standing: str, replaced_by: Reference | None) -> list[Issue]:
    if standing not in Standing.values:
        return [Issue("unknown-standing", "Choose one of the standings.", "standing")]
    if replaced_by is not None and standing != Standing.SUPERSEDED:
        return [Issue("not-superseded", "Only a superseded reference is replaced by another.", "replaced_by")]
    if replaced_by is not None and replaced_by.pk == reference.pk:
        return [Issue("same", "A reference cannot replace itself: choose another.", "replaced_by")]
    return []


def _lock_library() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LIBRARY])


def _locked(reference: Reference) -> Reference:
    return Reference.objects.select_for_update().get(pk=reference.pk)


def _lock_all(keys: list) -> dict:
    rows = Reference.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def _save(reference: Reference, *, by: Any, reason: str) -> None:
    reference.revision += 1
    save_audited(reference, by=by, reason=reason)


def _record(reference: Reference, verb: str, by: Any, **facts: str) -> None:
    append_event(chain=SITE, verb=verb, subject=f"reference:{reference.pk}", by=by, **facts)


def _digest(csl: dict) -> str:
    return sha256(canonical_json(csl))

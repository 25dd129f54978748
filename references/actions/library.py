"""References themselves: added, changed, merged, and how far each can be relied on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from references.library.queries import record_of, taken_keys

from ..enums import Kind
from ..keys import propose_key
from ..models import Reference
from ..permissions import require_editor
from ..requirements import duplicate_issues, evidence_issues, key_issues, merge_issues, merged_issues, stale_issues
from ..summary import columns, guess_kind
from .rows import digest, lock_all, lock_library, locked, record, save
from .standing import weigh


@transaction.atomic
def add_reference(
    *,
    csl: dict[str, Any],
    key: str | None = None,
    kind: str | None = None,
    study_type: str = "",
    evidence_level: str = "",
    by: User,
) -> Reference:
    """Add one record to the library and return it. Event: ``reference-added``.

    Without a key the next free one is proposed; without a kind it is guessed. Refused if a field cannot be used, the
    key is taken, or the library has this DOI or PubMed number (the one that has it is named).
    """
    require_editor(by)
    lock_library()
    csl = record_of(csl)
    key = key or propose_key(csl, taken_keys(csl))
    refuse([*key_issues(key), *kind_issues(kind), *duplicate_issues(csl)])
    kind = kind or guess_kind(csl)
    refuse(evidence_issues(kind, study_type, evidence_level))
    reference = Reference(key=key, csl=csl, kind=kind, created_by=by, **columns(csl, key))
    reference.study_type, reference.evidence_level = study_type, evidence_level
    save_audited(reference, by=by, reason="")
    record(reference, "reference-added", by, key=key, csl=digest(csl), kind=reference.kind)
    return _weighed(reference)


@transaction.atomic
def update_reference(
    *,
    reference: Reference,
    base: int,
    csl: dict[str, Any],
    kind: str | None = None,
    study_type: str | None = None,
    evidence_level: str | None = None,
    by: User,
    reason: str = "",
) -> Reference:
    """Change the record and return it as it is now. Event: ``reference-updated``. The key stays; what is None stays.

    ``base`` is the ``revision`` that the change started from; refused if it is no longer the present one. The same
    record again changes nothing.
    """
    require_editor(by)
    lock_library()
    reference = locked(reference)
    csl = record_of(csl)
    refuse([*merged_issues(reference), *stale_issues(reference, base), *kind_issues(kind)])
    refuse(duplicate_issues(csl, besides=reference))
    before = reference.csl
    kind = kind or reference.kind
    study_type = reference.study_type if study_type is None else study_type
    evidence_level = reference.evidence_level if evidence_level is None else evidence_level
    new = {"csl": csl, "kind": kind, "study_type": study_type, "evidence_level": evidence_level}
    if all(getattr(reference, column) == value for column, value in new.items()):
        return reference
    refuse(evidence_issues(kind, study_type, evidence_level))
    for column, value in {**new, **columns(csl, reference.key)}.items():
        setattr(reference, column, value)
    save(reference, by=by, reason=reason)
    record(reference, "reference-updated", by, old=digest(before), new=digest(csl), kind=reference.kind)
    return _weighed(reference)


@transaction.atomic
def merge_references(*, into: Reference, duplicate: Reference, by: User, reason: str = "") -> Reference:
    """Let ``duplicate`` be answered by ``into`` from now on; returns ``into``. Event: ``reference-merged``.

    Citations are not moved and signed words not touched: the duplicate keeps its key. Whatever was merged into the
    duplicate before is answered by ``into`` too, so that one step always leads to the answer.
    """
    require_editor(by)
    lock_library()
    earlier = list(Reference.objects.filter(merged_into=duplicate).values_list("pk", flat=True))
    rows = lock_all([into.pk, duplicate.pk, *earlier])
    into, duplicate = rows[into.pk], rows[duplicate.pk]
    refuse(merge_issues(into, duplicate))
    for row in [duplicate, *(rows[pk] for pk in earlier)]:
        row.merged_into = into
        save(row, by=by, reason=reason)
        record(row, "reference-merged", by, into=str(into.pk))
    return _weighed(into)


def _weighed(reference: Reference) -> Reference:
    """The reference as it is once it was compared with what sources said before it had its present identifiers."""
    if weigh(reference=reference) is not None:
        reference.refresh_from_db()
    return reference


def kind_issues(kind: str | None) -> list[Issue]:
    """What is wrong with a kind that was chosen; None lets the library guess."""
    known = kind is None or kind in Kind.values
    return [] if known else [Issue("unknown-kind", gettext("Choose one of the kinds of reference."), "kind")]

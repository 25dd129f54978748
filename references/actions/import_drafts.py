"""References that were read from a file and wait: kept, decided on, corrected, added, discarded, swept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial.record.actions import SITE, append_event
from editorial.shared.issues import Issue, Refused

from ..enums import Kind
from ..formats.entries import ReadEntry, ReadFile
from ..imports import ADD, DROP, KNOWN, Judged, judge
from ..models import Reference, ReferenceImport
from ..permissions import require_editor
from ..queries import find_existing
from ..requirements import key_issues
from .library import add_reference

KEPT_FOR = timedelta(days=14)
MOST_WAITING = 50
MOST_ENTRIES = 500


class StaleImport(Refused):
    """The import was changed in another window since the person opened it."""

    def __init__(self):
        message = "This import was changed in another window meanwhile. Look at it as it is now, and decide again."
        super().__init__(Issue("stale-import", message))


@dataclass(frozen=True)
class Added:
    """What came of an import: the references made, and those that the library had already."""

    made: list[Reference]
    known: list[Reference]


@transaction.atomic
def keep_reference_import(*, read: ReadFile, source: str, by: Any) -> ReferenceImport:
    """Keep what was read until its importer decides. Refused while too many wait, or if it is too long for a page."""
    require_editor(by)
    if ReferenceImport.objects.filter(owner=by).count() >= MOST_WAITING:
        message = f"{MOST_WAITING} imports of yours wait already: finish or discard some of them first."
        raise Refused(Issue("too-many-imports", message))
    if len(read.entries) > MOST_ENTRIES:
        message = f"{source} has {len(read.entries):,} references; at most {MOST_ENTRIES} can be looked through here. "
        message += "Divide it, or let an administrator run “manage.py import_references”."
        raise Refused(Issue("too-many", message, "file"))
    entries = [{"entry": asdict(entry)} for entry in read.entries]
    notes = [asdict(note) for note in read.notes]
    return ReferenceImport.objects.create(
        owner=by, source=source[:200], format=read.format, entries=entries, notes=notes
    )


@transaction.atomic
def decide_entries(
    *, draft: ReferenceImport, revision: int, decisions: Mapping[int, str], kinds: Mapping[int, str], by: Any
) -> ReferenceImport:
    """Keep, for entries by their number, whether they are added and as what kind. No change writes nothing."""
    draft = _locked(draft, revision, by)
    for number, decision in decisions.items():
        if decision in (ADD, DROP):
            _row(draft, number)["decision"] = decision
    for number, kind in kinds.items():
        if kind in ("", *Kind.values):
            entry = _row(draft, number)["entry"]
            entry["study_type"] = entry["study_type"] if kind == entry["kind"] else ""
            entry["kind"] = kind
    return _save(draft)


@transaction.atomic
def correct_entry(
    *, draft: ReferenceImport, revision: int, number: int, csl: dict, said: Mapping[str, str], key: str, by: Any
) -> ReferenceImport:
    """Put a corrected record in an entry's place; it will be added. ``said`` are kind, study type and level.

    Refused if the key is taken or none.
    """
    draft = _locked(draft, revision, by)
    if key:
        issues = key_issues(key)
        if issues:
            raise Refused(issues)
    row = _row(draft, number)
    row["entry"] |= {"csl": csl, "issues": [], "notes": [], "kind": said["kind"], "study_type": said["study_type"]}
    row |= {"decision": ADD, "key": key, "evidence_level": said["evidence_level"]}
    return _save(draft)


@transaction.atomic
def finish_reference_import(*, draft: ReferenceImport, revision: int, by: Any) -> Added:
    """Add what is to be added, and take the import away. Event: ``references-imported``. All or nothing.

    What the library came to have meanwhile, by DOI or PubMed number, is left as it is.
    """
    require_editor(by)
    draft = _locked(draft, revision, by)
    made: list[Reference] = []
    known: list[Reference] = []
    for judged in judge(draft.entries):
        if judged.state == KNOWN:
            known.append(judged.existing)
        elif judged.is_added:
            _add(judged, draft.entries[judged.number - 1], made, known, by)
    if not made and not known:
        raise Refused(Issue("nothing", "Nothing of this import is to be added. Choose something, or discard it."))
    append_event(chain=SITE, verb="references-imported", subject=f"import:{draft.pk}", by=by, made=len(made))
    draft.delete()
    return Added(made, known)


def _add(judged: Judged, row: dict, made: list[Reference], known: list[Reference], by: Any) -> None:
    """Add one entry, unless an entry before it brought the same DOI or number."""
    entry: ReadEntry = judged.entry
    same = find_existing(entry.csl) if judged.twin else None
    if same is not None and same in made:
        known.append(same)
        return
    wish = (judged.key or entry.csl.get("id", "")).lower()
    made.append(
        add_reference(
            csl=entry.csl,
            key=wish if wish and not key_issues(wish) else None,
            kind=entry.kind or None,
            study_type=entry.study_type,
            evidence_level=row.get("evidence_level", ""),
            by=by,
        )
    )


@transaction.atomic
def discard_reference_import(*, draft: ReferenceImport, by: Any) -> None:
    """Throw a pending import away. The library has nothing of it."""
    ReferenceImport.objects.filter(pk=draft.pk, owner=by).delete()


@transaction.atomic
def sweep_reference_imports() -> int:
    """Throw away what has waited too long; returns how many. Repeating it does no harm."""
    number, _ = ReferenceImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return number


def _locked(draft: ReferenceImport, revision: int, by: Any) -> ReferenceImport:
    row = ReferenceImport.objects.select_for_update().filter(pk=draft.pk, owner=by).first()
    if row is None or row.revision != revision:
        raise StaleImport()
    return row


def _row(draft: ReferenceImport, number: int) -> dict:
    if not 1 <= number <= len(draft.entries):
        raise StaleImport()
    return draft.entries[number - 1]


def _save(draft: ReferenceImport) -> ReferenceImport:
    """Save if anything is different."""
    before = ReferenceImport.objects.only("entries").get(pk=draft.pk).entries
    if before != draft.entries:
        draft.revision += 1
        draft.save(update_fields=["entries", "revision"])
    return draft

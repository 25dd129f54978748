"""References that were read from a file and wait: kept, decided on, corrected, added, discarded, swept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.record.actions import REFERENCES, append_event
from editorial.shared import retention
from editorial.shared.issues import Issue, Refused
from editorial.shared.patience import Busy
from references.library.queries import find_existing

from ..enums import Kind
from ..formats.entries import ReadEntry, ReadFile
from ..imports import ADD, DROP, KNOWN, Judged, judge
from ..models import Reference, ReferenceImport
from ..permissions import require_editor
from ..requirements import key_issues
from .importing import TOGETHER, within
from .library import add_reference
from .rows import lock_library

MOST_WAITING = 50
MOST_ENTRIES = 500


class StaleImport(Refused):
    """The import was changed in another window since the person opened it."""

    def __init__(self) -> None:
        message = gettext(
            "This import was changed in another window meanwhile. Look at it as it is now, and decide again."
        )
        super().__init__(Issue("stale-import", message))


@dataclass(frozen=True)
class Added:
    """What came of an import: the references made, and those that the library had already."""

    made: list[Reference]
    known: list[Reference]


@transaction.atomic
def keep_reference_import(*, read: ReadFile, source: str, by: User) -> ReferenceImport:
    """Keep what was read until its importer decides. Refused while too many wait, or if it is too long for a page."""
    require_editor(by)
    if ReferenceImport.objects.filter(owner=by).count() >= MOST_WAITING:
        message = gettext("%(most_waiting)s imports of yours wait already: finish or discard some of them first.") % {
            "most_waiting": MOST_WAITING
        }
        raise Refused(Issue("too-many-imports", message))
    if len(read.entries) > MOST_ENTRIES:
        message = gettext(
            "%(source)s has %(number)s references; at most %(most_entries)s can be looked through here. "
        ) % {"source": source, "number": f"{len(read.entries):,}", "most_entries": MOST_ENTRIES}
        message += gettext("Divide it, or let an administrator run “manage.py import_references”.")
        raise Refused(Issue("too-many", message, "file"))
    entries = [{"entry": asdict(entry)} for entry in read.entries]
    notes = [asdict(note) for note in read.notes]
    return ReferenceImport.objects.create(
        owner=by, source=source[:200], format=read.format, entries=entries, notes=notes
    )


@transaction.atomic
def decide_entries(
    *, draft: ReferenceImport, revision: int, decisions: Mapping[int, str], kinds: Mapping[int, str], by: User
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
    *,
    draft: ReferenceImport,
    revision: int,
    number: int,
    csl: dict[str, Any],
    said: Mapping[str, str],
    key: str,
    by: User,
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


def finish_reference_import(*, draft: ReferenceImport, revision: int, by: User) -> Added:
    """Add what is to be added, and take the import away. Event: ``references-imported``.

    What the library came to have meanwhile, by DOI or PubMed number, is left as it is. Some are added at a time, since
    all wait for whoever adds; if something stops it half way, the import stays with what is left of it, and finishing
    it again goes on from there.
    """
    require_editor(by)
    with transaction.atomic():
        draft = _locked(draft, revision, by)
    added = Added([], [])
    wanted = [judged for judged in judge(draft.entries) if judged.state == KNOWN or judged.is_added]
    if not wanted:
        raise Refused(
            Issue("nothing", gettext("Nothing of this import is to be added. Choose something, or discard it."))
        )
    rest = wanted
    while rest:
        try:
            revision, done = _finish_some(draft, revision, rest[:TOGETHER], added, by)
            rest = rest[done:]
        except Busy as busy:
            raise _half_way(busy, added, len(wanted)) from busy
    _take_away(draft, revision, added, by)
    return added


def _half_way(busy: Busy, added: Added, wanted: int) -> Refused:
    done = len(added.made) + len(added.known)
    if not done:
        return busy
    message = gettext("%(done)s of %(wanted)s are done; then others were changing the library for too long. ") % {
        "done": done,
        "wanted": wanted,
    }
    return Refused(
        Issue("busy", gettext("%(message)sAdd the rest in a moment: nothing is added twice.") % {"message": message})
    )


@transaction.atomic
def _finish_some(
    draft: ReferenceImport, revision: int, some: Sequence[Judged], added: Added, by: User
) -> tuple[int, int]:
    """Add these, or as many as the time allows, and note in the import that they need not be added again; returns its
    new revision, and how many are done."""
    lock_library()
    draft = _locked(draft, revision, by)
    done = 0
    for judged in within(some):
        row, done = _row(draft, judged.number), done + 1
        if judged.state == KNOWN and judged.existing:
            added.known.append(judged.existing)
        else:
            _add(judged, row, added.made, added.known, by)
            row["decision"] = DROP
    return _save(draft).revision, done


@transaction.atomic
def _take_away(draft: ReferenceImport, revision: int, added: Added, by: User) -> None:
    draft = _locked(draft, revision, by)
    append_event(
        chain=REFERENCES, verb="references-imported", subject=f"import:{draft.pk}", by=by, made=len(added.made)
    )
    draft.delete()


def _add(judged: Judged, row: dict[str, Any], made: list[Reference], known: list[Reference], by: User) -> None:
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
def discard_reference_import(*, draft: ReferenceImport, by: User) -> None:
    """Throw a pending import away. The library has nothing of it."""
    ReferenceImport.objects.filter(pk=draft.pk, owner=by).delete()


@transaction.atomic
def sweep_reference_imports() -> int:
    """Throw away what has waited too long; returns how many. Repeating it does no harm."""
    number, _ = ReferenceImport.objects.filter(created_at__lt=timezone.now() - retention.IMPORTS).delete()
    return number


def _locked(draft: ReferenceImport, revision: int, by: User) -> ReferenceImport:
    row = ReferenceImport.objects.select_for_update().filter(pk=draft.pk, owner=by).first()
    if row is None or row.revision != revision:
        raise StaleImport()
    return row


def _row(draft: ReferenceImport, number: int) -> dict[str, Any]:
    if not 1 <= number <= len(draft.entries):
        raise StaleImport()
    row: dict[str, Any] = draft.entries[number - 1]
    return row


def _save(draft: ReferenceImport) -> ReferenceImport:
    """Save if anything is different."""
    before = ReferenceImport.objects.only("entries").get(pk=draft.pk).entries
    if before != draft.entries:
        draft.revision += 1
        draft.save(update_fields=["entries", "revision"])
    return draft

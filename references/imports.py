"""What was read from a file of references and waits for a decision: its importer's alone. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404

from .formats.entries import ReadEntry, entry_from_json
from .identifiers import normalise_doi
from .models import Reference, ReferenceImport
from .permissions import may_edit_library
from .queries import contradicts
from .summary import fingerprint

ADD, DROP = "add", "drop"
FAILED, KNOWN, ALIKE, TWICE, NEW = "failed", "known", "alike", "twice", "new"
STATES = {
    NEW: "New",
    ALIKE: "Perhaps here already",
    TWICE: "Twice in the file",
    FAILED: "Not understood",
    KNOWN: "In the library",
}


@dataclass(frozen=True)
class Judged:
    """One entry of an import with what the library says of it.

    ``existing`` is the library's reference, if there is one: certainly the same work (KNOWN) or probably (ALIKE);
    ``twin`` the number of the entry before it that is the same work.
    """

    number: int
    entry: ReadEntry
    state: str
    decision: str
    key: str = ""
    existing: Reference | None = None
    twin: int | None = None

    @property
    def may_be_added(self) -> bool:
        return self.state not in (FAILED, KNOWN)

    @property
    def is_added(self) -> bool:
        return self.may_be_added and self.decision == ADD


def imports_of(user) -> QuerySet[ReferenceImport]:
    """The imports that wait for this person, newest first, without what is in them."""
    if not may_edit_library(user):
        return ReferenceImport.objects.none()
    return ReferenceImport.objects.filter(owner=user).only("id", "source", "created_at", "owner")


def get_import_for(user, pk) -> ReferenceImport:
    """One of the person's own imports. ``PermissionDenied`` for those who may not edit the library; ``Http404``."""
    if not may_edit_library(user):
        raise PermissionDenied("Only editors and administrators import references.")
    draft = ReferenceImport.objects.filter(pk=pk, owner=user).first()
    if draft is None:
        raise Http404("No such import.")
    return draft


def judge(rows: Sequence[dict]) -> list[Judged]:
    """Every entry of an import (as it is stored) with its state today. Three queries, however many there are."""
    entries = [entry_from_json(row["entry"]) for row in rows]
    library = _Library(entry.csl for entry in entries if not entry.issues)
    judged, seen = [], {}
    for number, (row, entry) in enumerate(zip(rows, entries, strict=True), start=1):
        judged.append(_judge(number, row, entry, library, seen))
    return judged


def _judge(number: int, row: dict, entry: ReadEntry, library: "_Library", seen: dict[str, int]) -> Judged:
    said = {"number": number, "entry": entry, "key": row.get("key", "")}
    if entry.issues:
        return Judged(state=FAILED, decision=DROP, **said)
    existing, certain = library.find(entry.csl)
    twin = next((seen[mark] for mark in marks_of(entry.csl) if mark in seen), None)
    for mark in marks_of(entry.csl):
        seen.setdefault(mark, number)
    state = (KNOWN if certain else ALIKE) if existing else TWICE if twin else NEW
    decision = row.get("decision") or (ADD if state == NEW else DROP)
    return Judged(state=state, decision=decision, existing=existing, twin=twin, **said)


def marks_of(csl: dict) -> list[str]:
    """What two records of the same work share: DOI, PubMed number, or title, year and first author."""
    doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
    record = {name: value for name, value in csl.items() if name != "id"}
    return [*([f"doi {doi}"] if doi else []), *([f"pmid {pmid}"] if pmid else []), fingerprint(record)]


class _Library:
    """The references that may be the same works as these records."""

    def __init__(self, records: Iterable[dict]):
        marks = [marks_of(csl) for csl in records]
        wanted = {mark for some in marks for mark in some}
        self.dois = self._by("doi", {mark[4:] for mark in wanted if mark.startswith("doi ")})
        self.pmids = self._by("pmid", {mark[5:] for mark in wanted if mark.startswith("pmid ")})
        self.alike = self._by("fingerprint", {some[-1] for some in marks})

    def _by(self, column: str, values: set[str]) -> dict[str, list[Reference]]:
        found: dict[str, list[Reference]] = {}
        if not values:
            return found
        rows = Reference.objects.filter(**{f"{column}__in": values}).select_related("merged_into")
        # What answers for itself comes first.
        for row in rows.order_by(F("merged_into_id").asc(nulls_first=True), "created_at"):
            found.setdefault(getattr(row, column), []).append(row)
        return found

    def find(self, csl: dict) -> tuple[Reference | None, bool]:
        """The reference that answers for this work today, and whether that is certain."""
        doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
        for row in [*self.dois.get(doi, []), *self.pmids.get(pmid, [])]:
            return row.merged_into or row, True
        for row in self.alike.get(marks_of(csl)[-1], []):
            if not contradicts(row, doi, pmid):
                return row.merged_into or row, row.fingerprint.startswith("=")
        return None, False

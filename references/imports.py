"""What was read from a file of references and waits for a decision: its importer's alone. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.translation import gettext, gettext_lazy

from .formats.entries import ReadEntry, entry_from_json
from .identifiers import normalise_doi
from .library.alike import Differs, alike_works, differences
from .library.queries import contradicts, find_existing
from .models import Reference, ReferenceImport
from .permissions import may_edit_library
from .summary import fingerprint

ADD, DROP = "add", "drop"
FAILED, KNOWN, ALIKE, TWICE, NEW = "failed", "known", "alike", "twice", "new"
STATES = {
    NEW: gettext_lazy("New"),
    ALIKE: gettext_lazy("Perhaps here already"),
    TWICE: gettext_lazy("Twice in the file"),
    FAILED: gettext_lazy("Not understood"),
    KNOWN: gettext_lazy("In the library"),
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

    @property
    def differs(self) -> list[Differs]:
        """In what the entry differs from the reference that may be the same work."""
        return differences(self.existing.csl, self.entry.csl) if self.existing and self.state == ALIKE else []


def imports_of(user) -> QuerySet[ReferenceImport]:
    """The imports that wait for this person, newest first, without what is in them."""
    if not may_edit_library(user):
        return ReferenceImport.objects.none()
    return ReferenceImport.objects.filter(owner=user).only("id", "source", "created_at", "owner")


def get_import_for(user, pk) -> ReferenceImport:
    """One of the person's own imports. ``PermissionDenied`` for those who may not edit the library; ``Http404``."""
    if not may_edit_library(user):
        raise PermissionDenied(gettext("Only editors and administrators import references."))
    draft = ReferenceImport.objects.filter(pk=pk, owner=user).first()
    if draft is None:
        raise Http404(gettext("No such import."))
    return draft


def judge(rows: Sequence[dict]) -> list[Judged]:
    """Every entry of an import (as it is stored) with its state today. Three queries, however many there are."""
    entries = [entry_from_json(row["entry"]) for row in rows]
    library = _Library(entry.csl for entry in entries if not entry.issues)
    judged, twins = [], Twins()
    for number, (row, entry) in enumerate(zip(rows, entries, strict=True), start=1):
        judged.append(_judge(number, row, entry, library, twins))
    return judged


def count_new(entries: Iterable[ReadEntry]) -> tuple[int, int]:
    """How many works importing these would add, and how many it would find: in the library, or earlier among them."""
    twins, new, known = Twins(), 0, 0
    for number, entry in enumerate(entries, start=1):
        is_known = twins.earlier(number, entry.csl) is not None or find_existing(entry.csl) is not None
        new, known = (new, known + 1) if is_known else (new + 1, known)
    return new, known


def _judge(number: int, row: dict, entry: ReadEntry, library: "_Library", twins: "Twins") -> Judged:
    said = {"number": number, "entry": entry, "key": row.get("key", "")}
    if entry.issues:
        return Judged(state=FAILED, decision=DROP, **said)
    existing, certain = library.find(entry.csl)
    twin = twins.earlier(number, entry.csl)
    state = (KNOWN if certain else ALIKE) if existing else TWICE if twin else NEW
    decision = row.get("decision") or (ADD if state == NEW else DROP)
    return Judged(state=state, decision=decision, existing=existing, twin=twin, **said)


def marks_of(csl: dict) -> list[str]:
    """What two records of the same work share: DOI, PubMed number, or title, year and first author."""
    doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
    record = {name: value for name, value in csl.items() if name != "id"}
    return [
        *([gettext("doi %(doi)s") % {"doi": doi}] if doi else []),
        *([gettext("pmid %(pmid)s") % {"pmid": pmid}] if pmid else []),
        fingerprint(record),
    ]


class Twins:
    """The entries of a file so far, by what they share with others of the same work."""

    def __init__(self) -> None:
        self._seen: dict[str, list[tuple[int, str, str]]] = {}

    def earlier(self, number: int, csl: dict) -> int | None:
        """The first entry before this one that is the same work. Notes this one down.

        As in the library, two different identifiers are two works, however alike the titles.
        """
        doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
        found: list[int] = []
        for mark in marks_of(csl):
            others = self._seen.setdefault(mark, [])
            found += [other for other, *theirs in others if not _differ((doi, pmid), theirs)]
            others.append((number, doi, pmid))
        return min(found, default=None)


def _differ(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    return any(one and other and one != other for one, other in zip(ours, theirs, strict=True))


class _Library:
    """The references that may be the same works as these records."""

    def __init__(self, records: Iterable[dict]):
        records = list(records)
        marks = [marks_of(csl) for csl in records]
        wanted = {mark for some in marks for mark in some}
        self.dois = self._by("doi", {mark[4:] for mark in wanted if mark.startswith("doi ")})
        self.pmids = self._by("pmid", {mark[5:] for mark in wanted if mark.startswith("pmid ")})
        self.alike = self._by("fingerprint", {some[-1] for some in marks})
        new = {some[-1]: csl for some, csl in zip(marks, records, strict=True) if self._exact(csl) is None}
        self.perhaps = alike_works(new)

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
        exact = self._exact(csl)
        if exact is not None:
            return exact
        return self.perhaps.get(marks_of(csl)[-1]), False

    def _exact(self, csl: dict) -> tuple[Reference, bool] | None:
        """The same by an identifier, or by title, year and first author."""
        doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
        for row in [*self.dois.get(doi, []), *self.pmids.get(pmid, [])]:
            return row.merged_into or row, True
        for row in self.alike.get(marks_of(csl)[-1], []):
            if not contradicts(row, doi, pmid):
                return row.merged_into or row, row.fingerprint.startswith("=")
        return None

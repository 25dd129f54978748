"""Reading the library: every list and every single reference that a page shows comes from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext, gettext_lazy

from references.formats.csl import clean_csl
from references.identifiers import normalise_doi
from references.keys import key_base
from references.models import Lookup, Reference
from references.permissions import may_use_library
from references.summary import fingerprint

from .search import holding

_FIELD_WORDS = {
    "csl": gettext_lazy("the record"),
    "kind": gettext_lazy("the kind"),
    "study_type": gettext_lazy("the type of study"),
    "evidence_level": gettext_lazy("the certainty of the evidence"),
    "standing": gettext_lazy("the standing"),
    "standing_note": gettext_lazy("the note on its standing"),
    "merged_into_id": gettext_lazy("what it is merged into"),
    "replaced_by_id": gettext_lazy("what replaces it"),
}


def visible_to(user) -> QuerySet[Reference]:
    """All references that count, for those who may use the library; merged ones are left out."""
    if not may_use_library(user):
        return Reference.objects.none()
    return Reference.objects.filter(merged_into__isnull=True)


def get_reference_for(user, key: str) -> Reference:
    """One reference by its key, merged or not, with what it is merged into and replaced by.

    ``PermissionDenied`` for those who may not use the library, ``Http404`` if there is none.
    """
    if not may_use_library(user):
        raise PermissionDenied(gettext("Only editors and administrators use the library of references."))
    found = Reference.objects.select_related("merged_into", "replaced_by", "created_by", "link").filter(key=key).first()
    if found is None:
        raise Http404(gettext("No such reference."))
    return found


def search(user, text: str = "", *, kind: str = "", standing: str = "") -> QuerySet[Reference]:
    """The visible references that hold every word of ``text`` (in title, authors, journal, year, key, identifiers)."""
    found = visible_to(user)
    if kind:
        found = found.filter(kind=kind)
    if standing:
        found = found.filter(standing=standing)
    return holding(found, text).order_by("key")


def references_by_key(keys: Iterable[str]) -> dict[str, Reference]:
    """For each key that exists, the reference that answers to it now: itself, or what it was merged into."""
    return answering(Reference.objects.filter(key__in=set(keys)).order_by())


def answering(rows: QuerySet[Reference]) -> dict[str, Reference]:
    """By the keys of these rows, the references that answer to them. One query where none was merged or replaced, and
    three more at most: joined, every row would come with all the columns of three that as a rule are not there."""
    found = list(rows)
    if linked := [row for row in found if row.merged_into_id or row.replaced_by_id]:
        prefetch_related_objects(linked, "merged_into__replaced_by", "replaced_by")
    return {row.key: row.merged_into or row for row in found}


def find_existing(csl: dict) -> Reference | None:
    """The reference that is already here for this work: the same DOI or PubMed number, or probably the same work
    (title, year and first author alike). What was merged into another is answered by the other."""
    csl = record_of(csl)
    doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
    active = Reference.objects.filter(merged_into__isnull=True)
    same_doi = Reference.objects.filter(doi=doi).order_by("merged_into_id").select_related("merged_into")
    found = same_doi.last() if doi else None
    found = found or (active.filter(pmid=pmid).first() if pmid else None) or _probable(csl)
    return (found.merged_into or found) if found else None


def is_same_work(reference: Reference, csl: dict) -> bool:
    """Whether a record is of the work that ``reference`` is: by identifier, else probably."""
    csl = record_of(csl)
    doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
    if (doi and doi == reference.doi) or (pmid and pmid == reference.pmid):
        return True
    if contradicts(reference, doi, pmid):
        return False
    return reference.fingerprint == fingerprint(csl) or _was(csl).filter(id=reference.pk).exists()


def _probable(csl: dict) -> Reference | None:
    doi, pmid = normalise_doi(csl.get("DOI", "")), csl.get("PMID", "")
    rows = Reference.objects.filter(fingerprint=fingerprint(csl)).select_related("merged_into").order_by("created_at")
    alike = [row for row in rows[:20] if not contradicts(row, doi, pmid)]
    if alike:
        return next((row for row in alike if row.merged_into is None), alike[0])
    once = _was(csl).values_list("id", flat=True).first()
    return Reference.objects.select_related("merged_into").filter(pk=once).first() if once else None


def _was(csl: dict) -> QuerySet:
    """History rows of references that once were exactly this thin record and have been completed since, so that
    reading the same list again finds what an editor made of its entry."""
    mark = fingerprint(csl)
    rows = Reference.history.filter(fingerprint=mark) if mark.startswith("=") else Reference.history.none()
    return rows.order_by("history_id")


def contradicts(reference: Reference, doi: str, pmid: str) -> bool:
    """Two different identifiers are two works, however alike the titles (an erratum, a second part)."""
    return bool(
        (doi and reference.doi and doi != reference.doi) or (pmid and reference.pmid and pmid != reference.pmid)
    )


def record_of(csl: dict) -> dict:
    """The clean item as the library stores it: without "id", since the key is a column. May raise ``Refused``."""
    return {field: value for field, value in clean_csl(csl).items() if field != "id"}


def taken_keys(csl: dict, key: str = "") -> set[str]:
    """The existing keys that a key proposed for this item might collide with."""
    return set(Reference.objects.filter(key__startswith=key or key_base(csl)).values_list("key", flat=True))


@dataclass(frozen=True)
class Change:
    """One line of a reference's history, ready to be shown."""

    at: datetime
    who: str
    text: str
    reason: str


def history_of(reference: Reference, limit: int = 100) -> list[Change]:
    """What happened to a reference, newest first. One query."""
    rows = list(reference.history.order_by("-history_id")[: limit + 1])
    earlier = [*rows[1:], None]
    return [_change(row, before) for row, before in zip(rows, earlier, strict=True)][:limit]


def _change(row, before) -> Change:
    if before is None:
        text = gettext("added it.") if row.history_type == "+" else gettext("changed it.")
    else:
        names = [str(words) for field, words in _FIELD_WORDS.items() if getattr(row, field) != getattr(before, field)]
        text = gettext("changed %(names)s.") % {"names": ", ".join(names)} if names else gettext("changed it.")
    return Change(
        row.history_date, row.history_user_name or gettext("The system"), text, row.history_change_reason or ""
    )


def get_lookup_for(user, pk) -> Lookup:
    """A look-up, for anybody who may use the library; ``Http404`` if there is none (any more)."""
    if not may_use_library(user):
        raise PermissionDenied(gettext("Only editors and administrators use the library of references."))
    found = Lookup.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("No such look-up."))
    return found

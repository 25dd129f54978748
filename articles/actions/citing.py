"""The references that an imported document brings with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from articles.exchange.document import ReferenceEntry
from references.actions import add_reference
from references.enums import Kind
from references.identifiers import normalise_doi
from references.keys import propose_key
from references.models import Reference
from references.queries import find_existing, is_same_work, record_of, taken_keys
from references.summary import fingerprint


def adopt_references(entries: Iterable[ReferenceEntry], *, by: Any) -> tuple[list[str], list[str], dict[str, str]]:
    """Put a document's references into the library, each work once.

    Returns the keys made, the keys known before, and the library's key for each key of the document. A work that the
    library has already keeps the library's key; a key that means another work there is replaced by a free one.
    """
    made, known, keys = [], [], {}
    for entry in entries:
        existing = known_work(entry)
        if existing is not None:
            keys[entry.key] = existing.key
            known.append(existing.key)
        else:
            reference = add_reference(csl=entry.csl, key=free_key(entry), kind=_kind(entry), by=by)
            keys[entry.key] = reference.key
            made.append(reference.key)
    return made, known, keys


def known_work(entry: ReferenceEntry) -> Reference | None:
    """The library's reference for the work that an entry names, if it has it. Reads only."""
    by_key = Reference.objects.filter(key=entry.key).first()
    if by_key is not None and is_same_work(by_key, entry.csl):
        return by_key
    return find_existing(entry.csl)


def known_works(entries: Sequence[ReferenceEntry]) -> dict[str, Reference | None]:
    """:func:`known_work` for many entries, by their keys. Those that are not known cost five queries together."""
    records = {entry.key: record_of(entry.csl) for entry in entries}
    marks = {key: fingerprint(csl) for key, csl in records.items()}
    dois = {key: normalise_doi(csl.get("DOI", "")) for key, csl in records.items()}
    rows = Reference.objects
    keys = set(rows.filter(key__in=list(records)).values_list("key", flat=True))
    found_dois = set(rows.filter(doi__in=[doi for doi in dois.values() if doi]).values_list("doi", flat=True))
    pmids = [csl["PMID"] for csl in records.values() if csl.get("PMID")]
    found_pmids = set(rows.filter(pmid__in=pmids).values_list("pmid", flat=True))
    found = set(rows.filter(fingerprint__in=list(marks.values())).values_list("fingerprint", flat=True))
    found |= set(Reference.history.filter(fingerprint__in=list(marks.values())).values_list("fingerprint", flat=True))
    return {
        entry.key: known_work(entry)
        if entry.key in keys
        or marks[entry.key] in found
        or dois[entry.key] in found_dois
        or records[entry.key].get("PMID") in found_pmids
        else None
        for entry in entries
    }


def _kind(entry: ReferenceEntry) -> str | None:
    """The kind that the source named, by its word or its label; None lets the library guess."""
    said = entry.kind.casefold()
    return next((kind.value for kind in Kind if said in (kind.value, kind.label.casefold())), None)


def free_key(entry: ReferenceEntry, *, besides: Collection[str] = ()) -> str:
    """The entry's key, or another if that one belongs to another work, in the library or ``besides``."""
    if entry.key not in besides and not Reference.objects.filter(key=entry.key).exists():
        return entry.key
    return propose_key(entry.csl, taken_keys(entry.csl) | set(besides))


def with_keys(html: str, keys: Mapping[str, str]) -> str:
    """The text with its citations under the library's keys."""
    changed = {old: new for old, new in keys.items() if old != new}
    # Two steps, so that a key which is replaced by another document key is not replaced twice.
    for place, old in enumerate(changed):
        html = html.replace(f'data-ref="{old}"', f'data-ref="\x00{place}\x00"')
    for place, new in enumerate(changed.values()):
        html = html.replace(f'data-ref="\x00{place}\x00"', f'data-ref="{new}"')
    return html

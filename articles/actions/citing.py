"""The references that an imported document brings with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from articles.exchange.document import ReferenceEntry
from editorial.accounts.models import User
from editorial.shared.language import in_site_language
from references.actions import add_reference
from references.actions.importing import TOGETHER, within
from references.actions.rows import lock_library
from references.enums import Kind
from references.identifiers import normalise_doi
from references.keys import propose_key
from references.library.alike import alike_works
from references.library.queries import find_existing, is_same_work, record_of, taken_keys
from references.models import Reference
from references.summary import fingerprint


def adopt_references(entries: Iterable[ReferenceEntry], *, by: User) -> tuple[list[str], list[str], dict[str, str]]:
    """Put a document's references into the library, each work once.

    Returns the keys made, the keys known before, and the library's key for each key of the document. A work that the
    library has already keeps the library's key; a key that means another work there is replaced by a free one.
    """
    made: list[str] = []
    known: list[str] = []
    keys: dict[str, str] = {}
    for entry in entries:
        key, is_new = _adopted(entry, by)
        keys[entry.key] = key
        (made if is_new else known).append(key)
    return made, known, keys


def bring_references(entries: Iterable[ReferenceEntry], *, by: User) -> list[str]:
    """Put those of a document's references into the library that it has not, before the document itself is imported;
    returns their keys.

    Some at a time, each time in a transaction of its own, since everybody at the desk waits for whoever adds. What
    stops it half way, or refuses the document afterwards, leaves what was added: importing again goes on from there.
    """
    entries, made = list(entries), []
    while entries:
        done = _bring_some(entries[:TOGETHER], by)
        made += [key for key, is_new in done if is_new]
        entries = entries[len(done) :]
    return made


@transaction.atomic
def _bring_some(entries: Sequence[ReferenceEntry], by: User) -> list[tuple[str, bool]]:
    lock_library()
    return [_adopted(entry, by) for entry in within(entries)]


def _adopted(entry: ReferenceEntry, by: User) -> tuple[str, bool]:
    """The library's key for an entry's work, and whether it is new there."""
    existing = known_work(entry)
    if existing is not None:
        return existing.key, False
    return add_reference(csl=entry.csl, key=free_key(entry), kind=_kind(entry), by=by).key, True


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


def perhaps_known(entries: Sequence[ReferenceEntry], known: Mapping[str, Reference | None]) -> dict[str, Reference]:
    """For the entries that are not ``known``: the library's references that may be their works, to be asked about."""
    return alike_works({entry.key: record_of(entry.csl) for entry in entries if known.get(entry.key) is None})


def take_from_library(entry: ReferenceEntry) -> None:
    """A person says that an entry is the work that it may be: it takes the library's record. Its own words stay."""
    found = perhaps_known([entry], {}).get(entry.key)
    if found is not None:
        entry.csl, entry.thin, entry.why_thin, entry.doubts = dict(found.csl), found.thin, found.thin_why, []


def _kind(entry: ReferenceEntry) -> str | None:
    """The kind that the source named, by its word or its label; None lets the library guess."""
    said = entry.kind.casefold()
    with in_site_language():  # files say it in one language, whoever reads them in
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

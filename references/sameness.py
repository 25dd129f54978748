"""Whether two records are of one work: what bounds a correction of a record whose citation was signed. Pure.

Whoever signed a section signed that it rests on this work. A corrected page, a fuller title, an author's accent leave
that true; another title, other authors or another identifier are another work, and another reference.
"""

from difflib import SequenceMatcher

from .identifiers import normalise_doi, normalise_pmid
from .summary import names_of, title_of, year_of
from .text import fold

ALIKE = 0.8  # of the letters of a title, in their order
YEARS_APART = 1  # online first, and in print


def same_work(before: dict, after: dict) -> bool:
    """Whether a record (CSL-JSON) that became another is still of the same work."""
    return (
        _agree(normalise_doi(before.get("DOI", "")), normalise_doi(after.get("DOI", "")))
        and _agree(normalise_pmid(str(before.get("PMID", ""))), normalise_pmid(str(after.get("PMID", ""))))
        and _titles_alike(fold(title_of(before)), fold(title_of(after)))
        and _years_near(year_of(before), year_of(after))
        and _share_a_name(before, after)
    )


def _agree(one: str, other: str) -> bool:
    """Identifiers contradict each other only where both are known."""
    return not (one and other) or one == other


def _titles_alike(one: str, other: str) -> bool:
    """Nearly the same letters; or one has a subtitle more, and more than a word before it."""
    if not (one and other):
        return one == other
    short, long = sorted((one, other), key=len)
    extended = len(short.split()) > 2 and long.startswith(f"{short} ")
    return extended or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _years_near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= YEARS_APART


def _share_a_name(before: dict, after: dict) -> bool:
    one, other = ({fold(name) for name in names_of(csl)} for csl in (before, after))
    return not (one and other) or bool(one & other)


def changed_fields(before: dict, after: dict) -> list[str]:
    """The names of the CSL fields in which two records differ, in alphabetical order."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))

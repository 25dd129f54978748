"""A corrected record beside what signers saw of it, for the chair who carries their signatures. Reads only."""

from dataclasses import dataclass

from references.formatting import format_reference
from references.library.alike import in_words
from references.sameness import changed_fields
from reviews.rules.eligibility import Difference


@dataclass(frozen=True)
class Corrected:
    """One record: as printed before and after, and every field in which the two differ, with both values."""

    key: str
    before: str
    after: str
    fields: tuple[tuple[str, str, str], ...]


def corrected(one: Difference) -> Corrected:
    """What became different in a record. The printed forms are sanitised HTML."""
    fields = tuple(
        (name, in_words(one.before.get(name)), in_words(one.after.get(name)))
        for name in changed_fields(one.before, one.after)
    )
    return Corrected(one.name, format_reference(one.before), format_reference(one.after), fields)

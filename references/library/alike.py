"""Which works of the library a record may be, though neither an identifier nor title, year and author together say so:
to be asked about, never concluded. Reads only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from references.models import Reference
from references.sameness import changed_fields, same_work
from references.summary import title_of
from references.text import fold

MIN_TITLE = 12  # letters of a title that says something
BEGINNING = 60  # letters of a title by which its work is looked for
AT_ONCE, MOST_ROWS = 50, 500


_NAMES = {
    "container-title": gettext_lazy("Journal or book"),
    "container-title-short": gettext_lazy("Journal, short"),
    "author": gettext_lazy("Authors"),
    "editor": gettext_lazy("Editors"),
    "issued": gettext_lazy("Date"),
    "accessed": gettext_lazy("Accessed"),
    "page": gettext_lazy("Pages"),
    "type": gettext_lazy("Type"),
    "title": gettext_lazy("Title"),
    "volume": gettext_lazy("Volume"),
    "issue": gettext_lazy("Issue"),
    "publisher": gettext_lazy("Publisher"),
    "publisher-place": gettext_lazy("Place"),
    "DOI": "DOI",
    "PMID": gettext_lazy("PubMed number"),
    "PMCID": gettext_lazy("PMC number"),
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "URL": gettext_lazy("Address"),
}


@dataclass(frozen=True)
class Differs:
    """A field in which two records differ, with what each says, in plain words."""

    name: str
    here: str
    there: str


def alike_works(records: Mapping[str, dict]) -> dict[str, Reference]:
    """For each record (CSL-JSON) of which the library may have the work: the reference that may be it.

    They have the same title, or nearly, and contradict each other in no identifier, year or author. One query for each
    fifty records.
    """
    titles = {key: fold(title_of(csl)) for key, csl in records.items()}
    asked = [(key, title[:BEGINNING].strip()) for key, title in titles.items() if len(title) >= MIN_TITLE]
    found: dict[str, Reference] = {}
    for start in range(0, len(asked), AT_ONCE):
        some = asked[start : start + AT_ONCE]
        wanted = Q()
        for _, beginning in some:
            wanted |= Q(search_text__contains=beginning)
        rows = list(Reference.objects.filter(wanted, merged_into__isnull=True).order_by("created_at")[:MOST_ROWS])
        for key, beginning in some:
            fits = [row for row in rows if beginning in row.search_text and same_work(records[key], row.csl)]
            found.update({key: fits[0]} if fits else {})
    return found


def differences(before: dict, after: dict) -> list[Differs]:
    """In what two records differ, field by field; what only one of them says too."""
    fields = (name for name in changed_fields(before, after) if name != "id")
    return [
        Differs(str(_NAMES.get(name, name)), in_words(before.get(name)), in_words(after.get(name))) for name in fields
    ]


def in_words(value: Any) -> str:
    """A field of CSL-JSON in plain words: names and dates without their braces."""
    if value is None or value == "":
        return "–"
    if isinstance(value, dict):
        return " ".join(in_words(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(in_words(part) for part in value)
    return str(value)

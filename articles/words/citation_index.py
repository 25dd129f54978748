"""What the index of citations says of a version, and what its text says: the text is the truth. Reads."""

from articles.models import SectionVersion
from articles.words.content import SectionContent
from references.models import Reference

Row = tuple[str, int, str, str]
"""(audience, position, the key that the text says, locator)"""


def rows_wanted(content: SectionContent) -> list[Row]:
    """One row for each resolved citation, as they stand in the text."""
    return [(audience, place, mark.key, mark.locator) for audience, place, mark in content.citations() if mark.key]


def rows_stored(version: SectionVersion) -> list[Row]:
    """The rows that there are, in the same order. One query."""
    rows = version.citations.order_by("audience", "position")
    return list(rows.values_list("audience", "position", "reference__key", "locator"))


def references_cited(content: SectionContent) -> dict[str, Reference]:
    """The references that the content cites, by key. At most one query."""
    keys = content.cited_keys()
    return {row.key: row for row in Reference.objects.filter(key__in=keys)} if keys else {}

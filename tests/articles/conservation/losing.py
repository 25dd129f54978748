"""What the second reading says when something of a document was lost on its way to the store."""

from dataclasses import replace

from articles.conservation import Finding, missing_from
from articles.exchange.accounting import arrived_of
from articles.exchange.document import Document


def findings_without(lost: str, data: bytes, document: Document) -> list[Finding]:
    """The findings about a document whose stored text lost these words of its HTML."""
    arrived = arrived_of(document)
    stored = tuple((place, html.replace(lost, "", 1)) for place, html in arrived.stored)
    assert stored != arrived.stored, f"“{lost}” is not stored"
    return missing_from(document.format, data, replace(arrived, stored=stored))

"""Lists the citations that a document leaves without a reference, with likely ones to offer."""

from collections.abc import Iterator, Mapping

from articles.text import citations_in
from references.matching import Candidates

from .document import Document, SectionText, Unresolved, WordingText


def sections_of(document: Document) -> Iterator[SectionText]:
    """The front, then the sections."""
    yield document.front
    yield from document.sections


def wordings_of(section: SectionText) -> Iterator[tuple[str, WordingText]]:
    """The text for everyone (key ""), then each audience's own."""
    yield "", section.base
    yield from section.wordings.items()


def list_unresolved(
    document: Document,
    lines: Mapping[tuple[str, str], list[int]],
    candidates: Mapping[str, dict] | None = None,
    offers: Mapping[tuple[str, str], list[list[str]]] | None = None,
) -> None:
    """Fill ``document.unresolved`` from its texts. ``lines`` has the line of every citation of (anchor, audience)
    in order; where it says nothing, the section's own line stands in. ``candidates`` are the references that may
    be offered besides the document's own; ``offers`` has, as ``lines``, those that go before them."""
    offered = {entry.key: entry.csl for entry in document.references}
    pairs = [*offered.items(), *((key, csl) for key, csl in (candidates or {}).items() if key not in offered)]
    ready = Candidates(pairs)
    document.unresolved = []
    for section in sections_of(document):
        for audience, wording in wordings_of(section):
            known = lines.get((section.anchor, audience), [])
            first = (offers or {}).get((section.anchor, audience), [])
            for index, mark in enumerate(citations_in(wording.html)):
                if mark.key is None:
                    line = known[index] if index < len(known) else section.line
                    before = first[index] if index < len(first) else []
                    found = list(dict.fromkeys([*before, *ready.likely(mark.sentence)]))
                    document.unresolved.append(Unresolved(mark.unresolved, line, section.anchor, mark.sentence, found))

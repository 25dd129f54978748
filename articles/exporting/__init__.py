"""An edition as a document, as if it had been read from a file: what is exported is read back as the same."""

from articles.exchange.document import Byline, Document, ReferenceEntry, SectionText, WordingText
from articles.models import Edition
from articles.queries import parts_of
from articles.words.content import SectionContent, Wording
from references.models import Reference

FORMAT = "imprimatur"


def document_of(edition: Edition) -> Document:
    """Everything that an edition says: front, sections with all wordings, bylines and the references it cites."""
    contents = [part.content for part in parts_of(edition)]
    front = next(content for content in contents if content.is_front)
    article = edition.article
    return Document(
        source=f"{article.slug}.md",
        format=FORMAT,
        slug=article.slug,
        topic=article.topic,
        front=_section(front),
        sections=[_section(content) for content in contents if not content.is_front],
        bylines=_bylines(edition),
        references=_references(contents),
    )


def _section(content: SectionContent) -> SectionText:
    wordings = {key: _wording(wording) for key, wording in sorted(content.wordings.items())}
    return SectionText(content.anchor, content.kind, _wording(content.base), wordings)


def _wording(wording: Wording) -> WordingText:
    return WordingText(
        heading=wording.heading,
        html=wording.html,
        left_out=wording.left_out,
        question=wording.question,
        summary=wording.summary,
    )


def _bylines(edition: Edition) -> list[Byline]:
    return [
        Byline(
            name=row.contributor.name,
            role=row.role,
            credentials=row.contributor.credentials,
            interests=row.contributor.interests,
            has_no_account=row.contributor.is_outsider,
        )
        for row in edition.bylines.select_related("contributor")
    ]


def _references(contents: list[SectionContent]) -> list[ReferenceEntry]:
    """The records under the keys that the texts cite, also where one was merged into another since."""
    keys = set().union(*(content.cited_keys() for content in contents))
    rows = Reference.objects.filter(key__in=keys).order_by("key")
    return [ReferenceEntry(key=row.key, csl=row.csl) for row in rows]

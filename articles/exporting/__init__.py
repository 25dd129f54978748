"""An edition as a document, as if it had been read from a file: what is exported is read back as the same."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from articles.exchange.document import Byline, Document, MediumText, ReferenceEntry, SectionText, WordingText
from articles.exchange.markdown_media import file_name
from articles.models import Edition, Medium
from articles.passages import own_parts
from articles.queries import parts_of
from articles.words.content import SectionContent, Wording
from articles.words.media import PlacedMedium
from editorial.files.models import StoredFile
from references.models import Reference

FORMAT = "imprimatur"


def document_of(edition: Edition) -> Document:
    """Everything that an edition says: front, sections with all wordings, bylines and the references it cites. Words of
    passages that stand in it are not its own, and no copy of them leaves."""
    contents = [part.content for part in own_parts(edition.article_id, parts_of(edition))]
    front = next(content for content in contents if content.is_front)
    article = edition.article
    media = media_rows(article.pk, set().union(*(content.files() for content in contents)))
    return Document(
        source=f"{article.slug}.md",
        format=FORMAT,
        slug=article.slug,
        topic=article.topic,
        language=article.language,
        front=_section(front, media),
        sections=[_section(content, media) for content in contents if not content.is_front],
        bylines=_bylines(edition),
        references=_references(contents),
    )


def _section(content: SectionContent, rows: Mapping[str, Medium]) -> SectionText:
    wordings = {key: _wording(wording) for key, wording in sorted(content.wordings.items())}
    media = [_medium(one, rows[one.file]) for one in content.media]
    return SectionText(content.anchor, content.kind, _wording(content.base), wordings, media=media)


def _medium(one: PlacedMedium, row: Medium) -> MediumText:
    return MediumText(
        key=file_name(one.file, row.media_type),
        kind=one.kind,
        words={audience: said.as_dict() for audience, said in sorted(one.words.items())},
        credit=one.credit,
        licence=one.licence,
        file=one.file,
    )


def media_rows(article: UUID, files: Iterable[str]) -> dict[str, Medium]:
    """The article's media among these, by their files. At most one query."""
    named = list(files)
    rows = (
        Medium.objects.filter(article=article, file__in=named)
        .select_related("file")
        .prefetch_related("renditions__file")
        if named
        else ()
    )
    return {row.file_id: row for row in rows}


def media_files(edition: Edition) -> dict[str, StoredFile]:
    """The files beside an exported edition, by the names that its words give them."""
    files = set().union(*(part.content.files() for part in parts_of(edition)))
    rows = media_rows(edition.article_id, files)
    return {file_name(row.file_id, row.media_type): row.file for row in rows.values()}


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

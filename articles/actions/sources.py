"""Keeping what a draft was imported from, and what was doubtful in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from articles.doubts import doubts_in
from articles.exchange.document import Document, SectionText, WordingText
from articles.exchange.doubts import Decided, Doubtful, doubts_of
from articles.exchange.editing import place_of
from articles.exchange.remarks import Remark
from articles.exchange.said_in import is_said_in
from articles.exchange.sources import content_of
from articles.media import ReadMedium
from articles.models import Doubt, DoubtDecision, Edition, SourceDocument
from articles.queries import Part, parts_of
from editorial.accounts.models import User
from editorial.files.actions import keep_file
from editorial.files.models import StoredFile
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import sha256


@dataclass(frozen=True)
class Brought:
    """What a document came with: its file, and what was decided while its preview was looked at (doubts by their
    places in ``Document.remarks``; every step); ``media`` are its pictures and recordings by their keys."""

    file: StoredFile
    decided: Mapping[int, Decided] = field(default_factory=dict)
    steps: Iterable[Mapping[str, str]] = ()
    media: Mapping[str, ReadMedium] = field(default_factory=dict)


def keep_pasted(*, edition: Edition, part: Part, text: str, remarks: Iterable[Remark], by: User) -> None:
    """Leave with a section of a locked draft what was doubtful in words that were pasted into it, and keep these words
    as its source. What was taken out again before the section was saved leaves nothing.
    """
    content = part.content
    texts = {key: WordingText(one.heading, one.html) for key, one in content.wordings.items()}
    base = WordingText(content.base.heading, content.base.html, False, content.base.question, content.base.summary)
    section = SectionText(content.anchor, content.kind, base, texts)
    standing = [replace(one, place=place_of(section)) for one in remarks if is_said_in(section, one)]
    if not standing:
        return
    name = f"Pasted into “{content.base.heading or content.anchor}”"
    document = Document(source=name, format="text", remarks=standing)
    if content.is_front:
        document.front = section
    else:
        document.sections = [section]
    file = keep_file(data=text.encode(), name=f"{name}.txt")
    keep_source(edition=edition, document=document, brought=Brought(file), by=by)


def keep_source(*, edition: Edition, document: Document, brought: Brought, by: User) -> SourceDocument:
    """Write down what a locked draft was imported from, and leave each doubt with its section. For ``import_document``.

    A doubt that was decided at the preview is written with its decision, so that the board sees both.
    """
    content = content_of(document, file=brought.file.digest, decided=brought.decided, steps=brought.steps)
    source = SourceDocument.objects.create(
        edition=edition,
        file=brought.file,
        name=document.source[:200],
        content=content,
        digest=sha256(content),
        by=by,
    )
    made = _leave_doubts(source, document, by=by, decided=brought.decided)
    append_event(
        chain=article_chain(edition.article_id),
        verb="source.kept",
        subject=f"edition:{edition.pk}",
        by=by,
        source=str(source.pk),
        digest=source.digest,
        file=brought.file.digest,
        doubts=len(made),
    )
    return source


def _leave_doubts(
    source: SourceDocument, document: Document, *, by: User, decided: Mapping[int, Decided]
) -> list[Doubt]:
    """A row for each doubt about words that the draft has now; what it was told already is not asked again."""
    parts = {part.section.anchor: part for part in parts_of(source.edition)}
    known = {
        (one.doubt.section_id, one.doubt.kind, one.doubt.words, one.doubt.sentence)
        for standing in doubts_in(parts.values()).values()
        for one in standing
    }
    made: list[Doubt] = []
    for doubt in sorted(doubts_of(document), key=lambda one: one.number):
        part = parts.get(doubt.anchor)
        said = (doubt.remark.kind, doubt.remark.seen, doubt.remark.sentence_seen)
        if part is None or (part.section.pk, *said) in known:
            continue
        row = _doubt(source, doubt, part, len(made) + 1)
        made.append(row)
        if doubt.number in decided:
            write_decision(row, source.edition, decided[doubt.number], by=by)
    return made


def _doubt(source: SourceDocument, doubt: Doubtful, part: Part, position: int) -> Doubt:
    remark = doubt.remark
    return Doubt.objects.create(
        source=source,
        section=part.section,
        version=part.version,
        position=position,
        kind=remark.kind[:30],
        words=remark.seen,
        sentence=remark.sentence_seen,
        place=doubt.place[:200],
        stored=doubt.stored,
        reason=remark.reason,
        who=remark.who[:200],
        when=remark.when[:60],
    )


def write_decision(doubt: Doubt, edition: Edition, decided: Decided, *, by: User) -> DoubtDecision:
    """The row of a decision, in the name of ``by`` as it is printed today."""
    return DoubtDecision.objects.create(
        doubt=doubt,
        edition=edition,
        verdict=decided.verdict,
        note=decided.note,
        by=by,
        printed_name=by.printed_name[:200],
    )

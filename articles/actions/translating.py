"""Beginning a translation, and saying of its sections from which words of the source they were made."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from articles.languages import canonical, name_of
from articles.locks import lock_article
from articles.models import Article, Edition, Section, SectionVersion, TranslatedFrom
from articles.permissions import require_edit
from articles.queries import draft_of, latest_edition_of, live_edition_of, part_of
from articles.translations import own_parts, rows_of
from articles.words.content import SectionContent, Wording
from articles.words.translating import source_of_next
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused, refuse

from .articles import create_article
from .drafting import NewSection, add_sections, lock_draft
from .versions import add_source

How = TranslatedFrom.How


def translation_issues(source: Article, language: str) -> list[Issue]:
    """Why no translation of this article into this language can be begun. One query."""
    if source.translation_of_id is not None:
        message = gettext("This article is a translation itself: translate the article that it was made from.")
        return [Issue("of-a-translation", message, "language")]
    tag = canonical(language)
    said = {"language": name_of(tag or language)}
    if tag == source.language:
        return [Issue("same-language", gettext("The article itself is in %(language)s.") % said, "language")]
    if tag and source.translations.filter(language=tag).exists():
        return [Issue("translated", gettext("There is a translation into %(language)s already.") % said, "language")]
    return []


@transaction.atomic
def begin_translation(*, source: Article, language: str, title: str, slug: str, by: User) -> Article:
    """Begin an article that says in another language what this one says; ``by`` becomes its owner.

    It gets the outline: sections with their anchors and kinds, and for whom they are left out. No words: what is empty
    cannot be submitted, while words in the source's language would look like done.
    """
    source = lock_article(source.pk)
    require_edit(by, source)
    refuse(translation_issues(source, language))
    front = Wording(heading=title)
    article = create_article(
        slug=slug,
        language=language,
        front=front,
        by=by,
        topic=source.topic,
        kind=source.kind,
        translation_of=source,
    )
    edition = live_edition_of(source) or latest_edition_of(source)
    parts = [part.content for part in own_parts(edition) if not part.content.is_front] if edition else []
    outline = [NewSection(content.anchor, content.kind, Wording(), _left_out(content)) for content in parts]
    draft = draft_of(article)
    if outline and draft is not None:
        add_sections(edition=draft, new=outline, by=by)
    record_translation(article, source, by=by)
    return article


def record_translation(article: Article, source: Article, *, by: User) -> None:
    """The event by which a translation of ``source`` began."""
    _record(article, "article.translation_begun", by, source=str(source.pk), language=article.language)


def _left_out(content: SectionContent) -> dict[str, Wording]:
    return {audience: wording for audience, wording in content.wordings.items() if wording.left_out}


@transaction.atomic
def keep_source(
    *, edition: Edition, before: SectionVersion, version: SectionVersion, shown: UUID | None, keeps_up: bool, by: User
) -> None:
    """Write down from which version of the source a version was made that was written in place of ``before``, beside
    ``shown``."""
    edition = lock_draft(edition, by)
    if edition.article.translation_of_id is None or version.pk == before.pk:
        return
    part = part_of(edition, version.section.anchor)
    before_part = type(part)(part.section, before, part.content)
    source = source_of_next(before.pk, shown, rows_of([before_part]), keeps_up=keeps_up)
    row = _source_version(edition, version.section, source)
    if row is not None:
        _make(edition, version, row, by)


@transaction.atomic
def confirm_translation(*, edition: Edition, anchor: str, source: UUID | None, by: User) -> None:
    """Say of the section's words, as they are, that they are right beside this version of the source. Of words of which
    nobody has said from what they were made (brought from a file, say), that says it: they were made from it."""
    edition = lock_draft(edition, by)
    now = part_of(edition, anchor)
    row = _source_version(edition, now.section, source)
    if row is None:
        message = gettext("The source has changed or gone meanwhile. Look at it again.")
        raise Refused(Issue("no-source", message, f"section:{anchor}"))
    if not TranslatedFrom.objects.filter(version=now.version).exists():
        _make(edition, now.version, row, by)
    _write(edition, now.version, row, How.STILL_RIGHT, by)
    _record(edition.article, "section.translation_confirmed", by, section=now.key, source=row.digest)


def _make(edition: Edition, version: SectionVersion, source: SectionVersion, by: User) -> None:
    """Write down that a version was made from this one of its source, with its hands."""
    _write(edition, version, source, How.MADE, by)
    add_source(version, source, by=by)
    _record(edition.article, "section.translated", by, section=str(version.section_id), source=source.digest)


def _source_version(edition: Edition, section: Section, source: UUID | None) -> SectionVersion | None:
    """The version, if it is one of the section that this one translates."""
    if source is None:
        return None
    there = SectionVersion.objects.filter(
        section__article=edition.article.translation_of_id, section__anchor=section.anchor, pk=source
    )
    return there.first()


def _write(edition: Edition, version: SectionVersion, source: SectionVersion, how: str, by: User) -> None:
    TranslatedFrom.objects.get_or_create(version=version, source=source, how=how, defaults={"by": by})


def _record(article: Article, verb: str, by: User, **facts: str) -> None:
    append_event(chain=article_chain(article.pk), verb=verb, subject=f"article:{article.pk}", by=by, **facts)

"""Bringing a read document into the desk: a new article, or changes to one, in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.exchange.document import Byline, Document, SectionText, WordingText
from articles.languages import default_language
from articles.locks import lock_article
from articles.models import Article, Contribution, Contributor, Edition
from articles.passages import own_parts
from articles.permissions import require_edit
from articles.queries import Part, active_audiences, open_edition_of, parts_of
from articles.requirements import namesakes_of
from articles.words.audiences import as_mapping
from articles.words.content import OutlineEntry, SectionContent, Wording
from articles.words.interruption import merge_outlines
from articles.words.media import same_media
from articles.words.staleness import unconfirmed_base_readers
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused, refuse

from .articles import create_article, set_language, set_topic
from .citing import adopt_references, known_works, with_keys
from .contributors import save_contributor
from .drafting import (
    NewSection,
    add_sections,
    change_outline,
    confirm_wordings,
    remove_section,
    save_section,
)
from .editions import open_edition, set_bylines
from .import_media import keep_brought, place_media, placed_after
from .sources import Brought, keep_source
from .translating import record_translation, translation_issues
from .versions import WordsHere
from .wordings import cleaned, cleaned_all

IMPORTED = Contribution.Part.IMPORTED
OWN_FORMAT = "imprimatur"


@dataclass
class ImportResult:
    """What an import made: section anchors by what happened to them, and the library keys of its references."""

    article: Article
    edition: Edition | None
    created: bool
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    references_made: list[str] = field(default_factory=list)
    references_known: list[str] = field(default_factory=list)
    reordered: bool = False
    people: bool = False

    @property
    def changed_anything(self) -> bool:
        """Whether an edition changes by it."""
        sections = self.added or self.changed or self.removed
        return self.created or self.reordered or self.people or bool(sections)


def with_brought(result: ImportResult, brought: list[str]) -> ImportResult:
    """The result, with those references counted as made that were brought in before the article itself."""
    new = {*brought, *result.references_made}
    keys = [*result.references_made, *result.references_known]
    result.references_made = [key for key in keys if key in new]
    result.references_known = [key for key in keys if key not in new]
    return result


@transaction.atomic
def import_document(
    *, document: Document, by: User, confirm_base: bool = False, brought: Brought | None = None
) -> ImportResult:
    """Save a document as an article's draft; the article with its slug is updated, where its words changed.

    References come first, so that citations find them; unresolved citations stay as they are. ``confirm_base`` says,
    in the name of ``by``, that audiences without a wording of their own may read the text for everyone. ``brought`` is
    kept beside the edition, its pictures come into their sections, and what was doubtful stays with these until
    somebody decides it.
    All or nothing; importing the same document again writes nothing.
    """
    slug = slug_of(document)
    article = Article.objects.filter(slug=slug).first()
    if article is not None:
        require_edit(by, article)
    if brought is not None:
        keep_brought(document, brought.media)
    made, known, keys = adopt_references(document.references, by=by)
    result = _create(slug, document, keys, by=by) if article is None else _update(article, document, keys, by=by)
    result.references_made, result.references_known = made, known
    if result.changed_anything and result.edition and brought is not None:
        place_media(result.edition, document, brought.media, whole=document.format == OWN_FORMAT, by=by)
    if result.changed_anything and result.edition:
        _name_people(result.edition, document, by=by)
    if document.topic and document.topic != result.article.topic:
        result.article = set_topic(article=result.article, topic=document.topic, by=by)
    if document.language:
        result.article = set_language(article=result.article, language=document.language, by=by)
    if confirm_base and result.edition is not None and result.edition.state == EditionState.DRAFT:
        _confirm_base_readers(result.edition, by=by)
    if brought is not None and result.edition is not None and result.changed_anything:
        keep_source(edition=result.edition, document=document, brought=brought, by=by)
    return result


def require_import(document: Document, by: User) -> None:
    """Refuse what is known before anything is written: no address, somebody else's, or an edition that is with the
    board."""
    article = Article.objects.filter(slug=slug_of(document)).first()
    if article is not None:
        require_edit(by, article)
        works = known_works(document.references)
        keys = {key: work.key for key, work in works.items() if work is not None}
        if difference(article, document, keys, by=by).changed_anything:
            refuse(not_now_issues(article))


def slug_of(document: Document) -> str:
    """The address that the document asks for, or that its title makes. Refused if it has neither."""
    slug = document.slug or slugify(document.front.base.heading)[:100].strip("-")
    if not slug:
        raise Refused(
            Issue("no-title", gettext("There is no title to make an address from: give a title or an address."), "slug")
        )
    return slug


def _create(slug: str, document: Document, keys: Mapping[str, str], *, by: User) -> ImportResult:
    front = _content_of(document.front, keys, by=by)
    source = _source_of(document, by=by)
    article = create_article(
        slug=slug,
        topic=document.topic,
        language=document.language,
        translation_of=source,
        by=by,
        front=front.base,
        front_wordings=front.wordings,
        part=IMPORTED,
    )
    if source is not None:
        record_translation(article, source, by=by)
    edition = article.editions.get()
    result = ImportResult(article, edition, created=True, added=["front"])
    _add(edition, document.sections, keys, by=by)
    result.added += [section.anchor for section in document.sections]
    return result


def _source_of(document: Document, *, by: User) -> Article | None:
    """The article that this one says in another language, which ``by`` may edit too."""
    if not document.translation_of:
        return None
    source = Article.objects.filter(slugs__slug=document.translation_of).first()
    if source is None:
        said = {"address": document.translation_of}
        message = gettext("There is no article with the address “%(address)s” that this could be a translation of.")
        raise Refused(Issue("no-source", message % said, gettext("translation of")))
    source = lock_article(source.pk)
    require_edit(by, source)
    refuse(translation_issues(source, document.language or default_language()))
    return source


def _add(edition: Edition, sections: Iterable[SectionText], keys: Mapping[str, str], *, by: User) -> None:
    contents = [_content_of(section, keys, by=by) for section in sections]
    new = [NewSection(content.anchor, content.kind, content.base, content.wordings) for content in contents]
    if new:
        add_sections(edition=edition, new=new, by=by, part=IMPORTED)


def _content_of(section: SectionText, keys: Mapping[str, str], *, by: User) -> SectionContent:
    """What a read section says, cleaned, with its citations under the library's keys."""
    base = cleaned(_wording(section.base, keys), section.anchor, by=by)
    wordings = {audience: _wording(text, keys) for audience, text in section.wordings.items()}
    return SectionContent("", section.anchor, section.kind, base, cleaned_all(wordings, section.anchor, by=by))


def _wording(text: WordingText, keys: Mapping[str, str]) -> Wording:
    return Wording(
        heading=text.heading,
        html=with_keys(text.html, keys),
        question=text.question,
        summary=text.summary,
        left_out=text.left_out,
    )


def _update(article: Article, document: Document, keys: Mapping[str, str], *, by: User) -> ImportResult:
    result = difference(article, document, keys, by=by)
    if result.changed_anything:
        refuse(not_now_issues(article))
        result.edition = edition = result.edition or open_edition(article=article, by=by)
        _apply(edition, result, document, keys, by=by)
    return result


def not_now_issues(article: Article) -> list[Issue]:
    """Why the article cannot be changed now: its open edition is with the board."""
    edition = open_edition_of(article)
    if edition is None or edition.state == EditionState.DRAFT:
        return []
    message = gettext("“%(slug)s” is %(state)s: take edition %(edition)s back first.") % {
        "slug": article.slug,
        "state": edition.get_state_display(),
        "edition": edition.number,
    }
    return [Issue("not-a-draft", message, "slug")]


def difference(article: Article, document: Document, keys: Mapping[str, str], *, by: User) -> ImportResult:
    """What importing the document would do to the article. Reads only; ``edition`` is the one that is open, if any."""
    edition = open_edition_of(article)
    shown = edition or article.editions.latest("number")
    now = {part.section.anchor: part for part in own_parts(article.pk, parts_of(shown))}
    result = _difference(article, document, now, keys, by=by)
    result.reordered = _order_differs(document, now)
    result.people = _people_differ(document, shown)
    result.edition = edition
    return result


def _difference(
    article: Article, document: Document, now: Mapping[str, Part], keys: Mapping[str, str], *, by: User
) -> ImportResult:
    """Which of the article's own sections are new, changed, the same, or gone. A file in the product's own format is
    the whole article; other sources never remove a section."""
    result = ImportResult(article, None, created=False)
    for section in (document.front, *document.sections):
        part = now.get(section.anchor)
        if part is None:
            result.added.append(section.anchor)
        elif _says_the_same(part, _content_of(section, keys, by=by)) and _shows_the_same(part, section, document):
            result.unchanged.append(section.anchor)
        else:
            result.changed.append(section.anchor)
    if document.format == OWN_FORMAT:
        named = {section.anchor for section in document.sections} | {"front"}
        result.removed = [anchor for anchor in now if anchor not in named]
    return result


def _says_the_same(part: Part, content: SectionContent) -> bool:
    return part.content.base == content.base and part.content.wordings == content.wordings


def _shows_the_same(part: Part, section: SectionText, document: Document) -> bool:
    now = part.content.media
    return same_media(placed_after(section, now, whole=document.format == OWN_FORMAT), now)


def _order_differs(document: Document, now: Mapping[str, Part]) -> bool:
    wanted = [section.anchor for section in document.sections]
    return document.format == OWN_FORMAT and wanted != [anchor for anchor in now if anchor != "front"]


def _apply(edition: Edition, result: ImportResult, document: Document, keys: Mapping[str, str], *, by: User) -> None:
    now = {part.section.anchor: part for part in parts_of(edition)}
    words_here = WordsHere(edition.article_id)
    for section in (document.front, *document.sections):
        if section.anchor in result.changed:
            content = _content_of(section, keys, by=by)
            save_section(
                edition=edition,
                anchor=section.anchor,
                base_version=now[section.anchor].version.pk,
                base=content.base,
                wordings=content.wordings,
                by=by,
                part=IMPORTED,
                words_here=words_here,
            )
    _add(edition, [one for one in document.sections if one.anchor in result.added], keys, by=by)
    for anchor in result.removed:
        remove_section(edition=edition, anchor=anchor, reason="No longer in the imported file.", by=by)
    if document.format == OWN_FORMAT:
        _put_in_order(edition, [section.anchor for section in document.sections], by=by)


def _put_in_order(edition: Edition, anchors: list[str], *, by: User) -> None:
    """The article's own sections as the file has them; a passage goes on following what it follows."""

    def ordered(outline: list[OutlineEntry]) -> list[OutlineEntry]:
        own = sorted((one for one in outline if one.anchor in anchors), key=lambda one: anchors.index(one.anchor))
        return list(merge_outlines(own, outline, {entry.section for entry in outline}))

    change_outline(edition, ordered, by, IMPORTED)


def named_people(document: Document) -> list[Byline]:
    """The source's authors and editors. Whom it calls a reviewer is only reported, since only signing reviews."""
    return [byline for byline in document.bylines if byline.role in ("author", "editor")]


def _people_differ(document: Document, edition: Edition) -> bool:
    """Whether the document names other people than the edition does; one that names nobody leaves them alone."""
    wanted = [(person.name, person.credentials, person.role) for person in named_people(document)]
    rows = edition.bylines.select_related("contributor")
    return bool(wanted) and wanted != [(row.contributor.name, row.contributor.credentials, row.role) for row in rows]


def _name_people(edition: Edition, document: Document, *, by: User) -> None:
    people = named_people(document)
    if people:
        set_bylines(edition=edition, bylines=[(_contributor(person, by), person.role) for person in people], by=by)


def _contributor(person: Byline, by: User) -> Contributor:
    """The person on record, who may declare something else now (if several are of that name, one with an account); else
    a new one, of whom an editor says before submission who it is."""
    same = Contributor.objects.filter(name=person.name, credentials=person.credentials)
    known = same.order_by(F("user").asc(nulls_last=True), "-is_outsider", "pk").first()
    said_now = person.has_no_account and not (known and known.is_known) and not _namesakes(person)
    if known is not None and person.interests in ("", known.interests) and not said_now:
        return known
    return save_contributor(
        by=by,
        contributor=known,
        name=person.name,
        credentials=person.credentials,
        interests=person.interests or (known.interests if known else ""),
        outsider=said_now,
    )


def _namesakes(person: Byline) -> list[User]:
    """The accounts that may be theirs: then an editor says which, whatever the file says."""
    row = Contributor(name=person.name, is_outsider=True)
    return namesakes_of([row])[row.pk]


def _confirm_base_readers(edition: Edition, *, by: User) -> None:
    audiences = as_mapping(active_audiences())
    for part in parts_of(edition):
        readers = unconfirmed_base_readers(part.content, audiences, ())
        if readers:
            confirm_wordings(edition=edition, anchor=part.section.anchor, audiences=readers, by=by)

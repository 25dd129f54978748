"""How words become rows: the one place that makes section versions. For the other actions of this app.

No change, no version: the same words are the same row, whoever saves them again.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, OuterRef, QuerySet

from articles.models import BroughtWords, Citation, Confirmation, Contribution, Edition, Pin, Section, SectionVersion
from articles.requirements import to_save
from articles.words.citation_index import references_cited, rows_wanted
from articles.words.content import SectionContent, content_from_text
from articles.words.media_rules import unknown_media
from articles.words.moved import Earlier, Kept, marks_of, moved_from
from editorial.accounts.models import User
from editorial.shared.issues import refuse
from references.models import Reference

from .media import brought_by, index_media, media_named
from .pages import have_pages_say

Part = Contribution.Part


class WordsHere:
    """All versions of an article, oldest first: read once for whatever is saved in one transaction, in which the
    article is locked. Nobody else adds one then, and what is added here is told to it."""

    def __init__(self, article: UUID) -> None:
        self._article, self._kept = article, Kept()
        self._versions: list[Earlier[SectionVersion]] | None = None

    def before(self, version: SectionVersion) -> list[Earlier[SectionVersion]]:
        if self._versions is None:
            here = SectionVersion.objects.filter(section__article=self._article)
            self._versions = _earlier(here, here=True, kept=self._kept)
        return [one for one in self._versions if one.key.pk != version.pk]

    def add(self, version: SectionVersion, content: SectionContent) -> None:
        if self._versions is not None:
            self._versions = [*self.before(version), Earlier(version, content, is_settled=False, kept=self._kept)]


def store_version(
    section: Section,
    content: SectionContent,
    *,
    by: User,
    part: str,
    came_from: SectionVersion | None,
    words_here: WordsHere | None = None,
) -> tuple[SectionVersion, bool]:
    """The version with exactly this content, and whether it is new. The article must be locked.

    Records who contributed it and from where it came; refuses citations of references that do not exist. Who saves
    many sections of an article has its versions read once for all (``words_here``).
    """
    words_here = words_here or WordsHere(section.article_id)
    digest = content.digest
    version = SectionVersion.objects.filter(section=section, digest=digest).first()
    if version is not None:
        if _contribute(version, by=by, part=Part.RESTORED if part == Part.WROTE else part, came_from=None):
            have_pages_say([version])
        return version, False
    references, media = references_cited(content), media_named(section.article_id, content)
    refuse([*to_save(content, references), *unknown_media(content, {file: row.kind for file, row in media.items()})])
    last = SectionVersion.objects.filter(section=section).aggregate(last=Max("number"))["last"] or 0
    version = SectionVersion.objects.create(
        section=section, number=last + 1, content=content.as_text(), digest=digest, created_by=by
    )
    _contribute(version, by=by, part=part, came_from=came_from)
    source = content_from_text(came_from.content) if came_from else None
    marks = marks_of(content, source)
    for other in _words_from(version, content, source, marks, words_here):
        add_source(version, other, by=by)
    words_here.add(version, content)
    BroughtWords.objects.create(version=version, marks=marks)
    index_citations(version, content, references)
    index_media(version, content, media)
    # Of pictures that the source has, too: its hands end where it was approved, and who brought one never judges it.
    for person in brought_by(content.files()):
        _contribute(version, by=person, part=Part.PICTURED, came_from=None)
    return version, True


def _contribute(version: SectionVersion, *, by: User, part: str, came_from: SectionVersion | None) -> bool:
    """Whether it is new."""
    found = Contribution.objects.get_or_create(version=version, user=by, part=part, came_from=came_from)
    return found[1]


def _words_from(
    version: SectionVersion,
    content: SectionContent,
    source: SectionContent | None,
    marks: list[int],
    words_here: WordsHere,
) -> list[SectionVersion]:
    """The other versions, of the article and of others, whose words a new one took over.

    Elsewhere, having been approved settles nothing: who wrote it there has not been judged by others here.
    """
    sections = _sections_with(marks, version.section.article_id)
    there = _earlier(SectionVersion.objects.filter(section__in=sections), here=False) if sections else []
    earlier = sorted([*words_here.before(version), *there], key=lambda one: (one.key.created_at, one.key.pk))
    return moved_from(content, source, earlier)


def _earlier(
    versions: QuerySet[SectionVersion], *, here: bool, kept: Kept | None = None
) -> list[Earlier[SectionVersion]]:
    """Those versions with what they say, oldest first."""
    readers_had = Pin.objects.filter(version=OuterRef("pk"), edition__published_at__isnull=False)
    rows = versions.select_related("section").annotate(is_settled=Exists(readers_had)).order_by("created_at", "pk")
    return [
        Earlier(row, content_from_text(row.content), here and row.is_settled, is_elsewhere=not here, kept=kept)
        for row in rows
    ]


def _sections_with(marks: list[int], article: UUID) -> list[UUID]:
    """Of other articles: for each of these runs of words the section that brought it last. It has the hands of those
    before."""
    with connection.cursor() as cursor:
        cursor.execute(_BROUGHT, [marks, article, marks])
        return [section for (section,) in cursor.fetchall()]


_BROUGHT = """
SELECT DISTINCT section_id FROM (
    SELECT DISTINCT ON (mark) mark, v.section_id
    FROM articles_broughtwords b
    JOIN articles_sectionversion v ON v.id = b.version_id
    JOIN articles_section s ON s.id = v.section_id
    CROSS JOIN LATERAL unnest(b.marks) AS mark
    WHERE b.marks && %s::bigint[] AND s.article_id <> %s AND mark = ANY (%s::bigint[])
    ORDER BY mark, v.created_at DESC, v.id
) AS last
"""


def add_source(version: SectionVersion, source: SectionVersion, *, by: User) -> None:
    """Record that a version has words of another one too: its contributors are contributors of this one."""
    _contribute(version, by=by, part=Part.WROTE, came_from=source)


def carry(version: SectionVersion, source: SectionVersion, *, by: User) -> None:
    """Record that words of ``source`` were moved into a version as they are: all who had a hand in ``source`` have one
    in it, people without accounts too, and whether or not ``source`` was approved."""
    if version != source and _contribute(version, by=by, part=Part.MOVED, came_from=source):
        have_pages_say([version])


def contribute(versions: Iterable[SectionVersion], *, by: User, part: str) -> None:
    """Record that somebody had a hand in each of these versions, otherwise than by writing it."""
    Contribution.objects.bulk_create(
        [Contribution(version=version, user=by, part=part) for version in versions], ignore_conflicts=True
    )


def index_citations(version: SectionVersion, content: SectionContent, references: dict[str, Reference]) -> None:
    """Write the index of a version's citations."""
    Citation.objects.bulk_create(
        [
            Citation(
                version=version,
                audience=audience,
                position=position,
                reference=references[key],
                locator=locator,
            )
            for audience, position, key, locator in rows_wanted(content)
        ]
    )


def confirm_written(section: Section, content: SectionContent, before: SectionContent | None, *, by: User) -> None:
    """A wording that was written just now was written beside this base text: it is not stale."""
    written = [
        audience
        for audience, wording in content.wordings.items()
        if before is None or before.wordings.get(audience) != wording
    ]
    confirm(section, content, written, by=by)


def confirm(section: Section, content: SectionContent, audiences: Iterable[str], *, by: User) -> None:
    """Say of these audiences' words (or of their reading the base text) that they are right beside today's base."""
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                section=section,
                audience=audience,
                base_digest=content.base.digest,
                wording_digest=content.wordings[audience].digest if audience in content.wordings else "",
                by=by,
            )
            for audience in audiences
        ],
        ignore_conflicts=True,
    )


def pin(edition: Edition, section: Section, version: SectionVersion) -> None:
    """Make the draft contain this version of the section."""
    Pin.objects.update_or_create(edition=edition, section=section, defaults={"version": version})

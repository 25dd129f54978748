"""Files of pictures and sound by their digests, and for whom each is there. Reads.

A file is a medium's own, or that of one of its smaller pictures; both are where the medium is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.enums import ArticleKind
from articles.models import Edition, Medium, Pin, PublicPage
from articles.site.published import READABLE
from editorial.files.models import StoredFile


@dataclass(frozen=True)
class MediumFile:
    """A file with its media type, as it was found when the medium was kept. ``is_for_ever``: readers have had it in a
    published edition; otherwise they may have it only now."""

    file: StoredFile
    media_type: str
    is_for_ever: bool = False


def file_for_readers(digest: str) -> MediumFile | None:
    """A file that everybody may have: of an article's edition that was published, or that is shown before its approval
    now. What stands only in drafts, in review, or in a passage that no published article holds is not there. Two
    queries at most."""
    pinned = Pin.objects.filter(version__media_places__medium=OuterRef("pk"))
    was_out = Q(edition__published_at__isnull=False, edition__article__kind=ArticleKind.ARTICLE)
    shown = PublicPage.objects.filter(edition=OuterRef("edition"), kind__in=READABLE)
    media = media_with(digest).annotate(
        was_published=Exists(pinned.filter(was_out)),
        is_shown=Exists(pinned.filter(Exists(shown))),
    )
    found = media.filter(Q(was_published=True) | Q(is_shown=True)).order_by("-was_published", "at").first()
    return _file(found, digest, is_for_ever=found.was_published) if found else None


def file_of_article(article: UUID, digest: str) -> MediumFile | None:
    """A file that was brought to this article, wherever it stands, or that stands in a passage in it. Two queries at
    most."""
    here = Pin.objects.filter(edition__article=article, version__media_places__medium=OuterRef("pk"))
    found = media_with(digest).filter(Q(article=article) | Exists(here)).order_by("at").first()
    return _file(found, digest) if found else None


def file_in(edition: Edition, digest: str) -> MediumFile | None:
    """A file that stands in this edition as it is now, in a section of its own or in a passage. Two queries at most."""
    here = Pin.objects.filter(edition=edition, version__media_places__medium=OuterRef("pk"))
    found = media_with(digest).filter(Exists(here)).order_by("at").first()
    return _file(found, digest) if found else None


def submitted_with(article: UUID, digest: str) -> QuerySet[Edition]:
    """The article's submitted editions that hold a file, in a section of its own or in a passage."""
    pins = Pin.objects.filter(edition=OuterRef("pk"), version__media_places__medium__in=media_with(digest))
    editions = Edition.objects.filter(Exists(pins), article=article, submitted_at__isnull=False)
    return editions.select_related("article").order_by("number")


def media_with(digest: str) -> QuerySet[Medium]:
    """The media, of whatever article, of which this is a file."""
    return Medium.objects.filter(
        Q(file=digest) | Exists(Medium.objects.filter(pk=OuterRef("pk"), renditions__file=digest))
    )


def _file(medium: Medium, digest: str, *, is_for_ever: bool = False) -> MediumFile:
    own = medium.file_id == digest
    row: Any = medium if own else medium.renditions.select_related("file").get(file=digest)
    return MediumFile(row.file, row.media_type, is_for_ever)


def stored_files(digests: Iterable[str]) -> dict[str, StoredFile]:
    """The kept files with these digests. One query; none without any."""
    wanted = set(digests)
    return {row.digest: row for row in StoredFile.objects.filter(pk__in=wanted)} if wanted else {}

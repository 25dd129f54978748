"""Pictures and sound: bringing them to an article, and where its versions hold them.

A medium is kept before anything is saved: the draft's content names it afterwards, by its digest.
"""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from articles.locks import lock_article
from articles.media.values import ReadMedium
from articles.models import Article, Medium, MediumPlace, Rendition, SectionVersion
from articles.permissions import require_edit
from articles.words.content import SectionContent
from editorial.accounts.models import User
from editorial.files.actions import keep_file
from editorial.record.actions import append_event, article_chain


@transaction.atomic
def keep_medium(*, article: Article, read: ReadMedium, by: User) -> Medium:
    """Keep a picture or a sound, with its smaller pictures, for an article that ``by`` may edit.

    The same bytes are the same medium: whoever brings them again gets the row that is there. In another article they
    are measured and drawn as they were there, whatever program reads now: a passage and the article that it stands
    in, which both have a picture, give it alike, and a signature on one counts in the other. :class:`Refused` if the
    store does not take it; then nothing was kept. Event: ``medium.kept``.
    """
    require_edit(by, article)
    keep_bytes([read])
    article = lock_article(article.pk)
    require_edit(by, article)
    file = keep_file(data=read.data)
    found: Medium | None = Medium.objects.filter(article=article, file=file).first()
    if found is not None:
        return found
    there = Medium.objects.filter(file=file).order_by("at", "pk").first()
    measured = there or read
    medium = Medium.objects.create(
        article=article,
        file=file,
        kind=measured.kind,
        media_type=measured.media_type,
        width=measured.width,
        height=measured.height,
        seconds=measured.seconds,
        by=by,
    )
    smaller = _drawn(medium, read) if there is None else _drawn_as_there(medium, there)
    append_event(
        chain=article_chain(article.pk),
        verb="medium.kept",
        subject=f"article:{article.pk}",
        by=by,
        file=file.digest,
        renditions=sorted(row.file_id for row in smaller),
    )
    return medium


def _drawn(medium: Medium, read: ReadMedium) -> list[Rendition]:
    smaller = {keep_file(data=one.data): one for one in read.renditions}
    return Rendition.objects.bulk_create(
        Rendition(medium=medium, file=kept, media_type=one.media_type, width=one.width, height=one.height)
        for kept, one in smaller.items()
    )


def _drawn_as_there(medium: Medium, there: Medium) -> list[Rendition]:
    return Rendition.objects.bulk_create(
        Rendition(medium=medium, file_id=one.file_id, media_type=one.media_type, width=one.width, height=one.height)
        for one in there.renditions.all()
    )


def keep_bytes(media: Iterable[ReadMedium]) -> None:
    """Write the files of these into the store, before the article is locked: large ones take long, and nobody waits
    for them. Until the transaction ends no clean-up takes them, and nobody else keeps the same: hence in one order."""
    files = {sha256(data).hexdigest(): data for one in media for data in (one.data, *(s.data for s in one.renditions))}
    for digest in sorted(files):
        keep_file(data=files[digest])


# For the one place that makes versions


def media_named(article: UUID, content: SectionContent) -> dict[str, Medium]:
    """The media of the article that the content names, by their files. At most one query."""
    files = content.files()
    rows = Medium.objects.filter(article=article, file__in=files) if files else ()
    return {row.file_id: row for row in rows}


def index_media(version: SectionVersion, content: SectionContent, media: dict[str, Medium]) -> None:
    """Write down which media a version holds, in order."""
    MediumPlace.objects.bulk_create(
        MediumPlace(version=version, position=position, medium=media[one.file])
        for position, one in enumerate(content.media)
    )


def brought_by(files: Iterable[str]) -> list[User]:
    """Everybody who brought one of these to any article: it is theirs wherever it stands. At most one query."""
    files = list(files)
    return list(User.objects.filter(pk__in=Medium.objects.filter(file__in=files).values("by"))) if files else []

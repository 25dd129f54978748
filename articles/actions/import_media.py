"""Pictures and recordings that come in with an imported document."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from articles.exchange.document import Document, MediumText, SectionText
from articles.exchange.unresolved import sections_of
from articles.media import ReadMedium
from articles.models import Contribution, Edition, Medium
from articles.queries import parts_of
from articles.words.media import MediumWords, PlacedMedium, same_media
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused

from .media import keep_bytes, keep_medium
from .placing import set_media


def placed_after(section: SectionText, now: Iterable[PlacedMedium], *, whole: bool) -> tuple[PlacedMedium, ...]:
    """What a section holds once this is imported: of the whole article, what it names; of any other source, that
    besides what is there."""
    named = [_placed(one) for one in section.media]
    if whole:
        return tuple(named)
    held = list(now)
    files = {one.file for one in held}
    return (*held, *(one for one in named if one.file not in files))


def _placed(one: MediumText) -> PlacedMedium:
    words = {key: MediumWords(said.get("alt", ""), said.get("caption", "")) for key, said in one.words.items()}
    return PlacedMedium(one.file, one.kind, one.credit, one.licence, words)


def keys_wanted(document: Document) -> list[str]:
    """By which the bytes are found, each once."""
    return list(dict.fromkeys(one.key for section in sections_of(document) for one in section.media))


def keep_brought(document: Document, media: Mapping[str, ReadMedium]) -> None:
    """Keep the bytes of what the document's sections hold, before any article is locked."""
    keep_bytes(media[key] for key in keys_wanted(document) if key in media)


def place_media(
    edition: Edition, document: Document, media: Mapping[str, ReadMedium], *, whole: bool, by: User
) -> None:
    """Put what came along into the sections of a locked draft. :class:`Refused` if the bytes of any are missing, or the
    store does not take them; then the whole import is."""
    sections = {section.anchor: section for section in sections_of(document)}
    for part in parts_of(edition):
        section = sections.get(part.section.anchor)
        if section is None or not (section.media or whole):
            continue
        wanted = placed_after(section, part.content.media, whole=whole)
        if same_media(wanted, part.content.media):
            continue
        held = known_files(edition, (one.file for one in section.media))
        for one in section.media:
            if one.file not in held:
                keep_medium(article=edition.article, read=_read(one, media), by=by)
        set_media(
            edition=edition,
            anchor=part.section.anchor,
            base_version=part.version.pk,
            media=wanted,
            by=by,
            part=Contribution.Part.IMPORTED,
        )


def known_files(edition: Edition, files: Iterable[str]) -> set[str]:
    """Those that were brought to the article before."""
    return set(Medium.objects.filter(article=edition.article_id, file__in=list(files)).values_list("file", flat=True))


def _read(one: MediumText, media: Mapping[str, ReadMedium]) -> ReadMedium:
    read = media.get(one.key)
    if read is None:
        message = gettext(
            "A picture of the source (%(name)s) did not come along: import the file once more, with what is beside it."
        )
        raise Refused(Issue("medium-missing", message % {"name": one.caption or one.alt or one.key[:60]}, "file"))
    return read

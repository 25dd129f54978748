"""The pictures and recordings of an edition as they go out, to be read."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from articles.exchange.outgoing import OutMedium
from articles.media.pictures import for_paper
from articles.models import Medium
from articles.words.media import PlacedMedium
from editorial.files.store import open_file

WIDE_ENOUGH = 1600


def out_media(
    placed: Iterable[PlacedMedium], rows: Mapping[str, Medium], labels: Mapping[str, str]
) -> tuple[OutMedium, ...]:
    """Each with everything that is said of it, to everyone and to each audience."""
    return tuple(_out(one, rows[one.file], labels) for one in placed)


def _out(one: PlacedMedium, row: Medium, labels: Mapping[str, str]) -> OutMedium:
    said = tuple(_said(one, labels))
    if not one.is_picture:
        minutes, seconds = divmod(row.seconds or 0, 60)
        length = gettext("Recording, %(length)s minutes") % {"length": f"{minutes}:{seconds:02}"}
        return OutMedium((length, *said))
    data, media_type, width, height = _shown(row)
    return OutMedium(said, one.base.alt, data, media_type, width, height)


def _said(one: PlacedMedium, labels: Mapping[str, str]) -> Iterable[str]:
    for audience, words in one.words.items():
        to = f" ({labels.get(audience, audience)})" if audience else ""
        if words.caption:
            yield words.caption + to
        if words.alt:
            yield gettext("Described as: %(alt)s") % {"alt": words.alt} + to
    yield from filter(None, (one.credit, one.licence))


def _shown(row: Medium) -> tuple[bytes, str, int, int]:
    """The picture itself, or where that is wide, one that was drawn smaller when it was brought."""
    smaller = [one for one in row.renditions.all() if one.width <= WIDE_ENOUGH]
    best = max(smaller, key=lambda one: one.width) if smaller and (row.width or 0) > WIDE_ENOUGH else None
    with open_file(best.file if best else row.file) as kept:
        data = kept.read()
    if best is None:
        return data, row.media_type, row.width or 1, row.height or 1
    return for_paper(data, row.media_type), row.media_type, best.width, best.height

"""From which words of another language the sections of a translation were made, as those who sign them are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from articles.models import Edition, Pin, TranslatedFrom
from articles.queries import Part, live_edition_of


@dataclass(frozen=True)
class MadeFrom:
    """What one section was made from. ``number`` is the version of the source's section that it was last said to be
    made from or right beside, None where nobody has said; ``now`` is the one that readers have, None where they have
    none. ``slug`` is the source's address, "" while readers have nothing at it."""

    slug: str
    language: str
    number: int | None
    now: int | None
    keeps_up: bool


def made_from_in(edition: Edition, parts: Iterable[Part]) -> dict[UUID, MadeFrom]:
    """By version; nothing for an article that is no translation, and for passages. Three queries, else none."""
    article = edition.article
    source = article.translation_of
    if source is None:
        return {}
    own = [part for part in parts if part.section.article_id == article.pk]
    said: dict[UUID, dict[UUID, int]] = {}
    rows = TranslatedFrom.objects.filter(version__in=[part.version.pk for part in own]).order_by("id")
    for version, theirs, number in rows.values_list("version_id", "source_id", "source__number"):
        said.setdefault(version, {}).pop(theirs, None)
        said[version][theirs] = number
    live = live_edition_of(source)
    pins = Pin.objects.filter(edition=live).values_list("section__anchor", "version_id", "version__number")
    now = {anchor: (version, number) for anchor, version, number in pins} if live else {}
    slug, language = source.slug if live else "", source.language
    return {
        part.version.pk: _one(slug, language, said.get(part.version.pk, {}), now.get(part.section.anchor))
        for part in own
    }


def _one(slug: str, language: str, said: dict[UUID, int], now: tuple[UUID, int] | None) -> MadeFrom:
    number = said[now[0]] if now and now[0] in said else next(reversed(said.values()), None)
    return MadeFrom(slug, language, number, now[1] if now else None, bool(now and now[0] in said))

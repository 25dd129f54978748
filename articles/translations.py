"""Translations and their sources, as they are read. Reads; decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.models import Article, Edition, TranslatedFrom
from articles.permissions import may_edit
from articles.queries import Part, latest_edition_of, live_edition_of, parts_of
from articles.words.translating import WAITS, Keeping, Made, keeping


def source_edition(article: Article, user) -> Edition | None:
    """What a translation is held against: the edition that readers have of its source. Before there is one, the newest,
    for those who may edit the source; for others there is nothing."""
    source = article.translation_of
    if source is None:
        return None
    edition = live_edition_of(source)
    if edition is None and may_edit(user, source):
        edition = latest_edition_of(source)
    if edition is not None:
        edition.article = source
    return edition


def own_parts(edition: Edition) -> list[Part]:
    """The sections that are the article's own: a passage that stands in it is translated as an article."""
    return [part for part in parts_of(edition) if part.section.article_id == edition.article_id]


def rows_of(parts: Iterable[Part]) -> list[Made]:
    """What is said of these versions, oldest first. One query."""
    rows = TranslatedFrom.objects.filter(version__in=[part.version.pk for part in parts]).order_by("id")
    return [Made(*row) for row in rows.values_list("version_id", "source_id")]


@dataclass(frozen=True)
class Held:
    """A translation's edition held against its source."""

    source: Edition
    theirs: Mapping[str, Part]
    standing: Mapping[str, Keeping]
    made: tuple[Made, ...]

    @property
    def waiting(self) -> list[str]:
        """The anchors at which somebody has to look."""
        return [anchor for anchor, one in self.standing.items() if one in WAITS]


def held_against_source(edition: Edition, parts: Iterable[Part], user) -> Held | None:
    """None where the article is no translation, or its source may not be seen. Five queries at most."""
    source = source_edition(edition.article, user)
    if source is None:
        return None
    parts = [part for part in parts if part.section.article_id == edition.article_id]
    theirs = {part.section.anchor: part for part in own_parts(source)}
    made = rows_of(parts)
    here = {part.section.anchor: part.version.pk for part in parts}
    there = {anchor: part.version.pk for anchor, part in theirs.items()}
    return Held(source, theirs, keeping(here, there, made), tuple(made))

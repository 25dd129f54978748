"""Which doubts of imports stand in an edition: by the versions that it pins, and all that these were made from."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from django.utils.translation import gettext

from articles.models import Article, Doubt, DoubtDecision, Edition, SourceDocument
from articles.queries import Part

# Every version that a pinned one was made from, itself included, and the doubts that came in with one of them.
STANDING = """
    WITH RECURSIVE made (pinned, version) AS (
        SELECT v, v FROM unnest(%s::uuid[]) AS v
        UNION
        SELECT made.pinned, c.came_from_id FROM made JOIN articles_contribution c ON c.version_id = made.version
        WHERE c.came_from_id IS NOT NULL AND EXISTS (SELECT FROM articles_doubt)
    )
    SELECT made.pinned, d.id FROM made JOIN articles_doubt d ON d.version_id = made.version
"""


@dataclass(frozen=True)
class StandingDoubt:
    """A doubt in a section that an edition pins; ``decision`` is the last one, if there is any."""

    doubt: Doubt
    decision: DoubtDecision | None

    @property
    def is_open(self) -> bool:
        return self.decision is None


def doubts_in(parts: Iterable[Part]) -> dict[UUID, list[StandingDoubt]]:
    """By version: the doubts that stand in it, each in one section only, in the order of the source. One query where
    there are none, else two more."""
    parts = list(parts)
    places = _standing_in([part.version.pk for part in parts])
    if not places:
        return {}
    rows = Doubt.objects.filter(pk__in=places).select_related("section").order_by("source__at", "position")
    decided = _decisions(places)
    at_home = {part.section.pk: part.version.pk for part in parts}
    found: dict[UUID, list[StandingDoubt]] = defaultdict(list)
    for row in rows:
        home = at_home.get(row.section_id)
        version = (
            home if home in places[row.pk] else next(p.version.pk for p in parts if p.version.pk in places[row.pk])
        )
        found[version].append(StandingDoubt(row, decided.get(row.pk)))
    return dict(found)


def get_doubt_in(article: Article, pk: Any) -> Doubt:
    """A doubt about words of this article; ``Http404`` for any other."""
    try:
        found = Doubt.objects.filter(pk=pk, section__article=article).select_related("section").first()
    except ValidationError:
        found = None
    if found is None:
        raise Http404(gettext("No such doubt."))
    return found


def decided_for(edition: Edition, parts: Iterable[Part]) -> dict[UUID, list[StandingDoubt]]:
    """By version: the doubts that were decided since readers last got something new, on the way to this edition; what
    was decided for an earlier one was before its board. One query where there are none."""
    found = doubts_in(parts)
    since = edition.based_on.number if found and edition.based_on else 0
    return {
        version: told
        for version, standing in found.items()
        if (told := [one for one in standing if one.decision and one.decision.edition.number > since])
    }


def _standing_in(versions: list[Any]) -> dict[UUID, set[UUID]]:
    """By doubt: the pinned versions that were made from the one it came in with."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [versions])
        for pinned, doubt in cursor.fetchall():
            found[doubt].add(pinned)
    return found


def _decisions(doubts: Iterable[Any]) -> dict[Any, DoubtDecision]:
    """The last decision on each."""
    rows = DoubtDecision.objects.filter(doubt__in=doubts).select_related("edition").order_by("id")
    return {row.doubt_id: row for row in rows}


def sources_of(edition: Edition) -> list[SourceDocument]:
    """What this edition was imported from, and what the drafts and submissions before it since readers last got
    something new; the oldest first. One query."""
    since = edition.based_on.number if edition.based_on else 0
    rows = SourceDocument.objects.filter(
        edition__article=edition.article_id, edition__number__gt=since, edition__number__lte=edition.number
    )
    return list(rows.select_related("by", "file", "edition").order_by("at"))


@dataclass(frozen=True)
class SourceShown:
    """A source as a page shows it: the reader's report, line by line, and every doubt with its last decision."""

    source: SourceDocument
    report: list[str]
    doubts: list[StandingDoubt]


def get_source_in(article: Article, pk: Any, *, submitted_up_to: Edition | None = None) -> SourceDocument:
    """A source of one of the article's editions; ``Http404`` for any other. With a submitted edition: one of
    :func:`sources_of` it, so that nothing of later drafts is seen."""
    rows = SourceDocument.objects.filter(pk=pk, edition__article=article).select_related("by", "file", "edition")
    found = rows.first()
    if found is None or (submitted_up_to is not None and found not in sources_of(submitted_up_to)):
        raise Http404(gettext("No such source."))
    return found


def shown_source(source: SourceDocument) -> SourceShown:
    """Read it with its doubts. Two queries."""
    rows = list(source.doubts.select_related("section").order_by("position"))
    decided = _decisions([row.pk for row in rows])
    report = json.loads(source.content)["report"]["text"]
    return SourceShown(source, report, [StandingDoubt(row, decided.get(row.pk)) for row in rows])

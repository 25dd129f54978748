"""How the evidence of an editor's articles stands: what is at risk, how old it is, what nobody could check. Reads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from articles.enums import OPEN_STATES, EditionState
from articles.models import Article, Citation, Edition, Pin
from articles.queries import titles_of_each, visible_to
from editorial.accounts.models import User
from references.enums import AT_RISK, Standing
from references.formatting import short_name
from references.models import Reference
from references.usage import cited
from reviews.rules.evidence import MENDING, current_editions

MOST, SOME = 50, 12
UNDATED = 9999  # sorts after every year
WIDTH, ROW, LINE = 360, 46, 30


@dataclass(frozen=True)
class Aged:
    """One article with the years of what it cites now, oldest first; undated references are only counted."""

    article: Article
    title: str
    years: tuple[int, ...]
    oldest: Reference | None
    count: int

    @property
    def median(self) -> int | None:
        return _median(self.years)


@dataclass(frozen=True)
class Timeline:
    """How old the evidence of each article is: drawn, with the table that says the same. For _components/chart.html."""

    aged: tuple[Aged, ...]
    key: str = "ages"
    title: str = gettext_lazy("How old the evidence is, by article")
    columns: tuple[str, ...] = (
        gettext_lazy("Article"),
        gettext_lazy("References"),
        gettext_lazy("Oldest"),
        gettext_lazy("Half are older than"),
    )
    empty: str = gettext_lazy("No article of yours cites anything with a year yet.")

    @property
    def says(self) -> str:
        return gettext(
            "A mark for each cited reference at its year; the tall mark is the middle one. The oldest come first."
        )

    @property
    def is_empty(self) -> bool:
        return not any(one.years for one in self.aged)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [
            (
                one.title,
                str(one.count),
                f"{one.years[0]} ({short_name(one.oldest.csl)})" if one.oldest else gettext("no year"),
                str(one.median or "–"),
            )
            for one in self.aged
        ]

    @property
    def svg(self) -> SafeString:
        drawn = [one for one in self.aged if one.years]
        first, last = min(one.years[0] for one in drawn), max(one.years[-1] for one in drawn)
        rows = format_html_join("", "{}", ((_row(one, place, first, last),) for place, one in enumerate(drawn)))
        height = len(drawn) * ROW + 18
        return format_html(
            '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{key}-title {key}-says">'
            '<title id="{key}-title">{}</title><desc id="{key}-says">{}</desc>{}'
            '<text class="chart-label chart-first" x="0" y="{y}">{}</text>'
            '<text class="chart-said" x="{}" y="{y}">{}</text></svg>',
            *(WIDTH, height, self.title, self.says, rows, first, WIDTH, last),
            key=self.key,
            y=height - 4,
        )


def _row(one: Aged, place: int, first: int, last: int) -> SafeString:
    """An article's name, and a line of years with a mark for each reference."""
    y = place * ROW
    marks = format_html_join("", "{}", ((_mark(year, y, first, last),) for year in sorted(set(one.years))))
    title = one.title if len(one.title) <= 40 else f"{one.title[:39]}…"
    x = _x(one.median, first, last)
    return format_html(
        '<text class="chart-label" x="0" y="{}">{}</text><text class="chart-said" x="{}" y="{}">{}</text>'
        '<line class="chart-line" x1="0" y1="{line}" x2="{}" y2="{line}"/>{}'
        '<rect class="chart-middle" x="{}" y="{}" width="3" height="14" rx="1"/>',
        *(y + 16, title, WIDTH, y + 16, one.median, WIDTH, marks, x - 1.5, y + LINE - 7),
        line=y + LINE,
    )


def _mark(year: int, y: int, first: int, last: int) -> SafeString:
    return format_html('<circle class="chart-mark" cx="{}" cy="{}" r="4"/>', _x(year, first, last), y + LINE)


def _x(year: int, first: int, last: int) -> float:
    return round(4 + (year - first) / max(1, last - first) * (WIDTH - 8), 1)


def ages_of(articles: QuerySet[Article], most: int = MOST) -> tuple[list[Aged], int]:
    """The articles that cite anything now, those with the oldest evidence first, and how many there are.

    Only years are read of all of them, so that many articles cost little more than few. Four queries.
    """
    years = _years_cited(articles)
    order = sorted(years, key=lambda pk: (_median(years[pk].values()) or UNDATED, str(pk)))
    shown = {pk: years[pk] for pk in order[:most]}
    editions = {edition.article_id: edition for edition in _editions_of(shown)}
    titles = titles_of_each(editions.values())
    oldest = _oldest_of(shown)
    return [
        _aged(edition.article, titles.get(edition.pk) or edition.article.slug, some, oldest.get(pk))
        for pk, some in shown.items()
        if (edition := editions.get(pk))
    ], len(years)


def _years_cited(articles: QuerySet[Article]) -> dict[Any, dict[Any, int | None]]:
    """By article: the years of the references that it cites now, by their ids. One query."""
    pins = Pin.objects.filter(current_editions(), version=OuterRef("version"), edition__article__in=articles)
    rows = Citation.objects.filter(Exists(pins)).annotate(
        answer=Coalesce("reference__merged_into_id", "reference_id"),
        year=Case(When(reference__merged_into=None, then="reference__year"), default="reference__merged_into__year"),
    )
    found: dict[Any, dict[Any, int | None]] = defaultdict(dict)
    for article, answer, year in rows.order_by().values_list("version__section__article", "answer", "year").distinct():
        found[article][answer] = year
    return found


def _median(years: Iterable[int | None]) -> int | None:
    dated = [year for year in years if year]
    return median_low(dated) if dated else None


def _editions_of(articles: Iterable[Any]) -> QuerySet[Edition]:
    """The editions by which these articles can be named, the newest of each last."""
    states = [EditionState.PUBLISHED, *OPEN_STATES, *MENDING]
    rows = Edition.objects.filter(article__in=list(articles), state__in=states)
    return rows.select_related("article").order_by("number")


def _oldest_of(shown: dict[Any, dict[Any, int | None]]) -> dict[Any, Reference]:
    """By article: the reference with the earliest year. One query."""
    first = {}
    for article, years in shown.items():
        dated = [(year, str(pk), pk) for pk, year in years.items() if year]
        if dated:
            first[article] = min(dated)[2]
    rows = Reference.objects.in_bulk(set(first.values()))
    return {article: rows[pk] for article, pk in first.items()}


def _aged(article: Article, title: str, years: dict[Any, int | None], oldest: Reference | None) -> Aged:
    return Aged(article, title, tuple(sorted(year for year in years.values() if year)), oldest, len(years))


@dataclass(frozen=True)
class Named:
    """A reference as a list names it."""

    reference: Reference
    name: str


def _named(rows: Iterable[Reference]) -> list[Named]:
    return [Named(row, short_name(row.csl)) for row in rows]


@dataclass(frozen=True)
class Overview:
    """Everything on the page."""

    timeline: Timeline
    at_risk: list[Named]
    corrected: list[Named]
    unchecked: list[Named]
    unchecked_count: int
    uncited: list[Named]
    articles: int


def overview_for(user: User) -> Overview:
    """How the evidence stands: of this editor's articles where it is about articles, of all that is cited else."""
    articles = visible_to(user)
    aged, count = ages_of(articles)
    unchecked = _cited().filter(doi="", pmid="")
    return Overview(
        timeline=Timeline(tuple(aged)),
        at_risk=_named(_cited().filter(standing__in=AT_RISK).order_by("standing_changed_at")[:MOST]),
        corrected=_named(_cited().filter(standing=Standing.CORRECTED).order_by("-standing_changed_at")[:MOST]),
        unchecked=_named(unchecked.order_by("year", "key")[:MOST]),
        unchecked_count=unchecked.count(),
        uncited=_named(_uncited()[:SOME]),
        articles=count,
    )


def _cited() -> QuerySet[Reference]:
    """References that something cites now, those that answer for others included."""
    return Reference.objects.filter(pk__in=cited(), merged_into__isnull=True)


def _uncited() -> QuerySet[Reference]:
    """References that nothing cites now, those that were added last first."""
    return Reference.objects.filter(merged_into__isnull=True).exclude(pk__in=cited()).order_by("-created_at", "-key")

"""The library page: what was asked for, and one page of what was found. Reads.

Pages follow each other by the place of their last row, never by counting from the beginning, so the ten-thousandth page
costs what the first does; and what was found is counted to a thousand, not to the end. Who typed words gets the best
match first, as in the picker; of more than a thousand that hold them, the thousand added last are weighed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, Expression, F, Func, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy, gettext_noop

from references import usage
from references.enums import Kind, LinkFinding, Standing
from references.models import Reference

from .queries import contradicts, visible_to
from .ranking import by_match
from .search import Way, ways

PAGE_SIZE = 25
MAX_TEXT = 1500  # a whole citation
COUNTED = 1000
YEARS = (1, 2999)


@dataclass(frozen=True)
class Order:
    """One way to sort: by an expression, then by key; both up or both down."""

    label: str
    by: Expression | F
    column: str
    down: bool = False


ORDERS = {
    "key": Order("Key", F("key"), "key"),
    "author": Order(gettext_noop("First author"), Lower("first_author"), "first_author"),
    "newest": Order(gettext_noop("Newest work first"), Coalesce("year", 0), "year", down=True),
    "added": Order(gettext_noop("Added last first"), F("created_at"), "created_at", down=True),
}
BEST = gettext_noop("Best match; without words by key")
CITED = {"yes": gettext_lazy("Cited"), "no": gettext_lazy("Not cited")}


@dataclass(frozen=True)
class Wanted:
    """What the library page was asked for. Whatever is no proper question is taken for none; without ``sort`` the best
    match comes first where there are words, else the key decides."""

    text: str = ""
    kind: str = ""
    standing: str = ""
    cited: str = ""
    link: str = ""
    since: int | None = None
    until: int | None = None
    sort: str = ""
    after: str = ""
    before: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything but the order was asked for."""
        return replace(self, sort="", after="", before="") != Wanted()

    @property
    def narrowed(self) -> bool:
        """Whether there is more than words to it: then the page shows the filters."""
        return replace(self, text="", after="", before="") != Wanted()

    def query(self, **changes: Any) -> str:
        """The query string of the same question, with changes; its place among the pages is left out."""
        names: dict[str, object] = {
            "q": self.text,
            "kind": self.kind,
            "standing": self.standing,
            "cited": self.cited,
            "link": self.link,
        }
        names |= {"from": self.since, "to": self.until, "sort": self.sort}
        return urlencode({name: value for name, value in (names | changes).items() if value not in ("", None)})


def wanted_from(data: Mapping[str, str]) -> Wanted:
    """What a query string asks for."""

    def one_of(name: str, allowed) -> str:
        return data.get(name, "") if data.get(name, "") in allowed else ""

    return Wanted(
        text=data.get("q", "")[:MAX_TEXT].replace("\x00", ""),
        kind=one_of("kind", Kind.values),
        standing=one_of("standing", Standing.values),
        cited=one_of("cited", CITED),
        link=one_of("link", LinkFinding.values),
        since=_year(data.get("from", "")),
        until=_year(data.get("to", "")),
        sort=one_of("sort", ORDERS),
        after=data.get("after", "")[:400].replace("\x00", ""),
        before=data.get("before", "")[:400].replace("\x00", ""),
    )


def _year(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return number if YEARS[0] <= number <= YEARS[1] else None


@dataclass(frozen=True)
class LibraryPage:
    """Some references in their order, how many there are (at most ``COUNTED``), and what leads on and back. ``ends``
    says that more were found than the pages of best matches show."""

    references: list[Reference]
    count: int
    more: bool
    next: str
    previous: str
    ends: bool = False


def library_page(user, wanted: Wanted) -> LibraryPage:
    """One page of what was asked for. A page's place that cannot be read is the first page."""
    way, count = Way(visible_to(user).none(), []), 0
    for way in ways(filtered(user, wanted), wanted.text):
        count = way.found.order_by()[: COUNTED + 1].count()
        if count:
            break
    rows, before, after = _matched(way, wanted) if way.words and not wanted.sort else _sorted(way.found, wanted)
    return LibraryPage(
        references=rows,
        count=min(count, COUNTED),
        more=count > COUNTED,
        next=wanted.query(after=after) if after else "",
        previous=wanted.query(before=before) if before else "",
        ends=count > COUNTED and bool(way.words) and not (wanted.sort or after),
    )


Shown = tuple[list[Reference], str, str]
"""Rows, and the places from which the page before and the page after are found: "" where there is none."""


def _matched(way: Way, wanted: Wanted) -> Shown:
    """By best match: a place is the key of a row."""
    rows = by_match(way, COUNTED)
    keys = [row.key for row in rows]
    start = keys.index(wanted.after) + 1 if wanted.after in keys else 0
    if wanted.before in keys:
        start = max(0, keys.index(wanted.before) - PAGE_SIZE)
    shown = rows[start : start + PAGE_SIZE]
    read = Reference.objects.select_related("link").in_bulk([row.pk for row in shown])
    left = len(rows) > start + PAGE_SIZE
    return (
        [read[row.pk] for row in shown if row.pk in read],
        shown[0].key if shown and start else "",
        shown[-1].key if shown and left else "",
    )


def _sorted(found: QuerySet[Reference], wanted: Wanted) -> Shown:
    order = ORDERS[wanted.sort or "key"]
    found = found.select_related("link").annotate(place=order.by)
    back = bool(wanted.before)
    rows = list(_from_place(found, order, wanted.before or wanted.after, back)[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE][::-1] if back else rows[:PAGE_SIZE]
    has_next, has_previous = (True, more) if back else (more, bool(wanted.after))
    return rows, _place(rows[0]) if rows and has_previous else "", _place(rows[-1]) if rows and has_next else ""


def filtered(user, wanted: Wanted) -> QuerySet[Reference]:
    """All visible references that the filters let through, in no order."""
    found = visible_to(user)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.standing:
        found = found.filter(standing=wanted.standing)
    if wanted.link:
        found = found.filter(link__finding=wanted.link)
    if wanted.since:
        found = found.filter(year__gte=wanted.since)
    if wanted.until:
        found = found.filter(year__lte=wanted.until)
    if wanted.cited:
        cited = usage.cited()
        found = found.filter(pk__in=cited) if wanted.cited == "yes" else found.exclude(pk__in=cited)
    return found


class _Beyond(Func):
    """Whether (value, key) comes after a place, as one comparison of rows: an index answers it."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> Any:
        parts = [compiler.compile(part) for part in self.source_expressions]
        (one, _), (other, _), (place, _), (key, _) = parts
        parameters = [value for _, values in parts for value in values]
        return f"({one}, {other}) {self.extra['sign']} ({place}, {key})", parameters


def _from_place(found: QuerySet[Reference], order: Order, place: str, back: bool) -> QuerySet[Reference]:
    down = order.down != back
    sorting = [order.by.desc() if down else order.by.asc(), F("key").desc() if down else F("key").asc()]
    value, key = _read_place(place, order)
    if key:
        sign = "<" if down else ">"
        found = found.filter(_Beyond(order.by, F("key"), Value(value), Value(key), sign=sign))
    return found.order_by(*sorting)


def _place(reference: Any) -> str:
    value = reference.place  # as the database sorts it, not as Python would write it
    if isinstance(value, datetime):
        value = value.isoformat()
    return f"{reference.key} {'' if value is None else value}"


def _read_place(text: str, order: Order) -> tuple[Any, str]:
    """The value and key of a place; ("", "") if it is none."""
    key, _, value = text.partition(" ")
    try:
        if order.column == "created_at":
            return datetime.fromisoformat(value), key
        if order.column == "year":
            return int(value or 0), key
    except ValueError:
        return "", ""
    return value, key


@dataclass(frozen=True)
class Duplicates:
    """Groups of references that are probably one work, and what leads to the next ones."""

    groups: list[list[Reference]]
    next: str


def duplicates(user, after: str = "") -> Duplicates:
    """Probable duplicates: title, year and first author alike, and no two identifiers that differ. Two queries, of
    which the first reads one index."""
    found = visible_to(user).exclude(fingerprint__startswith="=")  # records too thin to be compared
    found = found.filter(fingerprint__gt=after)
    marks = found.values("fingerprint").annotate(many=Count("*")).filter(many__gt=1).order_by("fingerprint")
    shown = list(marks.values_list("fingerprint", flat=True)[: PAGE_SIZE + 1])
    groups: dict[str, list[Reference]] = {mark: [] for mark in shown[:PAGE_SIZE]}
    for row in visible_to(user).filter(fingerprint__in=groups).order_by("created_at", "key"):
        groups[row.fingerprint].append(row)
    probable = [_probable(rows) for rows in groups.values()]
    leads_on = urlencode({"after": shown[PAGE_SIZE - 1]}) if len(shown) > PAGE_SIZE else ""
    return Duplicates([rows for rows in probable if len(rows) > 1], leads_on)


def _probable(rows: list[Reference]) -> list[Reference]:
    """The first, and those whose identifiers do not say that they are other works."""
    first = rows[0]
    return [first, *(row for row in rows[1:] if not contradicts(first, row.doi, row.pmid))]

"""Reads that are asked again and again: the SQL of each is put together once in a process.

Django puts a query together anew each time it is asked, which takes longer than PostgreSQL takes to answer. Here it
does so for stand-ins instead of values, the first time that a read is asked with values of one shape (how many there
are of each); after that the values only take the places of the stand-ins. The rows are read by Django as ever.
"""

from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from itertools import count
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

_Row = TypeVar("_Row")
_MOST_SHAPES = 50  # of one read; beyond, it is put together anew
_MOST_VALUES = 200  # in one collection; with more, what is kept would be large, and building it is the lesser part
_GREATEST = 2**31 - 1  # number that any column of numbers can hold
_SINGLE = (UUID, str, int, date)
_number = count(1_900_000_001)  # numbers that nothing else in a query has, and that any column of numbers can hold


def compiled(build: Callable[..., QuerySet[Any, _Row]]) -> Callable[..., list[_Row]]:
    """Make a function that builds a queryset into one that answers with its rows.

    All that differs from call to call is in its arguments, each an id, text, number or day, or a collection of such.
    Nothing that it builds may depend on anything else (today's date, a setting, a model instance): it would hold on.
    """
    known: dict[tuple[Any, ...], _Read | None] = {}

    @wraps(build)
    def rows(*values: Any) -> list[_Row]:
        values = tuple(value if isinstance(value, _SINGLE) else list(value) for value in values)
        if not all(_may_be_kept(value) for value in values):
            return list(build(*values))
        shape = tuple((type(one[0]), len(one)) if isinstance(one, list) else type(one) for one in values)
        if shape not in known and len(known) >= _MOST_SHAPES:
            return list(build(*values))
        if shape not in known:
            known[shape] = _read(build, values)
        read = known[shape]
        return list(build(*values)) if read is None else read.rows(values)

    return rows


def _may_be_kept(value: Any) -> bool:
    """Not an empty or a large collection, nor a number that a column may not hold: of such Django knows that no row
    has it."""
    if isinstance(value, list):
        return 0 < len(value) <= _MOST_VALUES and all(map(_may_be_kept, value))
    return not isinstance(value, int) or abs(value) <= _GREATEST


@dataclass(frozen=True)
class _Read:
    """A query put together: ``places`` are, for each parameter, the constant, or which argument's (which) value."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    places: tuple[Any, ...]

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        alias = self.queryset.db
        query, compiler = copy(self.queryset.query), copy(self.compiler)
        compiler.connection = connections[alias]
        if query.select_for_update and compiler.connection.get_autocommit():
            compiler.as_sql()  # which Django refuses outside a transaction
        filled = tuple(place.of(values) if isinstance(place, _Place) else place for place in self.places)
        compiler.as_sql = lambda: (self.sql, filled)
        query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]  # of this copy alone
        asked: Any = SimpleNamespace(db=alias, query=query, model=self.queryset.model, _known_related_objects={})
        read: Any = self.queryset._iterable_class  # as a queryset reads its rows
        return list(read(asked))


@dataclass(frozen=True)
class _Place:
    """Where a value comes from: which argument, and of a collection which of its values."""

    argument: int
    index: int | None

    def of(self, values: tuple[Any, ...]) -> Any:
        value = values[self.argument]
        return value if self.index is None else value[self.index]


def _read(build: Callable[..., QuerySet[Any, Any]], values: tuple[Any, ...]) -> _Read | None:
    """The query for values of this shape; None where Django knows already that it has no rows."""
    places: dict[Any, _Place] = {}
    standing: list[Any] = []
    for argument, value in enumerate(values):
        if isinstance(value, list):
            several = [_stand_in(one) for one in value]
            places |= {one: _Place(argument, index) for index, one in enumerate(several)}
            standing.append(several)
        else:
            one = _stand_in(value)
            places[one] = _Place(argument, None)
            standing.append(one)
    queryset = build(*standing)
    if queryset._prefetch_related_lookups or queryset._known_related_objects:  # type: ignore[attr-defined]
        raise TypeError(f"{build.__name__}: what is prefetched, or known of a relation, cannot be kept.")
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return _Read(queryset, compiler, sql, _places(build.__name__, params, places))


def _places(name: str, params: Collection[Any], places: dict[Any, _Place]) -> tuple[Any, ...]:
    found = tuple(places.get(one, one) if isinstance(one, _SINGLE) else one for one in params)
    if set(places.values()) - {one for one in found if isinstance(one, _Place)}:
        raise TypeError(f"{name}: a value does not stand in the query as it is given.")
    if any(isinstance(one, (date, UUID)) for one in found):
        raise TypeError(f"{name}: a day or an id of its own would hold on; give it as an argument.")
    return found


def _stand_in(value: Any) -> Any:
    """Another value of the same type, met nowhere else."""
    number = next(_number)
    if isinstance(value, UUID):
        return UUID(int=number)
    if isinstance(value, str):
        return f"stands-in-{number}"
    if isinstance(value, datetime):
        return value.replace(year=4) + timedelta(seconds=number - 1_900_000_000)  # which has a 29th of February
    if isinstance(value, date):
        return date(1, 1, 1) + timedelta(days=number - 1_900_000_000)
    if isinstance(value, int) and not isinstance(value, bool):
        return number
    raise TypeError(f"{value!r} is no value that can be stood in for.")

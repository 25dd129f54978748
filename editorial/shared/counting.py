"""How many rows there are, up to a number after which nobody needs to know more: the frame of every page counts so."""

from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

MOST_COUNTED = 100


def counted(rows: QuerySet[Any], key: str) -> Coalesce:
    """How many rows there are, at most :data:`MOST_COUNTED`, as an expression: for a query that is made anyway. The
    database stops looking there."""
    some = rows.order_by().values(key)[:MOST_COUNTED]
    found = rows.model.objects.order_by().filter(pk__in=some).annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)

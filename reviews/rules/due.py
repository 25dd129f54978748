"""The days on which the review of live articles falls due, as their pages have them. Reads.

A page's card keeps the day that ``reviews.publishing.facts`` found when it was composed; a page around which something
has changed since is composed anew within a minute. So lists among ten thousand live articles are found by these days.
"""

from datetime import date
from typing import Any

from django.db.models import DateField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from articles.models import PublicPage


def live_pages() -> QuerySet[Any]:
    """One page of each live article, with the day on which its review is ``due`` and that on which it was
    ``reviewed``."""
    due, reviewed = (Cast(KeyTextTransform(name, "card"), DateField()) for name in ("next_review", "last_reviewed"))
    pages = PublicPage.objects.filter(kind=PublicPage.Kind.LIVE, is_default=True)
    return pages.annotate(due=due, reviewed=reviewed).defer("content")


def due_by(day: date) -> QuerySet[Any]:
    """Those of which the review is due on this day or before."""
    return live_pages().filter(due__lte=day)

"""Reads of terms that nearly every page of the review asks: put together once in a process. What they mean for a person
is said in :mod:`reviews.rules.eligibility`."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from editorial.shared.compiled import compiled
from reviews.models import BoardMember


@compiled
def running_terms(user: UUID, day: date) -> QuerySet[BoardMember]:
    """The person's terms that run on this day, if their account does."""
    return BoardMember.objects.running(day).filter(user=user)


@compiled
def ended_terms(user: UUID, day: date) -> QuerySet[BoardMember]:
    """The latest of their terms that is over on this day, with its board; of a board on which one runs, none."""
    over = BoardMember.objects.filter(user=user, ends_on__lt=day).select_related("board")
    running = BoardMember.objects.running(day).filter(user=user).values("board")
    return over.exclude(board__in=running).order_by("-ends_on", "-pk")[:1]

"""What uses references: the library knows that something may, not what. Those who do register here.

A reference that was merged into another is used on behalf of that one, wherever the question is about use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet

from .models import Reference


@dataclass(frozen=True)
class Place:
    """One place where a reference is cited, as a person who may see it is told."""

    title: str
    url: str
    section: str
    section_url: str
    state: str
    state_label: str
    edition: int
    audiences: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    key: str = ""
    """The key that the words say, where another reference answers for it."""

    @property
    def heading(self) -> dict:
        """What the places in one edition have in common."""
        return {"title": self.title, "url": self.url, "state": self.state, "state_label": self.state_label}


@dataclass(frozen=True)
class Cited:
    """Where a reference is cited: places that the person may see, and how many articles there are besides."""

    places: list[Place] = field(default_factory=list)
    hidden: int = 0


class User(Protocol):
    """Something that cites references."""

    def cited(self) -> QuerySet:
        """The ids of all references that are cited now: those that answer for what is cited."""

    def counts(self, ids: list[Any]) -> Mapping[Any, int]:
        """How many articles cite each of these now, by id; those that none cites are left out."""

    def places(self, reference: Reference, person) -> Cited:
        """Where this one, or whatever was merged into it, is cited now."""

    def recent(self, person, article: str) -> list[tuple[str, list[str]]]:
        """The keys that were cited last, in groups with their names: in the named article, by this person."""


_user: User | None = None


def register(user: User) -> None:
    """Let whatever cites references be asked."""
    global _user
    _user = user


def cited() -> QuerySet:
    """The ids of all references that anything cites now, for a subquery."""
    return _user.cited() if _user else Reference.objects.none().values("pk")


def counts(references: Iterable[Reference]) -> dict[Any, int]:
    """How many articles cite each of these now, by id."""
    ids = [reference.pk for reference in references]
    found = _user.counts(ids) if _user and ids else {}
    return {pk: found.get(pk, 0) for pk in ids}


def places(reference: Reference, person) -> Cited:
    """Where a reference is cited now, for somebody's eyes."""
    return _user.places(reference, person) if _user else Cited()


def recent(person, article: str = "") -> list[tuple[str, list[str]]]:
    """The keys that were cited last, in groups with their names."""
    return _user.recent(person, article) if _user else []

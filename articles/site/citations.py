"""How a page prints citations that stand together: ``[1–3, 5]``, each a link to its reference. Pure.

What comes out is signed with the body, so a change here reaches readers only with bodies that are approved after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape

SHORTEST_RANGE = 3


@dataclass(frozen=True)
class Place:
    """One citation on a page: the reference's ``number``, and which ``mention`` of it this is, counting from 1.
    ``label`` is what a reference is called in the article's language."""

    number: int
    mention: int
    name: str
    locator: str = ""
    label: str = "Reference"

    @property
    def shown(self) -> str:
        """A link that shows the number."""
        return f"<a {self._attributes}>{self.number}{self._locator}</a>"

    @property
    def between(self) -> str:
        """The link of a number inside a range: readers see it while they are led to it, and hear it always."""
        return f'<a class="between" {self._attributes} data-number="{self.number}"></a>'

    @property
    def _attributes(self) -> str:
        return (
            f'href="#ref-{self.number}" id="cite-{self.number}-{self.mention}" '
            f'aria-label="{_escaped(self.label)} {self.number}: {_escaped(self.name)}{self._locator}"'
        )

    @property
    def _locator(self) -> str:
        return f", {escape(self.locator)}" if self.locator else ""


@lru_cache(maxsize=1024)  # a work is cited many times on each of an article's pages
def _escaped(name: str) -> str:
    return escape(name)


def printed(places: Iterable[Place]) -> str:
    """The citations of one group by their numbers, without brackets: three or more in a row are a range.

    Semicolons part them if one has a locator, so that nobody takes a page for a reference.
    """
    places = sorted(places, key=lambda place: (place.number, place.locator))
    apart = "; " if any(place.locator for place in places) else ", "
    return apart.join(_printed(run) for run in _runs(places))


def _runs(places: list[Place]) -> Iterable[list[Place]]:
    """What is printed together: ranges, and everything else alone."""
    run: list[Place] = []
    for place in places:
        if run and not _continues(run[-1], place):
            yield from _range_or_each(run)
            run = []
        run.append(place)
    yield from _range_or_each(run)


def _continues(last: Place, place: Place) -> bool:
    return place.number == last.number + 1 and not (last.locator or place.locator)


def _range_or_each(run: list[Place]) -> list[list[Place]]:
    return [run] if len(run) >= SHORTEST_RANGE else [[place] for place in run]


def _printed(run: list[Place]) -> str:
    if len(run) == 1:
        return run[0].shown
    return f"{run[0].shown}–{''.join(place.between for place in run[1:-1])}{run[-1].shown}"

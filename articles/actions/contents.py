"""What a new draft begins with: the contents of another edition, perhaps merged with what is live. For the other
actions of this app."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q

from articles.enums import SectionKind
from articles.models import Byline, Contribution, Edition, PendingMerge, Pin, Removal, Section, SectionVersion
from articles.queries import Part, front_of
from articles.words.content import SectionContent
from articles.words.interruption import Choice, choose, merge_fronts
from editorial.accounts.models import User

from .versions import add_source, pin, store_version


def copy_contents(source: Edition, edition: Edition) -> None:
    """Give a new draft the pins, bylines and (when it continues an attempt) the removals and the merges still to be
    made of another edition."""
    Pin.objects.bulk_create(
        Pin(edition=edition, section_id=pin.section_id, version_id=pin.version_id) for pin in source.pins.all()
    )
    copy_bylines(source, edition)
    if source.pk != edition.based_on_id:
        copy_explanations(source, edition)


def copy_bylines(source: Edition, edition: Edition) -> None:
    Byline.objects.bulk_create(
        Byline(edition=edition, contributor_id=row.contributor_id, role=row.role, position=row.position)
        for row in source.bylines.all()
    )


def copy_explanations(source: Edition, edition: Edition) -> None:
    """The reasons of removals, and what was left to be merged there; a draft says each once."""
    Removal.objects.bulk_create(
        [Removal(edition=edition, section_id=row.section_id, reason=row.reason) for row in source.removals.all()],
        ignore_conflicts=True,
    )
    PendingMerge.objects.bulk_create(
        [
            PendingMerge(edition=edition, section_id=row.section_id, base_id=row.base_id, waiting_id=row.waiting_id)
            for row in source.pending_merges.all()
        ],
        ignore_conflicts=True,
    )


@dataclass(frozen=True)
class Sides:
    """The three editions of a merge: what both sides grew from, what readers have, and what waited."""

    base: Edition
    live: Edition
    waiting: Edition


def merge_contents(edition: Edition, waiting: Edition, live: Edition, *, by: User) -> None:
    """Give a new draft the contents of an edition that was set aside, on top of what became live since.

    Nothing of either is lost: what only one changed is taken from it; where both did, the live words are pinned and a
    :class:`PendingMerge` keeps the draft from being submitted until a person has decided. A passage that both placed
    anew is as readers have it: no draft says what it says.
    """
    sides = Sides(cast(Edition, waiting.based_on), live, waiting)  # only what rests on a live edition is set aside
    base, now, other = (_pins(side) for side in (sides.base, live, waiting))
    elsewhere = _of_passages(sides.base, sides.live, sides.waiting)
    choices = {
        section: Choice(choice.version) if section in elsewhere else choice
        for section, choice in choose(base, now, other).items()
    }
    Pin.objects.bulk_create(
        Pin(edition=edition, section_id=section, version_id=choice.version)
        for section, choice in choices.items()
        if choice.version is not None
    )
    PendingMerge.objects.bulk_create(
        PendingMerge(edition=edition, section_id=section, base_id=base.get(section), waiting_id=choice.waiting)
        for section, choice in choices.items()
        if choice.must_merge
    )
    _pin_front(edition, sides, choices, by=by)
    copy_bylines(waiting, edition)
    copy_explanations(waiting, edition)
    # A reason is given only for what readers have and the draft has not.
    unneeded = Q(section__in=edition.pins.values("section")) | ~Q(section__in=live.pins.values("section"))
    Removal.objects.filter(unneeded, edition=edition).delete()


def _of_passages(*editions: Edition) -> set[Any]:
    """The sections there that belong to passages."""
    rows = Pin.objects.filter(edition__in=editions).exclude(section__article=editions[0].article_id)
    return set(rows.values_list("section_id", flat=True))


def _pins(edition: Edition) -> dict[Any, Any]:
    """Section to version, without the front, which is merged as words and outline."""
    rows = edition.pins.exclude(section__kind=SectionKind.FRONT)
    return dict(rows.values_list("section_id", "version_id"))


def _pin_front(edition: Edition, sides: Sides, choices: dict[Any, Choice], *, by: User) -> None:
    base, live, waiting = (front_of(side) for side in (sides.base, sides.live, sides.waiting))
    kept = [str(section) for section, choice in choices.items() if choice.version is not None]
    merged = merge_fronts(base.content, live.content, waiting.content, kept)
    pin(edition, live.section, _front_version(merged.content, live, waiting, by=by))
    if merged.must_merge:
        PendingMerge.objects.create(edition=edition, section=live.section, base=base.version, waiting=waiting.version)


def _front_version(content: SectionContent, live: Part, waiting: Part, *, by: User) -> SectionVersion:
    """One of the two where it is that; else a new version that came from both."""
    for part in (live, waiting):
        if content.digest == part.version.digest:
            return part.version
    return merged_version(live.section, content, live.version, waiting.version, by=by)


def merged_version(
    section: Section, content: SectionContent, live: SectionVersion, waiting: SectionVersion, *, by: User
) -> SectionVersion:
    """The version with words of both: whoever had a hand in either has one in it."""
    version, _ = store_version(section, content, by=by, part=Contribution.Part.WROTE, came_from=live)
    add_source(version, waiting, by=by)
    return version

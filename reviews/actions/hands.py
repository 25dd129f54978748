"""Who had a hand in words otherwise than by writing them here: they do not judge them."""

from collections.abc import Iterable

from articles.actions.versions import contribute
from articles.models import Contribution, Contributor, NamedHand, SectionVersion
from editorial.accounts.models import User


def count_hands(version: SectionVersion, *, users: Iterable[User], people: Iterable[Contributor]) -> None:
    """Record that these people proposed words of a version; it counts for a person once they have an account."""
    for user in users:
        contribute([version], by=user, part=Contribution.Part.PROPOSED)
    for person in people:
        NamedHand.objects.get_or_create(version=version, person=person)

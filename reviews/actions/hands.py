"""Who had a hand in words otherwise than by writing them here: they do not judge them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from articles.actions.pages import have_pages_say
from articles.actions.versions import contribute
from articles.models import Contribution, Contributor, NamedHand, SectionVersion
from editorial.accounts.models import User
from reviews.models import FileHand, ReturnedFile, ReturnedName


def count_hands(version: SectionVersion, *, users: Iterable[User], people: Iterable[Contributor]) -> None:
    """Record that these people proposed words of a version; it counts for a person once they have an account."""
    for user in users:
        contribute([version], by=user, part=Contribution.Part.PROPOSED)
    for person in people:
        NamedHand.objects.get_or_create(version=version, person=person)
    have_pages_say([version])


def count_name(file: ReturnedFile, name: str) -> None:
    """After it was said, or confirmed, who a name in a file is: their hand in words that already stand counts."""
    have_pages_say(
        SectionVersion.objects.filter(pk__in=FileHand.objects.filter(file=file, name=name).values("version"))
    )


def count_person(person: Contributor) -> None:
    """After somebody was given their account: their hand in words that they proposed, or wrote in files, counts."""
    theirs = ReturnedName.objects.filter(person=person, file=OuterRef("file"), name=OuterRef("name"))
    here = Q(pk__in=NamedHand.objects.filter(person=person).values("version"))
    in_files = Q(pk__in=FileHand.objects.filter(Exists(theirs)).values("version"))
    have_pages_say(SectionVersion.objects.filter(here | in_files))

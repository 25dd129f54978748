"""List terms of office that overlap, from before the database refused it."""

from django.core.management.base import BaseCommand

from reviews.models import BoardMember
from reviews.rules.eligibility import overlapping_terms


class Command(BaseCommand):
    """Changes nothing: which of two terms is right is for an administrator to say, by ending one of them."""

    help = "List the terms of one person on one board that overlap. While they do, the one with the highest role leads."

    def handle(self, *args: object, **options: object) -> None:
        pairs = overlapping_terms()
        for one, other in pairs:
            self.stdout.write(f"{one.user.display_name}, {one.board}: {_words(one)} and {_words(other)}")
        self.stdout.write(f"{len(pairs)} found." if pairs else "No terms overlap.")


def _words(term: BoardMember) -> str:
    return f"{term.get_role_display().lower()} from {term.starts_on} to {term.ends_on or 'further notice'}"

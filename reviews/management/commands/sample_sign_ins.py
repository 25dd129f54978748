"""Print one sign-in for each role."""

from django.core.management.base import BaseCommand

from editorial.accounts.models import User
from reviews.samples import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Print the sample people's sign-ins, if samples were loaded."

    def handle(self, *args, **options):
        there = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
        people = [person for person in PEOPLE if person.email in there]
        if not people:
            return
        width = max(len(person.email) for person in people)
        for person in people:
            self.stdout.write(f"  {person.email.ljust(width)}  {PASSWORD}  ({person.role})")

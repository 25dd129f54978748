"""Publish what is due, as the sweeper does: for when no worker runs."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from reviews.actions import publish
from reviews.rules.queries import due_editions


class Command(BaseCommand):
    help = "Publish every approved edition that is due. Safe to repeat, and beside running workers."

    def handle(self, *args, **options):
        published = 0
        for pk in tqdm(due_editions(), unit="edition", disable=None, leave=False):
            published += publish(edition_id=pk)
        self.stdout.write(f"Editions published: {published}.")

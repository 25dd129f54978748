"""Publish what is due, as the sweeper does: for when no worker runs."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from reviews.actions import publish, publish_set, tell_set_published
from reviews.rules.queries import due_editions
from reviews.rules.sets import due_sets, joined_in, untold_sets


class Command(BaseCommand):
    help = "Publish every approved edition, and every set, that is due. Safe to repeat, and beside running workers."

    def handle(self, *args, **options):
        published = 0
        for pk in tqdm(due_sets(), unit="set", disable=None, leave=False):
            published += publish_set(set_id=pk) and len(joined_in([pk])[pk].here)
        for pk in untold_sets():
            tell_set_published(set_id=pk)
        for pk in tqdm(due_editions(), unit="edition", disable=None, leave=False):
            published += publish(edition_id=pk)
        self.stdout.write(f"Editions published: {published}.")

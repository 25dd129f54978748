"""Throw away the imports that nobody finished in time."""

from django.core.management.base import BaseCommand

from articles.actions.import_drafts import sweep_imports
from editorial.shared import retention
from references.actions import sweep_reference_imports


class Command(BaseCommand):
    help = f"Throw away pending imports older than {retention.IMPORTS.days} days. The scheduler does it every hour."

    def handle(self, *args, **options) -> None:
        number = sweep_imports() + sweep_reference_imports()
        self.stdout.write(f"{number} pending import{'s' if number != 1 else ''} thrown away.")

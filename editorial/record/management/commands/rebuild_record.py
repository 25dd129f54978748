"""Build the index of named rows anew from the events."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables: builds the index that says which event names which row anew from the events. "
        "The events stay as they are. Safe to repeat."
    )

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_rebuild()")
            rows = cursor.fetchone()[0]
        self.stdout.write(f"The index has {rows:,} rows.")

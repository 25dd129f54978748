"""Write a checkpoint now, send it out, and print it."""

from django.core.management.base import BaseCommand, CommandError

from editorial.record.actions import record_checkpoint, send_checkpoints
from editorial.shared.issues import Refused


class Command(BaseCommand):
    help = "Write a signed checkpoint of the record, send it where the settings say, and print it."

    def handle(self, *args: object, **options: object) -> None:
        try:
            point = record_checkpoint()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(point.note, ending="")
        if failed := send_checkpoints():
            raise CommandError("\n".join(f"Not sent to {row.place}: {row.problem}" for row in failed))

"""Make the key that signs checkpoints, or a new one in place of the present one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editorial.record.actions import rotate_key
from editorial.record.keys import make_key
from editorial.record.models import CheckpointKey
from editorial.shared.issues import Refused


class Command(BaseCommand):
    help = (
        "Make the key that signs checkpoints in a new FILE that only its owner may read. Keep it outside the database "
        "and its backups, and name the file in CHECKPOINT_KEY. With --rotate the new key takes the place of the "
        "present one, which CHECKPOINT_KEY must still name: both sign that it does."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rotate", action="store_true")

    def handle(self, *args: object, file: Path, rotate: bool, **options: object) -> None:
        try:
            line = rotate_key(path=file.absolute()).line if rotate else self.first(file.absolute())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(line)
        self.stderr.write(f"Now set CHECKPOINT_KEY={file.absolute()} for web, worker and beat.")

    def first(self, file: Path) -> str:
        if last := CheckpointKey.objects.order_by("number").last():
            raise CommandError(f"A key signs already ({last.line}): use --rotate.")
        return make_key(file).public.line

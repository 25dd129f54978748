"""Write a checkpoint now, and print what is to be kept outside."""

from django.core.management.base import BaseCommand

from editorial.record.actions import record_checkpoint


class Command(BaseCommand):
    help = "Write a checkpoint of the record and print its time and digest, to be kept where nobody here can change it."

    def handle(self, *args, **options):
        point = record_checkpoint()
        self.stdout.write(f"{point.at.isoformat()} {point.digest}")

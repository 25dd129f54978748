"""Take away files that nothing refers to."""

from django.core.management.base import BaseCommand

from editorial.files.actions import clean_files


class Command(BaseCommand):
    help = (
        "Take away the files that no row refers to, as of imports that were discarded, and what a killed process left "
        "half written. Files in use are never touched. Safe to repeat, and while the site runs."
    )

    def handle(self, *args: object, **options: object) -> None:
        rows, files = clean_files()
        self.stdout.write(f"Nothing referred to {rows} files; {files} were taken out of the store.")

"""Load the sample people, audiences, board and articles."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reviews.samples import load_samples


class Command(BaseCommand):
    help = "Load the sample content, or what is missing of it. Refused in production: everybody knows its passwords."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Samples are for trying things out: their passwords are public.")
        with tqdm(total=6, unit=" steps", disable=None, desc="Sample content", leave=False) as bar:

            def progress(step: str) -> None:
                bar.set_postfix_str(step)
                bar.update()

            load_samples(progress=progress)
        self.stdout.write("The sample content is there.")

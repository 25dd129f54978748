"""Make the index of citations again from the texts."""

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from articles.actions.reindexing import rebuild_citations
from articles.models import SectionVersion


class Command(BaseCommand):
    """Where references are cited is found by an index beside the texts. The texts are the truth. Safe to repeat."""

    help = "Compare where references are cited with the texts of all versions, and mend what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Only these articles; none means all.")

    def handle(self, *args: object, slugs: list[str], **options: object) -> None:
        versions = SectionVersion.objects.select_related("section").order_by("section", "number")
        if slugs:
            versions = versions.filter(section__article__slug__in=slugs)
        rows = tqdm(versions.iterator(), total=versions.count(), unit="version", disable=None, leave=False)
        mended = [rebuild_citations(version=version) for version in rows]
        self.stdout.write(f"Versions compared: {len(mended)}, mended: {sum(mended)}.")

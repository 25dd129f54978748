"""Compose public pages anew, after something changed that no sweeper can see."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from tqdm import tqdm

from articles.models import Article
from reviews.actions import compose_pages


class Command(BaseCommand):
    """The signed words stay as they are; what stands around them is made again. Safe to repeat, also in part."""

    help = "Compose public pages anew: after an upgrade, or when the site's name or address changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="Only these articles; none means all.")

    def handle(self, *args: object, slugs: list[str], **options: object) -> None:
        articles = Article.objects.filter(pages__isnull=False).distinct()
        if slugs:
            articles = Article.objects.filter(slug__in=slugs)
        missing = set(slugs) - {article.slug for article in articles}
        if missing:
            raise CommandError(f"There is no article at: {', '.join(sorted(missing))}. Nothing was composed.")
        done = [self._compose(article) for article in tqdm(list(articles), unit="article", disable=None, leave=False)]
        self.stdout.write(f"Articles with changed pages: {done.count(True)}, as before: {done.count(False)}.")
        if None in done:
            raise CommandError(f"{done.count(None)} could not be composed: the reasons are above.")

    def _compose(self, article: Article) -> bool | None:
        """Whether readers get anything else now; None, with the reason, if it could not be done."""
        try:
            return compose_pages(article)
        except Error as error:
            self.stderr.write(f"{article.slug}: {error}")
            return None

"""Write articles as files that import_articles reads back as the same."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.exchange import write_bibliography, write_markdown
from articles.exporting import document_of
from articles.models import Article, Edition
from articles.queries import live_edition_of, open_edition_of


class Command(BaseCommand):
    """Each article becomes two files: its words in the product's own Markdown, and its references as CSL-JSON."""

    help = "Write articles as <slug>.md and <slug>.references.json: the live edition, or with --draft the open one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument("--to", required=True, metavar="DIR", help="Where the files go; made if it is not there.")
        parser.add_argument(
            "--draft", action="store_true", help="What is being written or reviewed, not what readers get."
        )

    def handle(self, *args, **options) -> None:
        folder = Path(options["to"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made: {error.strerror}.") from error
        many = len(options["slugs"]) > 1
        slugs = tqdm(options["slugs"], unit="article", file=self.stderr, disable=None if many else True)
        failed = [slug for slug in slugs if not self._export(slug, folder, draft=options["draft"])]
        if failed:
            raise CommandError(f"Not exported: {', '.join(failed)}.")

    def _export(self, slug: str, folder: Path, *, draft: bool) -> bool:
        """Write one article; False, with the reason, if there is nothing to write."""
        edition = edition_to_export(slug, draft=draft)
        if isinstance(edition, str):
            self.stderr.write(f"{slug}: {edition}")
            return False
        document = document_of(edition)
        texts = {
            f"{document.slug}.md": write_markdown(document),
            f"{document.slug}.references.json": write_bibliography(document.references),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        self.stdout.write(
            f"{slug}: edition {edition.number} ({edition.get_state_display()}), {len(document.sections)} sections, "
            f"{len(document.references)} references: {', '.join(texts)}"
        )
        return True


def edition_to_export(slug: str, *, draft: bool) -> Edition | str:
    """The edition asked for, or why there is none. An earlier address of an article leads to it."""
    article = Article.objects.filter(slugs__slug=slug).first()
    if article is None:
        return "no article has this address."
    edition = open_edition_of(article) if draft else live_edition_of(article)
    if edition is None and draft:
        return "nothing of it is being written or reviewed now; leave off --draft for what readers get."
    if edition is None:
        return "it is not published; --draft exports what is being written or reviewed."
    edition.article = article
    return edition

"""Write articles as files: Markdown that import_articles reads back as the same, or pages for people."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.exchange import Document, write_bibliography, write_markdown
from articles.exchange.html_out import write_html
from articles.exporting import document_of, media_files
from articles.exporting.editions import outgoing_of, whole_of, word_file
from articles.models import Article, Edition
from articles.queries import live_edition_of, open_edition_of
from editorial.files.store import open_file


class Command(BaseCommand):
    """In Markdown an article becomes two files, its words and its references as CSL-JSON, with its pictures and
    recordings in a folder beside them; else one that holds all."""

    help = (
        "Write articles as <slug>.md and <slug>.references.json, or as one file for people to read: the live edition, "
        "or with --draft the open one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument("--to", required=True, metavar="DIR", help="Where the files go; made if it is not there.")
        parser.add_argument(
            "--draft", action="store_true", help="What is being written or reviewed, not what readers get."
        )

        parser.add_argument(
            "--format",
            choices=sorted(WRITERS),
            default="md",
            help="md (the usual one) can be imported again as the same; docx and html are to be read, and to review.",
        )

    def handle(self, *args, **options) -> None:
        folder = Path(options["to"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made: {error.strerror}.") from error
        many = len(options["slugs"]) > 1
        slugs = tqdm(options["slugs"], unit="article", file=self.stderr, disable=None if many else True)
        failed = [
            slug for slug in slugs if not self._export(slug, folder, draft=options["draft"], form=options["format"])
        ]
        if failed:
            raise CommandError(f"Not exported: {', '.join(failed)}.")

    def _export(self, slug: str, folder: Path, *, draft: bool, form: str) -> bool:
        """Write one article; False, with the reason, if there is nothing to write."""
        edition = edition_to_export(slug, draft=draft)
        if isinstance(edition, str):
            self.stderr.write(f"{slug}: {edition}")
            return False
        document = document_of(edition)
        files = WRITERS[form](edition, document)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        if form == "md":
            files |= dict.fromkeys(_write_media(edition, folder), b"")
        self.stdout.write(
            f"{slug}: edition {edition.number} ({edition.get_state_display()}), {len(document.sections)} sections, "
            f"{len(document.references)} references: {', '.join(files)}"
        )
        return True


def _markdown(edition: Edition, document: Document) -> dict[str, bytes]:
    return {
        f"{document.slug}.md": write_markdown(document).encode(),
        f"{document.slug}.references.json": write_bibliography(document.references).encode(),
    }


def _write_media(edition: Edition, folder: Path) -> list[str]:
    """The pictures and recordings beside the words, piece by piece. Returns their names."""
    files = media_files(edition)
    for name, file in files.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        with open_file(file) as kept, target.open("wb") as written:
            shutil.copyfileobj(kept, written)
    return list(files)


def _word(edition: Edition, document: Document) -> dict[str, bytes]:
    return {f"{document.slug}.docx": word_file(edition, whole_of(edition)).data}


def _html(edition: Edition, document: Document) -> dict[str, bytes]:
    return {f"{document.slug}.html": write_html(outgoing_of(edition, whole_of(edition))).encode()}


WRITERS: dict[str, Callable[[Edition, Document], dict[str, bytes]]] = {"md": _markdown, "docx": _word, "html": _html}


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

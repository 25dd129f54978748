"""Import articles from files of every kind that is read."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from articles.actions.citing import bring_references
from articles.actions.import_media import keys_wanted
from articles.actions.importing import require_import, slug_of, with_brought
from articles.actions.sources import Brought
from articles.enums import EditionState
from articles.exchange import TRACKED, read_file, report
from articles.exchange.document import Document
from articles.exchange.found_media import read_wanted
from articles.imports import went_out_of
from articles.models import Article, SourceDocument
from articles.queries import active_audiences
from editorial.accounts.models import User
from editorial.accounts.roles import is_editor
from editorial.files.actions import keep_file
from editorial.shared.issues import Issue, Refused
from references.formats.bounded import read_bibliography
from references.models import Reference
from reviews.actions.imports import ImportedArticle, MovingIn, import_article
from reviews.management.files_beside import read_beside
from reviews.management.import_reports import (
    WRITERS,
    Outcome,
    doubts_left,
    doubts_still_in,
    perhaps_in_library,
    write_report,
)
from reviews.management.moving_table import Row, read_table

DOUBTS_REMAIN = 3  # the exit code
SECONDS = 300  # for a bibliography: nobody waits for a page here
BIBLIOGRAPHIES = (".json", ".bib", ".ris", ".nbib")
SUFFIXES = (".zip", ".md", ".markdown", ".docx", ".html", ".htm", ".xhtml", ".txt")


class Command(BaseCommand):
    """Each file is one transaction: imported as a whole or not at all. A bad file does not keep the others out."""

    help = (
        "Import articles from our own Markdown (.md), Word (.docx), web pages (.html) and plain text (.txt). An "
        "article that exists is updated where its words changed. Exit code 1 if anything was refused, 3 if doubts "
        "remain that a person has to decide."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE_OR_DIR")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="The editor in whose name it is done.")
        parser.add_argument(
            "--bibliography",
            metavar="FILE",
            help="CSL-JSON, BibTeX, RIS, .nbib or a plain list, for all files; one beside a file (name.json, name.bib, "
            "name.references.ris…) is used before it.",
        )
        parser.add_argument(
            "--submit",
            action="store_true",
            help="Confirm that audiences without a wording of their own read the text for everyone, and submit.",
        )
        parser.add_argument(
            "--tracked",
            choices=TRACKED,
            default=TRACKED[-1],
            help="Tracked changes in Word files: read as if all were accepted, or (so it is without this) as if none "
            "were. Each is named either way.",
        )
        parser.add_argument(
            "--as-new",
            action="store_true",
            help="Import Word files that went out of an article here as well, as any other file. Without it they are "
            "refused: their changes and comments belong back to that article.",
        )
        parser.add_argument(
            "--table",
            action="store_true",
            help="The paths are tables (.csv) of articles that move in, with the columns file, address, old addresses, "
            "owner, topic, language, translation of. What was imported before is passed over, so the command can be "
            "given again.",
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="Write everything that is said to this file: .json or .html."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and change nothing.")

    def handle(self, *args, **options) -> None:
        self.by = editor_named(options["by"])
        self.submitting, self.dry_run, self.brief = options["submit"], options["dry_run"], options["verbosity"] == 0
        self.tracked, self.as_new = options["tracked"], options["as_new"]
        self.bibliography = common_bibliography(options["bibliography"])
        self.audiences = [audience.key for audience in active_audiences()]
        self.report_to = report_file(options["report"])
        if options["table"] and self.submitting:
            raise CommandError("What moves in by a table arrives as drafts: leave --submit out.")
        self.rows = rows_of(options["paths"]) if options["table"] else {}
        files, problems = (list(self.rows), []) if self.rows else find_files(options["paths"])
        self.done: list[Outcome] = [Outcome(name, refused=[problem]) for name, problem in problems]
        many = len(files) > 1 and not self.brief
        for outcome in self.done:
            self._tell_refused(outcome)
        for path in tqdm(files, unit="file", desc="Importing", file=self.stderr, disable=None if many else True):
            with tqdm.external_write_mode(file=self.stderr):
                self.done.append(self._import(path))
        self._sum_up()

    def _import(self, path: Path) -> Outcome:
        """Import one file and tell what became of it."""
        outcome = Outcome(str(path))
        try:
            data = read_bytes(path)
            if not self.as_new:
                refuse_what_went_out(path.name, data, self.by)
            document = self._read(path, data)
            if path in self.rows and (known := imported_before(document, data)):
                return self._pass_over(outcome, known)
            self._tell(report(document) if not self.brief else [])
            outcome.perhaps = perhaps_in_library(document)
            self._tell([f"  Perhaps in the library already: {said}" for said in outcome.perhaps])
            brought = self._bring_references(document)
            with transaction.atomic():
                outcome.imported = self._bring_in(path, document, data)
                with_brought(outcome.imported.result, brought)
                outcome.document = document
                outcome.doubts = doubts_left(document, outcome.imported.result, dry_run=self.dry_run)
                transaction.set_rollback(self.dry_run)
        except Refused as refused:
            outcome.refused = refused.issues
        except PermissionDenied:
            message = "The article with this address belongs to somebody else. Give the file another “slug”."
            outcome.refused = [Issue("not-yours", message, "slug")]
        else:
            self._tell_imported(outcome, document)
        self._tell_refused(outcome)
        return outcome

    def _bring_references(self, document: Document) -> list[str]:
        """Its references come first, some at a time; of a dry run, none."""
        if self.dry_run:
            return []
        require_import(document, self.by)
        return bring_references(document.references, by=self.by)

    def _bring_in(self, path: Path, document: Document, data: bytes) -> ImportedArticle:
        """Import with the file beside it; of a dry run, the store gets nothing."""
        row = self.rows.get(path)
        return import_article(
            document=document,
            by=self.by,
            submitting=self.submitting,
            brought=None if self.dry_run else self._brought(path, document, data),
            moving=MovingIn(row.old_addresses, row.owner) if row else None,
        )

    def _brought(self, path: Path, document: Document, data: bytes) -> Brought:
        media = read_wanted(data, keys_wanted(document)) | self.beside
        return Brought(keep_file(data=data, name=path.name), media=media)

    def _pass_over(self, outcome: Outcome, article: Article) -> Outcome:
        """What its import left to be decided still is: a run that was stopped had no chance to say so."""
        outcome.skipped, outcome.doubts = article.slug, doubts_still_in(article)
        self._tell([f"{outcome.name}: imported before, as “{article.slug}”."])
        self._tell(f"  To decide: {doubt.line}" for doubt in outcome.doubts)
        return outcome

    def _read(self, path: Path, data: bytes) -> Document:
        bibliography = beside(path)
        items = load_bibliography(bibliography) if bibliography else self.bibliography
        document = read_file(
            path.name,
            data,
            bibliography=items,
            known_keys=Reference.objects.values_list("key", flat=True),
            audiences=self.audiences,
            max_bytes=settings.IMPORT_MAX_BYTES,
            max_unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
            tracked=self.tracked,
        )
        self.beside = read_beside(path, document) if path.suffix.lower() in (".md", ".markdown") else {}
        row = self.rows.get(path)
        if row is not None:
            document.slug, document.topic = row.address or document.slug, row.topic or document.topic
            document.language = row.language or document.language
            document.translation_of = "" if self._is_source_of_a_dry_run(row) else row.translation_of
        return document

    def _is_source_of_a_dry_run(self, row: Row) -> bool:
        """What a dry run brought in above is not there any more; the table itself was checked."""
        return self.dry_run and row.translation_of in {one.address for one in self.rows.values()}

    # Telling

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(printable(line))

    def _tell_imported(self, outcome: Outcome, document: Document) -> None:
        result, imported = outcome.imported.result, outcome.imported
        would = "would be " if self.dry_run else ""
        lines = [f"{outcome.name}: {what_happened(imported, would)}"]
        for word, anchors in (("added", result.added), ("changed", result.changed), ("removed", result.removed)):
            if anchors and not result.created:
                lines.append(f"  Sections {would}{word}: {', '.join(anchors)}")
        for word, keys in (("added", result.references_made), ("known already", result.references_known)):
            if keys and not self.brief:
                lines.append(f"  References {would if word == 'added' else ''}{word}: {', '.join(keys)}")
        lines += [f"  Line {number} is accounted for nowhere: {line[:80]}" for number, line in unaccounted(document)]
        lines += [f"  To decide: {doubt.line}" for doubt in outcome.doubts]
        self._tell(lines)
        if imported.blocked:
            self.stderr.write(self.style.ERROR(f"{outcome.name}: imported as a draft, but not submitted:"))
        for issue in imported.blocked:
            self.stderr.write(printable(f"  {issue.message}"))

    def _tell_refused(self, outcome: Outcome) -> None:
        if outcome.refused:
            self.stderr.write(self.style.ERROR(printable(f"{outcome.name}: not imported.")))
        for issue in outcome.refused:
            self.stderr.write(printable(f"  {issue.message}"))

    def _sum_up(self) -> None:
        counts = {
            "made": sum(one.kind == "made" for one in self.done),
            "updated": sum(one.kind == "updated" for one in self.done),
            "unchanged": sum(one.kind == "unchanged" for one in self.done),
            "imported before": sum(one.kind == "skipped" for one in self.done),
            "not imported": sum(bool(one.refused) for one in self.done),
            "not submitted": sum(bool(one.imported and one.imported.blocked) for one in self.done),
        }
        said = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
        nothing = "Nothing was changed (dry run): " if self.dry_run else ""
        self.stdout.write(f"{nothing}{len(self.done)} file{'s' if len(self.done) != 1 else ''}: {said or 'nothing'}.")
        if self.report_to:
            write_report(self.report_to, self.done, dry_run=self.dry_run)
        if counts["not imported"] or counts["not submitted"]:
            raise CommandError("Not everything could be done: the reasons are above.")
        left = sum(len(one.doubts) for one in self.done)
        if left:
            raise CommandError(
                f"{left} doubt{'s' if left != 1 else ''} remain for a person to decide, in the sections named above.",
                returncode=DOUBTS_REMAIN,
            )


def report_file(path: Path | None) -> Path | None:
    """Where the report goes. Raises ``CommandError`` before anything is imported if it cannot be written there."""
    if path is None:
        return None
    if path.suffix.lower() not in WRITERS:
        raise CommandError(f"--report: the name ends with {' or '.join(WRITERS)}.")
    if not path.parent.is_dir():
        raise CommandError(f"--report: there is no folder {path.parent}.")
    return path


def rows_of(names: Iterable[str]) -> dict[Path, Row]:
    """The rows of some tables by their files. Raises ``CommandError`` with all that is wrong, before anything else."""
    try:
        return {row.path: row for name in names for row in read_table(Path(name))}
    except Refused as refused:
        raise CommandError("\n".join(str(issue.message) for issue in refused.issues)) from refused


def imported_before(document: Document, data: bytes) -> Article | None:
    """The article that this very file was imported into already; None if it was not."""
    here = SourceDocument.objects.filter(
        file_id=hashlib.sha256(data).hexdigest(), edition__article__slugs__slug=slug_of(document)
    )
    found = here.exclude(edition__state=EditionState.DISCARDED).select_related("edition__article").first()
    return found.edition.article if found else None


def what_happened(imported: ImportedArticle, would: str) -> str:
    """One line about the article."""
    result = imported.result
    slug, number = result.article.slug, result.edition.number if result.edition else None
    state = " and submitted" if imported.submitted else ""
    if result.created:
        return f"new article “{slug}” {would}made{state}, edition {number}."
    if result.changed_anything:
        return f"“{slug}” {would}updated{state}, edition {number}."
    return f"“{slug}” unchanged: no version was made{state and f', edition {number} {would}submitted'}."


def unaccounted(document: Document) -> list[tuple[int, str]]:
    """Lines that say something and of which the reader does not say where they went: there should be none."""
    lines = enumerate(document.lines, start=1)
    return [(number, line) for number, line in lines if line.strip() and number not in document.places]


def printable(line: str) -> str:
    """Words of a file as a terminal may get them: no control characters."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def editor_named(email: str) -> User:
    """The editor with this address. Raises ``CommandError`` for nobody and for those who may not write."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"Nobody has the e-mail address {email}.")
    if not is_editor(user):
        raise CommandError(f"{email} is not an active editor; only editors import articles.")
    return user


# Files


def find_files(names: Iterable[str]) -> tuple[list[Path], list[tuple[str, Issue]]]:
    """The files to import, each once, and what is to be said about names that lead to none.

    In directories, hidden files and READMEs are passed over, and whatever is of no kind that is read.
    """
    files: dict[Path, None] = {}
    problems = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if is_article(file.relative_to(path)) and file.is_file()]
            files.update(dict.fromkeys(found))
            if not found:
                kinds = ", ".join(SUFFIXES)
                problems.append((name, Issue("no-files", f"There is nothing to import in it: no {kinds}.")))
        elif path.is_file():
            files[path] = None
        else:
            problems.append((name, Issue("no-file", "There is no such file.")))
    return list(files), problems


def is_article(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return path.suffix.lower() in SUFFIXES and path.stem.upper() != "README" and not hidden


def read_bytes(path: Path) -> bytes:
    """The file's bytes; refused, without being read, if there are too many."""
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // 1024 // 1024
            raise Refused(
                Issue("too-large", f"{path.name} is larger than {most} MB, the most that is imported.", "file")
            )
        return path.read_bytes()
    except OSError as error:
        raise Refused(Issue("unreadable", f"{path.name} cannot be read: {error.strerror}.", "file")) from error


def beside(path: Path) -> Path | None:
    """The bibliography that lies beside an article."""
    names = [f"{path.stem}{middle}{suffix}" for suffix in BIBLIOGRAPHIES for middle in (".references", "")]
    candidates = [path.with_name(name) for name in names]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def common_bibliography(name: str | None) -> list[dict]:
    """The items for every file. Raises ``CommandError`` before anything is imported if they cannot be used."""
    if not name:
        return []
    if not Path(name).is_file():
        raise CommandError(f"There is no bibliography {name}.")
    try:
        return load_bibliography(Path(name))
    except Refused as refused:
        raise CommandError("\n".join(str(issue.message) for issue in refused.issues)) from refused


def load_bibliography(path: Path) -> list[dict]:
    """The items of a bibliography in any format; refused, naming line and field, if one cannot be used. An empty list,
    as an article without citations is exported with, is one."""
    data = read_bytes(path)
    if data.strip() == b"[]":
        return []
    return read_bibliography(data, name=path.name, max_bytes=settings.IMPORT_MAX_BYTES, seconds=SECONDS)


def refuse_what_went_out(name: str, data: bytes, by: User) -> None:
    """A file that went out of an article here is not an article of its own."""
    if (found := went_out_of(name, data, by)) is not None:
        article, origin = found
        page = f"/review/{article.slug}/word/"
        message = (
            f"{name} went out of “{article.slug}” (edition {origin.number}): bring it back at {page}, where its "
            "changes become proposals; or import it as an article all the same with --as-new."
        )
        raise Refused(Issue("went-out", message, "file"))

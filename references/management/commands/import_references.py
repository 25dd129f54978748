"""Import references from files into the shared library."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused
from references.actions import import_entries
from references.formats.bounded import read_bounded
from references.formats.detecting import LABELS
from references.formats.entries import ReadEntry, ReadFile
from references.formats.reading import too_large
from references.imports import count_new
from references.permissions import may_edit_library

SECONDS = 300  # nobody waits for a page here


class Command(BaseCommand):
    """Each file's good entries are imported some at a time, so that others can go on adding; what is in the library
    already is left as it is. Stopped half way, what was added stays, and the same command goes on from there."""

    help = (
        "Import references from CSL-JSON, BibTeX, RIS, PubMed (.nbib) and plain lists; the format is told from the "
        "content. Entries that cannot be used are shown with their text. Works that the library has are left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="The editor in whose name they are added.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and change nothing.")

    def handle(self, *args, **options) -> None:
        user = User.objects.filter(email__iexact=options["by"]).first()
        if user is None:
            raise CommandError(f"Nobody has the e-mail address {options['by']}.")
        if not may_edit_library(user):
            raise CommandError(f"{user} is neither an editor nor an administrator.")
        self.quiet = options["verbosity"] == 0
        failed = [name for name in options["files"] if not self._import_file(Path(name), user, options["dry_run"])]
        if failed:
            raise CommandError(f"Not imported: {', '.join(failed)}.")

    def _import_file(self, path: Path, user: User, dry_run: bool) -> bool:
        """Import one file and report; False if it was refused."""
        try:
            read = read_bounded(read_bytes(path), name=path.name, max_bytes=settings.IMPORT_MAX_BYTES, seconds=SECONDS)
            made, existing = self._import(read.good, user, dry_run, path.name)
        except Refused as refused:
            for issue in refused.issues:
                self.stderr.write(printable(issue.message))
            return False
        self._tell(path.name, read)
        words = "would be added" if dry_run else "added"
        problems = sum(len(entry.issues) for entry in read.failed)
        form = LABELS[read.format]
        self.stdout.write(f"{path.name} ({form}): {made} {words}, {existing} known already, {problems} problems.")
        return True

    def _import(self, entries: list[ReadEntry], user: User, dry_run: bool, name: str) -> tuple[int, int]:
        quiet = True if self.quiet else None
        if dry_run:
            return count_new(tqdm(entries, desc=name, unit="ref", disable=quiet, file=self.stderr))
        with tqdm(total=len(entries), desc=name, unit="ref", disable=quiet, file=self.stderr) as bar:
            made, existing = import_entries(entries=entries, by=user, on_progress=bar.update)
        return len(made), len(existing)

    def _tell(self, name: str, read: ReadFile) -> None:
        for issue in [*read.notes, *(note for entry in read.good for note in entry.notes)]:
            self.stderr.write(printable(f"{name}: {issue.message}"))
        for entry in read.failed:
            for issue in entry.issues:
                self.stderr.write(printable(f"{name}: {issue.message}"))
            self.stderr.write("".join(f"  | {printable(line)[:150]}\n" for line in entry.text.split("\n")[:12]))


def printable(line: str) -> str:
    """Words of a file as a terminal may get them: no control characters."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; refused, without being read, if there are too many."""
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise Refused(too_large(path.name, path.stat().st_size, settings.IMPORT_MAX_BYTES))
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise Refused(Issue("unreadable", message, "file")) from error

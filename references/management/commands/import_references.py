"""Import references from files into the shared library."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from editorial.accounts.models import User
from editorial.shared.issues import Refused
from references.actions import import_items
from references.formats.csl import read_csl_json
from references.permissions import may_edit_library


class Command(BaseCommand):
    """Each file is imported as a whole or not at all; what is in the library already is left as it is."""

    help = "Import references from CSL-JSON files. Works that the library has already are left as they are."

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
            items, issues = read_csl_json(read_text(path))
            made, existing = self._import(items, user, dry_run, path.name)
        except (Refused, CommandError) as error:
            self.stderr.write(f"{path.name}: {error}")
            return False
        for issue in issues:
            self.stderr.write(f"{path.name}: {issue.message}")
        left_out = sum(issue.code != "unknown-field" for issue in issues)
        words = "would be added" if dry_run else "added"
        self.stdout.write(f"{path.name}: {made} {words}, {existing} known already, {left_out} problems.")
        return True

    def _import(self, items: list[dict], user: User, dry_run: bool, name: str) -> tuple[int, int]:
        bar = tqdm(items, desc=name, unit="ref", disable=None if not self.quiet else True, file=self.stderr)
        with transaction.atomic():
            made, existing = import_items(items=bar, by=user)
            transaction.set_rollback(dry_run)
        return len(made), len(existing)


def read_text(path: Path) -> str:
    """The file's text; a clear error for one that is missing, too large or not text."""
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise CommandError(f"The file is larger than {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"The file is not text in UTF-8 (byte {error.start}).") from error

"""Recompute every digest and chain, and name what does not hold."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.record.checkpoints import outside_failure
from editorial.record.notes import NoteError, PublicKey, read_public_key
from editorial.record.verification import CHECKS, Check, Failure, published_head_failure

DIGEST = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = "Recompute every digest and chain from the stored bytes; names the first row of each part that fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="The digest of a checkpoint that was published elsewhere, to compare with.")
        parser.add_argument(
            "--note",
            action="append",
            type=Path,
            default=[],
            help="The file of a signed checkpoint that was kept elsewhere; may be given several times.",
        )
        parser.add_argument(
            "--key",
            action="append",
            help="A public key that you trust, instead of those in this database (name+id+base64).",
        )

    def handle(
        self, *args: object, head: str | None = None, note: Any = (), key: Any = None, **options: object
    ) -> None:
        """What is asked wrongly is said before the first row is looked at: the checks may take hours."""
        keys = trusted(key)
        if keys and not note:
            raise CommandError("--key says who must have signed a checkpoint: give the checkpoint too, with --note.")
        if head and not DIGEST.fullmatch(head):
            raise CommandError("--head: a digest has 64 characters, 0 to 9 and a to f; this one was not copied whole.")
        failures = [self.run_check(check) for check in CHECKS]
        failures += [self.compare(path, keys) for path in note]
        if head:
            failures.append(published_head_failure(head))
        failed = [failure for failure in failures if failure]
        for failure in failed:
            self.stderr.write(self.style.ERROR(f"FAILED  {failure.row}: {failure.problem}"))
        if failed:
            raise CommandError("The record does not hold.")
        self.stdout.write(self.style.SUCCESS("The record holds."))

    def compare(self, path: Path, keys: list[PublicKey] | None) -> Failure | None:
        """Compare a checkpoint that was kept elsewhere with the record."""
        try:
            found = outside_failure(path.read_text(encoding="utf-8"), keys)
        except (OSError, UnicodeDecodeError) as error:
            return Failure(str(path), f"it cannot be read: {error}")
        return Failure(f"{path}: {found.row}", found.problem) if found else None

    def run_check(self, check: Check) -> Failure | None:
        """Run one part with a progress bar; returns its first failure."""
        rows = tqdm(check.run(), total=check.count(), desc=check.name, unit=" rows", leave=False, disable=None)
        first, looked_at, failed = None, 0, 0
        for failure in rows:
            looked_at += 1
            failed += failure is not None
            first = first or failure
        self.stdout.write(f"{check.name}: {looked_at} checked, {failed} failed")
        return first


def trusted(lines: list[str] | None) -> list[PublicKey] | None:
    """The public keys that were given; None if none was. Raises ``CommandError`` naming the first that is none."""
    try:
        return None if lines is None else [read_public_key(line) for line in lines]
    except NoteError as error:
        raise CommandError(f"--key: {error}") from error

"""Recompute every digest and chain, and name what does not hold."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial.record.verification import CHECKS, Failure, published_head_failure


class Command(BaseCommand):
    help = "Recompute every digest and chain from the stored bytes; names the first row of each part that fails."

    def add_arguments(self, parser):
        parser.add_argument("--head", help="The digest of a checkpoint that was published elsewhere, to compare with.")

    def handle(self, *args, head=None, **options):
        failures = [self.run_check(check) for check in CHECKS]
        if head:
            failures.append(published_head_failure(head))
        failed = [failure for failure in failures if failure]
        for failure in failed:
            self.stderr.write(self.style.ERROR(f"FAILED  {failure.row}: {failure.problem}"))
        if failed:
            raise CommandError("The record does not hold.")
        self.stdout.write(self.style.SUCCESS("The record holds."))

    def run_check(self, check) -> Failure | None:
        """Run one part with a progress bar; returns its first failure."""
        rows = tqdm(check.run(), total=check.count(), desc=check.name, unit=" rows", leave=False, disable=None)
        first, looked_at, failed = None, 0, 0
        for failure in rows:
            looked_at += 1
            failed += failure is not None
            first = first or failure
        self.stdout.write(f"{check.name}: {looked_at} checked, {failed} failed")
        return first

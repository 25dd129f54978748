"""Learn from files which references were retracted, doubted, corrected or reinstated."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from editorial.shared.issues import Refused
from references.actions import fetch_list, load_file
from references.actions.loading import Outcome
from references.enums import Source
from references.models import StandingSource


class Command(BaseCommand):
    """Each file is read for itself; a row that cannot be read is named, and the others count."""

    help = (
        "Compare the library with a list of retractions (the Retraction Watch CSV) or with Crossref's answers (JSON)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("--from", dest="files", nargs="+", default=[], metavar="FILE", help="CSV or JSON.")
        given.add_argument("--fetch", action="store_true", help="From STANDING_LIST_ADDRESS, as beat does once a day.")

    def handle(self, *args, **options) -> None:
        self.quiet = options["verbosity"] == 0
        if options["fetch"]:
            return self._fetch(settings.STANDING_LIST_ADDRESS)
        failed = [name for name in options["files"] if not self._read(Path(name))]
        if failed:
            raise CommandError(f"Not read: {', '.join(failed)}. Standings are unknown since the last time it worked.")
        return None

    def _fetch(self, address: str) -> None:
        """Get the list from where it is published."""
        if not address:
            raise CommandError("Name the address of the list in STANDING_LIST_ADDRESS.")
        outcome = fetch_list(address=address)
        if outcome is None:
            why = StandingSource.objects.get(pk=Source.RETRACTION_WATCH).failure
            raise CommandError(f"Not read: {why} Standings are unknown since the last time it worked.")
        self._report(address, outcome)

    def _read(self, path: Path) -> bool:
        """Read one file and report; False if it failed."""
        size = path.stat().st_size if path.exists() else 0
        with tqdm(
            total=size,
            desc=path.name,
            unit="B",
            unit_scale=True,
            disable=True if self.quiet else None,
            file=self.stderr,
        ) as bar:

            def show(outcome: Outcome, read: int) -> None:
                bar.update(read - bar.n)
                bar.set_postfix(rows=outcome.rows, news=outcome.concerned, changed=outcome.changed)

            try:
                outcome = load_file(path=path, on_progress=show)
            except Refused as error:
                self.stderr.write(f"{path.name}: {error}")
                return False
        self._report(path.name, outcome)
        return True

    def _report(self, name: str, outcome: Outcome) -> None:
        for fault in outcome.faults:
            self.stderr.write(f"{name}: {fault}")
        if outcome.fault_count > len(outcome.faults):
            self.stderr.write(f"{name}: and {outcome.fault_count - len(outcome.faults)} more.")
        self.stdout.write(
            f"{name}: {outcome.rows} notices read, {outcome.added} of them new; {outcome.concerned} references "
            f"concerned, the standing of {outcome.changed} changed; {outcome.fault_count} faults."
        )

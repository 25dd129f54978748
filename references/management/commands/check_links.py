"""Check the links of references now."""

import time
from collections import deque

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from references.actions.links import check_each
from references.enums import LinkFinding
from references.links import SECONDS_BETWEEN, due


class Command(BaseCommand):
    """What a worker does every five minutes, to the end: each host is asked once in some seconds, so it takes its time.
    Stop it whenever you like; what was checked is kept."""

    help = "Check the links of the references that articles cite, as far as they are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Also of references that nothing cites.")
        parser.add_argument("--limit", type=int, default=10_000, help="Check at most so many.")

    def handle(self, *args, **options) -> None:
        waiting = deque(due(timezone.now(), all_of_them=options["all"])[: options["limit"]])
        found = dict.fromkeys(LinkFinding, 0)
        quiet = True if options["verbosity"] == 0 else None
        with tqdm(total=len(waiting), desc="links", unit="link", disable=quiet, file=self.stderr) as bar:
            while waiting:
                if not self._round(waiting, found, bar):
                    time.sleep(SECONDS_BETWEEN / 5)  # all their hosts were asked a moment ago
        words = ", ".join(f"{count} {finding.label.lower()}" for finding, count in found.items() if count)
        self.stdout.write(f"Checked {sum(found.values())}: {words}." if words else "Nothing is due.")

    def _round(self, waiting: deque, found: dict, bar: tqdm) -> bool:
        """One look at each; whether it was any host's turn."""
        references = [waiting.popleft() for _ in range(len(waiting))]
        before = len(references)
        for reference, link in zip(references, check_each(references), strict=True):
            if link is None:
                waiting.append(reference)
            else:
                found[LinkFinding(link.finding)] += 1
                bar.update()
        return len(waiting) < before

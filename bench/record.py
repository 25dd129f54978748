"""A year of hourly checkpoints over 10,000 articles: `python -m bench.record [--hours 8760] [--chains 10000]`.

Chains, events and checkpoints are made as the product makes them (same content, same signatures), but put into the
tables by COPY: an hour moves so many chains, as on a site that works day and night. Exits with 1 if verifying takes a
minute or more, or if anything is found.

Runs in the database that the settings name: use one that holds nothing else (IMPRIMATUR_DATA=/some/new/folder).
"""

import argparse
import random
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django

AIM = 60.0
MOVED = 40  # chains in an hour
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


class Year:
    """What the tables get, made hour by hour."""

    def __init__(self, chains: int, hours: int):
        self.chains = [f"article:{uuid.UUID(int=number)}" for number in range(chains)]
        self.hours = hours
        self.heads: dict[str, tuple[int, str]] = dict.fromkeys(self.chains, (0, ""))
        self.random = random.Random(7)
        self.checkpoints: list[tuple] = []

    def events(self) -> Iterator[tuple]:
        """Every event, and beside them the checkpoints."""
        for hour in range(self.hours):
            at = BEGAN + timedelta(hours=hour)
            moved = self.chains if hour == 0 else self.random.sample(self.chains, min(MOVED, len(self.chains)))
            for chain in moved:
                yield self.event(chain, at)
            self.checkpoint(sorted(moved), hour + 1, at)

    def event(self, chain: str, at: datetime) -> tuple:
        from editorial.record.chains import event_hash
        from editorial.shared.canonical import canonical_json

        seq, before = self.heads[chain]
        said = {"actor": None, "at": at.isoformat(), "chain": chain, "facts": {}, "rows": [], "scheme": 2}
        content = canonical_json({**said, "seq": seq + 1, "subject": chain, "verb": "bench.happened"})
        digest = event_hash(before, content)
        self.heads[chain] = seq + 1, digest
        return chain, seq + 1, at, None, "bench.happened", chain, content, before, digest

    def checkpoint(self, moved: list[str], number: int, at: datetime) -> None:
        from editorial.record.checkpoints import SCHEME, note_text
        from editorial.record.keys import signing_key
        from editorial.record.notes import sign
        from editorial.shared.canonical import canonical_json, sha256

        self.key = getattr(self, "key", None) or signing_key()
        previous = self.checkpoints[-1][4] if self.checkpoints else ""
        heads = [[chain, *self.heads[chain]] for chain in moved]
        said = {"scheme": SCHEME, "number": number, "previous": previous, "at": at.isoformat(), "heads": heads}
        content = canonical_json(said)
        digest = sha256(content)
        note = sign(note_text(self.key.name, number, at, digest, previous), self.key)
        self.checkpoints.append((uuid.UUID(int=number), number, at, content, digest, note))


def fill(year: Year) -> None:
    """The first checkpoint of the product, for its key; then everything else, past the triggers."""
    from django.db import connection, transaction
    from tqdm import tqdm

    from editorial.record.actions import record_checkpoint

    record_checkpoint()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM record_checkpoint; DELETE FROM record_checkpointedhead")
        columns = "chain, seq, at, actor_id, verb, subject, content, prev_hash, hash"
        with cursor.copy(f"COPY record_event ({columns}) FROM STDIN") as copy:
            for row in tqdm(year.events(), unit=" events", desc="events", disable=None):
                copy.write_row(row)
        with cursor.copy("COPY record_checkpoint (id, number, at, content, digest, note) FROM STDIN") as copy:
            for point in year.checkpoints:
                copy.write_row(point)
        for table in ("record_chainhead", "record_checkpointedhead"):
            with cursor.copy(f"COPY {table} (chain, seq, hash) FROM STDIN") as copy:
                for chain, (seq, digest) in year.heads.items():
                    copy.write_row((chain, seq, digest))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=8760)
    parser.add_argument("--chains", type=int, default=10_000)
    asked = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    from editorial.record.verification import CHECKS

    call_command("migrate", verbosity=0)
    year = Year(asked.chains, asked.hours)
    fill(year)
    wrong, taken = 0, 0.0
    for check in CHECKS:
        if check.name in ("checkpoints", "heads in checkpoints", "keys"):
            begun = time.perf_counter()
            found = [one for one in check.run() if one is not None]
            seconds = time.perf_counter() - begun
            print(f"{check.name}: {seconds:.1f} s, {len(found)} found")
            wrong, taken = wrong + len(found), taken + seconds
    print(f"{asked.hours:,} checkpoints over {asked.chains:,} chains: {taken:.1f} s (aim: under {AIM:.0f} s)")
    return int(wrong > 0 or taken >= AIM)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    sys.exit(main())

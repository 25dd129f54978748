"""A library of a million references: `python -m bench.library [--rows 1000000]`. Prints a table.

:func:`fill_library` makes the references (COPY; the indexes are built afterwards) and is there for other benches too.
They look like real ones where it matters for searching: few words are in very many titles, most words in very few;
most references are articles, few are retracted, few are cited. The picker and the library page are then asked through
Django's whole stack, and each time is the median of several.

Runs in the database that the settings name: use one that holds nothing else (IMPRIMATUR_DATA=/some/new/folder).
"""

import argparse
import itertools
import json
import os
import random
import statistics
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import django

ROWS = 1_000_000
PICKER_AIM, PAGE_AIM = 0.1, 0.2
COLUMNS = (
    "id", "key", "kind", "csl", "title", "year", "doi", "pmid", "first_author", "search_text", "fingerprint",
    "study_type", "evidence_level", "standing", "standing_note", "standing_changed_at", "thin", "thin_why", "revision",
    "created_at", "updated_at",
)  # fmt: skip
# Words that very many titles have, the commonest first.
_COMMON = """
of in and the with for a patients treatment trial randomised controlled study effect clinical risk disease therapy
syndrome serotonin anxiety depression diabetes heart failure cancer acute chronic systematic review analysis outcome
children adults management guideline placebo drug safety efficacy stroke pain infection surgery cohort population
"""
_SYLLABLES = """
car di o my neu ro hep a to nep hr gas tr en ter pul mo na ry der ma he mat ol os te ar thr cy ti lin phy
xin ser pro lo fen zo pam ril statin mab vir cil do ra ne lu ma si ko ve ga
"""
COMMON, SYLLABLES = _COMMON.split(), _SYLLABLES.split()
KINDS = (("research", 80), ("systematic_review", 9), ("guideline", 4), ("web_page", 4), ("book", 2), ("drug_label", 1))
STANDINGS = (("good", 99.2), ("corrected", 0.5), ("retracted", 0.2), ("concern", 0.1))


class Words:
    """Made-up words in the proportions of real text: the n-th commonest is about 1/n as frequent as the first."""

    def __init__(self, seed: int = 7, size: int = 60_000):
        self.random = random.Random(seed)
        made = {"".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 5))) for _ in range(size * 2)}
        self.words = [*COMMON, *sorted(made - set(COMMON))[:size]]
        self.weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(self.words))))
        self.names = [word.capitalize() for word in sorted(made)[-40_000:]]

    def some(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)


def references(rows: int, words: Words) -> Iterator[tuple]:
    """So many rows for COPY, in the order of ``COLUMNS``; the same every time."""
    chance = words.random
    now = datetime(2026, 1, 1, tzinfo=UTC)
    kinds, kind_weights = zip(*KINDS, strict=True)
    standings, standing_weights = zip(*STANDINGS, strict=True)
    journals = [" ".join(word.capitalize() for word in words.some(3)) for _ in range(3000)]
    for number in range(rows):
        title = " ".join(words.some(chance.randint(6, 14))).capitalize()
        people = chance.choices(words.names, k=chance.randint(1, 5))
        year, journal = int(chance.triangular(1950, 2026, 2020)), journals[int(len(journals) * chance.random() ** 2)]
        key = f"{people[0].lower()}{year}.{number}"
        doi, pmid = f"10.{1000 + number % 4000}/bench.{number}", str(1_000_000 + number)
        csl = {
            "type": "article-journal", "title": title, "container-title": journal, "DOI": doi, "PMID": pmid,
            "author": [{"family": name, "given": "A. B."} for name in people],
            "issued": {"date-parts": [[year]]}, "volume": str(number % 90 + 1), "page": f"{number % 800 + 1}-9",
        }  # fmt: skip
        standing = chance.choices(standings, standing_weights)[0]
        found_by = f"{title} {' '.join(people)} {journal} {year} {key} {doi} {pmid}".lower()
        made = now - timedelta(seconds=number)
        yield (
            uuid.UUID(int=chance.getrandbits(128), version=4), key, chance.choices(kinds, kind_weights)[0],
            json.dumps(csl), title, year, doi, pmid, people[0], found_by,
            f"{year} {people[0].lower()}: {title.lower()}"[:300],
            "", "", standing, "", None if standing == "good" else made, False, "", 1, made, made,
        )  # fmt: skip


def fill_library(rows: int = ROWS) -> None:
    """Put so many references into an empty library, unless it is that large already."""
    from django.db import connection, transaction
    from tqdm import tqdm

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM references_reference")
        if cursor.fetchone()[0] >= rows:
            return
        with transaction.atomic():
            later = _take_indexes_away(cursor)
            with cursor.copy(f"COPY references_reference ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                for row in tqdm(references(rows, Words()), total=rows, unit="ref", desc="references", disable=None):
                    copy.write_row(row)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for definition in tqdm(later, desc="indexes", disable=None):
                cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE references_reference")


def _take_indexes_away(cursor) -> list[str]:
    """Drop the indexes that are no constraint's; returns what makes them again."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = 'references_reference'::regclass"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


# ── Measuring ──────────────────────────────────────────────────────────────────────────────────────────────────

PICKER = {
    "nothing typed": "",
    "a rare word": "arstatindi",
    "the commonest word": "of",
    "three letters": "car",
    "an author": "veneu",
    "author and year": "veneu 1988",
    "two common words": "treatment trial",
    "five words": "randomised trial of anxiety treatment",
    "inside a word": "tatind",
    "a DOI": "10.1001/bench.1",
    "nothing that is there": "zzzzqqqq",
}
PAGES = {
    "first page": "",
    "a rare word": "q=arstatindi",
    "the commonest word": "q=of",
    "a common word, newest first": "q=treatment&sort=newest",
    "two common words": "q=treatment+trial",
    "a common word, guidelines, ten years": "q=therapy&kind=guideline&from=2010&to=2020",
    "drug labels by author": "kind=drug_label&sort=author",
    "retracted, newest first": "standing=retracted&sort=newest",
    "one year, added last first": "from=1987&to=1987&sort=added",
    "cited": "cited=yes",
    "not cited, newest first": "cited=no&sort=newest",
    "deep inside, by key": "after=moterter1990.1",
    "deep inside, newest first": "sort=newest&after=moterter1990.1+1990",
}


def measure(rounds: int) -> bool:
    """Ask in turn, print the table; whether all aims were met."""
    from django.test import Client

    from editorial.accounts.models import User

    editor, _ = User.objects.get_or_create(email="bench@example.org", defaults={"is_editor": True})
    client = Client()
    client.force_login(editor)
    asked = [("picker", name, "search.json", f"q={words}", PICKER_AIM) for name, words in PICKER.items()]
    asked += [("library page", name, "", query, PAGE_AIM) for name, query in PAGES.items()]
    print("\n| What | Asked for | Median | Slowest |\n| --- | --- | ---: | ---: |")
    met = True
    for what, name, path, query, aim in asked:
        address = f"/desk/references/{path}?{query}"
        _once(client, address)  # warms what is warm in use: the connection, the first pages of the indexes
        times = sorted(_once(client, address) for _ in range(rounds))
        met &= statistics.median(times) < aim
        print(f"| {what} | {name} | {statistics.median(times) * 1000:.0f} ms | {times[-1] * 1000:.0f} ms |")
    print(f"\nAims, {PICKER_AIM * 1000:.0f} ms and {PAGE_AIM * 1000:.0f} ms: {'met' if met else 'not met'}.")
    return met


def _once(client, address: str) -> float:
    start = time.perf_counter()
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}.")
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill_library(options.rows)
    sys.exit(not measure(options.rounds))


if __name__ == "__main__":
    main()

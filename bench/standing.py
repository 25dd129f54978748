"""How long a list of 70,000 retractions takes against a library of 1,000,000 references, and how much memory.

Run with: .venv/bin/python -m bench.standing [REFERENCES [ROWS]]
Makes a database of its own on the server of IMPRIMATUR_DATA or DATABASE_URL, fills it as bench.library does (about ten
minutes), and drops it afterwards. The list has the columns and the traps of the public one; five hundred rows are
about references of the library.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from bench.library import fill_library  # noqa: E402
from references.actions import load_file  # noqa: E402
from references.models import Reference  # noqa: E402

MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
CONCERNED = 500
HEADER = [
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
]


def write_list(path: Path, rows: int, library: int) -> None:
    """A list of so many rows, with what the real one has in store: all in one field, no number, broken bytes."""
    with path.open("w", encoding="latin-1", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for number in range(rows):
            row = dict.fromkeys(HEADER, "")
            known = number % (rows // CONCERNED) == 0
            place = number * 13 % library
            row |= {
                "Record ID": number + 1,
                "Title": f"Caf\u00e9 and twitching, study {number}",
                "Author": "A Writer;B Writer",
                "RetractionDate": f"{number % 12 + 1}/{number % 28 + 1}/{2000 + number % 25} 0:00",
                "RetractionDOI": f"10.1000/NOTICE.{number}" if number % 4 else "unavailable",
                "OriginalPaperDOI": f"10.{1000 + place % 4000}/Bench.{place}"
                if known
                else f"10.2000/other.{number};10.2000/o{number}",
                "OriginalPaperPubMedID": "0" if number % 2 else "",
                "RetractionNature": ("Retraction", "Correction", "Expression of concern", "Retraction")[number % 4],
                "Reason": "+Error in Data;+Notice - Limited or No Information;",
                "Notes": "x" * 200,
            }
            writer.writerow(row.values())


def timed(path: Path) -> tuple[float, object]:
    start = time.perf_counter()
    outcome = load_file(path=path)
    return time.perf_counter() - start, outcome


def main() -> None:
    library, rows = [int(text) for text in [*sys.argv[1:], "1000000", "70000"][:2]] if sys.argv[1:] else (10**6, 70_000)
    name = f"bench_standing_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    original = connections["default"].settings_dict["NAME"]
    connections["default"].settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        fill_library(library)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "retractions.csv"
            write_list(path, rows, library)
            first, outcome = timed(path)
            again, repeated = timed(path)
            size = path.stat().st_size / 1024 / 1024
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{Reference.objects.count():,} references; {outcome.rows:,} rows ({size:.0f} MB); "
              f"{outcome.concerned} concerned, {outcome.changed} changed")  # fmt: skip
        print(f"first time   {first:6.1f} s (at most {MOST_SECONDS:.0f})")
        print(f"once more    {again:6.1f} s ({repeated.added} added, {repeated.changed} changed)")
        print(f"memory       {used:6.0f} MB at its highest (at most {MOST_MEGABYTES}), {before:.0f} MB before")
    finally:
        connection.close()
        connections["default"].settings_dict["NAME"] = original
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    if first > MOST_SECONDS or used > MOST_MEGABYTES:
        sys.exit("Slower or larger than asked for.")


if __name__ == "__main__":
    main()

"""Finding what is meant among a million references: `python -m bench.citing [--rows 1000000]`. Prints a table.

References are drawn from the library of :mod:`bench.library`, and what somebody would type for each is made of their
words, with one thing wrong: a slip of every kind (also in the first letter), a word that stands nowhere in it, or a
whole citation is pasted. Counted is how often the reference is among the first five, and how long the picker takes:
by the clock, and in processor time of this process and of PostgreSQL together, which a busy machine changes less.

Runs in the database that the settings name: use one that holds nothing else (IMPRIMATUR_DATA=/some/new/folder).
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django

from bench.library import COMMON, ROWS, fill_library

FIRST = 5
SHARE_AIM, TIME_AIM = 0.95, 0.1
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Chance = random.Random


# ── Slips ──────────────────────────────────────────────────────────────────────────────────────────────────────


def another_letter(word: str, place: int, chance: Chance) -> str:
    return word[:place] + chance.choice(LETTERS.replace(word[place], "")) + word[place + 1 :]


def missing_letter(word: str, place: int, chance: Chance) -> str:
    return word[:place] + word[place + 1 :]


def letter_too_many(word: str, place: int, chance: Chance) -> str:
    return word[:place] + chance.choice(LETTERS) + word[place:]


def changed_places(word: str, place: int, chance: Chance) -> str:
    place = next((at for at in range(place, len(word) - 1) if word[at] != word[at + 1]), None)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :] if place is not None else word[1:]


SLIPS = (another_letter, missing_letter, letter_too_many, changed_places)


# ── What is typed ──────────────────────────────────────────────────────────────────────────────────────────────


def _long(csl: dict, chance: Chance, number: int) -> list[str]:
    words = [word.lower() for word in csl["title"].split() if len(word) >= 5]
    return chance.sample(words, min(number, len(words)))


def _slipped(words: list[str], chance: Chance, slip: Callable, *, first: bool = False) -> str:
    """The words with a slip in one of those that are long enough to have one."""
    which = chance.choice([at for at, word in enumerate(words) if word.isalpha() and len(word) >= 4])
    place = 0 if first else chance.randrange(1, len(words[which]))
    words[which] = slip(words[which], place, chance)
    return " ".join(words)


def with_a_slip(slip: Callable, *, first: bool = False) -> Callable[[dict, Chance], str]:
    """An author, two words of the title and the year; or four words of the title."""

    def typed(csl: dict, chance: Chance) -> str:
        named = [csl["author"][0]["family"].lower(), *_long(csl, chance, 2), str(csl["issued"]["date-parts"][0][0])]
        return _slipped(named if chance.random() < 0.5 else _long(csl, chance, 4), chance, slip, first=first)

    return typed


def with_a_wrong_word(csl: dict, chance: Chance) -> str:
    words = [*_long(csl, chance, 3), "".join(chance.choices(LETTERS, k=8)) if chance.random() < 0.5 else "ibuprofen"]
    chance.shuffle(words)
    return " ".join(words)


def with_a_colon(csl: dict, chance: Chance) -> str:
    first, *others = _long(csl, chance, 3)
    return " ".join([f"{first.capitalize()}:", *others])


def whole_citation(*, doi: bool) -> Callable[[dict, Chance], str]:
    """As Vancouver has it, with initials, volume and pages that no search knows."""

    def typed(csl: dict, chance: Chance) -> str:
        people = ", ".join(f"{one['family']} AB" for one in csl["author"])
        year = csl["issued"]["date-parts"][0][0]
        where = f"{csl['container-title']}. {year} Mar;{csl['volume']}({chance.randint(1, 12)}):{csl['page']}."
        return f"{people}. {csl['title']}. {where}" + (f" doi:{csl['DOI']}" if doi else "")

    return typed


KINDS: dict[str, Callable[[dict, Chance], str]] = {
    "another letter": with_a_slip(another_letter),
    "a letter missing": with_a_slip(missing_letter),
    "a letter too many": with_a_slip(letter_too_many),
    "letters that changed places": with_a_slip(changed_places),
    "another first letter": with_a_slip(another_letter, first=True),
    "no first letter": with_a_slip(missing_letter, first=True),
    "three words right, one wrong": with_a_wrong_word,
    "a word with a colon": with_a_colon,
    "a whole citation": whole_citation(doi=False),
    "a whole citation with DOI": whole_citation(doi=True),
}


def drawn(rows: int, each: int, chance: Chance) -> Iterator[tuple[str, str, str]]:
    """(kind, key, what is typed): of every kind so many, of references that have words enough to be found by."""
    from references.models import Reference

    for kind, typed in KINDS.items():
        found = 0
        while found < each:
            row = Reference.objects.filter(pmid=str(1_000_000 + chance.randrange(rows))).values("key", "csl").first()
            title = {word.lower() for word in row["csl"]["title"].split() if len(word) >= 5}
            if len(title - set(COMMON)) >= 3 and len(title) >= 4:
                found += 1
                yield kind, row["key"], typed(row["csl"], chance)


# ── Measuring ──────────────────────────────────────────────────────────────────────────────────────────────────


def processor_time(pid: int) -> float:
    """Seconds of the processor that the database's process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(rows: int, each: int, *, verbose: bool) -> bool:
    """Ask the picker, print the table; whether all aims were met."""
    from django.db import connection
    from django.test import Client

    from editorial.accounts.models import User

    editor, _ = User.objects.get_or_create(email="bench@example.org", defaults={"is_editor": True})
    client = Client()
    client.force_login(editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    results: dict[str, list[tuple[bool, float]]] = {kind: [] for kind in KINDS}
    used: dict[str, float] = dict.fromkeys(KINDS, 0.0)
    for kind, key, text in drawn(rows, each, random.Random(43)):
        before, start = time.process_time() + processor_time(pid), time.perf_counter()
        answer = client.get("/desk/references/search.json", {"q": text})
        took = time.perf_counter() - start
        used[kind] += time.process_time() + processor_time(pid) - before
        first = [one["key"] for one in json.loads(answer.content)["results"][:FIRST]]
        results[kind].append((key in first, took))
        if verbose and (key not in first or took > TIME_AIM):
            print(f"{kind}: {text!r} ({key}): {'found' if key in first else 'not found'}, {took * 1000:.0f} ms")
    return _printed(results, used)


def _printed(results: dict[str, list[tuple[bool, float]]], used: dict[str, float]) -> bool:
    print("\n| What is typed | First five | Median | 95 of 100 under | Slowest | Processor, mean |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    met = True
    for kind, rows in results.items():
        times = sorted(took for _, took in rows)
        share, most = sum(found for found, _ in rows) / len(rows), times[int(len(times) * 0.95)]
        met &= share >= SHARE_AIM and statistics.median(times) < TIME_AIM
        shown = " | ".join(f"{one * 1000:.0f} ms" for one in (statistics.median(times), most, times[-1]))
        print(f"| {kind} | {share:.1%} | {shown} | {used[kind] / len(rows) * 1000:.0f} ms |")
    print(f"\nAims, {SHARE_AIM:.0%} and a median of {TIME_AIM * 1000:.0f} ms: {'met' if met else 'not met'}.")
    return met


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--each", type=int, default=120)
    parser.add_argument("-v", "--verbose", action="store_true", help="Name what was not found, or slow.")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill_library(options.rows)
    sys.exit(not measure(options.rows, options.each, verbose=options.verbose))


if __name__ == "__main__":
    main()

"""The words of the library, with what may be meant by a word that was typed. Reads ``references_word`` (ADR 43), a
table that the ORM does not know: nothing but searching looks into it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from .spelling import SHORTEST_SLIP, beginning, slips, spelling

MOST = 60
"""So many words of the library may stand for one that was typed; those nearest in length to it are taken."""
MOST_INSIDE = 1000
SHORTEST_UNFINISHED = 5
_LAST = "\U0010ffff"  # sorts behind every letter


@dataclass
class Known:
    """What the library has of some words: for each, the words with its spelling (itself among them, if it is one);
    those that begin something; and beginnings in another spelling of what begins as the unfinished one does."""

    alike: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    begun: set[str] = field(default_factory=set)
    starts: set[str] = field(default_factory=set)


_KNOWN = """
SELECT 'alike', word, spelling FROM references_word WHERE spelling = ANY(%(spellings)s::text[])
UNION SELECT 'begun', start, '' FROM unnest(%(starts)s::text[]) AS start
    WHERE EXISTS (SELECT FROM references_word WHERE spelling ~>=~ start AND spelling ~<~ (start || %(last)s))
UNION (SELECT 'start', word, '' FROM references_word
    WHERE length(%(start)s) >= %(shortest)s AND spelling LIKE %(start)s || '%%'
        AND NOT starts_with(word, %(unfinished)s) LIMIT %(most)s)
"""


def known(words: Collection[str], unfinished: str = "") -> Known:
    """What the library has of these words, and of the one that may be ``unfinished``. One query."""
    spelled, starts = defaultdict(set), defaultdict(set)
    for word in words:
        spelled[spelling(word)].add(word)
        starts[beginning(word)].add(word)
    asked = {"spellings": list(spelled), "starts": list(starts), "last": _LAST, "most": MOST, "unfinished": unfinished}
    asked |= {"start": beginning(unfinished), "shortest": SHORTEST_UNFINISHED}
    found = Known()
    for what, word, way in _rows(_KNOWN, asked):
        if what == "alike":
            for typed in spelled[way]:
                found.alike[typed].add(word)
        elif what == "begun":
            found.begun |= starts[word]
        else:
            found.starts.add(_start_of(word, beginning(unfinished)))
    return found


def _start_of(word: str, start: str) -> str:
    """The shortest beginning of the word that is spelled so."""
    return next((word[:end] for end in range(1, len(word)) if beginning(word[:end]).startswith(start)), word)


def mended(words: Iterable[str], inside: Iterable[str] = ()) -> dict[str, set[str]]:
    """For each word, the words of the library from which it is one slip away, in any spelling; for those of ``inside``,
    also those that they are a part of. One query, or none if all are too short."""
    made: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for slip in slips(word) if len(word) >= SHORTEST_SLIP else ():
            made[spelling(slip)].add(word)
    if not made:
        return {}
    query = "SELECT word, spelling, NULL FROM references_word WHERE spelling = ANY(%s)"
    asked: list[object] = [list(made)]
    for word in inside:
        if len(word) >= SHORTEST_SLIP:
            query += " UNION ALL (SELECT word, spelling, %s FROM references_word WHERE word LIKE %s LIMIT %s)"
            asked += [word, f"%{word}%", MOST_INSIDE]
    found: dict[str, set[str]] = defaultdict(set)
    for word, spelled, part in _rows(query, asked):
        for typed in {part} if part else made[spelled]:
            found[typed].add(word)
    return {typed: _nearest(typed, some) for typed, some in found.items()}


def _nearest(typed: str, words: set[str]) -> set[str]:
    return set(sorted(words, key=lambda word: (abs(len(word) - len(typed)), word))[:MOST])


def common(words: Iterable[str]) -> dict[str, float]:
    """Of these words the common ones, each with the share of references that have it: as PostgreSQL has seen them when
    it looked last, which it does by itself. One query."""
    query = (
        "SELECT word, share FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)"
        " AS known (word, share) WHERE schemaname = current_schema() AND tablename = 'references_reference'"
        " AND attname = 'search_words' AND word = ANY(%s)"
    )
    return dict(_rows(query, [list(words)]))


def _rows(query: str, asked: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return cursor.fetchall()

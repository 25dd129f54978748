"""Which of the references that were found was meant: the likeliest first. Reads."""

from typing import NamedTuple
from uuid import UUID

from references.text import fold

from .asking import MAX_WORDS, Word
from .search import Way

_COLUMNS = ("pk", "key", "first_author", "year", "title", "doi", "pmid", "search_text")


class Match(NamedTuple):
    """One reference that was found, before it is read."""

    pk: UUID
    key: str


def by_match(way: Way, most: int) -> list[Match]:
    """What was found in this way, at most so many of those added last: those whose key or number it is, then those that
    hold most of the words, then those that hold most of them in title, first author and year; of these, those whose
    first author is named, then those whose title begins so; the newest work first. One query."""
    rows = list(way.found.order_by("-created_at", "-key").values(*_COLUMNS)[:most])
    return [Match(row["pk"], row["key"]) for row in sorted(rows, key=lambda row: _rank(row, way.words))]


def _rank(row: dict, words: list[Word]) -> tuple:
    typed = {word.typed for word in words}
    title, author = fold(row["title"]), fold(row["first_author"])
    everywhere, names = set(row["search_text"].split()), set(author.split())
    near = {*title.split(), *names, str(row["year"])}
    held = Word.begins if len(words) <= MAX_WORDS else Word.is_in
    return (
        not {row["key"], row["doi"], row["pmid"]} & typed,
        -sum(held(word, everywhere) for word in words),
        -sum(held(word, near) for word in words),
        not any(held(word, names) for word in words),
        not title.startswith(words[0].typed),
        -(row["year"] or 0),
        row["key"],
    )

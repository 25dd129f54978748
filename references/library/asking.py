"""What was typed, as words to look for, and how PostgreSQL is asked for them. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from django.db.models import BooleanField, F, Func

from references.identifiers import normalise_doi, normalise_pmid
from references.text import fold

MAX_WORDS = 8
"""More is a citation or a whole title: of its words those are asked for that few references have."""
MAX_READ = 120
MOST_FOUND = 1000
SHORTEST_BEGINNING = 3
"""Shorter ones begin too many words: they must be the whole word."""

LITTLE = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
"""In half of all titles: looked for only if nothing else was typed."""
_AROUND = ".,;:!?()[]{}'\"“”‘’«»"
_KEY = re.compile(r"[a-z0-9][a-z0-9_:.-]*:[a-z0-9_:.-]*[a-z0-9]\Z")
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>“”]+")
_PMID = re.compile(r"\bPMID\s*:?\s*([0-9]{1,9})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word that was typed, folded; the pieces of what may be a key; words of the library that may be meant; and how
    they begin in another spelling, should it be unfinished."""

    typed: str
    pieces: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()

    @property
    def long(self) -> bool:
        """Whether it may be the beginning of a word."""
        return len(self.typed) >= SHORTEST_BEGINNING

    @property
    def mendable(self) -> bool:
        """Whether it may be a word of letters that was spelled otherwise."""
        return self.long and self.typed.isalpha()

    def meaning(self, words: Collection[str]) -> "Word":
        """The same with more words of the library that may be meant."""
        return replace(self, others=self.others | frozenset(words) - {self.typed})

    def asked(self, *, unfinished: bool = False) -> str:
        """As PostgreSQL is asked for it: any of what it may mean; if it is ``unfinished``, whatever begins so."""
        ways = [quoted(self.typed) + (":*" if unfinished and self.long else "")]
        if unfinished:
            ways += [f"{quoted(start)}:*" for start in sorted(self.starts)]
        if self.pieces:
            ways.append(f"({' & '.join(map(quoted, self.pieces))})")
        return f"({' | '.join([*ways, *map(quoted, sorted(self.others))])})"

    def is_in(self, words: Collection[str]) -> bool:
        """Whether one of the words is this one, or is meant by it."""
        return self.typed in words or not self.others.isdisjoint(words)

    def begins(self, words: Collection[str]) -> bool:
        """Whether one of the words is this one, or begins so, or is meant by it."""
        starts = (self.typed, *self.starts)
        return self.is_in(words) or (self.long and any(word.startswith(starts) for word in words))


def words_of(text: str, most: int = MAX_WORDS) -> list[Word]:
    """The words of what was typed; a DOI or key is looked for as it stands."""
    words: list[Word] = []
    for typed in text.replace("\x00", "").split()[:MAX_READ]:
        if doi := normalise_doi(typed):
            words.append(Word(doi))
            continue
        bare, parts = typed.strip(_AROUND).lower(), fold(typed).split()
        if _KEY.match(bare):
            words.append(Word(bare, tuple(parts)))
        else:
            words += map(Word, parts)
    telling = [word for word in words if word.typed not in LITTLE]
    return list({word.typed: word for word in telling or words}.values())[:most]


def identifiers_in(text: str) -> tuple[list[str], list[str]]:
    """The DOIs and the PubMed numbers that stand in a citation."""
    dois = [normalise_doi(found.rstrip(_AROUND)) for found in _DOI.findall(text)]
    return [doi for doi in dois if doi], [one for one in map(normalise_pmid, _PMID.findall(text)) if one]


def quoted(word: str) -> str:
    """A lexeme of a query, whatever it holds."""
    return "'" + re.sub(r"(['\\])", r"\1\1", word) + "'"


def all_of(words: Sequence[Word], *, unfinished: Collection[str] = ()) -> str:
    """Asks for every one of the words, of which some may be unfinished."""
    return " & ".join(word.asked(unfinished=word.typed in unfinished) for word in words)


def most_of(words: Sequence[Word], number: int) -> str:
    """Asks for any ``number`` of the words. PostgreSQL begins with the rarest, without which there are too few."""
    asked = [word.asked() for word in words]
    return " | ".join(f"({' & '.join(some)})" for some in combinations(asked, number))


class Holds(Func):
    """Whether a reference's words fit a query: PostgreSQL's full-text index answers.

    ``search_words`` is a column that only the database knows (ADR 14).
    """

    output_field = BooleanField()

    def __init__(self, query: str):
        super().__init__(F("search_text"))
        self.query = query

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> Any:
        column: Any = self.source_expressions[0]
        table = compiler.quote_name_unless_alias(column.alias)
        return f"{table}.search_words @@ %s::tsquery", [self.query]


class HoldsAny(Holds):
    """The same of a query with many ways to fit, of which PostgreSQL cannot tell how many references do: the index is
    asked first and alone, whatever they are sorted by, and ``MOST_FOUND`` of what it names are looked at."""

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> Any:
        column: Any = self.source_expressions[0]
        table = compiler.quote_name_unless_alias(column.alias)
        sql = (
            f"{table}.id = ANY (ARRAY (WITH held AS MATERIALIZED (SELECT id FROM references_reference"  # noqa: S608
            f" WHERE search_words @@ %s::tsquery) SELECT id FROM held LIMIT {MOST_FOUND}))"
        )
        return sql, [self.query]


def rarest(words: Iterable[Word], shares: dict[str, float], most: int = MAX_WORDS) -> list[Word]:
    """Those that the fewest references have, by the ``shares`` of the common ones; among the others, the longest."""
    return sorted(words, key=lambda word: (shares.get(word.typed, 0.0), -len(word.typed), word.typed))[:most]

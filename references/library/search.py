"""Finding words in a library of any size: by the beginnings of words, else anywhere inside them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet

from references.identifiers import normalise_doi
from references.models import Reference
from references.text import fold

MAX_WORDS = 8
SHORTEST_BEGINNING = 3
"""Shorter ones begin too many words: they must be the whole word."""


def words_of(text: str) -> list[str]:
    """Folded words of what was typed; a DOI or key is looked for as it stands."""
    words: list[str] = []
    for word in text.replace("\x00", "").split()[:MAX_WORDS]:
        doi = normalise_doi(word)
        words += [doi] if doi else [word.lower()] if word.isascii() and ":" in word else fold(word).split()
    return list(dict.fromkeys(words))[:MAX_WORDS]


class HoldsWords(Func):
    """Whether a reference has a word that begins with each of these: PostgreSQL's full-text index answers.

    ``search_words`` is a column that only the database knows (ADR 14).
    """

    output_field = BooleanField()

    def __init__(self, words: Iterable[str], beginnings: Iterable[str] = ()):
        super().__init__(F("search_text"))
        self.asked = [*map(_quoted, words), *(f"{_quoted(word)}:*" for word in beginnings)]

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **context: Any) -> Any:
        column: Any = self.source_expressions[0]
        table = compiler.quote_name_unless_alias(column.alias)
        return f"{table}.search_words @@ %s::tsquery", [" & ".join(self.asked)]


def _quoted(word: str) -> str:
    return "'" + re.sub(r"(['\\])", r"\1\1", word) + "'"


def ways(found: QuerySet[Reference], text: str) -> Iterator[QuerySet[Reference]]:
    """Ways to look for every word of ``text``, the strictest first: whoever asks takes the first that finds anything.

    Whole words, of which the last may be unfinished; beginnings of words; parts of words ("cardial" in "myocardial").
    Nothing typed finds all.
    """
    words = words_of(text)
    if not words:
        yield found
        return
    long = [word for word in words if len(word) >= SHORTEST_BEGINNING]
    short = [word for word in words if len(word) < SHORTEST_BEGINNING]
    if not long:
        yield found.filter(Q(HoldsWords(words)) | Q(key__startswith=words[0]))
        return
    yield found.filter(HoldsWords([*short, *long[:-1]], long[-1:]))
    if long[1:]:
        yield found.filter(HoldsWords(short, long))
    yield _inside(found, long)


def holding(found: QuerySet[Reference], text: str) -> QuerySet[Reference]:
    """Those that hold every word of ``text``, looked for in the first way that finds any."""
    *first, last = ways(found, text)
    return next((way for way in first if way.order_by().exists()), last)


def _inside(found: QuerySet[Reference], words: list[str]) -> QuerySet[Reference]:
    """The trigram index answers; it knows nothing of parts shorter than three letters."""
    for word in words:
        found = found.filter(search_text__contains=word)
    return found

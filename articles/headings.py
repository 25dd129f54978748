"""Titles of articles and headings of sections, found by how their words begin. Reads."""

import re
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

MOST_WORDS = 12
"""Of what was typed, so many words are looked for."""

# The expressions are those of the indexes (migration 0022): lower case without accents, and nothing that joins words.
_FIND = r"""
SELECT id, (content::jsonb) #>> '{base,heading}' FROM articles_sectionversion
WHERE to_tsvector('simple', translate(
    regexp_replace(normalize(lower((content::jsonb) #>> '{base,heading}'), NFKD), '[\u0300-\u036f]', '', 'g'),
    '-‐‑‒–—/_.+''’', '            '
)) @@ to_tsquery('simple', %s) AND (content::jsonb) ->> 'kind' """
_TITLES, _HEADINGS = (_FIND + "= 'front' LIMIT %s", _FIND + "<> 'front' LIMIT %s")


def folded_words(text: str) -> list[str]:
    """The words of a text as headings are searched for: lower case, no accents, each once, the first ``MOST_WORDS``."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", bare)))[:MOST_WORDS]


def begins_in(words: Sequence[str], heading: str) -> bool:
    """Whether each of the (folded) words begins a word of the heading."""
    said = folded_words(heading)
    return all(any(one.startswith(word) for one in said) for word in words)


def versions_titled(words: Sequence[str], most: int) -> dict[UUID, str]:
    """Versions of fronts, of whatever age and whoever's, in whose title a word begins with each of these
    (:func:`folded_words`), with that title; ``most`` of them, in no order. One query, none for no words."""
    return _versions(_TITLES, words, most)


def versions_headed(words: Sequence[str], most: int) -> dict[UUID, str]:
    """The same of all other sections, by their headings for everyone."""
    return _versions(_HEADINGS, words, most)


def _versions(query: str, words: Sequence[str], most: int) -> dict[UUID, str]:
    if not words:
        return {}
    asked = " & ".join(f"'{word}':*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, most])
        return dict(cursor.fetchall())

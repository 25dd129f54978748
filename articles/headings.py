"""Titles of articles and headings of sections, found by how their words begin. Reads."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection

MOST_WORDS = 12
"""Of what was typed, so many words are looked for."""

# The expressions are those of the indexes (migration 0022): lower case, no accents, letters and digits. What stands in
# no edition asked for is no answer, however many old versions there are; each is looked up by itself, since PostgreSQL
# would rather put all pins of all editions together.
_FIND = r"""
WITH found AS MATERIALIZED (
    SELECT id, (content::jsonb) #>> '{base,heading}' AS heading FROM articles_sectionversion
    WHERE to_tsvector('simple', regexp_replace(
        regexp_replace(normalize(lower((content::jsonb) #>> '{base,heading}'), NFKD), '[\u0300-\u036f]', '', 'g'),
        '[^[:alnum:]]+', ' ', 'g'
    )) @@ to_tsquery('simple', %s) AND (content::jsonb) ->> 'kind' """
_STANDS = """ LIMIT 4000
)
SELECT found.id, found.heading FROM found CROSS JOIN LATERAL (
    SELECT FROM articles_pin AS pin JOIN articles_edition AS edition ON edition.id = pin.edition_id
    WHERE pin.version_id = found.id AND edition.state = ANY(%s) LIMIT 1
) AS stands LIMIT %s"""
_TITLES, _HEADINGS = (f"{_FIND} = 'front'{_STANDS}", f"{_FIND} <> 'front'{_STANDS}")
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded_words(text: str) -> list[str]:
    """The words of a text as headings are searched for: lower case, no accents, each once, the first ``MOST_WORDS``."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", bare)))[:MOST_WORDS]


def begins_in(words: Sequence[str], heading: str) -> bool:
    """Whether each of the (folded) words begins a word of the heading."""
    said = folded_words(heading)
    return all(any(one.startswith(word) for one in said) for word in words)


def versions_titled(words: Sequence[str], states: Collection[str], most: int) -> dict[UUID, str]:
    """Versions of fronts, whoever's, that stand in an edition in one of these states, and in whose title a word begins
    with each of these (:func:`folded_words`), with that title; ``most`` of them, in no order. One query, none for no
    words."""
    return _versions(_TITLES, words, states, most)


def versions_headed(words: Sequence[str], states: Collection[str], most: int) -> dict[UUID, str]:
    """The same of all other sections, by their headings for everyone."""
    return _versions(_HEADINGS, words, states, most)


def _versions(query: str, words: Sequence[str], states: Collection[str], most: int) -> dict[UUID, str]:
    if not words:
        return {}
    asked = " & ".join(f"'{word}':*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, list(states), most])
        return dict(cursor.fetchall())

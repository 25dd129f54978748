"""The spelling of a word, made by PostgreSQL for the words of the library and by Python for what is typed."""

from random import Random

import pytest
from django.db import connection

from references.library.spelling import ENDINGS, REPLACED, spelling
from tests.references.test_spelling import ONE_WORD, TWO_WORDS, pairs

pytestmark = pytest.mark.django_db

PARTS = [part for part, _ in REPLACED] + [
    "re",
    "res",
    "ogue",
    "ogues",
    "mme",
    "mmes",
    "defence",
    "practicing",
    "licenced",
]


def words() -> list[str]:
    """Those of the pairs, and two thousand put together from what the rules look for."""
    random = Random(43)
    made = ["".join(random.choices([*PARTS, *"abcdefgiklmnoprstuvz"], k=random.randint(1, 5))) for _ in range(2000)]
    return sorted({word for text in (ONE_WORD, TWO_WORDS) for pair in pairs(text) for word in pair} | set(made))


def test_both_spell_alike():
    asked = words()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO references_word (word) SELECT unnest(%s::text[])", [asked])
        cursor.execute("SELECT word, spelling FROM references_word WHERE word = ANY(%s)", [asked])
        made = dict(cursor.fetchall())

    assert made == {word: spelling(word) for word in asked}


def test_every_rule_changes_some_of_the_words():
    for part, instead in REPLACED:
        assert any(part in word and part != instead for word in words())
    for ending, instead in ENDINGS:
        assert any(ending.sub(instead, word) != word for word in words())

"""The table of plain words: what is shipped, and that terms are found in their forms and spellings."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks.plain_words import EVERYDAY, MEDICAL, Found, PlainWord, plain_words_in, shipped, table_of
from articles.checks.readability import reading_of
from tests.properties import examples

TABLE = table_of(shipped())


def terms(text: str) -> list[str]:
    return [one.entry.term for one in plain_words_in(text, TABLE)]


def test_many_medical_terms_are_shipped_each_once_with_words_and_source():
    kinds = Counter(one.kind for one in shipped())
    ways = Counter(one.term for one in shipped())

    assert kinds[MEDICAL] >= 250
    assert set(kinds) == {MEDICAL, EVERYDAY}
    assert [term for term, count in ways.items() if count > 1] == []
    assert [
        one.term for one in shipped() if not (one.alternatives and one.source and one.term == one.term.strip())
    ] == []


def test_no_term_is_its_own_alternative():
    assert [one.term for one in shipped() if one.term.lower() in map(str.lower, one.alternatives)] == []


def test_plain_words_are_easier_than_their_terms():
    """Most of them have an alternative with fewer hard words than the term, or none."""
    harder = [
        one.term
        for one in shipped()
        if min(len(reading_of("", [words]).hard_words) for words in one.alternatives)
        > len(reading_of("", [one.term]).hard_words)
    ]

    assert len(harder) <= 0.03 * len(shipped()), harder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haemorrhage or hemorrhages", ["haemorrhage", "haemorrhage"]),
        ("a paediatrician, pediatricians", ["paediatrician", "paediatrician"]),
        ("Tumors and tumours", ["tumour", "tumour"]),
        ("hospitalised, hospitalized", ["hospitalise", "hospitalise"]),
        ("discontinue discontinues discontinued discontinuing", ["discontinue"] * 4),
        ("permitted, permitting", ["permit", "permit"]),
        ("many metastases", ["metastasis"]),
        ("biopsies", ["biopsy"]),
        ("myocardial infarctions", ["myocardial infarction"]),
        ("a myocardial cell", ["myocardial"]),
        ("an anti-inflammatory", ["anti-inflammatory"]),
        ("prior to that", ["prior to"]),
        ("the prior. To be sure", []),
        ("Oedema’s cause", ["oedema"]),
        ("remaining days", ["remaining"]),
        ("it remains", ["remain"]),
        ("a renewal", []),
        ("", []),
    ],
)
def test_terms_are_found_in_their_forms_and_spellings(text, expected):
    assert terms(text) == expected


def test_what_is_found_is_told_as_it_is_written_and_where():
    entry = PlainWord("oedema", "swelling; fluid")

    assert plain_words_in("No Edema here", table_of((entry,))) == [Found(3, 8, "Edema", entry)]
    assert entry.alternatives == ("swelling", "fluid")


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("discontinue", ["stop"]),
        ("discontinues", ["stops"]),
        ("discontinued", ["stopped"]),
        ("discontinuing", ["stopping"]),
        ("administered", ["given"]),
        ("utilising", ["using"]),
        ("notified", ["told"]),
        ("identifies", ["finds", "names"]),
        ("tumours", ["lumps", "growths"]),
        ("tumors", ["lumps", "growths"]),
        ("myocardial infarctions", ["heart attacks"]),
        ("pulmonary embolism", ["blood clot in the lung"]),
        ("bowel movements", ["poos"]),
        ("adheres to", ["sticks to", "keeps to"]),
        ("therapies", ["treatments"]),
        ("increased", ["risen", "gone up", "raised"]),
        ("Oedema", ["swelling", "swelling from fluid"]),
    ],
)
def test_what_is_said_instead_has_the_ending_of_the_words(words, instead):
    (found,) = plain_words_in(words, TABLE)

    assert list(found.instead) == instead


@given(
    st.lists(st.sampled_from([one.term for one in shipped()] + [",", ".", "and", "of the"]), max_size=8).map(" ".join)
)
@examples(40)
def test_what_is_found_stands_there_in_order_and_apart(text):
    found = plain_words_in(text, TABLE)

    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_every_term_is_found_where_it_stands():
    assert [entry.term for entry in shipped() if entry.term not in terms(f"It is {entry.term} today")] == []

"""Syllables by rules, held against a dictionary that is not shipped and against words that it does not have.

``syllables_cmu.csv`` is a random sample of the CMU Pronouncing Dictionary (Copyright 1993-2015 Carnegie Mellon
University, BSD-2-Clause), kept apart while the rules were written. ``syllables_medical.csv`` was counted by hand.
"""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks.syllables import syllables
from tests.properties import examples

DATA = Path(__file__).parent / "data"
BAR = 0.87


def counted(name: str) -> dict[str, set[int]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return {row["word"]: {int(count) for count in row["syllables"].split()} for row in csv.DictReader(file)}


def share_right(words: dict[str, set[int]]) -> float:
    return sum(syllables(word) in right for word, right in words.items()) / len(words)


def test_of_the_dictionary_most_words_are_right():
    words = counted("syllables_cmu.csv")

    assert len(words) == 3000
    assert share_right(words) >= 0.95 > BAR


def test_of_medical_words_and_british_spellings_most_are_right():
    assert share_right(counted("syllables_medical.csv")) >= 0.95 > BAR


def test_of_the_open_cases_most_are_right():
    cases = json.loads((DATA / "readability_syllables.json").read_text(encoding="utf-8"))

    assert share_right({case["word"]: set(case["syllables"]) for case in cases}) >= 0.95 > BAR


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("6.5%", 1),
        ("2,500", 1),
        ("5–10", 1),
        ("e.g.", 2),
        ("Dr.", 2),
        ("NHS", 3),
        ("NSAIDs", 5),
        ("AIDS", 1),
        ("low-fibre", 3),
        ("and/or", 2),
        ("B12", 2),
        ("mg", 2),
        ("nurse’s", 2),
        ("doctor’s", 2),
        ("couldn’t", 2),
        ("don’t", 1),
        ("naïve", 2),
        ("headache", 2),
        ("movement", 2),
        ("supplement", 3),
        ("someone", 2),
        ("homework", 2),
        ("rhythm", 2),
        ("HIV", 3),
        ("https://example.org/information", 1),
    ],
)
def test_what_is_no_plain_word(word, count):
    assert syllables(word) == count


@given(st.text(max_size=40))
@examples(60)
def test_every_word_has_at_least_one_syllable(word):
    assert syllables(word) >= 1

"""Likely references for a sentence."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from references.matching import likely

ITEMS = json.loads((Path(settings.BASE_DIR) / "articles/samples/references.json").read_text(encoding="utf-8"))
CANDIDATES = [(item["id"], item) for item in ITEMS]


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("Akathisia and other extrapyramidal side-effects can occur with an SSRI.", ["lane1998"]),
        ("Tramadol interacts with selective serotonin reuptake inhibitors.", ["nelson2012"]),
        ("Caffeine raises cortisol at all hours.", ["lovallo2005"]),
        ("Day reported a case in 2008.", ["day2008"]),
        ("In 2008 something happened.", []),
        ("The study of patients shows an effect.", []),
        ("", []),
    ],
)
def test_references_are_offered_by_telling_words(sentence, keys):
    assert likely(sentence, CANDIDATES) == keys


def test_the_best_is_first_and_there_are_at_most_three():
    found = likely("Boyer and Shannon described the serotonin syndrome in 2005.", CANDIDATES)

    assert found[0] == "boyer2005"
    assert len(found) == 3

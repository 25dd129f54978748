"""Single entries in the twelve common styles, and what holds for every entry whatever it says."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.formats.plain import parse_entry
from tests.properties import examples

from .judging import norm, wrong_fields

CASES = json.loads((Path(__file__).parent / "files/plain.json").read_text())
STYLES = sorted({case["style"] for case in CASES})
TEXTS = [case["text"] for case in CASES]


@pytest.mark.parametrize("style", STYLES)
def test_nine_of_ten_entries_of_a_style_are_wholly_right(style):
    cases = [case for case in CASES if case["style"] == style]

    wrong = {
        case["id"]: found for case in cases if (found := wrong_fields(case["expect"], parse_entry(case["text"]).csl))
    }

    assert len(wrong) <= 0.1 * len(cases), wrong


def test_no_title_is_wrong_without_a_doubt():
    read = [(case, parse_entry(case["text"])) for case in CASES]

    silent = [
        case["id"] for case, entry in read if "title" in wrong_fields(case["expect"], entry.csl) and not entry.doubts
    ]

    assert silent == []


def in_order(value: str, text: str) -> bool:
    """Whether the letters and digits of a value stand in the text, in their order."""
    letters = iter(re.sub(r"\W|_", "", text).lower())
    return all(letter in letters for letter in re.sub(r"\W|_", "", value).lower())


def values(csl: dict):
    """What was read, as texts: of a name its parts, of an address what follows its scheme."""
    for field, value in csl.items():
        if isinstance(value, list):
            yield from (part for person in value for part in person.values() if part != "et al.")
        elif field == "URL":
            yield value.partition("://")[2]
        elif isinstance(value, str) and field not in ("type", "note", "ISBN", "PMCID"):
            yield value


@st.composite
def damaged(draw) -> str:
    """An entry of which a part was cut off, doubled or moved."""
    text = draw(st.sampled_from(TEXTS))
    start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return draw(
        st.sampled_from([text[:start] + text[end:], text[start:end], text[end:] + text[:start], text + text[start:end]])
    )


@examples(300)
@given(damaged() | st.sampled_from(TEXTS) | st.text(st.sampled_from('Aa b.,;:()[]“”‘’12 19&-"/éЖ中—'), max_size=200))
def test_nothing_is_made_up(text):
    csl = parse_entry(text).csl

    assert [value for value in values(csl) if not in_order(value, text)] == []


@examples(150)
@given(st.sampled_from(TEXTS), st.integers(1, 99), st.sampled_from(["{}. ", "[{}] ", "({}) ", "{}) "]), st.data())
def test_numbers_and_spaces_change_nothing(text, number, form, data):
    bare = re.sub(r"^\[\d+\] ", "", text)
    words = bare.split(" ")
    gaps = data.draw(st.lists(st.sampled_from([" ", "  ", "\t "]), min_size=len(words), max_size=len(words)))
    spaced = form.format(number) + "".join(word + gap for word, gap in zip(words, gaps, strict=True))

    one, other = parse_entry(bare).csl, parse_entry(spaced).csl

    assert one | {"note": ""} == other | {"note": ""}


def test_the_scripts_of_names_do_not_matter():
    entry = parse_entry("Гусев ЕИ, Коновалов АН. Неврология и нейрохирургия. Москва: Медицина; 2000.")

    assert [norm(person["family"]) for person in entry.csl["author"]] == ["гусев", "коновалов"]


def test_a_thousand_entries_take_less_than_two_seconds():
    texts = [f"{text} {number}" for number in range(8) for text in TEXTS][:1_000]
    began = time.process_time()

    for text in texts:
        parse_entry(text)

    assert time.process_time() - began < 6  # two on the machine they were measured on; three times that anywhere

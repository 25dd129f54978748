"""Grades, sentences and hard words against counts by hand; what is too short; and texts rewritten by what is said."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from articles.checks.plain_words import plain_words_in, shipped, table_of
from articles.checks.readability import (
    ASK_ABOVE,
    BANDS,
    Reading,
    band_of,
    changed,
    left_out_of,
    reading_of,
    reading_of_wording,
)
from articles.checks.sentences import Counted, split_sentences
from articles.text.citations import citations_in
from articles.words.content import Wording

DATA = Path(__file__).parent / "data"


def cases(name: str) -> list[dict]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


COUNTED = cases("readability_scores") + cases("readability_texts")
REWRITE = {case["id"]: case for case in cases("readability_rewrite")}
REWRITTEN: dict[str, str] = json.loads((DATA / "readability_rewritten.json").read_text(encoding="utf-8"))


def sentences(words: int, count: int = 1, *, hard: int = 0) -> str:
    """Paragraphs of as many words; in the first as many hard ones."""
    return "".join(
        f"<p>{' '.join(['medicine'] * (hard if at == 0 else 0) + ['pill'] * (words - (hard if at == 0 else 0)))}.</p>"
        for at in range(count)
    )


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case["id"])
def test_the_counts_are_those_by_hand(case):
    reading = reading_of(case["text"], leave_out=case["leave_out"])

    assert (len(reading.sentences), reading.words) == (case["sentences"], case["words"])
    assert sorted(reading.hard_words) == sorted(case["hard_words"])
    assert abs(reading.syllables - case["syllables"]) <= max(1, case["words"] // 20)


@pytest.mark.parametrize("case", [*cases("readability_scores"), *REWRITE.values()], ids=lambda case: case["id"])
def test_the_grades_are_those_by_hand(case):
    reading = reading_of(case["text"], leave_out=case.get("leave_out", ""))

    assert abs(reading.smog - case["smog"]) <= 0.1
    assert abs(reading.flesch_kincaid - case["flesch_kincaid"]) <= 0.2


@pytest.mark.parametrize("case", REWRITE.values(), ids=lambda case: case["id"])
def test_hard_words_of_hard_texts_are_counted_one_by_one(case):
    reading = reading_of(case["text"])

    assert (len(reading.sentences), reading.words, len(reading.hard_words)) == (
        case["sentences"],
        case["words"],
        case["hard_words"],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eat vitamin C. It helps.", ["Eat vitamin C.", "It helps."]),
        ("Hepatitis A, B and C. All spread.", ["Hepatitis A, B and C.", "All spread."]),
        ("By J. R. Moss of Leeds.", ["By J. R. Moss of Leeds."]),
        ("See Dr. Bell. He is in.", ["See Dr. Bell.", "He is in."]),
        ("At 9 a.m. Call us.", ["At 9 a.m.", "Call us."]),
        ("See No. 4 now.", ["See No. 4 now."]),
        ("Say no. 4 of us left.", ["Say no.", "4 of us left."]),
        ("It rose by 6.5% in May. Then it fell.", ["It rose by 6.5% in May.", "Then it fell."]),
        ("Rest, fluids, etc. are best. Sleep.", ["Rest, fluids, etc. are best.", "Sleep."]),
        ("“Well?” she asked. “No.” He left.", ["“Well?” she asked.", "“No.”", "He left."]),
        ("1. Sit up. 2. Breathe.", ["1. Sit up.", "2. Breathe."]),
        ("Wait… then go.", ["Wait… then go."]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_where_sentences_end(text, expected):
    found = list(split_sentences(text))

    assert found == expected


def test_a_citation_parts_words_and_is_none():
    glued = '<p>Rest helps.<cite data-ref="a1"></cite>Sleep helps.</p>'

    assert [one.text for one in reading_of(glued).sentences] == ["Rest helps.", "Sleep helps."]


@pytest.mark.parametrize(
    ("html", "short"),
    [
        (sentences(10, 3), False),
        (sentences(15, 2), True),
        (sentences(9, 3), True),
        (sentences(200), True),
        ("", True),
    ],
)
def test_what_is_too_short_has_no_band_and_asks_nothing(html, short):
    reading = reading_of(html.replace("pill", "medication"))

    assert reading.is_too_short is short
    assert (reading.band is None) is short
    assert reading.is_above(ASK_ABOVE) is not short


def test_bands_follow_each_other_without_a_gap():
    assert BANDS[0].above == 0
    assert [band.upto for band in BANDS[:-1]] == [band.above for band in BANDS[1:]]
    assert [band_of(grade).key for grade in (3.1, 6, 6.1, 10, 10.1, 14, 14.1, 40)] == [
        "very-easy",
        "very-easy",
        "easy",
        "medium",
        "hard",
        "very-hard",
        "hardest",
        "hardest",
    ]


def of_grade(grade: float) -> Reading:
    """A reading of 30 sentences whose grade is just below this."""
    hard = int(((grade - 3.1291) / 1.0430) ** 2)
    return Reading(tuple(Counted("x", ("x",) * 2) for _ in range(30)), 60, ("medicine",) * hard)


@pytest.mark.parametrize(
    ("grade", "warns", "asks"),
    [(8, False, False), (10, False, False), (10.3, True, False), (14, True, False), (15, True, True)],
)
def test_above_ten_it_warns_and_above_fourteen_it_asks(grade, warns, asks):
    reading = of_grade(grade)

    assert (reading.is_above(10), reading.is_above(ASK_ABOVE)) == (warns, asks)


@pytest.mark.parametrize(("then", "now", "said"), [(12, 8, "easier"), (8, 12, "harder"), (12, 12.2, "same")])
def test_how_it_changed_is_said_by_grades_that_differ(then, now, said):
    assert changed(of_grade(then), of_grade(now)) == said
    assert changed(reading_of("<p>Short.</p>"), of_grade(now)) == ""


def test_long_sentences_are_those_of_more_than_twenty_words():
    reading = reading_of(sentences(20) + sentences(21))

    assert [len(one.words) for one in reading.long_sentences] == [21]


def test_all_that_readers_are_given_is_counted():
    wording = Wording(heading="About it", html="<p>Rest.</p>", question="What is it?", summary="It passes.")

    assert [one.text for one in reading_of_wording(wording).sentences] == [
        "What is it?",
        "About it",
        "It passes.",
        "Rest.",
    ]


@pytest.mark.parametrize(
    ("title", "word"),
    [("Paracetamol for pain", "paracetamol"), ("Knee pain", ""), ("", ""), ("Atrial fibrillation", "fibrillation")],
)
def test_the_long_word_of_the_title_is_left_out(title, word):
    assert left_out_of(title) == word


def holds(words: str, text: str) -> bool:
    """Whether words stand in a text from the beginning of a word; figures whole."""
    before = r"(?<![\w.,])" if words[0].isdigit() else r"\b"
    after = r"(?![\d]|[.,]\d)" if words[-1].isdigit() else ""
    return re.search(before + re.escape(words) + after, text, re.IGNORECASE) is not None


def keeps(fact: dict, html: str) -> bool:
    """Whether a text keeps a fact: a citation as often, else one of each list in one sentence or two neighbours."""
    if fact["kind"] == "citation":
        return sum(mark.key == fact["reference"] for mark in citations_in(html)) == fact["times"]
    said = [one.text for one in reading_of(html).sentences]
    pairs = [*said, *(" ".join(pair) for pair in pairwise(said))]
    return any(all(any(holds(words, pair) for words in some) for some in fact["each_of"]) for pair in pairs)


@pytest.mark.parametrize("key", REWRITE)
def test_what_is_rewritten_by_what_is_said_is_easy_and_keeps_every_fact(key):
    before, after = reading_of(REWRITE[key]["text"]), reading_of(REWRITTEN[key])

    assert before.smog > 13.5 > 8.5 >= after.smog
    assert [fact["fact"] for fact in REWRITE[key]["facts"] if not keeps(fact, REWRITTEN[key])] == []
    assert not after.is_above(10)


@pytest.mark.parametrize("key", REWRITE)
def test_a_fact_that_is_dropped_is_noticed(key):
    """The check of the facts can fail: of each text without one of its sentences something is missed."""
    lost = re.sub(r"[^.>]*(?:ibuprofen|trimethoprim|Trimethoprim|iron)[^.]*\.", "", REWRITTEN[key])

    assert lost != REWRITTEN[key]
    assert [fact["fact"] for fact in REWRITE[key]["facts"] if not keeps(fact, lost)] != []


@pytest.mark.parametrize("key", REWRITE)
def test_most_hard_words_of_the_hard_texts_have_a_plain_one(key):
    """What is said must be enough to rewrite by."""
    reading = reading_of(REWRITE[key]["text"])
    found = plain_words_in(" . ".join(one.text for one in reading.sentences), table_of(shipped()))
    covered = {part.lower() for one in found for part in re.split(r"\s", one.words)}

    assert sum(word in covered for word in reading.hard_words) >= 0.6 * len(reading.hard_words)

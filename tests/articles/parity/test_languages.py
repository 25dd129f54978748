"""Translations, sound and with one planted fault: nearly every fault is named, nearly nothing else is."""

import pytest

from articles.parity import LANGUAGES, compare_translation
from tests.articles.parity.judging import differences_of, is_named, open_cases, own_cases

MOST_MISSED, MOST_REPORTED = 0.05, 0.02
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PARTS = ("", "-held", "-late", "-fourth", "-fifth", "-sixth", "-seventh")


def missed(cases: list[dict]) -> list[tuple]:
    return [
        (case["id"], found) for case in cases if case["faulty"] and not is_named(case, found := differences_of(case))
    ]


def reported(cases: list[dict]) -> list[tuple]:
    return [(case["id"], found) for case in cases if not case["faulty"] and (found := differences_of(case))]


def enough(cases: list[dict]) -> bool:
    faulty = sum(case["faulty"] for case in cases)
    return len(missed(cases)) <= MOST_MISSED * faulty and len(reported(cases)) <= MOST_REPORTED * (len(cases) - faulty)


@pytest.mark.parametrize("language", TRANSLATED)
def test_faults_are_named_and_sound_translations_are_passed_over(language):
    cases = [case for case in open_cases() if case["language"] == language]

    assert enough(cases), (missed(cases), reported(cases))


@pytest.mark.parametrize("name", [f"{one}{part}" for one in TRANSLATED for part in PARTS])
def test_our_own_too(name):
    cases = own_cases(name)

    assert enough(cases), (missed(cases), reported(cases))


def test_the_judge_can_say_no():
    case = own_cases("de")[1]

    assert is_named(case, differences_of(case))
    assert not is_named(case, ())
    assert not is_named(case | {"must_name": [["7 mg", "70 mg"]]}, differences_of(case))


def told(source: str, target: str, language: str) -> list[tuple[str, str, str]]:
    found = compare_translation(source, target, source_language="en", target_language=language)
    return [(one.kind, one.old, one.new) for one in found.differences]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("<p>Prendere 20 mg due volte al giorno.</p>", []),
        ("<p>Prendere ٢٠ mg due volte al giorno.</p>", []),
        ("<p>Prendere २० mg due volte al giorno.</p>", []),
        ("<p>Prendere 30 mg due volte al giorno.</p>", [("dose", "20 mg", "30 mg")]),
        ("<p>Prendere ３０ mg due volte al giorno.</p>", [("dose", "20 mg", "３０ mg")]),
        ("<p>Prendere 20 g due volte al giorno.</p>", [("unit", "20 mg", "20 g")]),
        ("<p>Non prendere 20 mg due volte al giorno.</p>", []),
    ],
)
def test_in_a_language_without_rules_amounts_in_signs_are_compared_and_it_is_said(target, expected):
    found = compare_translation("<p>Take 20 mg twice a day.</p>", target, source_language="en", target_language="it-CH")

    assert [(one.kind, one.old, one.new) for one in found.differences] == expected
    assert found.is_checked is False


def test_where_it_is_not_known_how_numbers_are_written_both_readings_are_sound():
    for written in ("1.500", "1,500", "1 500", "1'500"):
        assert told("<p>Take 1,500 mg.</p>", f"<p>Prendere {written} mg.</p>", "it") == []
    assert told("<p>Take 1,500 mg.</p>", "<p>Prendere 15,00 mg.</p>", "it") == [("dose", "1,500 mg", "15,00 mg")]


def test_a_citation_that_moved_to_another_sentence_is_named_at_both():
    source = '<p>It is safe.<cite data-ref="a1"></cite> It is cheap.</p>'
    target = '<p>Es ist sicher. Es ist billig.<cite data-ref="a1"></cite></p>'

    assert told(source, target, "de") == [("citation", "a1", ""), ("citation", "", "a1")]


def test_sentences_that_were_joined_are_compared_together():
    source = "<p>Take 5 mg. Do not drive.</p><p>Wait 2 days.</p>"

    assert told(source, "<p>Nehmen Sie 5 mg und fahren Sie nicht.</p><p>Warten Sie 2 Tage.</p>", "de") == []
    assert told(source, "<p>Nehmen Sie 5 mg und fahren Sie nicht.</p><p>Warten Sie 3 Tage.</p>", "de") == [
        ("interval", "2 days", "3 Tage")
    ]


def test_a_country_changes_nothing():
    assert told("<p>Take 5 mg.</p>", "<p>Nehmen Sie 5 g.</p>", "de-AT") == [("unit", "5 mg", "5 g")]

"""Wordings too hard for readers who need plain language: pointed at above their grade, asked about above 14."""

import json
from pathlib import Path

import pytest

from articles.checks import Context, report_on
from articles.checks.reading import CHECK
from articles.words.audiences import AudiencePlan, as_mapping, grade_wanted
from articles.words.content import BASE, SectionContent, Wording

DATA = Path(__file__).parent / "data"
HARD = {
    case["id"]: case["text"] for case in json.loads((DATA / "readability_rewrite.json").read_text(encoding="utf-8"))
}
EASY = json.loads((DATA / "readability_rewritten.json").read_text(encoding="utf-8"))
TEXTS = {"hardest": HARD["rewrite-3"], "very hard": HARD["rewrite-2"], "easy": EASY["rewrite-1"]}


def findings(html: str, **context: object) -> tuple:
    wording = Wording(heading="A heading", html=html)
    content = SectionContent("00000000-0000-0000-0000-000000000001", "part-1", "body", wording)
    return report_on(content, wording, Context(**context), checks=(CHECK,)).findings


@pytest.mark.parametrize(
    ("text", "grade", "asks"),
    [
        ("hardest", 10, [True]),
        ("very hard", 10, [False]),
        ("easy", 10, []),
        ("hardest", None, []),
        ("easy", 6, [False]),
        ("very hard", 14, []),
        ("hardest", 16, []),
    ],
)
def test_it_is_pointed_at_above_their_grade_and_asked_about_above_fourteen(text, grade, asks):
    assert [finding.asks for finding in findings(TEXTS[text], grade=grade)] == asks


def test_the_hardest_sentence_is_shown_with_its_hard_words():
    (found,) = findings(TEXTS["hardest"], grade=10)

    assert found.sentence.startswith("If you have diabetes and use insulin")
    assert "alteration" in found.words
    assert all(word in found.sentence for word in found.words)


def test_a_reason_holds_until_the_hardest_sentence_changes():
    first, same, other = (
        findings(text, grade=10)[0].fingerprint
        for text in (
            TEXTS["hardest"],
            TEXTS["hardest"].replace("Iron supplements", "Iron tablets"),
            TEXTS["hardest"].replace("alteration of the dose", "adjustment of the dose"),
        )
    )

    assert first == same != other


def test_what_is_too_short_asks_nothing():
    assert findings("<p>Anticoagulation necessitates individualised monitoring.</p>", grade=10) == ()


def test_other_languages_are_not_judged():
    wording = Wording(html=TEXTS["hardest"])
    content = SectionContent("00000000-0000-0000-0000-000000000001", "part-1", "body", wording)

    report = report_on(content, wording, Context(grade=10, language="de"), checks=(CHECK,))

    assert (report.findings, report.unchecked) == ((), ("Hard to read",))


PLANS = as_mapping(
    [
        AudiencePlan("patient", "I am a patient", grade=10),
        AudiencePlan("carer", "I care for someone", fallback="patient", grade=12),
        AudiencePlan("clinician", "I am a health professional"),
    ]
)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ((), {BASE: 10}),
        (("clinician",), {BASE: 10, "clinician": None}),
        (("patient",), {BASE: None, "patient": 10}),
        (("carer",), {BASE: 10, "carer": 12}),
        (("patient", "carer"), {BASE: None, "patient": 10, "carer": 12}),
    ],
)
def test_the_grade_of_a_wording_is_that_of_whoever_reads_it(written, wanted):
    content = SectionContent(
        "s", "a", "body", Wording(html="<p>B</p>"), {key: Wording(html="<p>W</p>") for key in written}
    )

    assert {key: grade_wanted(content, key, PLANS) for key in wanted} == wanted

"""Texts that nobody writes and somebody may send: each ends, however long it takes, and says what was not checked."""

import pytest

from articles.checks import CHECKS, Context, registry, report_on
from articles.checks.readability import reading_of
from articles.checks.registry import LONGEST
from articles.checks.text import LONGEST_KEPT, text_of
from articles.words.content import Wording
from tests.articles.checks.judging import content_of

ENDLESS = {
    "formula": "CH" * 60,
    "capitals": "A" * 5000 + "_",
    "small and capital": "aA" * 5000 + "_",
    "stops": "." * 100_000 + "x",
    "stops and quotes": '."' * 50_000 + "x",
    "no stop": "aspirin may reduce CRP and ECG or EEG, " * 1200,
    "figures": "1 " * 20_000,
    "brackets": "(" * 20_000,
    "dashes": " - " * 10_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_takes_for_ever(name):
    html = f"<p>{ENDLESS[name]}</p>"
    wording, beside = Wording(html=html), Wording(html="<p>Take 5 mg.</p>")

    report_on(content_of(wording), wording, Context(grade=10))
    report_on(content_of(wording), wording, Context(audience="patient", beside=beside, grade=10))
    reading_of(html, text_of(wording).lines)


def test_of_a_very_long_text_what_asks_is_still_checked_and_the_rest_is_said_not_to_be():
    long = Wording(html="<p>Give 1.0 mg.</p>" + "<p>Words of no weight stand here.</p>" * (LONGEST // 30))
    short = Wording(html="<p>Give 1.0 mg.</p>")

    said = report_on(content_of(long), long, Context())

    assert [one.check for one in said.findings] == ["units"]
    assert {str(one.label) for one in CHECKS if not (one.asks or one.may_ask)} <= set(said.unchecked)
    assert report_on(content_of(short), short, Context()).unchecked == ()


def test_what_was_found_in_a_long_article_is_kept_and_very_long_texts_are_not():
    texts = [Wording(html=f"<p>Words of part {number}.</p>") for number in range(160)]
    asking = tuple(one for one in CHECKS if one.asks or one.may_ask)

    def ask() -> int:
        for wording in texts:
            report_on(content_of(wording), wording, Context())
            report_on(content_of(wording), wording, Context(), checks=asking)
        return registry._report.cache_info().misses

    assert ask() == ask()
    long = Wording(html="<p>Words.</p>" * (LONGEST_KEPT // 10))
    before = registry._report.cache_info().currsize
    report_on(content_of(long), long, Context(), checks=asking)
    assert registry._report.cache_info().currsize == before

"""The check that holds an audience's own wording against the text for everyone."""

from articles.checks import CHECKS_BY_KEY, Context, report_on
from articles.words.content import Wording
from tests.articles.checks.judging import content_of

PARITY = (CHECKS_BY_KEY["parity"],)
BESIDE = Wording(
    summary="At most 4 g a day.",
    html='<p>Take 500 mg four times a day.<cite data-ref="a1"></cite></p><p>Not at night.</p>',
)


def report(html: str, beside: Wording | None = BESIDE, *, summary="", language="en", audience="patient"):
    wording = Wording(summary=summary, html=html)
    context = Context(audience=audience, beside=beside, language=language)
    return report_on(content_of(wording), wording, context, checks=PARITY)


def test_both_sides_are_named_and_the_words_are_pointed_at():
    (found,) = report('<p>Take 50 mg four times a day.<cite data-ref="a1"></cite></p>').findings

    assert found.message == "“50 mg” here, “500 mg” in the text for everyone."
    assert found.words == ("50 mg",)
    assert found.sentence == "Take 50 mg four times a day."
    assert not found.asks


def test_a_shorter_wording_is_passed_over():
    assert report('<p>Take 500 mg four times a day.<cite data-ref="a1"></cite></p>').findings == ()


def test_what_is_missing_and_what_has_no_source_are_said_as_such():
    assert [one.message for one in report("<p>Take 500 mg four times a day.</p>").findings] == [
        "The text for everyone cites [a1] for this; here the citation is missing."
    ]
    assert [one.message for one in report("<p>Sleep 9 hours.</p>").findings] == [
        "“9 hours” has no source in the text for everyone."
    ]


def test_the_summary_is_held_against_it_too():
    assert [one.message for one in report("<p>Rest.</p>", summary="4 g a day.").findings] == [
        "The text for everyone says “At most 4 g”; here it is missing."
    ]
    assert report("<p>Rest.</p>", summary="At most 4 g a day.").findings == ()


def test_without_a_text_for_everyone_beside_it_nothing_is_said():
    assert report("<p>Sleep 9 hours.</p>", beside=None).findings == ()
    assert report("<p>Sleep 9 hours.</p>", beside=Wording(left_out=True)).findings == ()


def test_readers_with_medical_training_are_told_more_than_everyone():
    assert report("<p>Sleep 9 hours.</p>", audience="carer").findings != ()
    assert report("<p>Sleep 9 hours.</p>", audience="clinician").findings == ()


def test_a_language_without_rules_is_named_as_not_checked():
    assert report("<p>Ta 9 mg.</p>", language="sv").unchecked == ("Not as in the text for everyone",)

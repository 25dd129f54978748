"""What holds of every check: its language, its fingerprints, one point once."""

import html
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.checks import CHECKS, Check, Context, Hit, Report, report_on
from articles.words.content import Wording
from tests.articles.checks.judging import content_of
from tests.properties import examples


def _words(text, context):
    return [Hit(("bad",), one.text, "It is bad.") for one in text.sentences if "bad" in one.text]


LOOK = Check("look", "Looking", "It hurts.", "A book", _words)
DOSE = Wording(html="<p>Give 1.0 mg.</p>")


def look(text: str, check: Check = LOOK, **context) -> Report:
    wording = Wording(html=text)
    return report_on(content_of(wording), wording, Context(**context), checks=(check,))


def only(report: Report):
    (finding,) = report.findings
    return finding


def test_a_finding_says_what_where_why_and_on_whose_word():
    found = only(look("<p>This is bad.</p>", audience="patient"))

    assert (found.check, found.label, found.audience, found.anchor) == ("look", "Looking", "patient", "part-1")
    assert (found.words, found.sentence) == (("bad",), "This is bad.")
    assert (found.message, found.why, found.source, found.asks) == ("It is bad.", "It hurts.", "A book", False)


def test_a_hit_may_bring_its_own_reason_and_ask():
    check = replace(LOOK, run=lambda text, context: [Hit((), "", "No.", "Why", "Whose", asks=True)])

    found = only(look("<p>Fine.</p>", check))

    assert (found.why, found.source, found.asks) == ("Why", "Whose", True)


def test_the_same_point_is_told_once():
    assert len(look("<p>This is bad. This is bad.</p>").findings) == 1
    assert len(look("<p>This is bad. That is bad.</p>").findings) == 2


def test_a_fingerprint_is_of_check_sentence_and_words_only():
    here = only(look("<p>This is bad.</p>"))

    assert (
        only(look("<p>More before.</p><ul><li>This is bad.</li></ul>", audience="carer")).fingerprint
        == here.fingerprint
    )
    assert only(look("<p>That is bad.</p>")).fingerprint != here.fingerprint
    assert replace(here, words=("This",)).fingerprint != here.fingerprint
    assert replace(here, check="other").fingerprint != here.fingerprint


@pytest.mark.parametrize(
    ("language", "known"), [("en", True), ("en-gb", True), ("EN_US", True), ("de", False), ("ende", False)]
)
def test_what_has_no_rules_for_the_language_says_so(language, known):
    report = look("<p>This is bad.</p>", language=language)

    assert report.unchecked == (() if known else ("Looking",))
    assert len(report.findings) == known


def test_a_check_of_signs_is_for_every_language():
    report = look("<p>This is bad.</p>", replace(LOOK, languages=frozenset()), language="de")

    assert (len(report.findings), report.unchecked) == (1, ())


def test_nothing_is_said_of_what_is_left_out():
    left_out = Wording(left_out=True)

    assert report_on(content_of(DOSE), left_out, Context()) == Report()


def test_what_is_kept_is_kept_by_the_language_that_it_is_said_in():
    check = replace(LOOK, run=lambda text, context: [Hit((), "", translation.get_language() or "")])
    with translation.override("en-gb"):
        here = only(look("<p>Fine.</p>", check))
    with translation.override("de"):
        there = only(look("<p>Fine.</p>", check))

    assert (here.message, there.message) == ("en-gb", "de")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_every_check_says_why_and_on_whose_word(check):
    assert all(str(said).strip() for said in (check.label, check.why, check.source))


def test_each_check_has_a_key_of_its_own():
    assert len({check.key for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("audience", ["clinician", "clinicians", "nurse-practitioners"])
def test_readers_with_training_are_known_by_their_key(audience):
    assert not Context(audience=audience).is_lay
    assert Context(audience="").is_lay
    assert Context(audience="patient").is_lay


SCRAPS = st.sampled_from(
    ["1.0 mg", "5%", "1 in 20", "3 per 1,000", "of 100 people, 4", "may", "reduces", "halves the risk", "COPD", "(MRI)",
     "cures", "no side effects", "hypertension", "twice as likely", "by a third", "U", "@", ".5", "°C", "½", "½ of",
     ". ", ", ", "?", "\u00a0", "μg", "II", "p.r.n.", "A&E", "causes", "not", "if", "10U", "<", "&"]
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=12), st.sampled_from(["patient", "clinician"]))
@examples(200)
def test_whatever_is_written_the_words_pointed_at_stand_in_their_sentence(scraps, audience):
    text = html.escape(" ".join(scraps), quote=False)
    context = Context(audience=audience, certainty=(("a", "low"),), beside=Wording(html="<p>Take 5 mg.</p>"))
    wording = Wording(html=f'<p>{text}<cite data-ref="a"></cite></p><ul><li>{text}</li></ul>')

    for found in report_on(content_of(wording), wording, context).findings:
        assert all(words and words in found.sentence for words in found.words), found

"""Kinds, fingerprints and thinness."""

import pytest

from references.summary import fingerprint, guess_kind, why_thin, year_of


@pytest.mark.parametrize(
    ("csl", "kind"),
    [
        ({"type": "article-journal", "title": "A trial"}, "research"),
        ({"type": "article-journal", "title": "CBT: a systematic review"}, "systematic_review"),
        ({"type": "article-journal", "title": "A Meta-Analysis of it"}, "systematic_review"),
        (
            {"type": "article-journal", "title": "X", "container-title": "Cochrane Database Syst Rev"},
            "systematic_review",
        ),
        ({"type": "report", "title": "Guideline for depression"}, "guideline"),
        ({"type": "report", "title": "A year"}, "other"),
        ({"type": "document", "title": "Lexapro: prescribing information"}, "drug_label"),
        ({"type": "book", "title": "X"}, "book"),
        ({"type": "chapter", "title": "X"}, "book"),
        ({"type": "webpage", "title": "X"}, "web_page"),
        ({"type": "webpage", "title": "Our guideline"}, "web_page"),
        ({}, "other"),
    ],
)
def test_kinds_are_guessed_and_no_web_page_is_a_guideline(csl, kind):
    assert guess_kind(csl) == kind


RECORD = {
    "title": "The Serotonin syndrome.",
    "author": [{"family": "Boyer", "given": "E"}],
    "issued": {"date-parts": [[2005, 3]]},
}


@pytest.mark.parametrize(
    "other",
    [
        {**RECORD, "title": "The <i>serotonin</i> Syndrome"},
        {**RECORD, "author": [{"family": "BOYER", "given": "Edward W."}, {"family": "Shannon"}]},
        {**RECORD, "issued": {"date-parts": [[2005]]}, "volume": "352"},
    ],
)
def test_records_of_probably_one_work_have_one_fingerprint(other):
    assert fingerprint(other) == fingerprint(RECORD)


@pytest.mark.parametrize(
    "other",
    [
        {**RECORD, "title": "The serotonin syndrome, part 2"},
        {**RECORD, "author": [{"family": "Boyd"}]},
        {**RECORD, "issued": {"date-parts": [[2006]]}},
        {**RECORD, "issued": {}},
    ],
)
def test_records_of_other_works_have_others(other):
    assert fingerprint(other) != fingerprint(RECORD)


def test_records_that_say_too_little_are_alike_only_when_equal():
    assert fingerprint({"title": "A"}) == fingerprint({"title": "A"})
    assert fingerprint({"title": "A"}) != fingerprint({"title": "a"})


@pytest.mark.parametrize(
    ("csl", "thin"),
    [
        ({}, True),
        ({"title": "…"}, True),
        ({"title": "A"}, True),
        ({"title": "A", "volume": "3"}, True),
        ({"title": "A", "URL": "https://example.org/"}, False),
        ({"title": "A", "author": [{"literal": "X"}]}, False),
        ({"author": [{"literal": "X"}], "DOI": "10.1000/x"}, True),
    ],
)
def test_thin_is_what_identifies_no_work(csl, thin):
    assert bool(why_thin(csl)) == thin


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [[2005, 1]]}, 2005),
        ({"literal": "winter of 1999"}, 1999),
        ({"literal": "soon"}, None),
        ({}, None),
    ],
)
def test_years_are_read_from_parts_and_words(issued, year):
    assert year_of({"issued": issued}) == year

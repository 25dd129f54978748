"""Pages of people who never saw the reader: a copied page without any mark-up, a saved page with all that sites put
around an article, a text full of numbers that cite nothing, and two Word files, one with styles and one without."""

import re
from pathlib import Path

from articles.exchange import apply_proposal, read_file, read_pasted
from articles.exchange.document import Document

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Document:
    return read_file(name, (PAGES / name).read_bytes())


def headings(document: Document) -> list[str]:
    return [section.base.heading for section in document.sections]


def cited(document: Document) -> list[str]:
    """Keys and unresolved markers of the whole document, in order."""
    html = "".join(section.base.html for section in [document.front, *document.sections])
    return [key or marker for key, marker in re.findall(r'<cite data-(?:ref="([^"]*)"|unresolved="([^"]*)")', html)]


def text(document: Document, anchor: str) -> str:
    return next(section.base.html for section in document.sections if section.anchor == anchor)


def unaccounted(document: Document) -> list[int]:
    return [n for n, line in enumerate(document.lines, start=1) if line.strip() and n not in document.places]


def apart(document: Document, reason: str) -> list[str]:
    return [item.text for item in document.set_apart if item.reason == reason]


# A page copied from a browser


def test_copied_page_is_read_without_any_mark_up():
    document = page("unmarked-headings.txt")

    assert document.front.base.heading == "Can Anxiety Cause Muscle Twitching?"
    assert [(p.name, p.role, p.credentials) for p in document.bylines] == [
        ("Dana Whitfield", "author", "PharmD"),
        ("Omar Reyes", "reviewer", "MD"),
    ]
    assert document.dates == {"updated": "2023-03-14"}
    assert headings(document) == [
        "1. Stress Response",
        "2. Poor Sleep",
        "3. Caffeine",
        "4. Water and Salts",
        "5. Recreational Drugs",
        "What Helps",
        "A quick way to calm down",
        "Medicines",
        "When to See a Doctor",
        "Bottom Line",
    ]
    assert text(document, "a-quick-way-to-calm-down").count("<li>") == 4
    assert unaccounted(document) == []


def test_copied_page_cites_by_trailing_numbers_and_by_no_others():
    document = page("unmarked-headings.txt")

    numbers = [1, 1, 2, 3, 2, 4, 5, 6, 7, 7, 8, 9, 10, 11, 11, 12, 9, 10, 11]
    assert cited(document) == [f"[{number}]" for number in numbers]
    assert "600 mg of caffeine a day for 5 days" in text(document, "caffeine")
    assert "7 to 9 hours" in text(document, "poor-sleep")


def test_copied_page_proposes_its_list_by_position_and_is_right():
    document = page("unmarked-headings.txt")
    titles = {entry.key: entry.csl["title"] for entry in document.references}

    proposed = {number: titles[key] for number, key in document.proposal.numbers.items()}
    assert (len(proposed), proposed[1], proposed[4]) == (
        12,
        "Understanding the stress response",
        "Chronic insomnia and stress system",
    )
    assert proposed[12].startswith("SSRI-induced extrapyramidal")
    assert apply_proposal(document).unresolved == []


def test_copied_page_has_days_and_publishers_of_websites():
    first, *_, medications, _ = page("unmarked-headings.txt").references

    assert (first.csl["issued"], first.csl["publisher"]) == (
        {"date-parts": [[2020, 7, 6]]},
        "Harvard Health Publishing",
    )
    assert (medications.csl["issued"], medications.csl["publisher"]) == (
        {"date-parts": [[2016, 10]]},
        "National Institute of Mental Health",
    )
    assert (first.thin, medications.thin) == (False, False)


def test_copied_page_sets_apart_what_is_the_sites():
    document = page("unmarked-headings.txt")

    assert "Home > Mental Health > Anxiety > Can Anxiety Cause Muscle Twitching?" in apart(document, "menu")
    assert apart(document, "advertisement") == [
        "Advertisement",
        "Advertisement",
        "SlumberWell Magnesium Gummies – 20% off today",
    ]
    assert apart(document, "picture caption") == [
        "Anxious woman rubbing her eyelid at a desk",
        "Photo credit: Stockfolio",
    ]
    assert len(apart(document, "table of contents")) == 8
    assert len(apart(document, "related links")) == 4
    assert len(apart(document, "disclaimer")) == 1


# A saved page


def test_saved_page_is_cited_by_its_numbers_and_never_by_a_guess():
    document = page("whole-page.html")

    assert cited(document) == [
        "boyer2005",
        "lane1998",
        "lane1998",
        "boyer2005",
        "ables2010",
        "dunkley2003",
        "nelson2012",
        "day2008",
        "keegan2006",
        "[9]",
    ]
    assert "H<sub>2</sub>O" in text(document, "why-does-it-happen")
    assert "<sup>" not in text(document, "medicines-to-be-careful-with")


def test_saved_page_has_callout_and_a_thin_reference():
    document = page("whole-page.html")

    assert '<aside data-callout="warning"><p><strong>Emergency:</strong>' in text(document, "serotonin-syndrome")
    assert [(entry.key, entry.why_thin) for entry in document.references if entry.thin] == [
        ("keegan2006", "Its title is not known.")
    ]
    assert unaccounted(document) == []


# A text full of numbers


def test_text_full_of_numbers_cites_only_what_cites():
    document = page("numbers-everywhere.txt")

    assert cited(document) == [
        "lane1998",
        "lane1998",
        "boyer2005",
        "dunkley2003",
        "boyer2005",
        "dunkley2003",
        "same",
        "boyer2005",
    ]
    html = document.front.base.html + "".join(section.base.html for section in document.sections)
    for left in (
        "take 4 or more",
        "told to take 20.",
        "I now take 40.",
        "a score of 7.",
        "open until 8.",
        "vitamin D3",
    ):
        assert left in html


def test_text_full_of_numbers_reports_what_may_have_been_a_citation():
    document = page("numbers-everywhere.txt")

    asked = [issue.target for issue in document.issues if issue.code == "maybe-citation"]
    assert asked == ["line:14", "line:32", "line:32", "line:33"]


def test_list_that_skips_a_number_keeps_its_own_numbers():
    document = page("numbers-everywhere.txt")

    assert [entry.number for entry in document.references] == [1, 2, 3, 5, 6, 7, 8]
    assert [entry.number for entry in document.references if entry.thin] == [5, 8]
    assert apart(document, "after the references") == ["Thanks for reading! Like this post? Buy me a coffee."]


def test_lines_that_were_broken_at_a_column_are_one_paragraph():
    document = page("numbers-everywhere.txt")

    assert document.front.base.html.count("<p>") == 1
    assert headings(document) == [
        "What’s behind it",
        "How common is it",
        "The dangerous one: serotonin syndrome",
        "Beware of mixing",
        "So what now",
    ]


# Word


def test_question_with_a_citation_is_a_heading():
    pasted = (
        "Muscle twitching\n\nTwitching is common and mostly harmless 1.\n\n"
        "Why does it happen? 1, 2\nThe nerves fire more easily while somebody is anxious 2.\n\n"
        "Is it serious?\nMostly it is not, and it goes away by itself after some days.\n\n"
        "References\n1. Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214.\n"
        "2. Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-20.\n"
    )

    document = read_pasted(pasted, "")

    assert headings(document) == ["Why does it happen?", "Is it serious?"]
    assert text(document, "why-does-it-happen").startswith(
        '<p><cite data-ref="lane1998"></cite><cite data-ref="boyer2005"></cite></p><p>'
    )


def test_word_file_with_styles_has_subtitle_and_citations_in_cells():
    document = page("word-styles.docx")

    assert document.front.base.summary == "A short guide for worried people"
    assert cited(document) == [
        "harvard2020",
        "harvard2020",
        "teixeira2015",
        "elbers2018",
        "basta2007",
        "lovallo2005",
        "lau2019",
        "basta2007",
        "enevoldson2004",
        "enevoldson2004",
        "schierenbeck2008",
        "hofmann2012",
        "leichsenring2017",
        "nimh2016",
    ]
    assert "24 kg/m<sup>2</sup>" in text(document, "why-stress-reaches-the-muscles")
    assert apart(document, "page header") == ["DRAFT v7 – internal – do not circulate"]


def test_word_file_without_styles_has_headings_lists_and_references():
    document = page("word-by-hand.docx")

    assert headings(document) == ["What is going on", "Serotonin syndrome", "Mixing medicines", "DON'T STOP SUDDENLY"]
    assert text(document, "serotonin-syndrome").count("<li>") == 3
    assert "<strong>Call an ambulance if you see these together.</strong>" in text(document, "serotonin-syndrome")
    assert len(document.references) == 6
    assert apart(document, "left-over note") == ["[Insert picture of tablets here]"]


def test_word_file_without_styles_proposes_nothing_since_the_counts_differ():
    document = page("word-by-hand.docx")

    assert document.proposal is None
    assert len(document.unresolved) == 11
    assert [mark.likely for mark in document.unresolved if mark.marker == "[4]"] == [["nelson2012"]]

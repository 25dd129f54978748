"""Pages as people have them: what is made of the files in ``pages/`` and of a Word document."""

import re
from pathlib import Path

import pytest

from articles.exchange import apply_proposal, counts, read_file, read_pasted, resolve
from articles.exchange.document import Document

from .docx import docx, footnote_mark, paragraph, run, table

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Document:
    return read_file(name, (PAGES / name).read_bytes())


def headings(document: Document) -> list[str]:
    return [section.base.heading for section in document.sections]


def cited(html: str) -> list[str]:
    """Keys and unresolved markers in order."""
    return [key or marker for key, marker in re.findall(r'<cite data-(?:ref="([^"]*)"|unresolved="([^"]*)")', html)]


def section(document: Document, anchor: str) -> str:
    return next(one.base.html for one in document.sections if one.anchor == anchor)


def reasons(document: Document) -> dict[str, str]:
    return {item.text: item.reason for item in document.set_apart}


def test_dense_page_has_question_title_people_and_date():
    document = page("dense-kinds.txt")

    base = document.front.base
    assert (base.question, base.heading) == ("Can anxiety make your muscles twitch?", "Muscle twitching and anxiety")
    assert [(one.name, one.role, one.credentials) for one in document.bylines] == [
        ("Ann Reed", "reviewer", "MD"),
        ("Bo Stone", "author", ""),
    ]
    assert document.dates == {"published": "2023-05-03"}


def test_dense_page_has_numbered_headings_within_their_section():
    document = page("dense-kinds.txt")

    assert headings(document) == ["What causes it?", "How to stop twitching", "When to see a doctor"]
    assert re.findall("<h3>(.*?)</h3>", section(document, "what-causes-it")) == [
        "1. Stress Response",
        "2. Poor Sleep",
        "3. Caffeine",
    ]
    assert document.sections[2].kind == "help"


def test_dense_page_has_list_without_bullets():
    document = page("dense-kinds.txt")

    assert section(document, "how-to-stop-twitching").count("<li>") == 3


def test_dense_page_leaves_quantities_alone():
    document = page("dense-kinds.txt")

    html = section(document, "what-causes-it") + section(document, "when-to-see-a-doctor")
    assert "Take 2 cups" in html
    assert "2 weeks, if you take vitamin B12, or if you started SSRIs 20 mg in 2016." in html
    assert "Call 999" in html


def test_dense_page_proposes_matches_by_position_and_applies_none():
    document = page("dense-kinds.txt")

    assert counts(document)["citations"] == 0
    assert [mark.marker for mark in document.unresolved] == [f"[{n}]" for n in (1, 1, 2, 3, 4, 4, 3, 5, 6)]
    assert list(document.proposal.numbers.values()) == [
        "understanding2020",
        "teixeira2015",
        "basta2007",
        "lovallo2005",
        "hofmann2012",
        "leichsenring2017",
    ]
    assert [entry.kind for entry in document.references][:2] == ["Web page", "Research"]


def test_confirmed_proposal_resolves_citations():
    document = page("dense-kinds.txt")

    confirmed = apply_proposal(document)

    assert cited(section(confirmed, "how-to-stop-twitching")) == [
        "lovallo2005",
        "basta2007",
        "hofmann2012",
        "leichsenring2017",
    ]
    assert (confirmed.unresolved, confirmed.proposal) == ([], None)
    assert document.proposal is not None


def test_dense_page_sets_boilerplate_apart():
    apart = reasons(page("dense-kinds.txt"))

    assert apart["Advertisement"] == "advertisement"
    assert apart["I am a patient"] == "audience choice"
    assert apart["Picture: Getty Images"] == "picture caption"
    assert apart["What is a panic attack?"] == "related links"
    assert apart["5 min read"] == "loose label"
    assert apart["© 2023 Calm Body Library"] == "copyright notice"
    disclaimer = "The information on this page is not intended to be a substitute for professional medical advice."
    assert apart[disclaimer] == "disclaimer"


def test_brackets_are_matched_by_the_numbers_of_the_list():
    document = page("gaps-brackets.txt")

    assert cited(document.front.base.html) == ["lane1998", "boyer2005", "dunkley2003"]
    assert cited(section(document, "what-it-feels-like")) == ["lane1998", "lane1998", "ables2010"]
    assert [entry.number for entry in document.references] == [1, 2, 3, 4]
    assert document.proposal is None


def test_number_that_the_list_lacks_stays_unresolved():
    document = page("gaps-brackets.txt")

    assert [(mark.marker, mark.line) for mark in document.unresolved] == [("[9]", 43)]
    assert [issue.code for issue in document.issues] == ["no-such-reference"]


def test_numbered_items_without_text_under_them_are_a_list():
    document = page("gaps-brackets.txt")

    assert "<ol><li>Twitching, stiffness or shaking</li>" in section(document, "side-effects-to-watch-for")
    assert [one.kind for one in document.sections] == ["body", "body", "risks", "help"]


def test_list_of_contents_is_set_apart():
    apart = reasons(page("gaps-brackets.txt"))

    assert apart["On this page"] == "table of contents"
    assert apart["Why it happens"] == "table of contents"
    assert apart["Home > Medicines > Antidepressants"] == "menu"


def test_parentheses_are_citations_and_counted_points_are_not():
    document = page("parentheses-sources.txt")

    assert cited(section(document, "what-caffeine-does")) == ["[1]", "[1]", "[2]"]
    assert "There are (1) few studies and (2) small ones." in section(document, "does-it-cause-twitching")
    assert "400 mg" in section(document, "the-bottom-line")
    assert list(document.proposal.numbers) == [1, 2, 3]


def test_wrapped_text_is_joined():
    document = page("wrapped-numbered.txt")

    assert headings(document) == ["1. SIGNS", "2. WHAT TO DO"]
    assert "take off heavy clothes or blankets if they are very warm.</li>" in section(document, "what-to-do")
    assert [entry.lines for entry in document.references] == [(29, 30), (31, 32), (33, 34, 35)]
    assert [(one.name, one.credentials) for one in document.bylines] == [("Ann Lee", ""), ("Bo Fox", "RN")]


def test_unicode_superscripts_are_citations_and_exponents_are_not():
    document = page("superscript-bullets.txt")

    assert cited(document.front.base.html) == ["[1]", "[2]"]
    assert "10⁶ people have had it; rooms of 12 m² are enough" in section(document, "risks")


def test_unnumbered_list_of_another_length_makes_no_proposal():
    document = page("superscript-bullets.txt")

    assert len(document.references) == 2
    assert document.proposal is None
    assert [issue.code for issue in document.issues] == ["unmatched-list"]
    assert document.unresolved[0].likely == ["hofmann2012", "leichsenring2017"]


def test_glued_numbers_are_matched_to_a_list_without_heading():
    document = page("glued-headless.txt")

    assert cited(document.front.base.html) == ["enevoldson2004", "schierenbeck2008", "enevoldson2004"]
    assert "Ask for type 2 questions, omega 3 or COVID-19 jabs" in section(document, "what-to-do")
    assert "3 out of 10 people slept less than 5 hours" in section(document, "sleep")


def test_citation_of_a_heading_stands_right_under_it():
    document = page("glued-headless.txt")

    assert headings(document)[-1] == "Do not stop alone"
    assert section(document, "do-not-stop-alone").startswith('<p><cite data-ref="enevoldson2004"></cite></p><p>')


def test_indented_lists_nest_and_tabs_make_a_table():
    document = page("firefox-lists.txt")

    assert "<ul><li>after heavy sweating</li><li>in hot weather</li></ul></li>" in section(document, "causes")
    assert section(document, "how-much-to-drink").startswith('<table><thead><tr><th scope="col">Drink</th>')
    assert document.dates == {"reviewed": "2023-01-05", "next-review": "2026-01-05"}


def test_html_page_is_read_within_its_menus():
    document = page("serotonin-menus.html")

    assert document.front.base.heading == "Serotonin syndrome"
    assert document.front.base.summary == "What it is, how to spot it and what to do about it."
    assert headings(document) == ["Symptoms", "Side effects"]
    assert cited(document.front.base.html) == ["boyer2005", "ables2010"]
    assert '<aside data-callout="warning">' in section(document, "symptoms")
    assert "10 m<sup>2</sup>, 10<sup>6</sup> cells, H<sub>2</sub>O" in section(document, "symptoms")


def test_html_page_reports_scripts_with_their_lines_and_dropped_links():
    document = page("serotonin-menus.html")

    assert [issue.target for issue in document.issues if issue.code == "script"] == ["line:4", "line:30"]
    assert "javascript" not in section(document, "side-effects")
    assert reasons(document)["Buy our vitamins today"] == "advertisement"


def test_links_within_a_page_find_their_reference():
    document = page("encyclopedia-links.html")

    assert cited(document.front.base.html) == ["lau2019", "lovallo2005"]
    assert cited(section(document, "causes")) == ["lovallo2005"]
    assert headings(document) == ["Causes"]


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_every_line_of_a_page_has_a_place(name):
    document = page(name)

    assert set(document.places) == {number for number, line in enumerate(document.lines, start=1) if line.strip()}


CRAMPS = (
    paragraph("Muscle cramps at night", style="Title"),
    paragraph("Written by Ann Reed, MD"),
    paragraph("Cramps at night are common. They are harmless", run("1", "sup"), "."),
    paragraph("What causes them?", style="Heading1"),
    paragraph("Muscles that are tired cramp more easily.", run("1,2", "sup")),
    paragraph("tired muscles", list_id=1),
    paragraph("too little water", list_id=1),
    paragraph(run("Medicines", "b")),
    paragraph("Some medicines can cause cramps [2]. The room had 5 m", run("2", "sup"), "."),
    table(["Drug", "Dose"], ["Quinine", "200 mg"]),
    paragraph("Figure 1. A calf", style="Caption"),
    paragraph("References", style="Heading1"),
    paragraph("Lau WY. Water intake after dehydration. BMJ Open Sport Exerc Med. 2019;5(1).", list_id=2),
    paragraph("Lovallo WR. Caffeine stimulation. Psychosom Med. 2005;67(5):734-739.", list_id=2),
)


def test_word_document_keeps_its_structure():
    document = read_file("cramps.docx", docx(*CRAMPS))

    html = section(document, "what-causes-them")
    assert document.front.base.heading == "Muscle cramps at night"
    assert cited(document.front.base.html) == ["lau2019"]
    assert "<ul><li>tired muscles</li><li>too little water</li></ul><h3>Medicines</h3>" in html
    assert "5 m<sup>2</sup>." in html
    assert "<td>Quinine</td><td>200 mg</td>" in html
    assert cited(html) == ["lau2019", "lovallo2005", "lovallo2005"]


def test_word_header_and_comment_are_set_apart():
    document = read_file("cramps.docx", docx(*CRAMPS, header="Draft, not for release", comment="Check this dose"))

    assert reasons(document)["Draft, not for release"] == "page header"
    assert reasons(document)["Check this dose"] == "comment in Word"
    assert reasons(document)["Figure 1. A calf"] == "picture caption"


def test_word_footnotes_are_references_when_there_is_no_other_list():
    notes = {2: "Lau WY. Water intake. BMJ Open. 2019;5(1).", 3: "Lovallo WR. Caffeine. Psychosom Med. 2005;67(5):734."}
    body = paragraph(
        "Cramps at night are common in most people.", footnote_mark(2), " So it is said.", footnote_mark(3)
    )

    document = read_file("notes.docx", docx(paragraph(run("Cramps", "b")), body, footnotes=notes))

    assert cited(document.front.base.html) == ["lau2019", "lovallo2005"]


def test_word_footnotes_beside_a_list_are_never_matched_by_its_numbers():
    notes = {2: "We asked three people about this."}
    body = [*CRAMPS[:3], paragraph("A remark.", footnote_mark(2)), *CRAMPS[3:]]

    document = read_file("notes.docx", docx(*body, footnotes=notes))

    assert [mark.marker for mark in document.unresolved] == ["[note 1]"]


def test_word_list_of_single_items_over_text_is_headings():
    text = "Muscles that are tired cramp more easily than others do."
    body = [
        paragraph("Stress Response", list_id=2),
        paragraph(text),
        paragraph("Poor Sleep", list_id=2),
        paragraph(text),
    ]

    document = read_file("causes.docx", docx(paragraph("Cramps at night", style="Title"), *body))

    assert headings(document) == ["1. Stress Response", "2. Poor Sleep"]


def test_pasted_html_is_read_from_its_fragment():
    html = "<html><body><!--StartFragment--><h1>Cramps</h1><p>They pass.</p><!--EndFragment--></body></html>"

    document = read_pasted("Cramps They pass.", html)

    assert (document.front.base.heading, document.front.base.html) == ("Cramps", "<p>They pass.</p>")
    assert document.places == {1: "front", 2: "front"}


def test_pasted_text_is_read_without_html():
    document = read_pasted("Cramps at night\n\nThey pass by themselves after a while.")

    assert document.front.base.heading == "Cramps at night"


def test_resolve_changes_only_the_markers_named():
    document = page("gaps-brackets.txt")

    resolved = resolve(document, {"[9]": "nelson2012"})

    assert cited(section(resolved, "side-effects-to-watch-for"))[-1] == "nelson2012"
    assert resolved.unresolved == []
    assert resolve(document, {"[8]": "nelson2012"}) == document


def test_resolve_refuses_what_is_no_key():
    with pytest.raises(ValueError, match="key"):
        resolve(page("gaps-brackets.txt"), {"[9]": 'x"><script>'})


def test_spaced_page_finds_people_on_lines_of_their_own():
    document = page("spaced-kinds.txt")

    assert [(one.name, one.role, one.credentials) for one in document.bylines] == [
        ("Jane Smith", "author", "PharmD"),
        ("John Doe", "reviewer", "MD, PhD"),
    ]
    assert document.front.base.question == "Can SSRIs cause muscle twitches?"


def test_spaced_page_finds_citations_of_sentences_headings_and_items():
    document = page("spaced-kinds.txt")

    assert cited(section(document, "what-are-muscle-twitches")) == ["[2]", "[3]"]
    assert cited(section(document, "why-do-ssris-cause-them")) == ["[1]", "[1]", "[4]", "[3]", "[4]"]
    assert "<li>eyelids</li><li>calves</li>" in section(document, "what-are-muscle-twitches")
    assert "from 40 mg to 20 mg" in section(document, "how-are-they-treated")


def test_kinds_of_references_are_kept_apart_from_their_titles():
    document = page("spaced-kinds.txt")

    assert [(entry.kind, entry.csl["title"][:20]) for entry in document.references] == [
        ("Research", "SSRI-induced extrapy"),
        ("Guideline", "Mental Health Medica"),
        ("Research", "The serotonin syndro"),
        ("Case report", "Serotonin syndrome i"),
        ("Review", "Prevention, recognit"),
    ]
    assert len(document.proposal.numbers) == 5


def test_author_and_year_stay_unresolved_with_their_entry_offered_first():
    document = page("author-year.txt")

    assert [(mark.marker, mark.likely[:1]) for mark in document.unresolved] == [
        ("(Hofmann, 2012)", ["hofmann2012"]),
        ("(Leichsenring and Steinert 2017)", ["leichsenring2017"]),
    ]
    assert "8 to 20 weeks" in section(document, "how-does-it-work")


def test_numbers_alone_on_their_line_belong_to_the_entry_below():
    document = page("numbers-alone.txt")

    assert [(entry.number, entry.key, entry.lines) for entry in document.references][:2] == [
        (1, "harvard2020", (22, 23, 24, 25)),
        (2, "teixeira2015", (26, 27)),
    ]
    assert cited(section(document, "stress-hormones")) == ["harvard2020", "teixeira2015"]

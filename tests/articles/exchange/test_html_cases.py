"""HTML pages with the traps of real ones: every value in its column, nothing struck out or hidden becomes live, and
what cannot be kept is named whole, with its sentence."""

import re
from pathlib import Path

from articles.exchange import read_file, read_pasted
from articles.exchange.document import Document
from articles.exchange.remarks import Remark
from articles.text import plain_text

CASES = Path(__file__).parent / "cases"


def case(name: str) -> Document:
    return read_file(name, (CASES / name).read_bytes())


def page(*body: str) -> Document:
    """A page of these elements, under a heading of its own."""
    head = "<h1>Gout</h1><p>This page is for adults who have gout attacks.</p><h2>Doses</h2>"
    return read_file("page.html", f"<article>{head}{''.join(body)}</article>".encode())


def html_of(document: Document) -> str:
    return document.front.base.html + "".join(section.base.html for section in document.sections)


def remarks(document: Document, kind: str) -> list[tuple[str, str]]:
    """The words and the sentence of each remark of a kind."""
    return [(remark.words, remark.sentence) for remark in document.remarks if remark.kind == kind]


def one(document: Document, kind: str) -> Remark:
    [found] = [remark for remark in document.remarks if remark.kind == kind]
    return found


# Tables


def test_every_value_stays_in_its_column():
    rows = re.findall(r"<tr>(.*?)</tr>", html_of(case("empty-cells.html")))

    assert [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows] == [
        ["Drug", "Starting dose", "Usual dose", "Maximum"],
        ["Sertraline", "50 mg", "", "200 mg"],
        ["Citalopram", "", "20 mg", "40 mg"],
        ["", "10 mg", "", "20 mg"],
    ]


def test_spans_and_short_rows_keep_the_grid():
    table = (
        "<table><tr><th rowspan=2>Age</th><th colspan=2>Dose</th></tr><tr><td>usual</td><td>most</td></tr>"
        "<tr><td>under 65</td><td></td><td>10 mg</td></tr><tr><td>65 and over</td></tr></table>"
    )

    html = html_of(page(table))

    assert '<th rowspan="2" scope="col">Age</th><th colspan="2" scope="col">Dose</th>' in html
    assert "<tr><td>usual</td><td>most</td></tr>" in html
    assert "<tr><td>under 65</td><td></td><td>10 mg</td></tr><tr><td>65 and over</td><td></td><td></td></tr>" in html


def test_lists_and_paragraphs_in_a_cell_stay_in_it():
    document = page("<table><tr><td><p>First</p><ol start=3><li>a</li><li>b</li></ol></td><td>c</td></tr></table>")

    assert "<tr><td>First<br>3. a<br>4. b</td><td>c</td></tr>" in html_of(document)
    assert [words for words, _ in remarks(document, "list")] == ["a\nb"]


def test_a_table_in_a_cell_is_named_and_stays_in_it():
    inner = (
        "<table><tr><td><p>5 mg</p></td><td></td><td>1 day</td></tr><tr><td>10 mg</td><td>x</td><td>y</td></tr></table>"
    )
    document = page(f"<table><tr><td>Adults{inner}</td><td>ask</td></tr></table>")

    assert "<tr><td>Adults<br>5 mg | | 1 day<br>10 mg | x | y</td><td>ask</td></tr>" in html_of(document)
    assert one(document, "list").reason.startswith("A table within a table cell")
    assert one(document, "list").serious


def test_a_frame_around_text_is_no_table():
    document = page(
        "<table role=presentation><tr><td><h3>Adults</h3><p>Take one tablet at night.</p></td></tr></table>"
    )

    assert html_of(document).endswith("<h3>Adults</h3><p>Take one tablet at night.</p>")


def test_heading_cells_and_heads():
    document = page(
        "<table><thead><tr><td>Drug</td><td>Dose</td></tr></thead><tr><th>Quinine</th><td>200 mg</td></tr></table>"
    )

    assert '<thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead>' in html_of(document)
    assert '<tr><th scope="row">Quinine</th><td>200 mg</td></tr>' in html_of(document)


def test_a_struck_cell_is_an_empty_cell():
    document = page(
        '<table><tr><td>Adults</td><td style="text-decoration:line-through">50 mg</td><td>5 mg</td></tr></table>'
    )

    assert "<tr><td>Adults</td><td></td><td>5 mg</td></tr>" in html_of(document)
    assert [words for words, _ in remarks(document, "struck")] == ["50 mg"]


# Struck out, inserted, hidden


def test_struck_inserted_and_hidden_words_are_named_whole():
    document = case("page-struck-units-lists.html")

    assert plain_text(html_of(document)).splitlines()[1].startswith("Take 10 mg once a week. The dose is 7.5 mg/m2 of")
    assert [words for words, _ in remarks(document, "struck")] == ["15 mg", "day"]
    assert remarks(document, "struck")[1][1] == "Take 10 mg once a week."
    assert [words for words, _ in remarks(document, "inserted")] == ["10 mg"]
    hidden = [words for words, _ in remarks(document, "hidden")]
    assert hidden == ["Hidden draft words: maximum 100 mg.", "Also hidden: 200 mg."]
    assert all(remark.serious for remark in document.remarks if remark.kind in ("struck", "inserted", "hidden"))


def test_whatever_strikes_words_out():
    struck = [
        "<s>200</s>",
        "<strike>200</strike>",
        "<del>200</del>",
        '<span style="color:red; TEXT-DECORATION : underline LINE-THROUGH">200</span>',
        '<span style="text-decoration-line:line-through">200</span>',
        "<span style='font-family:\"a;b\";text-decoration:line-through'>200</span>",
        '<span class="s1">200</span>',
    ]
    sheet = "<style>p.p1 {margin: 0} span.s1 {text-decoration: line-through}</style>"
    for words in struck:
        document = page(f"{sheet}<p>No more than {words} 50 mg a day.</p>")

        assert html_of(document).endswith("<p>No more than 50 mg a day.</p>"), words
        assert remarks(document, "struck") == [("200", "No more than 50 mg a day.")], words


def test_words_that_only_look_struck_elsewhere_stay():
    document = page('<p>Take <span style="text-decoration:underline">one</span> <span class="s1">tablet</span>.</p>')

    assert html_of(document).endswith("<p>Take one tablet.</p>")
    assert document.remarks == []


def test_whatever_hides_words():
    hidden = [
        '<span style="display: none">200</span>',
        '<span style="visibility:hidden">200</span>',
        "<span hidden>200</span>",
        '<span style="font-size:1px">200</span>',
        '<span style="font-size:0">200</span>',
        '<span style="color:#FFF">200</span>',
        '<font color="white">200</font>',
        '<span style="mso-hide:all">200</span>',
        '<span style="opacity:0">200</span>',
    ]
    for words in hidden:
        document = page(f"<p>Take {words} 50 mg.</p>")

        assert html_of(document).endswith("<p>Take 50 mg.</p>"), words
        assert remarks(document, "hidden") == [("200", "Take 50 mg.")], words


def test_white_words_on_a_dark_ground_are_seen():
    document = page('<div style="background:#003"><p style="color:white">Call at once.</p></div>')

    assert html_of(document).endswith("<p>Call at once.</p>")
    assert document.remarks == []


def test_a_paragraph_that_is_struck_out_leaves_none():
    document = page("<p>Take one.</p><del><p>Take two.</p><ul><li>or three</li></ul></del><p>Stop.</p>")

    assert html_of(document).endswith("<p>Take one.</p><p>Stop.</p>")
    assert remarks(document, "struck") == [("Take two. or three", "Take one.")]


def test_who_deleted_it_and_when():
    document = page('<p>Take <del cite="mailto:Ann%20Reed" datetime="2024-05-01T10:00">two</del> one.</p>')

    found = one(document, "deleted")
    assert (found.words, found.who, found.when) == ("two", "Ann Reed", "2024-05-01T10:00")


# Lists, terms, answers


def test_lists_keep_their_numbers():
    html = html_of(case("page-struck-units-lists.html"))
    document = case("page-struck-units-lists.html")

    assert '<ol start="3"><li>Third step</li><li>Fourth step</li></ol><p>Between</p>' in html
    assert '<ol start="5"><li>Fifth</li></ol>' in html
    assert '<ol start="2"><li>z</li></ol><ol><li>y</li></ol>' in html
    lost = [remark.message for remark in document.remarks if remark.kind == "list"]
    assert "This list counts with letters from “e.”; here it counts from 5: “e.”" in lost
    assert any("counts down" in message for message in lost)


def test_an_item_that_says_its_number():
    html = html_of(page("<ol><li>a</li><li value=7>b</li><li>c</li></ol>"))

    assert html.endswith('<ol><li>a</li></ol><ol start="7"><li>b</li><li>c</li></ol>')


def test_terms_stand_with_their_meanings():
    html = html_of(case("dl-details.html"))

    assert "<p><strong>Level</strong>: How much lithium is in the blood.</p>" in html
    assert (
        "<p><strong>Toxicity</strong>; <strong>Poisoning</strong>: Too much lithium in the body.<br>"
        "It needs help at once.</p>"
    ) in html


def test_questions_stand_with_their_answers():
    document = case("dl-details.html")

    assert (
        "<p><strong>What if I miss a dose?</strong> Do not take a double dose.</p>"
        "<ul><li>Take the next dose at its time.</li></ul>"
        "<p><strong>When is the blood test?</strong> Twelve hours after a dose.</p>"
    ) in html_of(document)
    assert len(remarks(document, "list")) == 2


def test_ticks_long_forms_and_formulas():
    document = case("page-struck-units-lists.html")
    html = html_of(document)

    assert "<p>☑ I have had a blood test.</p>" in html
    assert "The FBC (full blood count) is done every month." in html
    assert "Ratio a/b is used." in html
    assert remarks(document, "equation") == [("a/b", "Ratio a/b is used.")]
    assert one(document, "equation").serious


def test_a_long_form_that_stands_there_is_not_said_twice():
    document = page('<p>A full blood count (<abbr title="full blood count">FBC</abbr>) is done.</p>')

    assert html_of(document).endswith("<p>A full blood count (FBC) is done.</p>")


def test_a_formula_as_it_is_read_out():
    math = (
        "<math><mfrac><mrow><mo>(</mo><mn>140</mn><mo>-</mo><mi>age</mi><mo>)</mo><mo>×</mo><mi>weight</mi></mrow>"
        "<mrow><mn>72</mn><mo>×</mo><mi>creatinine</mi></mrow></mfrac></math>"
    )
    document = page(f"<p>It is {math} ml/min.</p>")

    assert "It is (140 − age) × weight / (72 × creatinine) ml/min." in plain_text(html_of(document))


def test_units_and_citations_are_told_apart():
    html = html_of(case("page-struck-units-lists.html"))

    assert html.count("<cite ") == 3
    assert "m<sup>2</sup> of body surface" in html
    assert "10<sup>9</sup>/l." in html
    assert "10<sup>2</sup> days" in html


# Pictures, media, links


def test_captions_stay_with_what_they_describe():
    document = case("picture-caption-alt.html")
    html = html_of(document)

    assert "<p>Table 1. Puffs in a day.</p><table>" in html
    picture = "A hand holds an inhaler upright, mouthpiece at the bottom — Figure 1. How to hold the inhaler."
    assert [item.text for item in document.set_apart if item.reason == "picture"] == [picture]
    assert picture in [words for words, _ in remarks(document, "picture")]


def test_a_picture_that_stands_for_words():
    document = case("picture-caption-alt.html")

    assert "<p>Shake it three times and breathe out.</p>" in html_of(document)
    assert ("three times", "Shake it and breathe out.") in remarks(document, "picture")


def test_a_picture_without_words_is_a_gap_that_has_to_be_filled():
    document = case("picture-caption-alt.html")

    assert '<p>Take <cite data-unresolved="[picture]"></cite> puffs.</p>' in html_of(document)
    gap = [remark for remark in document.remarks if remark.words == "dose.png"]
    assert [(remark.serious, remark.sentence) for remark in gap] == [(True, "Take puffs.")]


def test_media_and_links_are_named_with_their_addresses():
    document = case("media-and-links.html")
    html = html_of(document)

    assert "Listen to it: and count to four." in html
    assert '<a href="https://www.example.org/help">help by telephone</a>' in html
    media = " ".join(words for words, _ in remarks(document, "media"))
    for said in (
        "Pursed-lip breathing, 2 minutes",
        "https://video.example.org/embed/42",
        "pursed.mp4",
        "Your browser shows no video; the steps stand below.",
        "breath.mp3",
        "leaflet.pdf",
        "The leaflet as a file",
    ):
        assert said in media
    links = {remark.words: remark.reason for remark in document.remarks if remark.kind == "link"}
    assert "/articles/copd" in links["lung disease"]
    assert "tel:+15550100" in links["call us"]


def test_the_identifier_behind_a_reference_is_its_own():
    [reference] = case("media-and-links.html").references

    assert reference.csl["DOI"] == "10.1056/NEJMra041867"


# Where words come from


def test_bold_is_what_the_style_says():
    document = read_pasted("", (CASES / "gdocs-headings-lists-clipboard.html").read_text())
    html = html_of(document)

    assert re.findall(r"<(?:strong|em)>(.*?)</", html) == ["regular", "always", "vomiting"]
    assert (
        "<ul><li>shaking that grows<ul><li>in both hands</li></ul></li><li><strong>vomiting</strong></li></ul>" in html
    )
    assert '<ol start="2"><li>Stop and call.</li></ol>' in html
    assert "CO<sub>2</sub>" in html
    assert [words for words, _ in remarks(document, "struck")] == ["Take 900 mg."]


def test_a_hidden_column_of_a_web_page_is_set_apart_by_its_name():
    document = read_file(
        "page.html",
        b"<nav hidden><p>Home</p></nav><article><h1>Gout</h1><p>This page is for adults who have gout.</p></article>",
    )

    assert [(item.text, item.reason) for item in document.set_apart] == [("Home", "not shown on the page")]
    assert document.remarks == []


def test_no_title_is_made_of_what_introduces_a_list_or_says_two_things():
    lists, marks = ((CASES / f"word-{name}-clipboard.html").read_text() for name in ("list", "marks"))

    assert read_pasted("", lists).front.base.heading == ""
    assert html_of(read_pasted("", lists)).startswith("<p>Before you start:</p><ol>")
    assert read_pasted("", marks).front.base.heading == ""
    assert html_of(read_pasted("", marks)).startswith("<p>Take 50 μg. weekly</p>")


def test_a_title_may_compare_two_things():
    page = "<p>Colchicine vs. steroids</p><p>This page is for adults who have gout attacks and take colchicine.</p>"

    assert read_pasted("", page).front.base.heading == "Colchicine vs. steroids"


def test_keys_of_an_imported_page_are_unresolved_citations():
    """A page's own references may bear the same keys, so none is taken for the library's."""
    document = page("<p>It helps [@lane1998; @boyer2005, p. 1115].</p>")

    assert [mark.marker for mark in document.unresolved] == ["[@lane1998]", "[@boyer2005, p. 1115]"]

"""CommonMark and Pandoc's Markdown: read by what it says, whatever its name, and checked a second time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.conservation import missing_from
from articles.exchange import read_file
from articles.exchange.accounting import arrived_of
from articles.exchange.commonmark import looks_like_markdown, to_page
from articles.exchange.document import Document
from editorial.shared.issues import Refused
from tests.articles.exchange.word.files import p, packed, parts_of
from tests.properties import examples

BOYER = {
    "id": "Boyer2005",
    "type": "article-journal",
    "title": "The serotonin syndrome",
    "author": [{"family": "Boyer", "given": "E. W."}],
    "issued": {"date-parts": [[2005]]},
}
PAGE = """---
title: Aspirin after a stroke
author: Jane Smith
---

Aspirin is given after most strokes [@lane1998, p. 3; see @boyer2005]. It is cheap.[^1]

Usual dose
==========

- 75 mg daily
  - in the morning
    a. with food
    b. with water
- never 300 mg twice

| Dose | Usual | Maximum |
|:-----|------:|--------|
| mg   |       | 300    |

+------+-------+
| Dose | Limit |
+======+=======+
| 75   | 100   |
|      | mg    |
+------+-------+

# Risks

Bleeding
:   Some *blood* in the stool.
:   Rarely more.

3. third
4. fourth

~~Never~~ stop. @nobody1999 [p. 4] says so.

```
dose = 75 mg
```

[^1]: In most countries.
    Not all of them.

# References

1. Lane RM. SSRI-induced akathisia. J Psychopharmacol. 1998;12(2):192-214.
"""


def read(text: str, name: str = "page.md", **more) -> Document:
    return read_file(name, text.encode(), **more)


@pytest.fixture(scope="module")
def page() -> Document:
    return read(PAGE, bibliography=[BOYER])


def html(document: Document) -> str:
    return "".join(section.base.html for section in document.sections)


@pytest.mark.parametrize("name", ["page.md", "page.markdown", "page.txt", "page"])
def test_it_is_read_by_what_it_says_whatever_its_name(name, page):
    found = read(PAGE, name, bibliography=[BOYER])
    assert (found.format, found.sections, found.places) == ("markdown", page.sections, page.places)


def test_headings_of_both_kinds_title_and_author(page):
    assert page.front.base.heading == "Aspirin after a stroke"
    assert [section.base.heading for section in page.sections] == ["Usual dose", "Risks"]
    assert [byline.name for byline in page.bylines] == ["Jane Smith"]


def test_lists_nest_go_on_and_tell_of_letters(page):
    assert (
        "<ul><li>75 mg daily<ul><li>in the morning<ol><li>with food</li><li>with water</li></ol></li></ul></li>"
        "<li>never 300 mg twice</li></ul>"
    ) in html(page)
    assert '<ol start="3"><li>third</li><li>fourth</li></ol>' in html(page)
    assert [remark.words for remark in page.remarks if "letters" in remark.reason] == ["a."]


def test_tables_keep_their_empty_cells_and_rows_of_several_lines(page):
    assert "<tr><td>mg</td><td></td><td>300</td></tr>" in html(page)
    assert '<tr><th scope="col">Dose</th><th scope="col">Limit</th></tr>' in html(page)
    assert "<tr><td>75</td><td>100 mg</td></tr>" in html(page)


def test_terms_code_and_notes_are_in_the_text(page):
    assert "<strong>Bleeding</strong>: Some <em>blood</em> in the stool.<br>Rarely more." in html(page)
    assert "dose = 75 mg" in html(page)
    assert "In most countries. Not all of them." in html(page)
    assert '<cite data-unresolved="[note 1]">' in page.front.base.html


def test_citations_by_key_are_of_the_bibliography_or_unresolved_with_their_page(page):
    assert '<cite data-ref="boyer2005"></cite>' in page.front.base.html
    assert "boyer2005" in [entry.key for entry in page.references]
    assert (
        '<cite data-ref="lane1998" data-locator="p. 3"></cite>' in page.front.base.html
    )  # by author and year of the list
    assert {mark.marker for mark in page.unresolved} == {"[note 1]", "[@nobody1999, p. 4]"}
    assert '<cite data-ref="smith2001"' in read("# A\n\n## B\n\nSo [@smith2001].", known_keys=["smith2001"]).sections[
        0
    ].base.html.replace("</p>", "")


def test_struck_words_are_left_out_and_have_to_be_decided(page):
    assert [(one.kind, one.words, one.serious) for one in page.remarks if one.kind == "struck"] == [
        ("struck", "Never", True)
    ]


def test_lines_are_those_of_the_file_and_all_is_accounted_for(page):
    assert page.unaccounted == []
    assert page.sections[0].line == 8
    assert {number for number, line in enumerate(page.lines, start=1) if line.strip()} == set(page.places)


@pytest.mark.parametrize(
    ("text", "word"),
    [("| mg   |       | 300    |", "| mg   | 300   |     |"), ("100   |\n", "1000  |\n"), ("*blood*", "*mucus*")],
)
def test_the_second_reading_sees_what_the_reader_would_lose(page, text, word):
    other = PAGE.replace(text, word)
    assert other != PAGE
    assert missing_from("markdown", other.encode(), arrived_of(page)) != []


@pytest.mark.parametrize(
    "text",
    [
        "A page.\n\nPrice: $5 * 3 and # of tablets - none.\n",
        "Why?\n\na. The first of many words.\n\nNothing else [1].\n",
        "Title\n\nA dose of 5 mg | 10 mg.\n",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text):
    assert not looks_like_markdown(text)
    assert read(text, "a.txt").format == "text"


def test_a_single_letter_that_begins_a_sentence_is_no_list():
    assert "<ol" not in html(read("# A\n\n## B\n\na. Smith found it.\n\nMore.\n"))


@pytest.mark.parametrize("field", ["slug: dosing", "wordings: {}", "contributors: []"])
def test_our_own_format_with_a_slip_in_its_first_line_is_still_refused_by_its_line(field):
    with pytest.raises(Refused) as refused:
        read(f"---\nformt: imprimatur/1\ntitle: Dosing\n{field}\n---\nWords.\n")
    assert refused.value.issues[0].target.startswith("line:")


def test_html_and_scripts_in_it_are_treated_as_in_a_page():
    found = read("# A\n\n## B\n\n<script>alert(1)</script>\n\nWords <s>200</s> 50 mg.\n")
    assert "alert" not in html(found)
    assert [remark.words for remark in found.remarks if remark.serious] == ["200"]


LINES = st.sampled_from(
    ["# H", "text 5 mg", "- a", "  - b", "1. x", "a. y", "b. z", "| a | b |", "|---|---|", "+--+--+", "[^1]", "[^1]: n"]
) | st.sampled_from(
    ["", ": m", "```", "> q", "[@k1]", "---", "===", "    code", "<b>", "\\*", "~~s~~"],
)


@examples(60)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_no_text_is_too_odd_and_every_line_keeps_its_place(text):
    try:
        found = read(f"# T\n\n{text}\n")
    except Refused:
        return
    said = {number for number, line in enumerate(found.lines, start=1) if line.strip()}
    assert said <= set(found.places)
    assert to_page(text).count("\n") <= text.count("\n") + 2


def test_a_word_file_with_a_main_part_of_another_name_is_read_whatever_it_is_called():
    data = packed(parts_of(p("Aspirin"), p("Give 25 mg."), main="word/document2.xml"))
    assert read_file("letter", data).lines == ["Aspirin", "Give 25 mg."]

"""Lines that say who wrote a page and when: what of them is kept as a fact is told as that, and no other word of them
is lost."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from articles.exchange.document import Document

PAGE = "A title of words\n\n{}\n\nThis is a lead of some words to begin with, all right.\n\nIt ends with these words.\n"


def page(line: str) -> Document:
    return read_file("page.txt", PAGE.format(line).encode())


@pytest.mark.parametrize(
    "line",
    [
        "Updated May 2024: do not take more than 5 mg.",
        "Revised on 3 May 2024, the dose is 5 mg.",
        "Last updated: 3 May 2024. The maximum dose is now 5 mg.",
        "Written by Ann Reed, never more than 5 mg.",
        "By Ann Reed. Stop it at once, please.",
    ],
)
def test_a_line_that_says_more_than_people_and_dates_is_text(line):
    document = page(line)

    assert f"<p>{line}</p>" in document.front.base.html
    assert (document.bylines, document.dates, document.unaccounted) == ([], {}, [])


@pytest.mark.parametrize(
    ("line", "names", "dates"),
    [
        ("Written by Ann Reed, MD and Bo Fox — Reviewed by Dr C. Dean on 3 May 2024 · Updated June 2024",
         ["Ann Reed", "Bo Fox", "Dr C. Dean"], {"reviewed": "2024-05-03", "updated": "2024-06"}),
        ("Reviewed on 3 May 2024 by Ann Reed", ["Ann Reed"], {"reviewed": "2024-05-03"}),
        ("Dr Ann Reed, MRCP, 12 May 2020", ["Dr Ann Reed"], {"published": "2020-05-12"}),
        ("Author\nAnn Reed, MD\npharmacist", ["Ann Reed"], {}),
        ("Last updated\n3 May 2024", [], {"updated": "2024-05-03"}),
    ],
)  # fmt: skip
def test_people_and_dates_are_kept(line, names, dates):
    document = page(line)

    assert ([one.name for one in document.bylines], document.dates) == (names, dates)
    assert (document.set_apart, document.unaccounted) == ([], [])


def test_a_second_date_of_the_same_kind_is_set_apart():
    document = page("Updated May 2024\n\nUpdated June 2025")

    assert document.dates == {"updated": "2024-05"}
    assert [item.text for item in document.set_apart] == ["Updated June 2025"]


def test_a_page_in_one_line_has_its_people_and_dates():
    html = (
        "<h1>A title of words</h1><p>Written by Ann Reed, MD</p><p>Last updated: 3 May 2024</p><p>Here it is told.</p>"
    )

    assert read_file("page.html", html.encode()).unaccounted == []


def test_the_second_reading_is_told_what_was_kept_not_the_line():
    data = PAGE.format("Updated May 2024 by Ann Reed").encode()
    document = read_file("page.txt", data)
    document.facts = ["Updated May 2024"]

    assert [finding.words for finding in accounted(document, data).unaccounted] == ["by Ann Reed"]


def test_the_head_of_a_pandoc_page_names_each_author_and_its_abstract_is_text():
    head = (
        "---\ntitle: Words *of* it\nauthor: [Ann Reed, Bo Fox]\nabstract: |\n  Never above 5 mg.\nkeywords: salt\n---\n"
    )
    document = read_file("page.md", f"{head}\n# Head\n\nBody text is here for 8 mg.\n".encode())

    assert document.front.base.heading == "Words of it"
    assert [(one.name, one.credentials) for one in document.bylines] == [("Ann Reed", ""), ("Bo Fox", "")]
    assert "Never above 5 mg." in document.front.base.html + document.front.base.summary
    assert "keywords: salt" in document.front.base.html + " ".join(item.text for item in document.set_apart)
    assert document.unaccounted == []

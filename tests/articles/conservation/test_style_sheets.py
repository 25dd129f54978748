"""Odd style sheets: the second reading cuts them as browsers do, and the reader, which cuts in its own way, agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles.conservation.html_file import read_page
from articles.conservation.style_sheets import declared_by, rules_of
from articles.exchange import read_file
from articles.exchange.html_style import Styles
from tests.properties import examples

HIDES = [
    ".h{display:none}",
    "/* p{ */ .h{display:none} /* } */",
    ".h{/* a;b:c */display/**/:/* d */none}",
    "<!-- .h{display:none} -->",
    "@import url(a;b.css); .h{display:none}",
    '@charset "a;{}"; .h{display:none}',
    "@media print{.h{color:red} p{color:red}} .h{display:none}",
    "@font-face{font-family:x} @page Section1{size:1cm} .h{display:none}",
    '.q::before{content:"{"} .h{display:none}',
    ".q::before{content:'\\'}'} .h{display:none}",
    '.q::before{content:"/*"} .h{display:none} /* " */',
    ".h{content:';display:block';display:none}",
    ".h{background:url(a;b});display:none}",
    ".h{display:none!important}",
    ".h{display : NONE ! IMPORTANT ;}",
    "li,.h , td.x{display:none}",
    "span.h{display:none}",
    "li[title='a,{b'],.h{display:none}",
    ".h{display:none",
    "}.h{display:none}",
    ".\\68 {display:none}",
    ".h{d\\69splay:none}",
    ".h{display:block;display:none}",
    ".h{display:none!important;display:block}",
    ".h{display:none!important} span.h{display:block}",
    "@media screen{.h{display:none}}",
    "@media all { p{color:red} .h{display:none} }",
    "@layer base{.h{display:none}}",
    ".h{.k{color:red} display:none}",
]
SHOWS = [
    "/* .h{display:none} */",
    "@media print{.h{display:none}}",
    "@media print{p{color:red} .h{display:none}}",
    "@media (max-width:600px){.h{display:none}}",
    "@supports (a:b){.h{display:none}}",
    "@media print{@media screen{.h{display:none}}}",
    ".q::before{content:'.h{display:none}'}",
    ".h{.k{display:none;} color:red}",
    ".h{color:red;& .k{display:none}}",
    ".h .k{display:none}",
    ".k>.h{display:none}",
    ".h:hover{display:none}",
    ".h\\:k{display:none}",
    ".h{x:';display:none'}",
    ".h{x:(;display:none)}",
    ".h{display:none;display:block}",
    ".h{display:block!important;display:none}",
    ".h{-display:none}",
    ".h{display none}",
    ":is(.k,.h ){display:none}",
]


def page(sheet: str, style: str = "") -> str:
    styled = f' style="{style}"' if style else ""
    return (
        f"<html><head><style>{sheet}</style></head><body><h1>A title of words</h1><p>Here is a lead of words.</p>"
        f"<p>Take it now. <span class='h'{styled}>Never 20 mg.</span> And so on it goes.</p></body></html>"
    )


def kinds(html: str) -> set[str]:
    """How the second reading takes the words in question."""
    return {one.kind for passage in read_page(html).passages for one in passage.stretches if "20 mg" in one.text}


@pytest.mark.parametrize("sheet", HIDES)
def test_both_find_what_a_sheet_hides(sheet):
    document = read_file("page.html", page(sheet).encode())

    assert kinds(page(sheet)) == {"hidden"}
    assert ("hidden", "Never 20 mg.") in [(one.kind, one.words) for one in document.remarks]
    assert document.unaccounted == []


@pytest.mark.parametrize("sheet", SHOWS)
def test_both_find_what_a_sheet_leaves_seen(sheet):
    document = read_file("page.html", page(sheet).encode())

    assert kinds(page(sheet)) == {"live"}
    assert "Never 20 mg." in document.front.base.html
    assert document.unaccounted == []


@pytest.mark.parametrize(
    ("sheet", "style", "is_hidden"),
    [
        (".h{display:none}", "display:inline", False),
        (".h{display:none!important}", "display:inline", True),
        (".h{display:none!important}", "display:inline!important", False),
        (".h{display:inline!important}", "display:none", False),
        ("", "color:red;display:none", True),
        ("", "x:'a;display:none'", False),
        ("", "background:url(a;display:none)", False),
        ("", "display:none ! important", True),
    ],
)
def test_both_weigh_what_an_element_says_itself(sheet, style, is_hidden):
    document = read_file("page.html", page(sheet, style).encode())

    assert kinds(page(sheet, style)) == {"hidden" if is_hidden else "live"}
    assert ("Never 20 mg." in document.front.base.html) is not is_hidden
    assert document.unaccounted == []


def test_words_that_a_sheet_prints_are_read_with_their_escapes():
    sheet = ".h::before{content:'Not \\201C x\\'{' attr(y)} .h{color:red}"

    assert [one.text.strip() for one in read_page(page(sheet)).passages[2].stretches if "by its style" in one.kind] == [
        "Not “x'{"
    ]


# fmt: off
PARTS = st.lists(st.sampled_from(("{", "}", ";", ":", ",", " ", "/*", "*/", '"', "'", "(", ")", "@media print",
    "\\", ".h", "display", "none", "!important", "<!--", "\n")), max_size=25)
# fmt: on


@examples(150)
@given(PARTS.map("".join))
def test_of_whatever_sheet_what_comes_behind_it_is_read(sheet):
    """What is open at the end of one sheet is closed there: the next one is not read as a part of it."""
    html = page(f"{sheet}</style><style>.h{{display:none!important}}")

    assert declared_by(sheet) is not None
    assert kinds(html) == {"hidden"}
    node = etree.HTML(html).find(".//span")
    assert Styles(node.getroottree().getroot()).why_hidden(node) != ""


@examples(150)
@given(PARTS.map("".join))
def test_of_any_sheet_both_read_the_same(sheet):
    """But for what browsers drop as no sheet at all: there both may take what they can."""
    ours = {str(one): said for one, said in rules_of(sheet)}
    node = etree.HTML(page(sheet)).find(".//span")

    if ours:
        assert (Styles(node.getroottree().getroot()).why_hidden(node) != "") == (kinds(page(sheet)) == {"hidden"})

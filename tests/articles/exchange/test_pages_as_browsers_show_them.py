"""What browsers show of a page and its markup does not say at first sight: words that are struck out over the borders
of paragraphs, raised by a distance, printed by a style sheet, shown on pointing, drawn twice. None of it is live in
silence, and both readings say so."""

import pytest

from articles.conservation import Arrived, missing_from
from articles.exchange import read_file
from articles.exchange.document import Document
from articles.exchange.fragment import Fragment, read_fragment
from articles.exchange.html_struck import closed_in_each_block

PAGE = "<html><body><h1>A title of words</h1><p>Words that begin it are here.</p>{}<p>It ends here.</p></body></html>"


def page(inner: str) -> Document:
    return read_file("page.html", PAGE.format(inner).encode())


def pasted(html: str) -> Fragment:
    return read_fragment(html, "", known=lambda keys: [])


def told(document: Document | Fragment, kind: str) -> list[str]:
    return [remark.words for remark in document.remarks if remark.kind == kind]


def missed(inner: str, stored: str) -> set[str]:
    """What the second reading says of a page of which only this arrived."""
    return {finding.code for finding in missing_from("html", inner.encode(), Arrived((("lead", stored),)))}


# Struck out


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_words_struck_out_around_paragraphs_are_left_out_and_named(tag):
    inner = f"<{tag}><p>Take 20 mg at once.</p><ul><li>Or 30 mg.</li></ul></{tag}><p>And so on.</p>"

    for found in (page(inner), pasted(inner)):
        html = found.html if isinstance(found, Fragment) else found.front.base.html
        assert not any(gone in html for gone in ("20 mg", "30 mg"))
        assert "And so on." in html
        assert " ".join(told(found, "struck")) == "Take 20 mg at once. Or 30 mg."
    assert page(inner).unaccounted == []


def test_a_struck_stretch_goes_on_in_the_next_paragraph():
    document = page("<p>Take <s>20 mg</p><p>Then 30 mg.</s> now, and so on.</p>")

    assert "<p>Take</p><p>now, and so on.</p>" in document.front.base.html
    assert (told(document, "struck"), document.unaccounted) == (["20 mg", "Then 30 mg."], [])
    assert "from nowhere" in missed(
        "<p>Take <s>20 mg</p><p>Then 30 mg.</s> now.</p>", "<p>Take</p><p>Then 30 mg. now.</p>"
    )


@pytest.mark.parametrize(
    ("markup", "closed"),
    [
        ("<p>a <s>b</p><p>c</s> d</p>", "<p>a <s>b</s></p><p><s>c</s> d</p>"),
        ("<s><p>a</p>\n<p>b</p></s>c", "<p><s>a</s></p>\n<p><s>b</s></p>c"),
        ("<td><s>a</td><td>b</td>", "<td><s>a</s></td><td><s>b</s></td>"),
        ("<table><tr><td><s>a</td><td>b</td></tr></table>c", "<table><tr><td><s>a</s></td><td>b</td></tr></table>c"),
        ("<s>a</s><!-- <s> -->b<script>'<s>'</script>", "<s>a</s><!-- <s> -->b<script>'<s>'</script>"),
        ("a</s>b", "a</s>b"),
    ],
)
def test_struck_words_are_closed_in_each_paragraph(markup, closed):
    assert closed_in_each_block(markup) == closed


# Raised, white, printed, pointed at


@pytest.mark.parametrize(
    ("style", "tag"),
    [
        ("vertical-align:4px", "sup"), ("vertical-align:30%;font-size:8px", "sup"), ("vertical-align:-3pt", "sub"),
        ("position:relative;top:-3.0pt;mso-text-raise:3.0pt", "sup"), ("position:relative;top:.3em", "sub"),
    ],
)  # fmt: skip
def test_what_stands_raised_by_a_distance_is_raised(style, tag):
    inner = f'<p>Give 10<span style="{style}">9</span> cells a day.</p>'
    document = page(inner)

    assert f"10<{tag}>9</{tag}> cells" in document.front.base.html
    assert document.unaccounted == []
    assert missed(inner, "<p>Give 109 cells a day.</p>") == {"missing", "from nowhere"}


def test_a_shift_that_nobody_sees_raises_nothing():
    document = page('<p>Give 10<span style="vertical-align:1px">9</span> cells a day.</p>')

    assert ("109 cells" in document.front.base.html, document.unaccounted) == (True, [])


def test_white_words_are_hidden_by_a_class_as_by_a_style():
    document = page('<style>.w{color:#fff}</style><p>Take it <span class="w">or 40 mg</span> now, and so on.</p>')

    assert "40 mg" not in document.front.base.html
    assert (told(document, "hidden"), document.unaccounted) == (["or 40 mg"], [])


def test_words_that_a_style_sheet_prints_are_named():
    inner = '<style>.n::before{content:"not "}</style><p>You may <span class="n">take it</span> now, and so on.</p>'
    document = page(inner)

    assert [(one.words, one.serious) for one in document.remarks] == [("not", True)]
    assert document.unaccounted == []
    assert missed(inner, "<p>You may take it now, and so on.</p>") == {"untold printed by its style"}


def test_words_shown_on_pointing_are_named():
    inner = '<p>Take it <span title="at most 40 mg">with care</span> now, please.</p>'
    document = page(inner)

    assert [(one.words, one.serious) for one in document.remarks] == [("at most 40 mg", True)]
    assert missed(inner, "<p>Take it with care now, please.</p>") == {"alternative text"}
    assert page('<p>Take it <a href="https://example.org" title="Quinine">with care</a> now.</p>').remarks == []


def test_what_word_on_the_web_proposes_is_named():
    inner = '<p>Take <span class="TrackedChange TrackChangeTextInsertion">put 9 mg</span> now, and so on.</p>'

    assert told(pasted(inner), "inserted") == ["put 9 mg"]
    assert page(inner).unaccounted == []
    assert missed(inner, "<p>Take put 9 mg now, and so on.</p>") == {"untold inserted"}


def test_a_formula_that_is_drawn_beside_its_words_comes_once():
    drawn = (
        '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mn>5</mn></mrow>'
        '<annotation encoding="application/x-tex">5</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true"><span class="mord">5</span></span></span>'
    )
    document = page(f"<p>Give {drawn} mg a day, and so on.</p>")

    assert "Give 5 mg a day" in document.front.base.html
    assert document.unaccounted == []


def test_a_translated_sign_beside_a_dose_is_a_doubt():
    found = pasted('<p>Take 25 <span style="font-family:Symbol">m</span>g a day.</p>')

    assert [(one.kind, one.words, one.serious) for one in found.remarks] == [("sign", "μ", True)]


# How the bytes are read


@pytest.mark.parametrize("named", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_bytes_are_read_as_browsers_read_them(named):
    words = "<h1>Title</h1><p>Take 5\x9610 mg a day, you can\x92t take more of it.</p>"
    document = read_file("page.html", f'<meta charset="{named}">{words}'.encode("latin-1"))

    assert document.front.base.html == "<p>Take 5–10 mg a day, you can’t take more of it.</p>"
    assert document.unaccounted == []


# Where the body begins


SHEET = (
    '<meta charset="utf-8"><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid}--></style>'
    '<table xmlns="http://www.w3.org/1999/xhtml" dir="ltr" data-sheets-root="1"><colgroup><col width="100"/></colgroup>'
    "<tbody><tr><td>Medicine</td><td>Usual</td><td>Most</td></tr>"
    "<tr><td>Citalopram</td><td></td><td>40 mg</td></tr></tbody></table>"
)


def test_what_google_sheets_copies_is_a_table_with_its_empty_cell():
    found = pasted(SHEET)

    assert "<tr><td>Citalopram</td><td></td><td>40 mg</td></tr>" in found.html
    assert found.remarks == []


@pytest.mark.parametrize("around", ["main", "article", "x-page"])
def test_a_page_without_a_body_begins_at_the_first_element_that_no_head_holds(around):
    inner = "<h1>A title of words</h1><p>Words that begin it are here.</p>"
    document = read_file("page.html", f"<meta charset=utf-8><{around}>{inner}</{around}><p>It ends here.</p>".encode())

    assert document.front.base.heading == "A title of words"
    assert document.front.base.html == "<p>Words that begin it are here.</p><p>It ends here.</p>"
    assert document.unaccounted == []


def test_words_behind_the_first_element_of_a_body_keep_their_order():
    document = read_file(
        "page.html",
        b"<link rel=x><x-part><h1>A title</h1><p>One is here.</p></x-part> Two is here. <p>Three is here.</p>",
    )

    assert document.front.base.html == "<p>One is here.</p><p>Two is here.</p><p>Three is here.</p>"


def test_a_page_that_holds_other_pages_alone_names_them_and_nothing_is_missed():
    inner = '<iframe src="dosing.html"></iframe><iframe src="risks.html"></iframe>'
    document = read_file("a.html", f"<html><head><title>Dosing</title></head><body>{inner}</body></html>".encode())

    assert [one.text for one in document.set_apart] == ["Dosing", "dosing.html", "risks.html"]
    assert document.unaccounted == []
    told = Arrived((), ())
    assert [one.code for one in missing_from("html", inner.encode(), told)] == ["medium", "medium"]

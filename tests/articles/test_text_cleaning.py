"""The constrained HTML: one form, nothing unsafe, whatever comes in."""

import re
import unicodedata
from urllib.parse import urlsplit

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import clean, clean_line, is_empty, is_same_text
from articles.text.allowed import ALLOWED
from articles.text.links import clean_url
from editorial.shared.issues import Refused
from tests.articles.html_strategies import documents, soup
from tests.properties import examples


def codes(html: str) -> list[str]:
    return [note.code for note in clean(html).notes]


def cleaned_or_refused(html: str) -> str | None:
    try:
        return clean(html).html
    except Refused:
        return None


@examples(600)
@given(soup)
def test_clean_twice_changes_and_notes_nothing(html):
    once = cleaned_or_refused(html)
    if once is not None:
        assert clean(once).html == once
        assert clean(once).notes == []


@examples(300)
@given(soup)
def test_clean_of_anything_holds_nothing_but_the_allow_list(html):
    once = cleaned_or_refused(html) or ""
    # An independent sanitiser with the same list finds nothing to take away.
    attributes = {tag: set(names) for tag, names in ALLOWED.items() if names}
    again = nh3.clean(
        once, tags=set(ALLOWED), attributes=attributes, link_rel=None, url_schemes={"http", "https", "mailto"}
    )
    assert clean(again).html == once
    assert again.count("<") == once.count("<")
    assert all(re.match(r'href="(https?://|mailto:)', href) for href in re.findall(r'href="[^"]*"', once))


@examples(300)
@given(soup)
def test_clean_of_anything_is_nfc_as_a_whole(html):
    once = cleaned_or_refused(html) or ""
    assert unicodedata.is_normalized("NFC", once)


@examples(200)
@given(documents)
def test_clean_of_a_document_is_stable(html):
    assert clean(html).html == html
    assert clean(html).notes == []


@pytest.mark.parametrize(
    ("given_html", "stored"),
    [
        ("plain words", "<p>plain words</p>"),
        ("<p>a<div>b</div>c</p>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p>\n\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("<p> </p><p>&nbsp;</p><p><b> </b></p><h3></h3><ul><li></ul>", ""),
        ("<b>bold</b> and <i>italic</i>", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("<em><strong>x</strong></em>", "<p><strong><em>x</em></strong></p>"),
        ("<b>a </b>b", "<p><strong>a</strong> b</p>"),
        ("<b>a</b><b>b</b> <b>c</b>", "<p><strong>ab c</strong></p>"),
        ("<p>a<br><br>b<br>c<br></p>", "<p>a</p><p>b<br>c</p>"),
        ("<h3>a<br>b</h3>", "<h3>a b</h3>"),
        ("<ul><li><p>a</p><li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul><li>a<p>b</ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ol start='1'><li>a</ol>", "<ol><li>a</li></ol>"),
        ("<ol start='3' type=a><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table><tr><th>a<th>b<tr><th>c<td><p>d<p>e</table>",
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            '<tbody><tr><th scope="row">c</th><td>d<br>e</td></tr></tbody></table>',
        ),
        ("<table><tr><td></td></tr></table>", ""),
        ("<p>e&#x301;</p>", "<p>é</p>"),
        ("<p>5&nbsp;mg and&nbsp;more</p>", "<p>5\u00a0mg and more</p>"),
        ('<p>a &lt; b & c > d "e"</p>', '<p>a &lt; b &amp; c &gt; d "e"</p>'),
        ("<div><span>a</span></div>", "<p>a</p>"),
        ("<aside data-callout=Warning>x</aside>", '<aside data-callout="warning"><p>x</p></aside>'),
        ("<p>a</body></html>b", "<p>a b</p>"),
        ("a<sub>1<sup>2</sup></sub>", "<p>a<sub>1</sub><sup>2</sup></p>"),
        ("{{ settings.SECRET_KEY }} %(x)s {0.x}", "<p>{{ settings.SECRET_KEY }} %(x)s {0.x}</p>"),
    ],
)
def test_clean_gives_the_one_form_without_notes(given_html, stored):
    assert clean(given_html).html == stored
    assert codes(given_html) == []


@pytest.mark.parametrize(
    ("given_html", "stored", "noted"),
    [
        ("<h1>a</h1><h5>b</h5>", "<h3>a</h3><h4>b</h4>", ["heading-level"]),
        ("a<script>alert(1)</script><style>p{}</style>", "<p>a</p>", ["dropped"]),
        ("<p onclick=alert(1)>a</p>", "<p>a</p>", ["script"]),
        ("<u>a</u> <font>b</font>", "<p>a b</p>", ["flattened"]),
        ("do <del>not</del> take", "<p>do not take</p>", ["struck-text"]),
        ("<img src=x onerror=alert(1) alt='a heart'>a", "<p>a</p>", ["script", "picture"]),
        ("<aside data-callout=loud>a</aside>", "<p>a</p>", ["callout-kind"]),
        ("so&shy;ft", "<p>soft</p>", ["soft-hyphen"]),
        ("<ul><li><h3>a</h3><blockquote>b</blockquote></ul>", "<ul><li><p>a</p><p>b</p></li></ul>", ["flattened"]),
        ("<table>t<tr><td>a</table>", "<p>t</p><table><tbody><tr><td>a</td></tr></tbody></table>", ["table-shape"]),
        ("<table><tr><td><ul><li>a<li>b</ul></table>",
         "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>", ["flattened"]),
        ("<section>a<figure>b</figure></section>", "<p>a</p><p>b</p>", ["flattened"]),
        ("<cite>The Lancet</cite>", "<p>The Lancet</p>", ["flattened"]),
    ],
)  # fmt: skip
def test_clean_reports_what_it_flattened_or_left_out(given_html, stored, noted):
    assert clean(given_html).html == stored
    assert codes(given_html) == noted


def test_clean_names_what_it_left_out_and_where():
    (note,) = clean("<u>a</u><font>b</font>", where="section:dosing").notes
    assert note.message == "These are not used here; their words were kept: u, font."
    assert note.target == "section:dosing"


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("https://Example.ORG/A?b=c#d", "https://example.org/A?b=c#d"),
        ("HTTP://example.org", "http://example.org"),
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("doi:10.1000/AbC", "https://doi.org/10.1000/AbC"),
        ("http://dx.doi.org/10.1000/abc", "https://doi.org/10.1000/abc"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
    ],
)
def test_link_that_may_be_stored(href, stored):
    cleaned = clean(f'<a href="{href}">x</a>')
    assert cleaned.html == f'<p><a href="{stored}">x</a></p>'
    assert cleaned.notes == []


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)", "javascript&colon;alert(1)", " javascript:alert(1)", "data:text/html,x",
        "vbscript:x", "feed:https://example.org", "file:///etc/passwd", "//example.org/x", "/x", "x", "#x", "\\\\x",
        "https:\\\\example.org", "https:/example.org", "https://", "https://user@example.org/", "https://a:b@example.org",
        "https://example.org:99999/", "https://example.org:x/", "http://[::1", "mailto:", "mailto:a", "doi:x", "blob:x",
        "https://example.org/" + "x" * 2000, "https://example.org\\@evil.example/",
    ],
)  # fmt: skip
def test_link_that_may_not_be_stored_is_dropped_and_noted(href):
    cleaned = clean(f'<a href="{href}">x</a>')
    assert cleaned.html == "<p>x</p>"
    assert [note.code for note in cleaned.notes] == ["link-dropped"]


def test_link_to_an_article_keeps_its_id_only():
    html = '<a data-article="123E4567-e89b-12d3-a456-426614174000" href="https://example.org/">x</a>'
    assert clean(html).html == '<p><a data-article="123e4567-e89b-12d3-a456-426614174000">x</a></p>'
    assert clean('<a data-article="7">x</a>').html == "<p>x</p>"


@pytest.mark.parametrize(
    ("given_html", "stored", "noted"),
    [
        ('<cite data-ref="k1">Lane 1998</cite>', '<cite data-ref="k1"></cite>', []),
        ('<cite data-locator=" p.  4 " data-ref="k1"/> on', '<cite data-ref="k1" data-locator="p. 4"></cite> on', []),
        ('<cite data-ref="Bad Key">[3]</cite>', '<cite data-unresolved="[3]"></cite>', ["bad-citation"]),
        ('<cite data-ref="Bad Key"></cite>', '<cite data-unresolved="Bad Key"></cite>', ["bad-citation"]),
        ('<cite data-ref=""></cite>', '<cite data-unresolved="?"></cite>', ["bad-citation"]),
        ('<cite data-unresolved="[3]">x</cite>', '<cite data-unresolved="[3]"></cite>', []),
        ('<a href="https://example.org/">a<cite data-ref="k"></cite>b</a>',
         '<a href="https://example.org/">a</a><cite data-ref="k"></cite><a href="https://example.org/">b</a>', []),
        ('<b>a<cite data-ref="k"></cite></b>', '<strong>a</strong><cite data-ref="k"></cite>', []),
    ],
)  # fmt: skip
def test_citation_is_an_empty_atom(given_html, stored, noted):
    assert clean(given_html).html == f"<p>{stored}</p>"
    assert codes(given_html) == noted


def test_citation_that_swallowed_a_sentence_gives_it_back():
    words = "a sentence that somebody forgot to put outside of the citation, of more than eighty characters"
    cleaned = clean(f'<p>x <cite data-ref="k">{words}</cite></p>')
    assert cleaned.html == f'<p>x <cite data-ref="k"></cite>{words}</p>'
    assert [note.code for note in cleaned.notes] == ["citation-text"]


def refusal(html: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        clean(html, where="text")
    assert {issue.target for issue in caught.value.issues} == {"text"}
    return [(issue.code, issue.message) for issue in caught.value.issues]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<b>" * 100_000, "This text is too deep: the limit is 150 elements inside one another. Split it."),
        ("<ul><li>" * 21 + "x",
         "This text is too deep: the limit is 20 lists, tables, quotations and callouts inside one another. Split it."),
        ("<p>x" * 20_001, "This text is too large: the limit is 20,000 elements. Split it."),
        ("x" * 1_000_001, "This text is too large: the limit is 1,000,000 characters. Split it."),
        ("x" * 500_001, "This text is too large: the limit is 500,000 characters. Split it."),
        ("<b><i><u>x" + "<br><br>x" * 9_000, "This text is too large: the limit is 20,000 elements. Split it."),
    ],
)  # fmt: skip
def test_clean_of_too_much_is_refused_with_the_limit(html, message):
    assert refusal(html) == [("too-deep" if "deep" in message else "too-large", message)]


def test_clean_of_nearly_too_much_is_not_refused():
    html = "<ul><li>x" * 20
    assert clean(clean(html).html).html == clean(html).html


def test_clean_line_is_not_html():
    assert clean_line("  a <b>\n &amp; e\u0301 5\u00a0mg\u00a0x ") == "a <b> &amp; é 5\u00a0mg x"


@given(documents)
def test_a_stored_text_is_empty_if_there_is_nothing_of_it(html):
    assert is_empty(html) == (clean(html).html == "")


def test_is_empty_and_is_same_text():
    assert [is_empty(html) for html in ("", "<p> </p>", "<p>x</p>", '<cite data-ref="k"></cite>')] == [
        True, True, False, False,
    ]  # fmt: skip
    assert is_same_text("<p><b>a</b></p>", "<strong>a</strong>")
    assert not is_same_text("<p>0.5 mg</p>", "<p>5 mg</p>")


@examples(500)
@given(
    st.builds(
        str.__add__,
        st.sampled_from(
            ["https://", "HTTP://a", "mailto:", "doi:10.1000/", "https://doi.org/10.1000/", "https://a/", ""]
        ),
        st.text(st.sampled_from("aZ./:@?#%&<>\"'` \\[]{}é-0٣İ\u00a0|"), max_size=12),
    )
)
def test_link_that_is_stored_stays_as_it_is(url):
    once = clean_url(url)
    if once is not None:
        assert clean_url(once) == once
        assert urlsplit(once).scheme in ("http", "https", "mailto")

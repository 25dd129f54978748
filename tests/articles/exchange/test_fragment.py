"""What is pasted into a section: every clipboard keeps what it means, citations become citations, and what is left out
is named."""

from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from articles.exchange.fragment import Fragment, read_fragment
from articles.text import citations_in, clean, plain_text
from editorial.shared.issues import Refused
from tests.properties import examples

CASES = Path(__file__).parent / "cases"
LIBRARY = {"lane1998", "boyer2005"}
KNOWN = LIBRARY.intersection


def pasted(html: str, text: str = "") -> Fragment:
    return read_fragment(html, text, known=KNOWN)


def case(name: str) -> Fragment:
    return pasted((CASES / name).read_text())


def said(fragment: Fragment) -> str:
    return "\n".join(f"{remark.kind}: {remark.message}" for remark in fragment.remarks)


def words(fragment: Fragment, kind: str) -> list[str]:
    return [remark.words for remark in fragment.remarks if remark.kind == kind]


def marks(fragment: Fragment) -> list[str]:
    return [mark.key or mark.unresolved for mark in citations_in(fragment.html)]


# The clipboards of other programs


def test_a_list_of_word():
    fragment = case("word-list-clipboard.html")

    assert fragment.html == "<p>Before you start:</p><ol><li>Shake it.</li><li>Breathe out.</li></ol>"
    assert fragment.remarks == []


def test_headings_nested_bullets_and_an_empty_cell_of_word():
    fragment = case("word-headings-lists-clipboard.html")

    assert fragment.html == (
        "<h3>Taking lithium</h3><p>Lithium needs <strong>regular</strong> blood tests.</p><h4>When to call</h4>"
        "<ul><li>shaking that grows<ul><li>in both hands</li></ul></li><li>vomiting</li></ul>"
        "<table><tbody><tr><td>Level</td><td>What to do</td></tr><tr><td>above 1.5</td><td></td></tr></tbody></table>"
        "<p>Test in one week.</p>"
    )
    assert [(one.kind, one.words, one.sentence, one.who) for one in fragment.remarks] == [
        ("comment", "Is one week right?", "Test in one week.", "A")
    ]


def test_struck_and_deleted_words_of_word():
    fragment = case("word-marks-clipboard.html")

    assert plain_text(fragment.html).startswith("Take 50 μg. weekly\n")
    assert words(fragment, "sign") == ["μ"]
    assert words(fragment, "struck") == ["200", "Daily"]
    assert words(fragment, "inserted") == ["weekly"]
    assert marks(fragment) == ["[1]", "[1]", "[2]"] or marks(fragment) == ["[note 1]", "[1]", "[2]"]


def test_google_docs():
    fragment = case("gdocs-headings-lists-clipboard.html")

    assert fragment.html == (
        "<h3>Taking lithium</h3><p>Lithium needs <strong>regular</strong> blood tests, <em>always</em>."
        '<cite data-unresolved="[3]"></cite></p><h4>When to call</h4>'
        "<ul><li>shaking that grows<ul><li>in both hands</li></ul></li><li><strong>vomiting</strong></li></ul>"
        '<ol start="2"><li>Stop and call.</li></ol><p>Take what was agreed; CO<sub>2</sub> is no matter here.</p>'
    )
    assert words(fragment, "struck") == ["Take 900 mg."]
    assert fragment.unresolved == ["[3]"]


def test_every_mark_becomes_a_citation():
    fragment = case("pasted-marks-clipboard.html")
    first, second, third = fragment.html.split("</p><p>")

    assert [mark.unresolved for mark in citations_in(f"{first}</p>")] == [
        "[1]", "[2]", "[3]", "[1]", "[2]", "[3]", "[4]", "[5]",
    ]  # fmt: skip
    assert 'key <cite data-ref="lane1998"></cite>' in second
    assert '<cite data-ref="boyer2005" data-locator="p. 1115"></cite>' in second
    assert second.count("<cite ") == 4
    assert "Boyer &amp; Shannon" in second.split("year")[1]
    assert "m<sup>2</sup>" in third
    assert "10<sup>9</sup>/l" in third
    assert "1<sup>st</sup>" in third
    assert "8<sup>00</sup>" in third
    assert "H<sub>2</sub>O" in third
    assert third.count("<cite ") == 3


def test_a_list_in_a_cell_leaves_one_table():
    fragment = case("list-in-cell-clipboard.html")

    assert fragment.html == "<table><tbody><tr><td>• a<br>• b</td><td>c</td></tr></tbody></table>"
    assert [remark.kind for remark in fragment.remarks] == ["list"]


def test_word_on_the_web():
    html = (
        '<div class="OutlineElement"><p class="Paragraph" role="heading" aria-level="2"><span class="TextRun" '
        'style="font-weight:bold">When to call</span><span class="EOP">&nbsp;</span></p></div>'
        '<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-listid="3" data-aria-level="1">'
        "<p><span>shaking</span></p></li></ul></div>"
        '<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-listid="3" data-aria-level="2">'
        "<p><span>in both hands</span></p></li></ul></div>"
        '<div class="ListContainerWrapper"><ul class="BulletListStyle1"><li data-listid="3" data-aria-level="1">'
        '<p><span style="text-decoration:line-through">sweating</span><span> vomiting</span></p></li></ul></div>'
    )
    fragment = pasted(html)

    assert fragment.html == (
        "<h3>When to call</h3><ul><li>shaking<ul><li>in both hands</li></ul></li><li>vomiting</li></ul>"
    )
    assert words(fragment, "struck") == ["sweating"]


def test_pages_and_other_programs_that_write_sheets():
    html = (
        "<html><head><style>p.p1 {margin: 0.0px} span.s1 {text-decoration: line-through} "
        "span.s2 {font-weight: bold} @media print { span.s3 {display: none} }</style></head><body>"
        '<p class="p1">Take <span class="s1">two</span> <span class="s2">one</span> <span class="s3">tablet</span>.</p>'
        '<ul class="ul1"><li class="li1">first</li></ul></body></html>'
    )
    fragment = pasted(html)

    assert fragment.html == "<p>Take <strong>one</strong> tablet.</p><ul><li>first</li></ul>"
    assert words(fragment, "struck") == ["two"]


def test_numbered_lists_of_word_go_on_and_count_with_letters():
    def item(level: int, marker: str, text: str) -> str:
        ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span><![endif]>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{ignored}{text}</p>"

    html = (
        f"{item(1, '3.', 'three')}{item(2, 'a)', 'first')}{item(2, 'b)', 'second')}<p>Wait.</p>{item(1, '4.', 'four')}"
    )
    fragment = pasted(html)

    assert fragment.html == (
        '<ol start="3"><li>three<ol><li>first</li><li>second</li></ol></li></ol><p>Wait.</p>'
        '<ol start="4"><li>four</li></ol>'
    )


def test_rows_of_a_spreadsheet_that_come_without_their_table():
    html = "<table><!--StartFragment--><tr><td>5 mg</td><td></td><td>20 mg</td></tr><!--EndFragment--></table>"

    assert pasted(html).html == "<table><tbody><tr><td>5 mg</td><td></td><td>20 mg</td></tr></tbody></table>"


def test_what_our_own_editor_copied():
    html = (
        '<p data-pm-slice="1 1 []">So<cite data-ref="lane1998" data-locator="p. 4"></cite>'
        '<cite data-unresolved="[7]"></cite> <a data-article="123e4567-e89b-12d3-a456-426614174000">here</a>.</p>'
        '<aside data-callout="warning"><h3>Stop</h3><p>Call.</p></aside><blockquote><p>Said.</p></blockquote>'
    )

    assert pasted(html).html == clean(html).html
    assert pasted(html).remarks == []


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<font face='Symbol'>m</font>g", "μg"),
        ("<span style='font:9.0pt Symbol'>m</span>g", "μg"),
        ("<span style='font-family:\"Symbol\",serif'>\uf06d</span>g", "μg"),
        ("<span style='font-family:Symbol'><span style='font-family:Arial'>m</span></span>g", "mg"),
        ("<span style='font:7.0pt \"Times New Roman\"'>m</span>g", "mg"),
        ("<span style='font-family:Symbol'>&sup3;</span> 65", "≥ 65"),
    ],
    ids=["face", "font", "private", "letters within", "letters", "at least"],
)
def test_letters_of_sign_fonts_are_the_signs_that_were_seen(html, shown):
    assert plain_text(pasted(f"<p>Take 25 {html}.</p>").html) == f"Take 25 {shown}."


def test_a_sign_without_its_font_is_named_where_it_stands():
    fragment = pasted("<p>Take 25 \uf06dg.</p>")

    assert "[unknown sign" in fragment.html
    assert [remark.serious for remark in fragment.remarks if remark.kind == "sign"] == [True]


# Plain text, keys, links, characters


def test_plain_text_is_read_by_the_same_rules():
    fragment = pasted("", "Take these:\n• one [1]\n• two\n")

    assert fragment.html == ('<p>Take these:</p><ul><li>one <cite data-unresolved="[1]"></cite></li><li>two</li></ul>')


def test_numbers_that_markdown_links():
    fragment = pasted("", "It is rare [1](#ref1), and mild [2, 3](#ref2).")

    assert marks(fragment) == ["[1]", "[2]", "[3]"]
    assert plain_text(fragment.html) == "It is rare, and mild."


def test_a_key_that_the_library_lacks_stays_unresolved():
    fragment = pasted("<p>So [see @lane1998, p. 4; @nobody2020]. Write to [mail a@b.org] or a@b.org.</p>")

    assert fragment.html == (
        '<p>So see <cite data-ref="lane1998" data-locator="p. 4"></cite><cite data-unresolved="[@nobody2020]"></cite>. '
        "Write to [mail a@b.org] or a@b.org.</p>"
    )
    assert fragment.unresolved == ["[@nobody2020]"]


def test_a_doubt_is_named_with_its_sentence():
    fragment = pasted("<p>Most cases are mild (1). Take 2.</p>")

    doubts = [remark for remark in fragment.remarks if remark.kind == "citation"]
    assert doubts
    assert all(remark.sentence == "Most cases are mild (1). Take 2." for remark in doubts)
    assert not any(remark.message.startswith("Line") for remark in doubts)


def test_invisible_characters_are_taken_out_and_named():
    fragment = pasted("<p>Take 5\u200b0 mg.</p>")

    assert plain_text(fragment.html) == "Take 50 mg."
    assert "U+200B" in said(fragment)


def test_menus_that_came_along_are_named_whole():
    fragment = pasted("<nav><a href='/'>Home</a></nav><p>Take one.</p><iframe src='https://example.org/v'></iframe>")

    assert fragment.html == "<p>Take one.</p>"
    assert words(fragment, "removed") == ["Home"]
    assert words(fragment, "media") == ["https://example.org/v"]


def test_three_levels_of_headings_become_two_and_it_is_said():
    fragment = pasted("<h1>a</h1><h2>b</h2><h4>c</h4><h2>d</h2>")

    assert fragment.html == "<h3>a</h3><h4>b</h4><h4>c</h4><h4>d</h4>"
    assert words(fragment, "formatted") == ["c"]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p>" + "x" * 60_000 + "</p>", "too-long"),
        ("<p>a</p>" * 12_000, "too-large"),
        ("x" * 4_000_001, "too-large"),
        ("<blockquote>" * 30 + "deep", "too-deep"),
    ],
    ids=["a long paragraph", "many paragraphs", "a long page", "deep"],
)
def test_what_is_too_much_is_refused(html, code):
    with pytest.raises(Refused) as refused:
        pasted(html)

    assert refused.value.issues[0].code == code


# Nothing is lost in silence


def tagged(pair: tuple[str, str]) -> str:
    """Words in an element, which is given with its attributes."""
    tag, words = pair
    return f"<{tag}>{words}</{tag.split()[0]}>"


LETTERS = st.text(alphabet="abcdefg 0123456789", min_size=1, max_size=12)
SMALL = [
    "<br>", "[1]", "¹", "<sup>2,3</sup>", "&nbsp;", '<img alt="three">', '<img src="a.png">', "<o:p></o:p>",
]  # fmt: skip
WITHIN = [
    "b", "i", "s", "del", "ins", "sup", "sub", "u", "span", "font face=Symbol", "q", "mark", "code", "a href='/x'",
    "a href='https://example.org'", "span style='display:none'", "span style='font-weight:700'",
    "span style='text-decoration:line-through'", "abbr title='long form'", "span hidden", "label", "button",
    "a style='mso-comment-reference:A_1'", "span class=MsoCommentReference", "noscript",
]  # fmt: skip
INLINE = st.one_of(LETTERS, st.sampled_from(SMALL), st.tuples(st.sampled_from(WITHIN), LETTERS).map(tagged))
LINE = st.lists(INLINE, min_size=1, max_size=4).map("".join)
WRAPPED = [
    "p", "div", "h1", "h2", "li", "td", "dt", "dd", "blockquote", "caption", "figcaption", "pre", "summary", "nav",
    "p style='mso-list:l0 level1 lfo1'", "p style='mso-list:l0 level2 lfo1'", "p class=MsoTitle",
    "p class=MsoFootnoteText", "div style='mso-element:comment-list'", "p style='display:none'",
    "aside data-callout=warning", "li value=4",
]  # fmt: skip


def wrapped(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    holders = [
        "ul",
        "ol",
        "ol start=3",
        "ol type=a",
        "ol reversed",
        "table",
        "tr",
        "td",
        "dl",
        "details",
        "figure",
        "div",
        "s",
    ]
    many = st.lists(children, min_size=1, max_size=4).map("".join)
    return st.tuples(st.sampled_from(holders), many).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")


BLOCK = st.tuples(st.sampled_from(WRAPPED), LINE).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")
CLIPBOARD = st.lists(st.recursive(st.one_of(BLOCK, LINE), wrapped, max_leaves=6), min_size=1, max_size=4).map("".join)


def characters(text: str) -> Counter:
    """The letters and digits, raised ones too: what was raised is told so ("10⁹")."""
    return Counter(one for one in normalize("NFKC", text).lower() if one.isascii() and one.isalnum())


def in_source(html: str) -> Counter:
    """The letters and digits of the words between tags; the printed marks of comments say nothing, and letters of sign
    fonts are other signs."""
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode(), etree.HTMLParser(encoding="utf-8"))
    for mark in root.xpath("//*[@class='MsoCommentReference'] | //font"):
        mark.text = ""
    return characters("".join(root.itertext()))


def kept(fragment: Fragment) -> Counter:
    cited = "".join(f"{mark.key or ''}{mark.unresolved}{mark.locator}" for mark in citations_in(fragment.html))
    told = "".join(f"{remark.words} {remark.reason} {remark.who}" for remark in fragment.remarks)
    return characters(plain_text(fragment.html) + cited + told)


@examples(100)
@given(CLIPBOARD)
@example("[1]<br>0")
@example("<p>&nbsp;[1]<br>0</p>")
@example("<p>0<br>&nbsp;[1]<br>&nbsp;</p>")
@example("<p>0</p><s><p><sup>0</sup></p></s>")
@example("<p><span class=MsoCommentReference>0</span></p>")
@example("<p>¹<br>¹</p>")
@example("<p>&nbsp;</p>")
@example("<p>0</p><div style='mso-element:comment-list'>[1]</div>")
def test_no_letter_and_no_digit_is_lost_in_silence(html):
    fragment = pasted(html)

    assert in_source(html) - kept(fragment) == Counter(), fragment
    assert clean(fragment.html).html == fragment.html


def test_this_count_sees_a_loss():
    fragment = pasted("<p>Take 50 mg</p>")

    assert in_source("<p>Take 500 mg</p>") - kept(fragment) == Counter("0")


def test_what_cannot_be_read_is_never_taken_for_nothing():
    deep = "<div>" * 20_000 + "Take one."

    with pytest.raises(Refused) as refused:
        pasted(deep)
    fragment = pasted(deep, "Take one.")

    assert [issue.code for issue in refused.value.issues] == ["unreadable"]
    assert fragment.html == "<p>Take one.</p>"
    assert "could not be read" in said(fragment)

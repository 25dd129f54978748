"""Pages whose words arrived, or were told, in another form than the page has them: the second reading says nothing."""

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from tests.articles.conservation.losing import findings_without

PAGE = (
    "<html><head><style>.h{{display:none}} .w{{color:#fff}} p.n{{font-size:0}} @media print{{.s{{display:none}}}}"
    "</style></head><body><h1>A title of words</h1>\n<p>This is a lead of some words to begin with.</p>\n{}\n"
    "<p>The last words of this page stand here, so that it ends.</p></body></html>"
)


def read(inner: str):
    return read_file("page.html", PAGE.format(inner).encode())


def findings(inner: str) -> list[str]:
    return [one.message for one in read(inner).unaccounted]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Take 25 <span style='font-family:Symbol'>m</span>g a day.</p>",
        "<p><font face='Symbol'>a</font> or <i style='font:12px Symbol'>b<b style='font-family:Arial'>b</b></i>.</p>",
        "<p>It is good <span style='font-family:Wingdings'>J</span> so.</p>",
        "<p>Take it now. <span class='h'>Never 20 mg.</span> And so on it goes.</p>",
        "<p>Take <span style='opacity:0'>40 mg</span> and <span style='font-size:0'>60 mg</span> a day.</p>",
        "<p>Take <span style='visibility:collapse'>4 mg</span><span style='font-size:1px'>5 mg</span> a day.</p>",
        "<p>Take <span style='color:#fff'>40 mg</span> a day.</p>",
        "<p style='background:#000'>Take <span style='color:white'>40 mg</span> a day.</p>",
        "<p>Take <span class='s'>40 mg</span> a day.</p>",
        "<table><tr><th>Drug<th>Dose</tr><tr><td><ol><li>one</li><li>two</li></ol></td><td>5 mg</td></tr></table>",
        "<table><tr><td>A<ol type='a' start='2'><li>x<li>y</ol></td><td><ul><li>5 mg</ul></td></tr></table>",
        "<table><td>A</td><td>5 mg</td></table>",
        "<p>See it now.</p><svg><title>Doses</title><text>Max 50 mg</text></svg>",
        "<p>See it <svg role='img' aria-label='Dose 5 mg'><path/></svg> now, and so on.</p>",
        "<p>See it <svg><path d='M0'/></svg> now, and so on.</p>",
        "<p>[3]</p>",
        "<h2>A part</h2><p>[2]</p><p>[2]</p>",
        "<p>Some words [3].</p><p>[3]</p><h2>[4]</h2><p>Other words.</p>",
        "<p><sup>3</sup></p><h2><sup>4</sup></h2><p>Words.</p>",
        "<ul><li>[3]</li><li>[1, 2]</li><li>words</li></ul>",
        "<p>[1]</p><table><tr><th>Drug<th>Source</tr><tr><td>A</td><td>[1]</td></tr><tr><td>B</td><td>[2]</td></tr></table>",
        "<table><tr><th>Drug<th>Source</tr><tr><td>A</td><td>[1]</td></tr><tr><td>B</td><td>[1]</td></tr></table><p>[1]</p>",
    ],
)  # fmt: skip
def test_what_arrived_in_another_form_is_no_finding(inner):
    assert findings(inner) == []


def test_what_a_drawing_says_is_set_apart():
    document = read("<p>See it now.</p><svg role='img' aria-label='Dose 5 mg'><text>Never 6 mg</text></svg>")

    assert [item.text for item in document.set_apart] == ["Dose 5 mg Never 6 mg"]


@pytest.mark.parametrize(
    ("lost", "inner"),
    [
        ("μg", "<p>Take 25 <span style='font-family:Symbol'>m</span>g a day.</p>"),
        ("1. one", "<table><tr><td><ol><li>one</li></ol></td><td>5 mg</td></tr></table>"),
        ("b", "<p>Take <span style='font-family:Symbol'>b<b style='font-family:Arial'>b</b></span>.</p>"),
    ],
)
def test_what_is_lost_in_such_a_form_is_named(lost, inner):
    data = PAGE.format(inner).encode()

    assert findings_without(lost, data, read_file("page.html", data)) != []


CAPTION = "<figure><img src=a.png alt='it all'><figcaption>{}</figcaption></figure>"
MARK = "<span class=MsoCommentReference>[A1]</span>"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>The <abbr title='World Health Organization'>WHO</abbr>s rule, and so on it goes.</p>",
        "<p>The <abbr title='World Health Organization'>WHO</abbr>s [1] rule.</p>",
        "<table><tr><td>Of <abbr title='x y'>XY</abbr>s<td>5</table>",
        "<p>It is <q>good</q>ly so, and <q>so</q>on.</p>",
        "<table><tr><td>Take it <img src=a.png alt='two'> times</td><td>5 mg</td></tr></table>",
        "<p>Take <img src=a.png alt='two'>fold more of it now.</p>",
        "<figure><img src=a.png alt='it all'><figcaption>So <sup>[2]</sup> it is <sup>a</sup>so.</figcaption></figure>",
        "<h2>Doses<sup>a</sup> and <sup>b</sup>more<sup>[2]</sup></h2><p>More of it stands here.</p>",
        f"<p>Take <a style='mso-comment-reference:A_1'>four</a>{MARK} a day.</p>",
        f"<p>Take four<a style='mso-comment-reference:A_1'>{MARK}</a> a day.</p>",
        "<p>Good <img src=e.png alt='😀'> so. And <img src=f.png alt='→'> that is it.</p>",
    ],
)  # fmt: skip
def test_words_that_are_parted_marked_or_described_are_no_finding(inner):
    assert findings(inner) == []


def test_words_on_which_a_comment_was_made_are_asked_for():
    data = PAGE.format("<p>Take <a style='mso-comment-reference:A_1'>four</a> a day.</p>").encode()

    assert findings_without("four ", data, read_file("page.html", data)) != []


@pytest.mark.parametrize("around", ["<p>Take <s>{}</s> now.</p>", CAPTION])
@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("see <a href='https://example.org/x'>this</a>", "https://example.org/x"),
        ("see <img src=b.png> of it", "[picture]"),
        ("see <img src=b.png alt='two pills'> of it", "two pills"),
        ("see <input type=checkbox checked> it", "☑"),
        ("10<sup>9</sup>/l of it", "10⁹/l"),
        ("see <abbr title='World Health Organization'>WHO</abbr> then", "World Health Organization"),
    ],
)
def test_what_stood_among_words_that_were_left_out_is_told_with_them(around, inner, told):
    document = read(around.format(inner))

    assert told in " ".join(f"{one.words}" for one in document.remarks)
    assert document.unaccounted == []


def test_of_two_pictures_the_one_that_nobody_is_told_of_is_named():
    document = read(
        "<p><img src=a.png alt='the first'></p>\n<p>Words between.</p>\n<p><img src=b.png alt='the last'></p>"
    )
    document.remarks = [one for one in document.remarks if "the first" not in one.words]
    document.set_apart = [one for one in document.set_apart if "the first" not in one.text]
    page = PAGE.format(
        "<p><img src=a.png alt='the first'></p>\n<p>Words between.</p>\n<p><img src=b.png alt='the last'></p>"
    )

    found = accounted(document, page.encode()).unaccounted
    assert [(one.code, one.place, one.words) for one in found] == [("picture", "line 3", "the first")]


def test_a_long_form_that_is_lost_is_named():
    inner = "<p>The <abbr title='World Health Organization'>WHO</abbr> rules it all.</p>"
    data = PAGE.format(inner).encode()

    codes = [one.code for one in findings_without(" (World Health Organization)", data, _silent(data))]
    assert codes == ["long form"]


def _silent(data: bytes):
    document = read_file("page.html", data)
    document.remarks = []
    return document


@pytest.mark.parametrize("number", ["3", "4"])
def test_a_citation_that_stands_alone_and_is_lost_is_named(number):
    inner = "<h2>A part</h2><p>Words [9].</p><p>[3]</p><p>Other words.</p><p>[4]</p>"
    lost = f'<p><cite data-unresolved="[{number}]"></cite></p>'

    (found,) = findings_without(lost, PAGE.format(inner).encode(), read(inner))

    assert (found.code, f"“{number}” has not arrived" in found.message) == ("missing", True)

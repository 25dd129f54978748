"""Pages whose words arrived, or were told, in another form than the page has them: the second reading says nothing."""

import pytest

from articles.exchange import read_file
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

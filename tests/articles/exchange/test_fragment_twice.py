"""What is pasted into a section is read a second time, and a long piece in a process apart."""

import pytest

from articles.exchange import apart
from articles.exchange import fragment as fragment_module
from editorial.shared.issues import Refused
from tests.articles.exchange.test_fragment import KNOWN, pasted

SOUND = (
    "<h2>Doses</h2><p>Take 5 mg, <b>not</b> more than 2<sup>10</sup> drops [1].</p><ol start=3><li>Shake</li>"
    "<li>Breathe</li></ol><table><tr><th>Usual</th><th>Most</th></tr><tr><td></td><td>400 mg</td></tr></table>"
    '<p>See <a href="https://example.org/a">there</a> and <s>800 mg</s> H<sub>2</sub>O.</p>'
)
FAULTS = {
    "a word is lost": ("<strong>not</strong> ", "", "“not” has not arrived"),
    "a number is another": ("5 mg", "50 mg", "“5” has not arrived"),
    "a cell moved": ("<td></td><td>400 mg</td>", "<td>400 mg</td><td></td>", "400"),
    "a cell is lost": ("<td>400 mg</td>", "<td></td>", "“400 mg” has not arrived"),
    "a raised number lies flat": ("<sup>10</sup>", "10", "10"),
    "a struck dose lives": ("there</a> and ", "there</a> and 800 mg ", "“800 mg” stands in the text"),
    "a list counts from one": ('<ol start="3">', "<ol>", "number 3"),
    "a citation is lost": ('<cite data-unresolved="[1]"></cite>', "", "“1” has not arrived"),
    "a link is lost": ('<a href="https://example.org/a">there</a>', "there", "https://example.org/a"),
    "an item is lost": ("<li>Breathe</li>", "", "“Breathe” has not arrived"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_reader_is_a_doubt_beside_what_was_pasted(fault, monkeypatch):
    before, after, named = FAULTS[fault]
    assert [remark.kind for remark in pasted(SOUND).remarks if remark.serious] == ["struck"]

    def faulty(blocks, rest=fragment_module.blocks_to_html):
        html = rest(blocks)
        assert before in html, html
        return html.replace(before, after)

    monkeypatch.setattr(fragment_module, "blocks_to_html", faulty)

    found = [remark for remark in pasted(SOUND).remarks if remark.serious and remark.kind != "struck"]
    assert found != []
    assert named in " ".join(remark.message for remark in found)
    assert [one.message for one in found if f"“{one.words}”" in one.reason] == [
        one.reason for one in found if f"“{one.words}”" in one.reason
    ]  # what it says already is not said again


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>So [@lane1998, p. 4; @nobody2020].</p>", ""),
        ("<p>One [@lane1998], two [@lane1998; @boyer2005, p. 1115], and (Boyer &amp; Shannon, 2005).</p>", ""),
        ("", "It is rare [1](#ref1), and mild [2, 3](#ref2)."),
        ('<p>So<cite data-ref="lane1998" data-locator="p. 4">[3]</cite><cite data-unresolved="[7]"></cite>.</p>', ""),
    ],
)
def test_citations_that_arrived_are_no_doubt_of_the_second_reading(html, text):
    assert [remark.kind for remark in pasted(html, text).remarks if remark.kind != "citation"] == []


# Apart


@pytest.mark.apart
def test_a_long_piece_is_read_in_a_process_apart_and_says_the_same(monkeypatch):
    html = SOUND + "<p>So [@lane1998, p. 4; <i>@nobody2020</i>]. And [@boyer2005:].</p>"
    here, asked = pasted(html), []
    monkeypatch.setattr(apart, "LONG_PIECE", 0)
    monkeypatch.setattr(
        apart, "ask_apart", lambda *args, ask=apart.ask_apart, **more: asked.append(1) or ask(*args, **more)
    )

    assert apart.read_fragment_apart(html, "", known=KNOWN) == here
    assert asked == [1]
    assert "boyer2005" in here.html


@pytest.mark.apart
def test_too_much_is_refused_before_a_process_is_begun(monkeypatch):
    monkeypatch.setattr(apart, "ask_apart", None)

    with pytest.raises(Refused, match="too much to paste"):
        apart.read_fragment_apart("<p>word</p>" * 500_000, "", known=KNOWN)

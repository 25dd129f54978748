"""The safety summary: what must not be overlooked."""

import pytest

from articles.redline import KINDS, redline, redline_line
from articles.text import clean


def listed(old: str, new: str) -> list[tuple[str, str, str]]:
    summary = redline(clean(old).html, clean(new).html).summary
    assert {change.kind for change in summary} <= set(KINDS)
    return [(change.kind, change.old, change.new) for change in summary]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Take 0.5 mg now.", "Take 5 mg now.", [("dose", "0.5 mg", "5 mg")]),
        ("Take 5 mg now.", "Take 5 mcg now.", [("unit", "5 mg", "5 mcg")]),
        ("Take 5 mg now.", "Take some now.", [("dose", "5 mg", "")]),
        ("Take 5mg now.", "Take 5 mg now.", []),
        ("Wait 2 weeks.", "Wait 3 weeks.", [("number", "2 weeks", "3 weeks")]),
        ("Wait 2 days.", "Wait 2 weeks.", [("unit", "2 days", "2 weeks")]),
        ("It helps 30% of us.", "It helps 40% of us.", [("number", "30%", "40%")]),
        ("If > 5 then", "If < 5 then", [("number", "> 5", "< 5")]),
        ("Take two tablets.", "Take three tablets.", [("number", "two", "three")]),
        ("Take ½ of it.", "Take ¼ of it.", [("number", "½", "¼")]),
        ("Do take it.", "Do not take it.", [("negation", "", "not")]),
        ("Never take it.", "Take it.", [("negation", "Never", "")]),
        ("You can't take it.", "You can take it.", [("negation", "can't", "")]),
        ("Avoid it.", "Use it.", [("negation", "Avoid", "")]),
        ("It is contraindicated here.", "It is given here.", [("negation", "contraindicated", "")]),
        ("Take it once daily.", "Take it twice daily.", [("frequency", "once", "twice")]),
        ("They increase it.", "They decrease it.", [("direction", "increase", "decrease")]),
        ("Take a drop.", "Take a spray.", [("unit", "drop", "spray")]),
        ("You let things go.", "You drop things.", []),
        ("Take it before food.", "Take it after food.", [("direction", "before", "after")]),
        ("Take it.", "Take it before food.", []),
        ("Take sertraline.", "Take fluoxetine.", [("drug", "sertraline", "fluoxetine")]),
        ("Take 5 mg of warfarin.", "Take 5 mg of aspirin.", [("drug", "warfarin", "aspirin")]),
        ("The colour is blue.", "The colour is green.", []),
        ("About 10<sup>5</sup> of them", "About 105 of them", [("number", "10^5", "105")]),
        ("Now <b>not</b> this", "Now not this", []),
    ],
)
def test_dangerous_words(old, new, expected):
    assert listed(f"<p>{old}</p>", f"<p>{new}</p>") == expected


def test_citations_added_and_removed():
    one, two = '<cite data-ref="a1" data-locator="p. 4"></cite>', '<cite data-ref="b2"></cite>'
    assert listed(f"<p>x{one}</p>", "<p>x</p>") == [("citation-removed", "a1, p. 4", "")]
    assert listed("<p>x</p>", f"<p>x{two}</p>") == [("citation-added", "", "b2")]
    assert listed(f"<p>x{one}</p>", f"<p>x{two}</p>") == [
        ("citation-removed", "a1, p. 4", ""),
        ("citation-added", "", "b2"),
    ]
    assert listed(f"<p>x{one}</p>", f"<p>x{one} y</p>") == []


def test_citations_are_named():
    html = '<p>x<cite data-ref="a1"></cite></p>'
    (change,) = redline("<p>x</p>", html, name_citation={"a1": "Lane 1998"}.__getitem__).summary
    assert change.new == "Lane 1998"


def test_removed_and_inserted_blocks_are_looked_at():
    assert listed("<p>Keep.</p><p>Never take 5 mg of it.</p>", "<p>Keep.</p>") == [
        ("negation", "Never", ""),
        ("dose", "5 mg", ""),
    ]
    assert listed("<p>Keep.</p>", "<p>Keep.</p><ul><li>Take 5 mg.</ul>") == [("dose", "", "5 mg")]


def test_moved_block_is_not_a_change_of_its_numbers():
    a, b = "<p>Take 5 mg.</p>", "<p>A longer paragraph that stays where it is.</p>"
    assert listed(a + b, b + a) == []


def test_callouts_and_links():
    assert listed("<aside data-callout=danger>Stay.</aside>", "<aside data-callout=note>Stay.</aside>") == [
        ("callout", "danger", "note")
    ]
    assert listed('<a href="https://a.example/">x</a>', '<a href="https://b.example/">x</a>') == [
        ("link", "https://a.example/", "https://b.example/")
    ]


def test_context_is_the_sentence_as_it_reads_now():
    old = "<p>First here. Take 5 mg daily. Last here.</p>"
    (change,) = redline(old, old.replace("5 mg", "50 mg")).summary
    assert change.context == "Take 50 mg daily."
    (change,) = redline("<p>Stay. Never mind.</p>", "<p>Stay. Mind.</p>").summary
    assert change.context == "Never mind."


def test_context_in_a_table_is_the_row():
    old = clean("<table><tr><td>Sertraline<td>50 mg</table>").html
    (change,) = redline(old, old.replace("50", "100")).summary
    assert change.context == "Sertraline | 100 mg"


def test_context_of_an_endless_sentence_is_cut():
    words = "word " * 200
    (change,) = redline(f"<p>{words}5 mg {words}</p>", f"<p>{words}6 mg {words}</p>").summary
    assert "6 mg" in change.context
    assert len(change.context) <= 202


def test_line_has_a_summary_too():
    (change,) = redline_line("Do take it", "Do not take it").summary
    assert (change.kind, change.new) == ("negation", "not")

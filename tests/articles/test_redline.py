"""What a board member reads in a redline, case by case. Exactness for any text is in test_redline_properties."""

import re

import pytest

from articles.redline import accept, accept_line, redline, redline_line, reject, reject_line
from articles.text import clean

NAMES = {"lane1998": "Lane 1998", "roe2001": "Roe 2001"}


def shown(old: str, new: str) -> str:
    """The redline in a short notation: [+inserted+], [-removed-], spoken texts left out."""
    old, new = clean(old).html, clean(new).html
    result = redline(old, new, name_citation=NAMES.__getitem__)
    assert accept(result.html) == new
    assert reject(result.html) == old
    assert result.changed == (old != new)
    html = re.sub(r'<span class="redline-spoken">[^<]*</span>', "", result.html)
    for tag, sign in (("ins", "+"), ("del", "-")):
        html = html.replace(f"<{tag}>", f"[{sign}").replace(f"</{tag}>", f"{sign}]")
    return html


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Do take this.", "Do not take this.", "Do [+not +]take this."),
        ("Take 0.5 mg now.", "Take 5 mg now.", "Take [-0.5 mg-][+5 mg+] now."),
        ("Take 1,000 mg.", "Take 1,500 mg.", "Take [-1,000 mg-][+1,500 mg+]."),
        ("Give ≥ 5 mg/kg daily", "Give ≤ 5 mg/kg daily", "Give [-≥ 5 mg/kg-][+≤ 5 mg/kg+] daily"),
        ("for 5–10 days", "for 5–14 days", "for [-5–10 days-][+5–14 days+]"),
        ("120/80 mmHg", "130/80 mmHg", "[-120/80 mmHg-][+130/80 mmHg+]"),
        ("at 37.5 °C it", "at 38.5 °C it", "at [-37.5 °C-][+38.5 °C+] it"),
        ("one small change here", "one small change here.", "one small change here[+.+]"),
        ("5 tablets, 7 drops or more is it", "6 tablets, 8 drops or more is it",
         "[-5 tablets, 7 drops-][+6 tablets, 8 drops+] or more is it"),
        ("same words", "same words", "same words"),
    ],
)  # fmt: skip
def test_words_and_whole_numbers(old, new, expected):
    assert shown(f"<p>{old}</p>", f"<p>{new}</p>") == f"<p>{expected}</p>"


def test_changes_are_spoken():
    assert redline("<p>Do take this.</p>", "<p>Do not take this.</p>").html == (
        '<p>Do <ins><span class="redline-spoken"> [inserted: </span>not '
        '<span class="redline-spoken">] </span></ins>take this.</p>'
    )


def test_swapped_citation_is_a_deletion_and_an_insertion():
    old = '<p>It works.<cite data-ref="lane1998"></cite></p>'
    assert shown(old, old.replace("lane1998", "roe2001")) == (
        '<p>It works.[-<cite data-ref="lane1998">Lane 1998</cite>-][+<cite data-ref="roe2001">Roe 2001</cite>+]</p>'
    )


def test_changed_locator_is_shown():
    old = '<p>It works.<cite data-ref="lane1998" data-locator="p. 4"></cite></p>'
    new = old.replace("p. 4", "p. 5")
    assert "[-" in shown(old, new)
    assert ">Lane 1998, p. 4</cite>-]" in shown(old, new)


def test_unresolved_citation_shows_what_it_said():
    assert ">[3] &lt;x&gt;</cite>" in shown("<p>a</p>", '<p>a<cite data-unresolved="[3] &lt;x&gt;"></cite></p>')


def test_citation_without_a_name_shows_its_key():
    html = '<p>a<cite data-ref="lane1998"></cite></p>'
    assert redline(html, html).html == '<p>a<cite data-ref="lane1998">lane1998</cite></p>'


def test_formatting_is_a_change_of_its_own():
    assert shown("<p>Take <b>this</b> now</p>", "<p>Take <i>this</i> now</p>") == (
        '<p>Take <span class="reformatted" data-was="&lt;strong&gt;"><em>this</em></span> now</p>'
    )
    said = redline("<p>Take <strong>this</strong></p>", "<p>Take <em>this</em></p>").html
    assert '<span class="redline-spoken"> [no longer bold, now italic] </span>' in said


def test_half_a_word_can_be_reformatted():
    assert shown("<p>unhappy</p>", "<p><b>un</b>happy</p>") == (
        '<p><span class="reformatted" data-was=""><strong>un</strong></span>happy</p>'
    )


def test_changed_link_shows_both_addresses():
    html = shown('<p><a href="https://a.example/">x</a></p>', '<p><a href="https://b.example/">x</a></p>')
    assert '<span class="redline-note">[link changed from https://a.example/ to https://b.example/]</span>' in html
    assert "[link to https://a.example/ removed]" in shown('<p><a href="https://a.example/">x</a></p>', "<p>x</p>")


def test_moved_block_is_shown_as_moved():
    a, b, c = "<p>One thing.</p>", "<p>Another thing here.</p>", "<p>The third of the things.</p>"
    assert shown(a + b + c, b + c + a) == (
        '<p data-change="moved-away" data-move="1">'
        '<span class="redline-note">[moved away from here: “One thing.”]</span></p>'
        f'{b}{c}<p data-change="moved" data-move="1"><span class="redline-note">[moved here]</span>One thing.</p>'
    )


def test_block_that_moved_and_changed_is_shown_as_both():
    moved = "<p>Take {} every morning with a glass of water.</p>"
    others = "".join(f"<p>Paragraph {name} stands where it stood.</p>" for name in ("alpha", "beta", "gamma"))
    html = shown(moved.format("5 mg") + others, others + moved.format("50 mg"))
    assert html.count('data-change="moved"') == 1
    assert "Take [-5 mg-][+50 mg+] every morning" in html


def test_unlike_block_is_not_shown_as_moved():
    html = shown("<p>Nothing like it at all.</p><p>Here</p>", "<p>Here</p><p>Quite other words come last.</p>")
    assert re.findall('data-change="([a-z-]*)"', html) == ["removed", "inserted"]


def test_list_items_are_compared_one_by_one():
    assert shown("<ul><li>One thing<li>Two things</ul>", "<ul><li>One thing<li>Two more things<li>New</ul>") == (
        '<ul><li>One thing</li><li>Two [+more +]things</li><li data-change="inserted">[+New+]</li></ul>'
    )


def test_table_is_compared_by_row_and_cell():
    head = "<tr><th>Drug</th><th>Dose</th></tr>"
    old = f"<table>{head}<tr><td>Sertraline</td><td>50 mg</td></tr><tr><td>Citalopram</td><td>20 mg</td></tr></table>"
    new = old.replace("50 mg", "100 mg").replace("</table>", "<tr><td>Fluoxetine</td><td>20 mg</td></tr></table>")
    assert shown(old, new) == (
        '<table><thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead><tbody>'
        "<tr><td>Sertraline</td><td>[-50 mg-][+100 mg+]</td></tr><tr><td>Citalopram</td><td>20 mg</td></tr>"
        '<tr data-change="inserted"><td>[+Fluoxetine+]</td><td>[+20 mg+]</td></tr></tbody></table>'
    )


def test_new_column_is_shown_in_every_row():
    old = "<table><tr><td>a a</td><td>b b</td></tr><tr><td>c c</td><td>d d</td></tr></table>"
    new = "<table><tr><td>a a</td><td>x</td><td>b b</td></tr><tr><td>c c</td><td>y</td><td>d d</td></tr></table>"
    assert shown(old, new).count('<td data-change="inserted">') == 2


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("<p>Some words</p>", "<h3>Some words</h3>", "was a paragraph, now a heading"),
        ("<ul><li>Some words</ul>", "<ol><li>Some words</ol>", "was a bulleted list, now a numbered list"),
        ("<ol><li>Some words</ol>", "<ol start=3><li>Some words</ol>",
         "was a numbered list, now a numbered list from 3"),
        ("<aside data-callout=note>Some words</aside>", "<aside data-callout=danger>Some words</aside>",
         "was a note callout, now a danger callout"),
        ("<table><tr><td>Some words<td>x</table>", "<table><tr><td colspan=2>Some words<td>x</table>",
         "was a table cell, now a table cell of 2 columns"),
    ],
)  # fmt: skip
def test_block_that_becomes_another_kind_says_so(old, new, note):
    assert f"[{note}]" in shown(old, new)


@pytest.mark.parametrize(("old", "new"), [("5 μg", "5 µg"), ("5 mg", "5\u00a0mg"), ("сold", "cold")])
def test_change_that_cannot_be_seen_says_so(old, new):
    assert "[looks the same, but is written with other characters]" in shown(f"<p>x {old} y</p>", f"<p>x {new} y</p>")


def test_change_that_can_be_seen_needs_no_such_note():
    assert "looks the same" not in shown("<p>x 5 mg y</p>", "<p>x 6 mg y</p>")


def test_names_and_words_cannot_become_markup():
    result = redline(
        '<p>&lt;ins&gt;a<cite data-ref="k"></cite></p>',
        '<p>&lt;del&gt;a<cite data-ref="k"></cite></p>',
        name_citation=lambda key: "<script>alert(1)</script></cite>",
    )
    assert "<script>" not in result.html
    assert result.html.count("<ins>") == result.html.count("<del>") == 1


def test_line_is_redlined_inline():
    result = redline_line("Dose of 5 mg < 10", "Dose of 50 mg < 10")
    assert result.changed
    assert accept_line(result.html) == "Dose of 50 mg < 10"
    assert reject_line(result.html) == "Dose of 5 mg < 10"
    assert "<p>" not in result.html
    assert not redline_line("Same", "Same").changed
    assert redline_line("Same", "Same").html == "Same"

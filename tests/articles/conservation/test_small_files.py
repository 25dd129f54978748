"""The second pair of eyes on what it is given: sound pairs say nothing, each loss is named at its place."""

import pytest

from articles.conservation import Arrived, Cited, Said, missing_from

PAGE = """<html><body><h1>Sleep</h1><p>Take no more than 50 mg<sup>1,2</sup> a day, never with alcohol.</p>
<ol start="3"><li>Sit up.</li><li>Drink water.<ul><li>A full glass.</li></ul></li></ol>
<table><tr><th>Drug</th><th>Usual</th><th>Maximum</th></tr><tr><td>Quinine</td><td></td><td>200 mg</td></tr></table>
<p>See <a href="https://example.org/a">the leaflet</a>. 10<sup>9</sup> cells. <s>Stop at once.</s></p>
<p style="display:none">Draft only.</p><img src="a.png" alt="A glass"></body></html>"""
STORED = (
    ("title", "<h3>Sleep</h3>"),
    (
        "lead",
        '<p>Take no more than 50 mg<cite data-ref="lane"></cite><cite data-unresolved="2"></cite> a day, '
        "never with alcohol.</p>",
    ),
    ("steps", '<ol start="3"><li>Sit up.</li><li>Drink water.<ul><li>A full glass.</li></ul></li></ol>'),
    (
        "steps",
        "<table><thead><tr><th>Drug</th><th>Usual</th><th>Maximum</th></tr></thead>"
        "<tbody><tr><td>Quinine</td><td></td><td>200 mg</td></tr></tbody></table>",
    ),
    ("more", '<p>See <a href="https://example.org/a">the leaflet</a>. 10<sup>9</sup> cells.</p>'),
)
SAID = (Said("struck", "Stop at once."), Said("hidden", "Draft only."), Said("picture", "A glass"))
CITED = {"lane": Cited(1, "Lane 1998")}


def found(stored=STORED, said=SAID) -> list[tuple[str, str]]:
    arrived = Arrived(tuple(stored), tuple(said), CITED)
    return [(finding.code, finding.words) for finding in missing_from("html", PAGE.encode(), arrived)]


def with_change(old: str, new: str) -> list[tuple[str, str]]:
    assert sum(html.count(old) for _, html in STORED) >= 1
    return found([(place, html.replace(old, new)) for place, html in STORED])


def test_a_page_that_arrived_whole_is_accounted_for():
    assert found() == []


CHANGES = {  # what is replaced by what, and what must be said
    "a word is lost": ("never ", "", ("missing", "never")),
    "a number is another one": ("50 mg", "500 mg", ("missing", "50")),
    "a decimal point is lost": ("200 mg", "2.00 mg", ("missing", "200")),
    "a citation is another one": ('data-unresolved="2"', 'data-unresolved="3"', ("missing", "^1,2")),
    "a citation is lost": ('<cite data-unresolved="2"></cite>', "", ("missing", "^1,2")),
    "an empty cell is dropped": ("<td></td><td>200 mg</td>", "<td>200 mg</td><td></td>", ("cell", "200 mg")),
    "two column headings change places": (
        "<th>Usual</th><th>Maximum</th>", "<th>Maximum</th><th>Usual</th>", ("cell", "Usual"),
    ),
    "a list begins at one": (' start="3"', "", ("number", "Sit up.")),
    "an item is flattened": (
        "<ul><li>A full glass.</li></ul></li>", "</li><li>A full glass.</li>", ("depth", "A full glass.")),
    "steps change places": (
        "<li>Sit up.</li><li>Drink water.<ul><li>A full glass.</li></ul></li>",
        "<li>Drink water.<ul><li>A full glass.</li></ul></li><li>Sit up.</li>",
        ("number", "Sit up."),
    ),
    "a link is lost": (
        '<a href="https://example.org/a">the leaflet</a>', "the leaflet", ("link", "https://example.org/a")),
    "a power becomes a factor": ("<sup>9</sup>", "9", ("missing", "10^9")),
    "a power is glued to its number": ("10<sup>9</sup>", "109", ("missing", "10^9")),
    "struck words stand in the text": ("cells.", "cells. Stop at once.", ("from nowhere", "Stop at once")),
    "hidden words stand in the text": ("cells.", "cells. Draft only.", ("from nowhere", "Draft only")),
    "words are invented": ("cells.", "cells. Never.", ("from nowhere", "Never")),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_named(name):
    old, new, wanted = CHANGES[name]

    assert wanted in with_change(old, new)


@pytest.mark.parametrize("lost", SAID, ids=lambda said: said.kind)
def test_what_nobody_is_told_is_named(lost):
    said = [one for one in SAID if one is not lost]

    assert [code for code, _ in found(said=said)] == [{"picture": "picture"}.get(lost.kind, f"untold {lost.kind}")]

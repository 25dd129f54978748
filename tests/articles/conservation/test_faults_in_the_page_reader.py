"""Single faults in the reader of pages: the second reading names each of them, at its line."""

from dataclasses import replace

import pytest

from articles.exchange import html_asides, html_elements, read_file
from articles.exchange.blocks import Run
from articles.exchange.html_blocks import BlockWriter
from articles.exchange.html_elements import Elements
from articles.exchange.html_style import Styles

from .reader_faults import Fault, Patch, around

PAGE = """<html><head><style>.h{display:none}</style></head><body><h1>About tablets of all kinds</h1>
<p>This is a lead of some words to begin with.</p>
<p>Give 2.5 mg, or 25 µg, at −2 °C of it.</p>
<p>It is 10<sup>9</sup> per litre of CO<sub>2</sub> now.</p>
<p>Strike <s>forty tablets</s> from what they get.</p>
<p>Hide <span class="h">fifty tablets</span> from what they get.</p>
<p>See <a href="https://example.org/x">this page of theirs</a> for more.</p>
<p>Watch it: <iframe src="https://example.org/v"></iframe> before you begin.</p>
<p>Take <img src="a.png" alt="three"> times as much of it.</p>
<ol><li>Shake the bottle well</li>
<li>Pour out what you need</li></ol>
<table><tr><th>Drug</th><th>Usual</th><th>Most</th></tr>
<tr><td>Quinine</td><td></td><td>200 mg</td></tr>
<tr><td rowspan="2">Aspirin</td><td>75 mg</td><td>300 mg</td></tr>
<tr><td>80 mg</td><td>310 mg</td></tr></table>
<p>The <abbr title="Committee of all wards">CAW</abbr> said so to them.</p>
<p>The last words of it stand here, so it ends.</p></body></html>"""


def said(right: str, wrong: str) -> Fault:
    return around(BlockWriter, "_add", lambda old, self, words: old(self, words.replace(right, wrong)))


def without(tag: str) -> Fault:
    return lambda patch: patch.setitem(html_elements._BEGIN, tag, lambda self, node: None)


def no_height(patch: Patch) -> None:
    old = BlockWriter._put
    patch.setattr(BlockWriter, "_put", lambda self, run: old(self, _flat(run)))


def _flat(run: Run) -> Run:
    return replace(run, marks=tuple(one for one in run.marks if one not in ("sup", "sub")))


FAULTS = {
    "decimal point lost": (said("2.5", "25"), 3),
    "minus lost": (said("−", ""), 3),
    "micro becomes milli": (said("µ", "m"), 3),
    "heights lost": (no_height, 4),
    "struck words are live": (lambda patch: patch.setattr(html_asides, "STRUCK", frozenset()), 5),
    "struck words untold": (around(Elements, "_remark_on", lambda old, self, left, words: None), 5),
    "hidden words are live": (around(Styles, "why_hidden", lambda old, self, node: ""), 6),
    "address lost": (around(BlockWriter, "_put", lambda old, self, run: old(self, replace(run, href=""))), 7),
    "medium lost": (lambda patch: patch.setitem(html_elements.WHOLE, "iframe", lambda self, node: None), 8),
    "picture passed over": (without("img"), 9),
    "first item lost": (said("Shake the bottle well", ""), 10),
    "cell emptied": (said("75 mg", ""), 14),
    "cells of rows joined": (said("200 mg", "200 mg 300 mg"), 13),
    "long form lost": (around(Elements, "_long_form", lambda old, self, node: None), 16),
    "last paragraph lost": (said("The last words of it stand here, so it ends.", ""), 17),
}


def test_nothing_is_said_of_the_page_as_it_is_read():
    assert read_file("page.html", PAGE.encode()).unaccounted == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_reader_of_pages_is_named_at_its_line(fault, monkeypatch):
    plant, line = FAULTS[fault]
    plant(monkeypatch)

    found = read_file("page.html", PAGE.encode()).unaccounted

    assert "unchecked" not in [one.code for one in found]
    assert f"line {line}" in [one.place for one in found], [one.message for one in found]

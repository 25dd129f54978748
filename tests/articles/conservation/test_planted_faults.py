"""Faults planted singly in what a reader made of a file are named at their place; over sound files nothing is said."""

import re
from dataclasses import replace
from functools import cache

import pytest

from articles.exchange import read_file
from articles.exchange.accounting import accounted
from articles.exchange.document import Document

from .making import Maker

SEEDS = (1, 4, 11)
WHOLE = r"<p>(?:(?!</?p>).)*</p>"
ROW = r"<tr>(?:(?!</?tr>).)*</tr>"
# What is found in the stored text, and what becomes of it. What has to be named is the first
# group, or the last if the first has a name.
STORED = {
    "first word dropped": (r"<p>([A-Z]\w+) (?=\w)", r"<p>"),
    "word dropped within": (r"(?<=\w )(\w{4,}) (?=\w)", r""),
    "last word dropped": (r" (\w+)\.</p>", r".</p>"),
    "number changed": (r"(\b\d{2,3}) (?=mg|ml|g|mmol|μg)", r"\g<1>0 "),
    "decimal point lost": (r"(\d)\.(\d) (?=mg|ml|g|mmol|μg)", r"\1\2 "),
    "decimal point moved": (r"\b(\d+)(\d) (?=mg|ml|g|mmol|μg)", r"\1.\2 "),
    "unit lost": (r"(\d+) (?:mg|ml|mmol|μg)\b", r"\1"),
    "unit changed": (r"(\d+) (?:mg|ml|mmol)\b", r"\1 μg"),
    "micro becomes milli": (r"(\d+) μg", r"\1 mg"),
    "negation lost": (r" (never|without) ", r" "),
    "negation added": (r"<p>([A-Z]\w+) ", r"<p>\1 not "),
    "word put in": (r"([a-z]\w+)\.</p>", r"\1 daily.</p>"),
    "words change places": (r"<p>(\w+) (\w+) ((?:\w+ ){2,})(?=\w)", r"<p>\2 \1 \3"),
    "word moved back": (r"<p>(\w+) ((?:[a-z]+ ){3,})(?=\w)", r"<p>\2\1 "),
    "paragraph dropped": (r"<p>(\w+ \w+)(?:(?!</?p>).)*</p>", r""),
    "paragraph twice": (r"(<p>\w+ \w+(?:(?!</?p>).)*</p>)", r"\1\1"),
    "paragraphs change places": (rf"(?P<first>{WHOLE})({WHOLE})", r"\2\1"),
    "power becomes plain": (r"m<su[pb]>(9)</su[pb]>", r"m9"),
    "cells change places": (r"<td>([^<]+)</td><td>([^<]*)</td></tr>", r"<td>\2</td><td>\1</td></tr>"),
    "empty cell dropped": (r"<td></td>(<td>[^<]+</td>)", r"\1<td></td>"),
    "cell emptied": (r"<td>([^<]+)</td></tr>", r"<td></td></tr>"),
    "row dropped": (r"(<tr>(?:(?!</?tr>).)*</tr>)</tbody>", r"</tbody>"),
    "rows change places": (rf"({ROW})({ROW})</tbody>", r"\2\1</tbody>"),
    "value of another row": (r"<td>(\d+ \w+)</td></tr><tr>", r"<td>1\1</td></tr><tr>"),
    "item dropped": (r"<li>([^<]+)</li>", r""),
    "items joined": (r"([^<>]+)</li><li>([a-zA-Z]+)", r"\1 \2"),
    "item split": (r"<li>(\w+ \w+) ", r"<li>\1</li><li>"),
    "numbers become bullets": (r"<ol>((?:(?!</?ol>).)*)</ol>", r"<ul>\1</ul>"),
    "numbers begin late": (r"<ol><li>(\w+)", r'<ol start="4"><li>\1'),
    "item raised": (r"<ul><li>([^<]+)</li></ul></li>", r"</li><li>\1</li>"),
    "citation put in": (r"(\w+)\.</p>", r'\1.<cite data-unresolved="3"></cite></p>'),
}


@cache
def read(seed: int, kind: str) -> tuple[Document, bytes]:
    name, data = Maker(seed).make().file(kind)
    return read_file(name, data), data


def planted(document: Document, pattern: str, new: str) -> tuple[Document, str] | None:
    """The document with one fault in the first section where it can be planted, and the words that it touches."""
    for index, section in enumerate(document.sections):
        match = re.search(pattern, section.base.html)
        if match:
            html = section.base.html[: match.start()] + match.expand(new) + section.base.html[match.end() :]
            sections = list(document.sections)
            sections[index] = replace(section, base=replace(section.base, html=html))
            return replace(document, sections=sections), re.sub(
                r"<[^>]+>", " ", match[len(match.groups())] if "first" in match.groupdict() else match[1]
            )
    return None


@pytest.mark.parametrize("kind", ["docx", "html", "txt"])
def test_nothing_is_said_of_sound_files(kind):
    said = {seed: read(seed, kind)[0].unaccounted for seed in range(70)}

    assert {seed: found for seed, found in said.items() if found} == {}


@pytest.mark.parametrize("fault", STORED)
def test_a_fault_in_the_stored_text_is_named(fault):
    tried = 0
    for seed in range(20):
        document, data = read(seed, ("docx", "html")[seed % 2])
        made = planted(document, *STORED[fault])
        if made and tried < len(SEEDS):
            tried += 1
            said = " ".join(finding.message for finding in accounted(made[0], data).unaccounted)
            assert made[1].split()[0].strip(".") in said, (seed, made[1], said)

    assert tried == len(SEEDS)


@pytest.mark.parametrize("kind", ["struck", "hidden"])
def test_words_that_nobody_is_told_of_are_named(kind):
    tried = 0
    for seed in range(40):
        document, data = read(seed, "docx")
        remark = next((remark for remark in document.remarks if remark.kind == kind), None)
        if remark is not None:
            tried += 1
            kept = [one for one in document.remarks if one is not remark]
            apart = [item for item in document.set_apart if item.text not in remark.words]
            silent = accounted(replace(document, remarks=kept, set_apart=apart), data)
            assert f"untold {kind}" in [finding.code for finding in silent.unaccounted]

    assert tried > 5

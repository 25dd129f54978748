"""Single faults in the reader of Markdown (CommonMark, and what Pandoc adds): the second reading names each of them, at
its line."""

from collections.abc import Callable

import pytest

from articles.exchange import commonmark, markdown_matter, read_file
from articles.exchange.commonmark import _Page

from .reader_faults import Fault, Patch, around

PAGE = """---
title: About tablets of all kinds
author: Ann Author
abstract: What this page is about in a few words.
---

This is a lead of some words to begin with.

## Doses in milligrams {#doses}

Give **2.5 mg**, or 25 µg, at −2 °C, and *never* more [@lane1998, p. 4].

It is 10^9^ per litre of CO~2~ now, and 5<sup>3</sup> of it.

Strike ~~forty tablets~~ from what they get.

See [this page of theirs](https://example.org/x) and ![three](a.png) more.

@boyer2005 [p. 7] found one, and so did others.[^n]

3. Shake the bottle well
4. Pour out what you need
    - only the half of it

a. weigh the child first
b. measure the height then

| Drug | Usual | Most |
|---|---|---|
| Quinine | | 200 mg |
| Aspirin | 75 mg | 300 mg |

+---------+--------+
| Name    | Limit  |
+=========+========+
| Codeine | 30 mg  |
|         | at most|
+---------+--------+

Drug      Least   Highest
-------- ------- --------
Morphine  5 mg    10 mg
Fentanyl          25 µg

Loading dose
:   The first 800 mg of all

```
take 60 mg of it
```

<p>Not <b>over</b> 90 mg of it</p>

> They said so in 7 words.

[^n]: A note of 12 words, or fewer.

The last words of it stand here, so it ends.
"""


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(PAGE.split("\n"), start=1) if words in line)


def written(right: str, wrong: str = "") -> Fault:
    """A block is written otherwise."""

    def plant(old: Callable, self: _Page, *given: object) -> str:
        return old(self, *given).replace(right, wrong)

    return around(_Page, "_html", plant)


def in_cells(change: Callable[[list[list[str]]], list[list[str]]]) -> Fault:
    """The cells of a grid table are cut otherwise."""
    return around(commonmark, "_rows", lambda old, lines: change(old(lines)))


def no_letters(patch: Patch) -> None:
    """Lists that count with letters count with numbers, and nobody says so."""
    old = commonmark._take_letters
    patch.setattr(commonmark, "_take_letters", lambda lines: old(lines) and set())


def notes_lost(patch: Patch) -> None:
    patch.setattr(_Page, "_write_notes", lambda self, before: self.notes.clear() if before > 10**8 else None)


def aligned(change: Callable[[list[list[str]]], list[list[str]]]) -> Fault:
    def plant(old: Callable, *given: object) -> object:
        found = old(*given)
        return found and (found[0], change(found[1]))

    return around(commonmark, "aligned_table", plant)


FAULTS = {
    "title lost": (
        around(markdown_matter, "_written", lambda old, name, *rest: "" if name == "title" else old(name, *rest)),
        0,
    ),
    "abstract lost": (
        around(
            markdown_matter,
            "_fields",
            lambda old, *given: [(a, b, "" if "few words" in html else html) for a, b, html in old(*given)],
        ),
        line_of("abstract:"),
    ),
    "decimal point lost": (written("2.5", "25"), line_of("2.5 mg")),
    "minus lost": (written("−"), line_of("2.5 mg")),
    "micro becomes milli": (written("25 µg, at", "25 mg, at"), line_of("2.5 mg")),
    "negation lost": (written("<em>never</em> "), line_of("2.5 mg")),
    "citation lost": (written(" [@lane1998, p. 4]"), line_of("2.5 mg")),
    "place of a citation lost": (written("@lane1998, p. 4", "@lane1998"), line_of("2.5 mg")),
    "heights lost": (
        around(commonmark, "_with_heights", lambda old, html: html.replace("10^9^", "109").replace("~2~", "2")),
        line_of("10^9^"),
    ),
    "power in a tag lost": (written("<sup>", ""), line_of("10^9^")),
    "struck words are live": (written("<s>", ""), line_of("forty tablets")),
    "struck words lost": (written("<s>forty tablets</s> ", ""), line_of("forty tablets")),
    "address lost": (written(' href="https://example.org/x"'), line_of("example.org")),
    "picture passed over": (written('<img src="a.png" alt="three" />'), line_of("example.org")),
    "narrative citation lost": (
        around(commonmark, "_narrative", lambda old, text: old(text).replace("[@boyer2005, p. 7] ", "")),
        line_of("boyer2005"),
    ),
    "mark of a note lost": (
        around(_Page, "_marked", lambda old, self, html: old(self, html.replace("[^n]", ""))),
        line_of("boyer2005"),
    ),
    "note lost": (notes_lost, line_of("12 words")),
    "words of a note lost": (
        around(
            commonmark,
            "_take_notes",
            lambda old, lines: {name: (at, ["A note."]) for name, (at, _) in old(lines).items()},
        ),
        line_of("12 words"),
    ),
    "list counts from one": (written('<ol start="3">', "<ol>"), line_of("Shake")),
    "item lost": (written("Pour out what you need"), line_of("Pour out")),
    "inner item raised": (written("only the half of it", ""), line_of("only the half")),
    "item of letters lost": (written("measure the height then"), line_of("measure")),
    "cell emptied": (written("75 mg"), line_of("Aspirin")),
    "row lost": (written("Quinine"), line_of("Quinine")),
    "empty cell left out": (
        around(
            _Page,
            "_html",
            lambda old, self, tokens, place: (
                ""
                if tokens[place].type in ("td_open", "td_close")
                and not tokens[min(place + 1, len(tokens) - 1)].content
                and tokens[place].type == "td_open"
                else old(self, tokens, place)
            ),
        ),
        line_of("Quinine"),
    ),
    "cell of a grid cut": (
        in_cells(lambda rows: [[cell.split("\n")[0] for cell in row] for row in rows]),
        line_of("Codeine"),
    ),
    "cells of a grid changed places": (
        in_cells(lambda rows: [row[::-1] if "Codeine" in row else row for row in rows]),
        line_of("Codeine"),
    ),
    "grid lost": (in_cells(lambda rows: rows[:-1]), line_of("Codeine")),
    "cell under dashes moved": (
        aligned(lambda rows: [[row[0], row[2], row[1]] if row[0] == "Fentanyl" else row for row in rows]),
        line_of("Fentanyl"),
    ),
    "row under dashes lost": (aligned(lambda rows: rows[:-1]), line_of("Fentanyl")),
    "meaning lost": (
        around(
            _Page, "_piece", lambda old, self, token: old(self, token).replace("<dd>The first 800 mg of all</dd>", "")
        ),
        line_of("800 mg"),
    ),
    "term lost": (
        around(_Page, "_piece", lambda old, self, token: old(self, token).replace("Loading dose", "")),
        line_of("Loading"),
    ),
    "code lost": (written("take 60 mg of it"), line_of("60 mg")),
    "block of HTML lost": (written("<p>Not <b>over</b> 90 mg of it</p>"), line_of("90 mg")),
    "quotation lost": (written("They said so in 7 words."), line_of("They said")),
    "heading lost": (written("Doses in milligrams"), line_of("Doses in")),
    "last paragraph lost": (written("The last words of it stand here, so it ends."), line_of("The last words")),
    "order changed": (around(_Page, "write", lambda old, self, tokens: _swapped(old(self, tokens))), 0),
}


def _swapped(html: str) -> str:
    low, high = "This is a lead of some words to begin with.", "The last words of it stand here, so it ends."
    return html.replace(low, "\0").replace(high, low).replace("\0", high)


def read() -> list:
    return read_file("page.md", PAGE.encode(), known_keys=["lane1998", "boyer2005"]).unaccounted


def test_nothing_is_said_of_the_page_as_it_is_read():
    assert [one.message for one in read()] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_reader_of_markdown_is_named_at_its_line(fault, monkeypatch):
    plant, line = FAULTS[fault]
    plant(monkeypatch)

    found = read()

    assert found != []
    assert "unchecked" not in [one.code for one in found]
    assert not line or f"line {line}" in [one.place for one in found], [one.message for one in found]

"""Two whole pages as they are copied from a site, as plain text: everything stands where their expected files say, read
as a file and as a paste."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html as lxml_html

from articles.exchange import read_file, read_pasted
from articles.exchange.document import Document

CASES = Path(__file__).parent / "cases"
TWINS = ("twin-a", "twin-b")
WAYS = ("file", "paste")
both = pytest.mark.parametrize("name", TWINS)
ways = pytest.mark.parametrize("way", WAYS)


@cache
def read(name: str, way: str = "file") -> Document:
    raw = (CASES / f"{name}.txt").read_bytes()
    return read_file(f"{name}.txt", raw) if way == "file" else read_pasted(raw.decode())


@cache
def expected(name: str) -> dict:
    return json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))


def norm(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def heading(text: str) -> str:
    return norm(re.sub(r"^\s*\d{1,2}[.)]\s+", "", text))


def cited_in(document: Document, element) -> list[int]:
    numbers = {entry.key: entry.number for entry in document.references}
    return [
        numbers[cite.get("data-ref")] if cite.get("data-ref") else int(cite.get("data-unresolved").strip("[]"))
        for cite in element.iter("cite")
    ]


def blocks_of(document: Document) -> list[tuple[str, str, str, tuple[int, ...]]]:
    """Every paragraph, item and heading: the heading it stands under, its kind, its words, its citations in order."""
    blocks = []
    for number, section in enumerate([document.front, *document.sections]):
        under = heading(section.base.heading) if number else ""
        if number:
            blocks.append((under, "h2", under, ()))
        for element in lxml_html.fromstring(f"<div>{section.base.html}</div>").iter("p", "li", "h3", "h4"):
            kind = f"li:{element.getparent().tag}" if element.tag == "li" else element.tag
            if kind in ("h3", "h4"):
                under = heading(element.text_content())
                blocks.append((under, kind, under, ()))
            else:
                blocks.append((under, kind, norm(element.text_content()), tuple(cited_in(document, element))))
    return blocks


def expected_blocks(name: str) -> list[tuple[str, str, str, tuple[int, ...], int, bool]]:
    rows = []
    want = expected(name)
    for under, blocks in [("", want["lead"]), *((heading(s["heading"]), s["blocks"]) for s in want["sections"])]:
        for block in blocks:
            spared = block.get("may_be_set_apart", False)
            if block["kind"] == "p":
                cites = tuple(block["citations"])
                rows.append((under, "p", norm(block["text"]), cites, block["lines"][0], spared))
            for item in block.get("items", ()):
                kind, cites = f"li:{block['kind']}", tuple(item["citations"])
                rows.append((under, kind, norm(item["text"]), cites, item["line"], spared))
    return rows


@both
@ways
def test_head_is_told_apart(name, way):
    base, want = read(name, way).front.base, expected(name)

    assert (base.heading, base.question, base.summary) == (want["title"], want["question"], want["summary"])


@both
@ways
def test_headings_nest(name, way):
    got = {text: int(kind[1]) for _, kind, text, _ in blocks_of(read(name, way)) if kind[0] == "h"}
    want = {heading(s["heading"]): s.get("levels_accepted") or [s["level"]] for s in expected(name)["sections"]}

    assert list(got) == list(want)
    assert {text: level for text, level in got.items() if level not in want[text]} == {}


@both
@ways
def test_every_paragraph_and_item_stands_under_its_heading_with_its_citations(name, way):
    document = read(name, way)
    got = [block for block in blocks_of(document) if block[1][0] != "h"]
    apart = " ".join(norm(item.text) for item in document.set_apart)
    wanted = [row for row in expected_blocks(name) if not (row[5] and row[2] in apart)]

    assert got == [row[:4] for row in wanted]


@both
@ways
def test_nothing_is_linked_that_the_list_does_not_number(name, way):
    document, want = read(name, way), expected(name)["citations"]
    numbers = {entry.key: entry.number for entry in document.references}
    html = document.front.base.html + "".join(section.base.html for section in document.sections)

    assert [numbers[key] for key in re.findall('data-ref="([^"]*)"', html)] == want["resolved"]
    assert len(document.unresolved) == want["marks"] - len(want["resolved"])
    assert document.proposal is None


@both
@ways
def test_what_the_list_lacks_is_said_with_its_figures(name, way):
    messages = [issue.message for issue in read(name, way).issues]

    for item in expected(name)["reported"]:
        assert any(all(re.search(rf"\b{word}\b", message) for word in item["must_name"]) for message in messages)


@both
@ways
def test_people_and_dates(name, way):
    document, want = read(name, way), expected(name)

    people = [(person.name, person.role, person.credentials) for person in document.bylines]
    assert people == [(person["name"], person["role"], person["credentials"]) for person in want["bylines"]]
    assert document.dates == want["dates"]


@both
@ways
def test_what_is_not_the_article_is_set_apart_and_nothing_else(name, way):
    want = expected(name)
    spared = {row[4] for row in expected_blocks(name) if row[5]}
    got = [(item.line, heading(item.text)) for item in read(name, way).set_apart if item.line not in spared]

    assert got == [(item["line"], heading(item["text"])) for item in want["set_apart"]]


@both
@ways
def test_each_reference_has_its_lines_and_no_others(name, way):
    got = [(entry.number, entry.kind, list(entry.lines)) for entry in read(name, way).references]

    assert got == [(item["number"], item["kind"], item["lines"]) for item in expected(name)["references"]]


@ways
def test_references_with_their_kinds_have_their_fields(way):
    for entry, want in zip(read("twin-a", way).references, expected("twin-a")["references"], strict=True):
        holders = [entry.csl.get("container-title"), entry.csl.get("publisher")]
        holders += [person.get("literal") for person in entry.csl.get("author", ())]
        assert norm(entry.csl["title"]) == norm(want["title"])
        assert want["container"] in holders
        assert entry.csl["issued"]["date-parts"][0][0] == want["year"]


@both
@ways
def test_every_line_has_its_place(name, way):
    places = read(name, way).places
    want = expected(name)["line_map"]

    assert set(places) == {int(line) for line in want}
    for line, wanted in want.items():
        if wanted[0].startswith(("section", "heading")):
            assert places[int(line)].startswith(("section:", "set apart"))
        if "set_apart" in wanted and len(wanted) > 1:
            assert places[int(line)] == "date, set apart"


@pytest.mark.parametrize("name", ["twin-a", "twin-b"])
@pytest.mark.parametrize("way", WAYS)
def test_the_second_reading_says_no_false_word(name, way):
    assert read(name, way).unaccounted == []

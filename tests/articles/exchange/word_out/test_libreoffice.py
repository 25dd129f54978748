"""Another program opens what we write, and what it saves again has the same words, and every mark that brings it back.

All files go through it in one call, since it takes seconds to start.
"""

import random
import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from articles.exchange.blocks import Block
from articles.exchange.outgoing import Outgoing, OutSection, OutWording
from articles.exchange.word import read_word
from articles.exchange.word_marks import Part, origin_of, place_of
from articles.exchange.word_out import write_word
from articles.text import clean

from .making import W, body, outgoing, parts

PIECES = (
    "<p>Clearance below 30 ml/min/1.73 m<sup>2</sup> and CO<sub>2</sub> need <strong>care</strong> "
    '<cite data-ref="a"></cite>.</p>',
    '<p>Rare <cite data-ref="lane1998" data-locator="p. 4"></cite> <cite data-ref="boyer2005"></cite>'
    '<cite data-ref="a"></cite>; and <cite data-unresolved="[17]"></cite>.</p>',
    '<h3>Doses</h3><p>See <a href="https://example.org/a?b=c&amp;d=e">the guideline</a>.</p>',
    "<ul><li>one<ol><li>first</li><li>second<ul><li>deep</li></ul></li></ol></li><li>two</li></ul>",
    '<ol start="7"><li>seven</li><li><p>eight</p><p>more of eight</p></li></ol>',
    '<table><tr><th>Drug</th><th colspan="2">Dose</th></tr><tr><td rowspan="2">A</td><td>50 mg</td><td></td></tr>'
    '<tr><td>25 mg<br>later 50 mg</td><td>not <cite data-ref="boyer2005"></cite></td></tr></table>',
    "<blockquote><p>Clonus is <em>specific</em>.</p><ul><li>inducible</li></ul></blockquote>",
    '<aside data-callout="danger"><p>Call at once.</p><table><tr><td>in</td><td>a box</td></tr></table></aside>',
    "<p>first line<br>second line</p><h4>Small</h4><p>≥ 5 µg, 2–3 × daily, “quoted”, 10 °C, α</p>",
)


def edition(seed: int) -> Outgoing:
    """Sections of random pieces, some with wordings."""
    dice = random.Random(seed)

    def text() -> str:
        return clean("".join(dice.choices(PIECES, k=dice.randint(1, 4)))).html

    def section(number: int) -> OutSection:
        wordings = [OutWording("", "Text for everyone", f"Heading {number}", text())]
        if dice.random() < 0.5:
            wordings.append(OutWording("patient", "For patients", f"Other heading {number}", text()))
        if dice.random() < 0.3:
            wordings.append(OutWording("carer", "For carers", left_out=True))
        return OutSection(UUID(int=seed * 100 + number), number == 1, tuple(wordings))

    return outgoing(*(section(number) for number in range(1, dice.randint(3, 6))))


def read(data: bytes) -> list[Block]:
    return read_word("x.docx", data, max_unpacked_bytes=50_000_000, tracked="accepted")


def lines(data: bytes) -> list[tuple]:
    """Every line with what it is, where it stands, and its number."""
    return [
        (one.kind, one.level, one.number, one.cell and (one.cell.row, one.cell.column, one.cell.colspan), one.text)
        for one in read(data)
        if not one.apart
    ]


def marks(data: bytes) -> set[str]:
    return {one.get(f"{W}name") for one in body(data).iter(f"{W}bookmarkStart")}


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory) -> list[tuple[Outgoing, bytes, bytes]]:
    """Each edition, the file that we wrote, and the file that LibreOffice made of it."""
    program = shutil.which("soffice") or pytest.fail("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    folder: Path = tmp_path_factory.mktemp("word")
    written = {f"{seed}.docx": edition(seed) for seed in range(1, 13)}
    for name, out in written.items():
        (folder / name).write_bytes(write_word(out))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), *written]
    subprocess.run([program, profile, *arguments], cwd=folder, check=True, capture_output=True, timeout=300)
    return [(out, (folder / name).read_bytes(), (folder / "out" / name).read_bytes()) for name, out in written.items()]


def test_no_word_cell_or_number_changes(saved_again):
    for _, ours, theirs in saved_again:
        assert lines(theirs) == lines(ours)


def test_no_letter_changes_its_type(saved_again):
    def typed(data: bytes, mark: str) -> str:
        runs = [run for one in read(data) if not one.apart for run in one.runs]
        return "".join("".join(run.text for run in runs if mark in run.marks).split())

    for _, ours, theirs in saved_again:
        for mark in ("em", "sub", "sup"):
            assert typed(theirs, mark) == typed(ours, mark)


def test_every_mark_is_still_there(saved_again):
    for _, ours, theirs in saved_again:
        assert marks(ours) - marks(theirs) == set()
        assert any(place.part == Part.CITATION for name in marks(theirs) if (place := place_of(name)))


def test_it_still_says_where_it_comes_from_and_tracks_changes(saved_again):
    for out, _, theirs in saved_again:
        files = parts(theirs)
        rows = etree.fromstring(files["docProps/custom.xml"])

        assert origin_of({row.get("name"): row[0].text for row in rows}) == out.origin
        assert etree.fromstring(files["word/settings.xml"]).find(f"{W}trackRevisions") is not None

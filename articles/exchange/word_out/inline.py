"""The words of one block: runs, links, line breaks, and citations as marks that cannot be typed into."""

import html
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from articles.exchange.outgoing import printed
from articles.exchange.word_marks import CitesTag, entry_of, tag_of
from articles.exchange.word_out.sheet import Sheet, Spot
from articles.exchange.word_out.xml import LINE_BREAK, run, value
from articles.text import CitationMark
from articles.text.citations import mark_of
from articles.text.model import Marks, Run

_TYPES = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "sub": value("vertAlign", "subscript"),
    "sup": value("vertAlign", "superscript"),
}
_HREF = re.compile(r'<a href="([^"]*)"')
_ARTICLE = re.compile(r'<a data-article="([^"#]*)((?:#[^"]*)?)"')
MARK_STYLE = value("rStyle", "CitationMark")
LINK_STYLE = value("rStyle", "Hyperlink")


def words_of(runs: list[Run], sheet: Sheet, spot: Spot) -> str:
    """The runs of a leaf of the article."""
    return "".join(
        _citations(piece, sheet, spot) if isinstance(piece, tuple) else _linked(piece, sheet)
        for piece in pieces_of(runs)
    )


def plain_runs(runs: list[Run], sheet: Sheet) -> str:
    """Runs without citations, such as a reference's entry."""
    return "".join(_linked(piece, sheet) for piece in pieces_of(runs) if not isinstance(piece, tuple))


def pieces_of(runs: Iterable[Run]) -> Iterator[tuple[CitationMark, ...] | list[Run]]:
    """The runs in pieces: citations that stand together with nothing but white space between, as a page prints them;
    and everything between, in stretches that have one link or none."""
    cites: list[CitationMark] = []
    blank: list[Run] = []  # white space after citations, which counts if none follows
    stretch: list[Run] = []
    for one in runs:
        if one.kind == "cite":
            if stretch:
                yield stretch
            stretch, blank = [], []
            cites.append(mark_of(one.text))
        elif cites and one.kind == "text" and not one.text.strip():
            blank.append(one)
        else:
            if cites:
                yield tuple(cites)
                stretch = blank
            cites, blank = [], []
            if stretch and _link_in(stretch[-1].marks) != _link_in(one.marks):
                yield stretch
                stretch = []
            stretch.append(one)
    if cites:
        yield tuple(cites)
    if stretch or blank:
        yield stretch or blank


def _link_in(marks: Marks) -> str:
    return next((mark for mark in marks if mark.startswith("<a ")), "")


def _linked(stretch: list[Run], sheet: Sheet) -> str:
    link = _link_in(stretch[0].marks)
    address = _address(link, sheet)
    if not address:
        return "".join(_run(one) for one in stretch)
    inner = "".join(_run(one, LINK_STYLE) for one in stretch)
    return f'<w:hyperlink r:id="{sheet.link(address)}" w:history="1">{inner}</w:hyperlink>'


def _address(link: str, sheet: Sheet) -> str:
    if found := _HREF.match(link):
        return html.unescape(found[1])
    found = _ARTICLE.match(link)
    return f"{sheet.out.link_of(found[1])}{found[2]}" if found else ""


def _run(one: Run, style: str = "") -> str:
    if one.kind == "br":
        return LINE_BREAK
    names = [mark[1:-1] for mark in one.marks]
    return run(one.text, style + "".join(properties for name, properties in _TYPES.items() if name in names))


def _number(words: str, number: int) -> str:
    """A number leads to its entry in the list of references."""
    shown = run(words, MARK_STYLE)
    return f'<w:hyperlink w:anchor="{entry_of(number)}" w:history="1">{shown}</w:hyperlink>' if number else shown


def _citations(marks: tuple[CitationMark, ...], sheet: Sheet, spot: Spot) -> str:
    shown = "".join(_number(words, number) for words, number in printed(marks, sheet.numbers))
    mark = sheet.locked(gettext("Citation"), tag_of(CitesTag(marks)), shown, may_go=True)
    return sheet.marked(spot.next_citations(len(marks)), mark)

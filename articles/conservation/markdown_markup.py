"""The HTML, the remarks and the links by reference in a Markdown file, taken from its lines: what is left are words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .html_file import read_page
from .source import Source

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|q|rp|rt|ruby|"
    "s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_BLOCK = (
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|"
    "p|pre|script|search|section|source|style|summary|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul|video"
)
_SAID = r"(?:\s+(?:[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)|hidden|open|reversed|checked|disabled))*\s*/?"
_OPENS = re.compile(rf" {{0,3}}</?(?:{_BLOCK})(?=[\s/>]|$)", re.I)
_ALONE = re.compile(rf" {{0,3}}</?(?:{_INLINE}){_SAID}>\s*", re.I)
_TAGS = re.compile(rf"(?<!`)</?(?:{_INLINE}|{_BLOCK}){_SAID}>", re.I)
_OWN_TAGS = re.compile(  # of nobody's HTML
    rf"(?<!`)<(?!(?:{_INLINE}|{_BLOCK})>)([a-z][a-z0-9-]{{1,30}})>((?:(?!</?\1>).){{0,500}})</\1>", re.I
)
_STYLED = re.compile(rf"(?<!`)<(?:{_INLINE})\s(?:[^<>]*\s)?(?:style\s*=|hidden)", re.I)  # its look may hide its words
_STRIKES = re.compile(r"(?<!`)</?(?:del|s|strike)(?:\s[^<>]*)?>", re.I)
_BREAK = re.compile(r"(?<!`)<br\s*/?>", re.I)
_HEIGHTS = re.compile(r"</?su[bp]>", re.I)
_REMARK = re.compile(r"<!--.*?-->", re.S)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto|tel):[^<>\s]+|[\w.+-]+@[\w.-]+)>", re.I)
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)([^\[\]]{1,200})\]:\s*(?:<[^<>]*>|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*"
)
_REFERENCE = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\[([^\[\]]*)\]")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def without_markup(lines: list[str], first: int) -> tuple[list[str], dict[int, Source]]:
    """The lines without any, and what the blocks of HTML say that begin on some of them; those lines are empty then.
    ``first`` is the number of the first line. Fenced code stays as it is."""
    lines = _without_remarks(lines)
    fenced = fenced_lines(lines)
    labels = {_label(found[1]) for place in _outside(lines, fenced) if (found := _DEFINITION.fullmatch(lines[place]))}
    blocks: dict[int, Source] = {}
    for place in _outside(lines, fenced):
        if _STYLED.search(lines[place]):
            blocks[first + place] = _read([lines[place]], first + place, len(blocks))
            lines[place] = ""
        elif _opens_block(lines, place):
            end = next((at for at in range(place, len(lines)) if not lines[at].strip()), len(lines))
            blocks[first + place] = _read(lines[place:end], first + place, len(blocks))
            lines[place:end] = [""] * (end - place)
        elif _DEFINITION.fullmatch(lines[place]):
            lines[place] = ""
        else:
            lines[place] = _plain(lines[place], labels)
    return lines, blocks


def _opens_block(lines: list[str], place: int) -> bool:
    if _OPENS.match(lines[place]):
        return True
    return _ALONE.fullmatch(lines[place]) is not None and not (place and lines[place - 1].strip())


def _read(lines: list[str], place: int, number: int) -> Source:
    source = read_page("\n".join(lines))
    source.things = [replace(one, place=_moved(one.place, place)) for one in source.things]
    for passage in source.passages:
        passage.place = _moved(passage.place, place)
        passage.list_name = f"{number} {passage.list_name}"
        if passage.grid is not None:
            passage.grid = (-1 - number * 1_000 - passage.grid[0], *passage.grid[1:])
    return source


def _moved(place: str, by: int) -> str:
    return f"line {int(place.removeprefix('line ')) + by}"


def _plain(line: str, labels: set[str]) -> str:
    line = _BREAK.sub("\n", _STRIKES.sub("~~", _AUTOLINK.sub(r"\1", line)))
    line = _OWN_TAGS.sub(r"\2", line)
    line = _TAGS.sub(lambda found: found.group() if _HEIGHTS.fullmatch(found.group()) else "", line)

    def words(found: re.Match[str]) -> str:
        return found[1] if _label(found[2] or found[1]) in labels else found.group()

    return _REFERENCE.sub(words, line) if labels else line


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


def _without_remarks(lines: list[str]) -> list[str]:
    """Remarks end where they end, over lines; in fenced code they are words."""
    text = "\n".join(lines)
    if "<!--" not in text:
        return [*lines]
    fenced = fenced_lines(lines)

    def gone(found: re.Match[str]) -> str:
        begins = text.count("\n", 0, found.start())
        return found.group() if begins in fenced else "\n" * found.group().count("\n")

    return _REMARK.sub(gone, text).split("\n")


def fenced_lines(lines: list[str]) -> set[int]:
    """The lines of fenced code, with their fences."""
    found: set[int] = set()
    fence = ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and fence in ("", match[1]):
            fence = "" if fence else match[1]
            found.add(place)
        elif fence:
            found.add(place)
    return found


def _outside(lines: list[str], fenced: set[int]) -> Iterator[int]:
    return (place for place in range(len(lines)) if place not in fenced and lines[place].strip())

"""What CommonMark or Pandoc's Markdown holds: its lines without the signs of their form, the cells of its tables."""

import re
from collections.abc import Iterator
from html import unescape

from .grid import Grid
from .markdown_links import IMAGE, links_beside, links_defined, pictures
from .markdown_markup import fenced_lines, without_markup
from .source import Passage, Source, Stretch
from .tokens import LOWERED, RAISED

_ITEM = re.compile(r"\s*(?:(\d{1,9})[.)]|[*+-]|\(?[a-z][.)])[ \t]+(?=\S)")
_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*|\+(?:[-=:]+\+)+\s*")
_LINE = re.compile(r" {0,3}(?:={2,}|(?:- ?){2,}|(?:\* ?){3,}|(?:_ ?){3,})\s*")
_FENCE = re.compile(r":{3,}[ \t]*(?:\{[^{}]*\}[ \t]*:*|references[\w -]*)?[ \t]*")
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]+\{(?:[#.][\w:.-]+|-|[\w-]+=\S+)(?:\s+(?:[#.][\w:.-]+|[\w-]+=\S+))*\}[ \t]*$")
_FIELD = re.compile(r"(?:title|authors?|abstract):\s*(?:[|>][-+0-9]*\s*\Z)?[\"']?(.*?)[\"']?\s*", re.I)
_BEFORE = re.compile(r"\A\s*(?:>\s?)*(?:#{1,6}\s+|\[\^[^\]\s]+\]:\s*|[:~]\s+(?=\S))?")
_STRUCK = re.compile(r"~~(.+?)~~")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_CITED = re.compile(r"(\[[^\[\]@]{0,60}@[A-Za-z][^\[\]]*\]|\[\^[^\]\s]+\])(?!\()")
_TOLD = re.compile(
    r"(?<![\w.\[;@-])@([A-Za-z][\w:.-]*\d\w*)(?: \[([^\[\]@]{1,60})\])?(?![^\[\]]{0,300}\])"
)  # in a sentence
_TAG = re.compile(
    r"(?<!`)</?(?:kbd|code|samp|tt|b|i|u|em|strong|small|mark|span|font|abbr|sup|sub|br)(?:\s[^<>]*)?/?>", re.I
)
_UP = re.compile(r"(?<![\^\\])\^([^\W_](?:[\w+−.,()-]{0,18}[\w+)−-])?|[+−-]\d{0,3})\^(?!\^)")
_DOWN = re.compile(r"(?<=[^\W_])~([^\W_](?:[\w+.,()-]{0,18}\w)?)~(?!~)")
_DASHES = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_LONG = re.compile(r" {0,3}-{5,} *")
_HEIGHT = re.compile(r"(<su[pb]>[^<>]*</su[pb]>)", re.I)
_SIGNS = re.compile(r"(?<!\\)(?:\*{1,3}|`+|(?<!\w)_{1,3}|_{1,3}(?!\w))|\\(?=[^\w\s])|\s#+\s*$")


def read_markdown_file(text: str) -> Source:
    """Every line with its number; lines of cells between rules are rows of one table."""
    source = Source()
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = _after_matter(lines)
    for number, line in enumerate(lines[:first], start=1):
        field = _FIELD.fullmatch(line)
        for words in _listed(field[1]) if field else [line] if set(line) - {"-", "."} else []:
            source.passages += _passage(words, number)
    source.things += links_defined(_outside_code(lines, first))
    lines[first:], blocks = without_markup(lines[first:], first)
    source.things += links_beside(_outside_code(lines, first))
    source.things += (shown := list(pictures(_outside_code(lines, first))))
    source.descriptions += [one.words for one in shown if one.words]
    source.passages += _body(lines, first, {place: block.passages for place, block in blocks.items()})
    source.things += [thing for block in blocks.values() for thing in block.things]
    source.descriptions += [words for block in blocks.values() for words in block.descriptions]
    return source


def _outside_code(lines: list[str], first: int) -> list[tuple[int, str]]:
    fenced = fenced_lines(lines[first:])
    return [(at + 1, line) for at, line in enumerate(lines) if at >= first and at - first not in fenced]


def _listed(said: str) -> list[str]:
    """What a field says, each of a list by itself."""
    return [one.strip(" \"'") for one in said[1:-1].split(",")] if re.fullmatch(r"\[.*\]", said) else [said]


def _after_matter(lines: list[str]) -> int:
    ends = [place for place, line in enumerate(lines) if place and line.rstrip() in ("---", "...")]
    return ends[0] + 1 if lines[0].rstrip() == "---" and ends else 0


def _body(lines: list[str], first: int, blocks: dict[int, list[Passage]]) -> Iterator[Passage]:
    fenced, tables, place = "", 0, first
    while place < len(lines):
        line = lines[place]
        yield from blocks.get(place, ())
        fence = line.strip()[:3]
        if fence in ("```", "~~~") and fenced in ("", fence):
            fenced = "" if fenced else fence
        elif fenced:
            yield from _bare(line, place + 1)
        elif end := _table_end(lines, place):
            yield from _table(lines[place:end], place + 1, Grid(tables))
            tables, place = tables + 1, end - 1
        elif end := _aligned_end(lines, place):
            yield from _aligned(lines[place:end], place + 1, Grid(tables))
            tables, place = tables + 1, end - 1
        elif not (_LINE.fullmatch(line) or _FENCE.fullmatch(line)):
            yield from _passage(_ATTRIBUTES.sub("", line), place + 1)
        place += 1


def _table_end(lines: list[str], place: int) -> int:
    """Where a table ends that begins here; 0 if none does: it has a rule in its first or second line."""
    if not any(_RULE.fullmatch(line) for line in lines[place : place + 2]) or "|" not in "".join(
        lines[place : place + 2]
    ):
        return 0
    end = place
    while end < len(lines) and ("|" in lines[end] or _RULE.fullmatch(lines[end])):
        end += 1
    return end


def _table(lines: list[str], number: int, grid: Grid) -> Iterator[Passage]:
    """The cells, row by row; in a grid of plus signs a row goes on until its rule."""
    is_grid = lines[0].startswith("+")
    rows: list[tuple[int, list[str]]] = []
    fresh = True
    for place, line in enumerate(lines, start=number):
        if _RULE.fullmatch(line):
            fresh = True
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        if is_grid and not fresh and len(rows[-1][1]) == len(cells):
            rows[-1] = (rows[-1][0], [f"{a} {b}" for a, b in zip(rows[-1][1], cells, strict=True)])
        else:
            rows.append((place, cells))
        fresh = not is_grid
    for place, cells in rows:
        grid.next_row()
        for cell in cells:
            yield Passage(f"line {place}", stretches=_stretches(cell), grid=grid.place()).finish()


def _aligned_end(lines: list[str], place: int) -> int:
    """Where a table of Pandoc's ends whose columns stand under groups of dashes; 0 if none begins here."""
    if place and lines[place - 1].strip():
        return 0
    blank = next((at for at in range(place, len(lines)) if not lines[at].strip()), len(lines))
    ruled = [at for at in range(place, blank) if _DASHES.fullmatch(lines[at])]
    if _LONG.fullmatch(lines[place]):
        last = next((at for at in range(place + 1, len(lines)) if _LONG.fullmatch(lines[at])), 0)
        return last + 1 if ruled and ruled[0] < last else 0
    if ruled[:1] == [place]:
        return blank if len(ruled) > 1 and ruled[-1] == blank - 1 and blank - place > 2 else 0
    return blank if ruled[:1] == [place + 1] and blank > place + 2 else 0


def _aligned(lines: list[str], number: int, grid: Grid) -> Iterator[Passage]:
    """The cells of such a table. With a long rule above, a row goes on to an empty line."""
    dashes = next(line for line in lines if _DASHES.fullmatch(line))
    starts = [found.start() for found in re.finditer(r"-+", dashes)]
    is_long = _LONG.fullmatch(lines[0]) is not None
    rows: list[tuple[int, list[str]]] = []
    is_new = True
    for place, line in enumerate(lines, start=number):
        if _DASHES.fullmatch(line) or _LONG.fullmatch(line) or not line.strip():
            is_new = True
            continue
        words = [line[a:b] for a, b in zip([0, *starts[1:]], [*starts[1:], len(line) + 1], strict=True)]
        if is_new or not is_long:
            rows.append((place, words))
        else:
            rows[-1] = (rows[-1][0], [f"{a} {b}" for a, b in zip(rows[-1][1], words, strict=True)])
        is_new = False
    for place, words in rows:
        grid.next_row()
        for cell in words:
            yield Passage(f"line {place}", stretches=_stretches(cell), grid=grid.place()).finish()


def _bare(line: str, number: int) -> list[Passage]:
    return [Passage(f"line {number}", stretches=[Stretch(line)]).finish()] if line.strip() else []


def _passage(line: str, number: int) -> list[Passage]:
    if not line.strip():
        return []
    marker = _ITEM.match(line)
    printed = int(marker[1]) if marker and marker[1] else None
    words = line[marker.end() :] if marker else _BEFORE.sub("", line, count=1)
    return [Passage(f"line {number}", stretches=_stretches(words), number=printed).finish()]


def _stretches(words: str) -> list[Stretch]:
    """What is live and what is struck out, without the signs of its form."""
    words = _TOLD.sub(lambda told: f"[@{told[1]}{', ' if told[2] else ''}{told[2] or ''}]", words)
    found: list[Stretch] = []
    for place, piece in enumerate(_STRUCK.split(words)):
        kind = "struck" if place % 2 else "live"
        for number, said in enumerate(_CITED.split(piece)):
            if number % 2 and kind == "live":
                found += _cited(said)
            else:
                found += _raised_or_not(said, kind)
    return found


def _raised_or_not(said: str, kind: str) -> list[Stretch]:
    """Words without the signs of their form; what tags or Pandoc's signs raise or lower is so."""
    found = []
    parts = re.split(r"(`[^`]*`)", said)
    parts[::2] = [_DOWN.sub(r"<sub>\1</sub>", _UP.sub(r"<sup>\1</sup>", part)) for part in parts[::2]]
    said = "".join(parts)
    for piece in _HEIGHT.split(said):
        height = {"<sup>": RAISED, "<sub>": LOWERED}.get(piece[:5].lower(), "") if _HEIGHT.fullmatch(piece) else ""
        if words := unescape(_SIGNS.sub("", _LINK.sub(r"\1", IMAGE.sub(" ", _TAG.sub("", piece))))):
            found.append(Stretch(words, kind, height))
    return found


def _cited(mark: str) -> list[Stretch]:
    """The works of a mark, each with what stands before it."""
    if mark.startswith("[^"):
        return [Stretch(mark, works=1, locators=("",))]
    found = []
    for one in mark.strip("[]").split(";"):
        before, _, work = one.partition("@")
        _, _, locator = work.partition(",")
        found += [Stretch(before.removesuffix("-"))] if before.strip(" -") else []
        found.append(Stretch(f"@{work}", works=1, locators=(locator.strip(),)))
    return found

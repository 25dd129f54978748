"""Plain text, as copied from a browser or written in a plain editor, to blocks. One line is one block, except:

- *wrapped text*: where most lines end near the same column without ending a sentence, a paragraph is a run of lines;
- *markers alone on a line* ("•", "3."), as some browsers copy lists, belong to the next line;
- *underlined headings* take the line of the underline with them; lines of tabs are the rows of a table, and so are
  lines whose words stand below each other, parted by spaces, which a person compares with the source.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from .blocks import CELL, HEADING, ITEM, PARAGRAPH, Block, Cell, Run
from .columns import LINES, TABLE, are_columns, fixed_columns, is_spaced
from .patterns import ends_sentence
from .remarks import Remark

_BULLET = re.compile(r"([•‣⁃◦▪▫●○■□∙·➢➤✓✔*–—-])(?:[ \t\u00a0]+|(?<=[•‣◦▪●○■])(?=\S))(.*)")
_LETTER_BULLET = re.compile(r"(o)[ \t]+(.*)")
_NUMBERED = re.compile(r"\(?(\d{1,3})[.)][ \t\u00a0]+(.*)")
_LETTERED = re.compile(r"\(?([a-h])\)[ \t\u00a0]+(.*)")
_MARKER_ALONE = re.compile(r"[•‣◦▪●○■]|\(?\d{1,3}[.)]|\[\d{1,3}\]")
_HASHES = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_RULE = re.compile(r"(?:[-–—_=*~•·.][ \t]?){3,}")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_WIDE_GAP = re.compile(r"\t|[ \u00a0]{3,}")
_GAP = re.compile(r"(?<![.!?:;…)\]\"”’ \u00a0])[ \u00a0]{2,}")  # two spaces after a stop are a way of typing
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1")
MIN_WRAPPED_LINES = 6
NEAR_LENGTH = 2  # by so much may a line of hyphens differ from the heading that it underlines
NEAR_LINES = 5  # before and after a line, that show how wide lines are there
MIN_SURE = 6  # so many lines that all end where they are full are no list whose lines chance to be as long
JOINED = "Lines that could be a list were joined into one sentence; compare it with the source"
MIN_FILLED, MIN_WIDTH, MIN_BROKEN_WORDS = 3, 30, 6


@dataclass
class Line:
    """A line that says something: its number, words, indent, whether an empty line came before, what its tabs part, and
    the line as it is drawn."""

    number: int
    words: str
    indent: int
    gap: bool
    cells: tuple[str, ...] = ()
    drawn: str = ""


@dataclass(frozen=True)
class Width:
    """The column at which paragraphs were broken into lines, 0 if they were not; how far before it a line may end, and
    whether enough lines show it."""

    at: int = 0
    slack: int = 12
    is_sure: bool = True


def read_plain(text: str) -> tuple[list[Block], list[str]]:
    """The blocks of a text, and its lines (the first is line 1). Every line that is not blank is in one block."""
    source = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _lines_of(source)
    width = _wrapped_width(lines)
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        end, made = _next(lines, position, width)
        blocks += made
        position = end
    return _doubt_items(_mark_levels(blocks)), source


def _lines_of(source: list[str]) -> list[Line]:
    lines, gap = [], False
    for number, line in enumerate(source, start=1):
        words = line.strip()
        if not words:
            gap = True
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        lines.append(Line(number, words, indent, gap, tuple(cell.strip() for cell in line.split("\t")), line))
        gap = False
    return lines


def _wrapped_width(lines: list[Line]) -> Width:
    """The column at which paragraphs were broken into lines, by the lines that are long."""
    inner = [one for one, following in pairwise(lines) if not following.gap]
    long = [one for one in inner if len(one.words) >= 45]
    if len(long) < MIN_WRAPPED_LINES:
        return _width_of_few(lines)
    width = int(median(len(one.words) for one in long))
    near = [one for one in long if abs(len(one.words) - width) <= 15]
    unfinished = [one for one in near if not ends_sentence(one.words)]
    longest = max(len(one.words) for one in lines)
    is_wrapped = len(near) >= 0.8 * len(long) and len(unfinished) >= 0.6 * len(near) and longest <= width + 30
    return Width(width) if is_wrapped and width <= 110 else _width_of_few(lines)


def _width_of_few(lines: list[Line]) -> Width:
    """The same for a short text, where a sentence that goes on in small letters on the next line shows the column."""
    cut = [
        len(one.words)
        for one, following in pairwise(lines)
        if not following.gap and not ends_sentence(one.words) and following.words[0].islower() and len(one.words) >= 60
    ]
    if len(cut) < 2 or max(cut) - min(cut) > 25:
        return _width_that_is_filled(lines)
    width = int(median(cut))
    longest = max(len(one.words) for one in lines if not _is_marked(one))
    return Width(width) if longest <= width + 30 and width <= 130 else Width()


def _width_that_is_filled(lines: list[Line]) -> Width:
    """The same for narrow columns: no line that goes on in small letters had room for the next one's first word. Where
    such lines are few, they must end in a stop at last, as those of a list seldom do."""
    inner = [pair for pair in pairwise(lines) if not (pair[1].gap or _is_marked(pair[0]) or _is_marked(pair[1]))]
    cut = [(one, two) for one, two in inner if two.words[0].islower() and not ends_sentence(one.words)]
    width = max((len(one.words) for one in lines if not _is_marked(one)), default=0)
    is_filled = all(len(one.words) + 1 + _first_word(two) > width for one, two in cut)
    befores = {one.number for one, _ in inner}
    ends = all(two.number in befores or ends_sentence(two.words) for _, two in cut)
    is_sure = len(cut) >= MIN_SURE
    is_wrapped = len(cut) >= MIN_FILLED and is_filled and width >= MIN_WIDTH and (is_sure or ends)
    return Width(width, 0, is_sure) if is_wrapped else Width()


def _next(lines: list[Line], start: int, width: Width) -> tuple[int, list[Block]]:
    """The blocks that begin at a line, and where the next one begins."""
    line = lines[start]
    end = _table_end(lines, start)
    if end - start >= 2:
        return end, _table(lines[start:end])
    end = _spaced_end(lines, start)
    if end - start >= 2 and (made := _drawn(lines[start:end])):
        return end, made
    if _RULE.fullmatch(line.words):
        return start + 1, [_block(PARAGRAPH, "", line, apart="ruled line", raw=line.words)]
    following = lines[start + 1] if start + 1 < len(lines) else None
    if _MARKER_ALONE.fullmatch(line.words) and following and not _is_marked(following):
        return _gather(lines, start, start + 1, f"{line.words} {following.words}", width)
    if following and not following.gap and _UNDERLINE.fullmatch(following.words) and not _is_marked(line):
        block = _block(HEADING, line.words, line, level=1 if following.words[0] == "=" else 2, certain=True)
        block.lines += (following.number,)
        return start + 2, [block]
    return _gather(lines, start, start, line.words, width)


def _is_marked(line: Line) -> bool:
    return any(p.fullmatch(line.words) for p in (_BULLET, _NUMBERED, _LETTERED, _HASHES, _RULE, _MARKER_ALONE))


def _gather(lines: list[Line], start: int, last: int, words: str, width: Width) -> tuple[int, list[Block]]:
    """One block, with the lines that only continue it where the text is wrapped."""
    is_sure = True
    while last + 1 < len(lines) and not _begins_other(lines, last + 1):
        if width.at and _continues(lines[last], lines[last + 1], width):
            is_sure &= width.is_sure
        elif _hangs(lines[start], lines[last + 1]):
            is_sure &= not _are_open(lines[last : last + 2]) or _is_full(lines, last)
        elif _is_broken(lines, last, words):
            is_sure &= last == start and ends_sentence(lines[last + 1].words) and _is_full(lines, last)
        else:
            break
        last += 1
        words += ("" if re.search(r"[a-z]-$", words) else " ") + lines[last].words
    block = _typed(words, lines[start])
    block.lines = tuple(line.number for line in lines[start : last + 1])
    if not is_sure:
        joined = "\n".join(line.words for line in lines[start : last + 1])
        block.remarks = [Remark("list", joined, JOINED, serious=True)]
    return last + 1, [block]


def _begins_other(lines: list[Line], at: int) -> bool:
    """Whether a line stands in columns or is underlined: then it goes on with nothing, however it begins."""
    line, beside = lines[at], [*lines[at - 1 : at], *lines[at + 1 : at + 2]]
    if _WIDE_GAP.search(line.words) or (_GAP.search(line.words) and any(_GAP.search(one.words) for one in beside)):
        return True
    under = lines[at + 1] if at + 1 < len(lines) else None
    if not under or under.gap or not _UNDERLINE.fullmatch(under.words):
        return False
    return under.words[0] == "=" or abs(len(under.words) - len(line.words)) <= NEAR_LENGTH


def _continues(line: Line, following: Line, width: Width) -> bool:
    is_near = len(line.words) + _first_word(following) >= width.at - width.slack
    return is_near and not following.gap and not _is_marked(following)


def _hangs(item: Line, following: Line) -> bool:
    """Whether a line goes on with an item, below its words."""
    is_item = _BULLET.fullmatch(item.words) or _NUMBERED.fullmatch(item.words)
    return bool(is_item) and following.indent >= item.indent + 2 and not (following.gap or _is_marked(following))


def _is_broken(lines: list[Line], last: int, words: str) -> bool:
    """Whether words of some length stop amid their sentence, and the next line goes on in small letters; not where
    lines in small letters follow each other without a stop, as those of a list do."""
    following = lines[last + 1]
    ends = ends_sentence(words) or words[-1] in ":;" or len(words.split()) < MIN_BROKEN_WORDS
    if ends or following.gap or _is_marked(following) or not following.words[0].islower():
        return False
    around = lines[max(last - 1, 0) : last + 3]
    return not any(_are_open(list(pair)) for pair in pairwise(around))


def _are_open(pair: list[Line]) -> bool:
    """Whether two lines that follow each other both begin in small letters and end without a stop."""
    are_small = all(line.words[0].islower() and not ends_sentence(line.words) for line in pair)
    return are_small and not (pair[1].gap or any(map(_is_marked, pair)))


def _is_full(lines: list[Line], at: int) -> bool:
    """Whether the next line's first word had no room in a line that is as wide as the longest ones near it."""
    near = lines[max(at - NEAR_LINES, 0) : at + NEAR_LINES + 1]
    return len(lines[at].words) + 1 + _first_word(lines[at + 1]) > max(len(line.words) for line in near)


def _first_word(line: Line) -> int:
    return len(line.words.split()[0])


def _typed(words: str, line: Line) -> Block:
    hashes = _HASHES.fullmatch(words)
    if hashes and hashes[2]:
        return _block(HEADING, hashes[2], line, level=len(hashes[1]), certain=True)
    numbered = _NUMBERED.fullmatch(words) or _LETTERED.fullmatch(words)
    if numbered and numbered[2]:
        value = int(numbered[1]) if numbered[1].isdigit() else ord(numbered[1]) - 96
        marker = words[: numbered.start(2)].strip()
        return _block(ITEM, numbered[2], line, ordered=True, number=value, marker=marker, level=line.indent)
    bullet = _BULLET.fullmatch(words) or (_LETTER_BULLET.fullmatch(words) if line.indent else None)
    if bullet and bullet[2]:
        return _block(ITEM, bullet[2], line, marker=bullet[1], level=line.indent)
    return _block(PARAGRAPH, words, line)


def _block(kind: str, words: str, line: Line, *, raw: str = "", **more: object) -> Block:
    return Block(kind, [Run(raw)] if raw else _runs(words), (line.number,), gap=line.gap, **more)


def _runs(words: str) -> list[Run]:
    """The words, with ``**bold**`` of pasted Markdown as bold."""
    runs, position = [], 0
    for match in _BOLD.finditer(words):
        runs += [Run(words[position : match.start()])] if match.start() > position else []
        runs.append(Run(match[2], marks=("strong",)))
        position = match.end()
    return [*runs, Run(words[position:])] if position < len(words) else runs


def _table_end(lines: list[Line], start: int) -> int:
    """Where the rows end that begin at a line, ``start`` if it begins none.

    A row has a tab between words, or, below such a row, as many tabs as it: its first or last cells are empty.
    """
    if "\t" not in lines[start].words or _is_marked(lines[start]):
        return start
    end = start + 1
    while end < len(lines) and not lines[end].gap:
        is_row = "\t" in lines[end].words or len(lines[end].cells) == len(lines[start].cells)
        if not is_row:
            break
        end += 1
    return end


def _table(rows: list[Line]) -> list[Block]:
    """The cells of all rows, those that are missing at the end of a row as empty ones."""
    columns = max(len(row.cells) for row in rows)
    return [_cell(row, number, column, rows[0]) for number, row in enumerate(rows) for column in range(columns)]


def _spaced_end(lines: list[Line], start: int) -> int:
    """Where the lines end that begin at a line and have many spaces between words, with no empty line between them."""
    end = start
    while (
        end < len(lines)
        and is_spaced(lines[end].drawn)
        and not (_is_marked(lines[end]) or (lines[end].gap and end > start))
    ):
        end += 1
    return end


def _drawn(rows: list[Line]) -> list[Block]:
    """The cells of lines whose words stand below each other; if they do not quite, the lines, with a doubt on each."""
    parts = [re.split(r"[ \u00a0]{2,}|[ \u00a0]*\t\s*", row.drawn.rstrip()) for row in rows]
    spans = fixed_columns([row.drawn for row in rows])
    if not spans:
        doubt = LINES.format("spaces")
        said = [" | ".join(part) for part in parts]
        made = [_block(PARAGRAPH, row.words, row) for row in rows] if are_columns(parts) else []
        for block, words in zip(made, said, strict=False):
            block.remarks = [Remark("list", words, doubt, serious=True)]
        return made
    cut = [
        replace(row, cells=tuple(row.drawn.expandtabs(8)[low:high].strip() for low, high in span))
        for row, span in zip(rows, spans, strict=True)
    ]
    made = _table(cut)
    words = "\n".join(" | ".join(row.cells) for row in cut)
    made[0].remarks = [Remark("list", words, TABLE.format("spaces"), serious=True)]
    return made


def _doubt_items(blocks: list[Block]) -> list[Block]:
    """The blocks, with a doubt on each of neighbouring items whose words stand in columns."""
    for is_item, group in groupby(blocks, key=lambda block: block.kind == ITEM):
        items = [*group] if is_item else []
        parts = [re.split(r"[ \u00a0]*\t\s*|[ \u00a0]{2,}", item.raw.strip()) for item in items]
        for item, part in zip(items, parts, strict=True) if are_columns(parts) else ():
            if len(part) > 1:
                item.remarks = [
                    *item.remarks,
                    Remark("list", " | ".join(part), LINES.format("tabs or spaces"), serious=True),
                ]
    return blocks


def _cell(row: Line, number: int, column: int, first: Line) -> Block:
    words = row.cells[column] if column < len(row.cells) else ""
    block = _block(CELL, words, row)
    is_head = number == 0 and not re.search(r"\d", row.words)
    block.cell = Cell(table=first.number, row=number, head=is_head, column=column)
    return block


def _mark_levels(blocks: list[Block]) -> list[Block]:
    """Turn the indents of neighbouring items into depths: 0, 1, 2…"""
    indents: list[int] = []
    for block in blocks:
        if block.kind != ITEM:
            indents = indents if block.level else []
            continue
        while indents and indents[-1] > block.level:
            indents.pop()
        if not indents or indents[-1] < block.level:
            indents.append(block.level)
        block.level = min(len(indents) - 1, 5)
    return blocks

"""The head of a page: which of its first lines are the title, the question it answers, and its standfirst."""

import re
from collections import Counter
from dataclasses import dataclass

from .blocks import CELL, HEADING, ITEM, SUBTITLE, Block
from .boilerplate import LABEL, fold
from .patterns import has_sentence_break, has_sentence_within, is_prose

MAX_HEAD = 40
_QUESTION_LABEL = re.compile(r"(?:question|q)\s*[:.]\s*(?=\S)", re.I)


@dataclass
class Head:
    """The blocks of the head; ``rest`` is where the article itself goes on."""

    title: Block | None
    question: Block | None
    summary: Block | None
    rest: int


def find_head(blocks: list[Block], *, trusted: bool) -> Head:
    """Title, question and standfirst of a page. Blocks that are apart are looked over, except that a byline parts what
    is the page's from what is its first section's. Short lines that are none of these get their reason."""
    marked = _marked_title(blocks) if trusted else None
    if marked is not None:
        return _around_title(blocks, marked)
    lines, byline, rest = _short_lines(blocks)
    before = [index for index in lines if byline is None or index < byline]
    after = [index for index in lines if index not in before]
    if not before or _is_headline_of(blocks, before, after):
        before, after = [*before, *after[:1]], after[1:]
    chosen = _choose(blocks, before)
    if chosen is None:
        return Head(None, None, None, 0)
    title, question, others = chosen
    if byline is None and not after:
        rest, others = _leave_heading(blocks, title, question, others, rest)
    elif after:
        rest = after[-1]
        others += after[:-1]
    summary = _standfirst(blocks, max(title, question if question is not None else -1))
    summary = summary if summary is not None else _subtitle(blocks, title, others)
    for index in others:
        if index != summary:
            blocks[index].apart = blocks[index].apart or LABEL
    return Head(
        blocks[title],
        blocks[question] if question is not None else None,
        blocks[summary] if summary is not None else None,
        max(rest, (summary + 1) if summary is not None else 0),
    )


# Marked up


def _marked_title(blocks: list[Block]) -> int | None:
    """The title where headings are marked up: a title style, else the first heading if it is above all others."""
    headings = [(index, block) for index, block in enumerate(blocks) if block.kind == HEADING and not block.apart]
    titled = next((index for index, block in headings if block.level == 0), None)
    if titled is not None:
        return titled
    if not headings:
        return None
    index, first = headings[0]
    above_all = first.level == 1 and all(block.level > 1 for _, block in headings[1:])
    leads = not any(is_prose(block.text) for block in blocks[:index] if not block.apart)
    return index if (above_all and leads) or (first.level == 1 and leads and _is_first(blocks, index)) else None


def _is_first(blocks: list[Block], index: int) -> bool:
    return all(block.apart for block in blocks[:index])


def _around_title(blocks: list[Block], title: int) -> Head:
    """The question just before or after a marked title; what else stands before the title is a label."""
    live = [index for index, block in enumerate(blocks) if not block.apart]
    place = live.index(title)
    near = [index for index in live[max(0, place - 1) : place + 2] if index != title]
    asks = [index for index in near if _asks(blocks[index]) and blocks[index].kind not in (HEADING, ITEM)]
    question = asks[0] if asks and not blocks[title].text.endswith("?") else None
    for index in live[:place]:
        if index != question:
            blocks[index].apart = LABEL
    last = max(title, question if question is not None else -1)
    marked = [index for index in live[place + 1 : place + 4] if SUBTITLE in blocks[index].ids]
    summary = marked[0] if marked else _standfirst(blocks, last)
    return Head(
        blocks[title],
        blocks[question] if question is not None else None,
        blocks[summary] if summary is not None else None,
        (summary if summary is not None else last) + 1,
    )


def _standfirst(blocks: list[Block], title: int) -> int | None:
    """The one paragraph between the title and the byline, if text goes on after the byline."""
    found = None
    for index in range(title + 1, min(len(blocks), title + 8)):
        block = blocks[index]
        if block.apart in ("byline", "date"):
            return found
        if block.apart:
            continue
        if (
            found is not None
            or not is_prose(block.text)
            or block.kind in (ITEM, CELL, HEADING)
            or len(block.text) > 400
        ):
            return None
        found = index
    return None


# Not marked up


def _short_lines(blocks: list[Block]) -> tuple[list[int], int | None, int]:
    """The short lines before the first text, the place of the byline if it comes before the text, and the text's."""
    lines: list[int] = []
    byline: int | None = None
    for index, block in enumerate(blocks[:MAX_HEAD]):
        if block.apart in ("byline", "date"):
            byline = index if byline is None else byline
        elif block.apart:
            continue
        elif (
            block.kind in (ITEM, CELL)
            or (is_prose(block.text) and not _asks(block))
            or _is_text(block, blocks[index + 1 :])
        ):
            return lines, byline, index
        else:
            lines.append(index)
    return lines, byline, min(len(blocks), MAX_HEAD)


def _is_text(block: Block, following: list[Block]) -> bool:
    """Whether a short line is text all the same: it introduces a list, or says more than one sentence."""
    after = next((other for other in following if not other.apart), None)
    introduces = block.text.endswith(":") and after is not None and after.kind == ITEM
    return introduces or has_sentence_within(block.text)


def _asks(block: Block) -> bool:
    return block.text.endswith("?") and block.words <= 20 and not has_sentence_break(block.text)


def _choose(blocks: list[Block], lines: list[int]) -> tuple[int, int | None, list[int]] | None:
    """The title and the question among the lines of the head, and the others."""
    if not lines:
        return None
    real = [index for index in lines if blocks[index].words >= 3] or lines
    title = real[0]
    if len(real) > 1 and _aboutness(blocks, real[1]) > _aboutness(blocks, title) + 0.34 and blocks[title].words <= 4:
        title = real[1]
    question = None
    following = real[real.index(title) + 1 : real.index(title) + 2]
    if following and blocks[title].text.endswith("?") != blocks[following[0]].text.endswith("?"):
        title, question = (title, following[0]) if blocks[following[0]].text.endswith("?") else (following[0], title)
    return title, question, [index for index in lines if index not in (title, question)]


def _is_headline_of(blocks: list[Block], before: list[int], after: list[int]) -> bool:
    """Whether all that stands before the date is a question, and the line behind it says what the question is about:
    then that is the headline, and no heading of a section."""
    if len(before) != 1 or not after or not _asks(blocks[before[0]]) or blocks[after[0]].text.endswith("?"):
        return False
    asked = {_stem(word) for word in fold(blocks[before[0]].text).split()}
    said = {_stem(word) for word in fold(blocks[after[0]].text).split() if len(word) > 2}
    return len(said) >= 2 and len(said & asked) >= 0.5 * len(said)


def _stem(word: str) -> str:
    """The beginning of a word, which "cause" and "caused" share."""
    return word[:5]


def _aboutness(blocks: list[Block], index: int) -> float:
    """How many of a line's words the page goes on to use: a title's do, the name of a site does not."""
    words = [word for word in fold(blocks[index].text).split() if len(word) > 3]
    used = Counter(
        word for number, block in enumerate(blocks[:200]) if number != index for word in fold(block.text).split()
    )
    return sum(used[word] >= 2 for word in words) / len(words) if words else 0.0


def _leave_heading(
    blocks: list[Block], title: int, question: int | None, others: list[int], rest: int
) -> tuple[int, list[int]]:
    """Without a byline, the last short line over the text is the first section's heading, not a label."""
    last = max([title, *([question] if question is not None else []), *others])
    if others and last == others[-1]:
        return last, others[:-1]
    return rest, others


def _subtitle(blocks: list[Block], title: int, others: list[int]) -> int | None:
    """A line of five words or more right after the title is its subtitle."""
    after = [index for index in others if index > title and blocks[index].words >= 5 and not blocks[index].apart]
    return after[0] if after else None

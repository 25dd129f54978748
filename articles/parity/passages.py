"""A stored text as sentences with the citations that stand in them, whatever language it is in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.citations import mark_of
from articles.text.model import Block, Run, tag_of
from articles.text.notes import Notes
from articles.text.reading import read

_END = re.compile(r"[.!?…؟](?<![.!?…؟].)[.!?…؟]*+[\"'”’)\]»]*+(?=\s|$)|[。！？]+[”’）」』]*")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.\s?b|d\.\s?h|bzw|usw|ca|etc|evtl|ggf|max|min|nr|dr|mr|mrs|ms|prof|st|vs|al|approx|fig|no"
    r"|p\.\s?ej|aprox|máx|mín|sr|sra|ud|uds|p\.\s?ex|env|cf|np|tj|tzn|m\.\s?in|ok|godz|j\.m|i\.e|[a-z]))\.\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``cites`` are the keys of what it cites."""

    text: str
    cites: tuple[str, ...] = ()


def passages_of(html: str) -> list[Sentence]:
    """The sentences of a stored text, in order."""
    return [sentence for runs in _leaves(read(html, Notes())) for sentence in _sentences(runs)]


def _leaves(blocks: list[Block]) -> Iterator[list[Run]]:
    for block in blocks:
        if block.is_leaf:
            yield block.runs
        else:
            yield from _leaves(block.children)


def _sentences(runs: list[Run]) -> Iterator[Sentence]:
    text = ""
    marks: list[tuple[int, str]] = []
    for run in runs:
        if run.kind == "cite":
            if key := mark_of(run.text).key:
                marks.append((max(0, len(text.rstrip()) - 1), key))
        elif run.kind == "br":
            text += "\n"
        else:
            raised = run.text[:1].isdigit() and "sup" in {tag_of(mark) for mark in run.marks}
            text += ("^" if raised else "") + run.text
    start = 0
    for end in _ends(text):
        said = text[start:end].strip()
        cites = tuple(key for at, key in marks if start <= at < end or (not said and at >= start))
        if said or cites:
            yield Sentence(said, cites)
        start = end


def _ends(text: str) -> list[int]:
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not (match[0] == "." and _SHORT.search(text[max(0, match.start() - 8) : match.end()]))
        and not text[match.end() : match.end() + 2].strip()[:1].islower()
    ]
    ends += [index + 1 for index, char in enumerate(text) if char == "\n"]
    return sorted({*ends, len(text)})

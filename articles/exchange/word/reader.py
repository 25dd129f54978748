"""From the bytes of a Word file to its blocks."""

import re
from dataclasses import replace
from itertools import groupby

from ..blocks import PARAGRAPH, Block, Run
from ..columns import in_columns
from ..found_media import in_package, take_media
from ..html_media import kept_href, taken_off
from ..remarks import Remark
from .body import Body, Place, place_captions
from .names import W
from .notes import tell_of_lone_notes
from .package import open_package, refusal
from .revisions import ACCEPTED
from .source import Source
from .surroundings import put_around

_FIGURE = re.compile(r"\b(?:fig(?:ure|\.)|picture)\s*(\d+)", re.I)


def read_word(name: str, data: bytes, *, max_unpacked_bytes: int, tracked: str) -> list[Block]:
    """The blocks of a .docx, each with what was noticed at it.

    ``tracked`` is "accepted" or "rejected": the state of all its tracked changes. Raises
    :class:`~editorial.shared.issues.Refused` for a file that is none, is damaged or protected, or too large.
    """
    source = Source(open_package(name, data, max_unpacked_bytes), tracked == ACCEPTED)
    root = source.package.parts[source.package.main]
    body = root.find(f"{W}body")
    if body is None:
        raise refusal(name, "not-word", "is damaged: it has no text")
    reader = Body(source)
    place = Place(source.package.main)
    reader.read(body, place)
    reader.finish(place)
    tell_of_lone_notes(source)
    reader.blocks = in_columns(reader.blocks, source.new_id)
    place_captions(reader.blocks)
    take_media(reader.blocks, in_package(data))
    _tell_of_figures(reader.blocks)
    blocks = [*reader.blocks, *source.apart, *put_around(source)]
    _take_off_links(blocks)
    return _with_remarks(blocks, [*source.remarks, *reader.carried])


def _take_off_links(blocks: list[Block]) -> None:
    """Links that no text keeps (to other files, telephones, scripts) leave their words and are told."""
    for block in blocks:
        if not any(run.href for run in block.runs):
            continue
        for href, linked in groupby(block.runs, key=lambda run: run.href):
            words = "".join(run.text for run in linked).strip()
            remark = taken_off(words, href) if href and not kept_href(href) else None
            block.remarks += [remark] if remark else []
        block.runs = [run if not run.href or kept_href(run.href) else replace(run, href="") for run in block.runs]


def _tell_of_figures(blocks: list[Block]) -> None:
    """A picture that the text names is missed there, if it does not come in."""
    captions = (
        _FIGURE.match(block.text)
        for place, block in enumerate(blocks)
        if block.apart == "picture caption" and not any(one.medium for one in blocks[max(place - 1, 0) : place + 2])
    )
    missing = {match[1] for match in captions if match}
    for block in blocks:
        named = [match for match in _FIGURE.finditer(block.text) if match[1] in missing] if not block.apart else []
        for match in named:
            reason = "The text names a picture that is not taken over"
            block.remarks.append(Remark("picture", match.group(), reason, sentence=block.text[:300]))


def _with_remarks(blocks: list[Block], remarks: list[Remark]) -> list[Block]:
    """What is said of the whole file stands at its first block; a file without words says it by blocks set apart, one
    for all remarks in a row about the same words."""
    if blocks:
        blocks[0].remarks = [*remarks, *blocks[0].remarks]
        return blocks
    told = groupby(remarks, key=lambda remark: remark.words or remark.reason)
    return [
        Block(PARAGRAPH, [Run(words)], (), apart="left out", certain=True, remarks=[*about]) for words, about in told
    ]

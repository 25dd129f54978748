"""Finds a page's reference list and cuts it into entries: numbered or not, with a heading or without, of one line or
several lines an entry. What an entry's words mean is left to ``references.formats.plain``.
"""

import re
from dataclasses import dataclass, field

from references.formats.plain import parse_entry
from references.keys import propose_key

from .blocks import CELL, HEADING, ITEM, Block
from .boilerplate import DISCLAIMER
from .bylines import looks_like_byline
from .document import ReferenceEntry
from .links_behind import links_behind
from .patterns import YEAR, is_prose
from .reference_entries import (
    Entry,
    continues_entry,
    group_unnumbered,
    is_kind_label,
    looks_like_reference,
    without_tail,
)

_HEADING = re.compile(
    r"(?:(?:view|show|see|hide|expand|our|article|medical|scientific|key|main|selected|all|"
    r"full)\s+){0,3}(?:\d{1,3}\s+)?"
    r"(?:(?:further|additional|suggested|recommended) (?:reading|information|resources)\s*(?:and|&|/|,)\s*)?"
    r"(?:references?|sources?|citations?|bibliography|works cited|literature(?: cited)?|reference list|"
    r"list of references|"
    r"cited (?:works|sources|literature)|endnotes|footnotes|evidence (?:sources|base))"
    r"(?:\s*(?:and|&|/|,)\s*(?:references?|sources?|citations?|notes|further reading|resources|footnotes|"
    r"bibliography)){0,2}"
    r"(?:\s*\(?\d{1,3}\)?)?(?:\s+(?:cited|used|list))?\s*[:.+▾▼›-]?",
    re.I,
)
_LEADING = re.compile(r"(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)]|([⁰¹²³⁴-⁹]{1,3})|(\d{1,3})(?=\s+[A-Z“\"‘]))\s*")
MAX_LEFT_OUT = 3  # numbers that may be missing between two entries
MAX_TRIES, MAX_LABELS = 5, 1_000  # how far a list without a heading is looked for
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ADDRESSES_READER = re.compile(r"\b(?:you|your|we|our|us)\b", re.I)


@dataclass
class ReferenceList:
    """The list: its entries, whether its numbers are the source's own, the blocks that made its heading, and those
    that stand in it and are no part of an entry."""

    entries: list[Entry]
    numbered: bool
    heading: list[Block] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)

    @property
    def numbers(self) -> set[int]:
        """What may be cited: the list's own numbers, or the positions in a list without any."""
        if self.numbered:
            return {entry.number for entry in self.entries}
        return set(range(1, len(self.entries) + 1))


def find_references(blocks: list[Block]) -> ReferenceList | None:
    """The reference list of a page, its blocks not yet marked; None if there is none to be seen."""
    start = _headed_start(blocks)
    if start is None:
        return _headless(blocks)
    heading, position = [blocks[start]], start + 1
    while position < len(blocks) and _HEADING.fullmatch(blocks[position].text):
        heading.append(blocks[position])
        position += 1
    body = _body(blocks, position, heading[0])
    entries, numbered = _entries(body)
    return ReferenceList(entries, numbered, heading, _strays(body, entries)) if entries else None


def _strays(body: list[Block], entries: list[Entry]) -> list[Block]:
    """What stands among the entries without being in one, such as a label before the first number."""
    used = {id(block) for entry in entries for block in entry.blocks}
    last = max(index for index, block in enumerate(body) if id(block) in used)
    return [block for block in body[:last] if id(block) not in used]


def is_references_heading(text: str) -> bool:
    """Whether a line is nothing but the name of a reference list."""
    return len(text) <= 80 and _HEADING.fullmatch(text) is not None


def _headed_start(blocks: list[Block]) -> int | None:
    """The last heading of a reference list that something like a reference follows."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.kind != CELL and not block.apart and is_references_heading(block.text):
            following = [other for other in blocks[index + 1 : index + 12] if not other.apart]
            if _evidence(following):
                while index and is_references_heading(blocks[index - 1].text):
                    index -= 1
                return index
    return None


def _evidence(blocks: list[Block]) -> bool:
    return any(
        looks_like_reference(block.text) or is_kind_label(block.text) or YEAR.search(block.text[-60:])
        for block in blocks
    ) or (bool(blocks) and leading_number(blocks[0]) == 1)


def _body(blocks: list[Block], start: int, heading: Block) -> list[Block]:
    """The blocks of the list, from after its heading to where something else begins."""
    body = []
    for block in blocks[start:]:
        if block.apart:
            if block.apart == DISCLAIMER:
                body.append(block)
            continue
        if _ends_list(block, heading):
            break
        if not (looks_like_byline(block.text) and not block.text.lower().startswith("by ")):
            body.append(block)
    return body


def _ends_list(block: Block, heading: Block) -> bool:
    if block.kind == HEADING and block.certain and not is_kind_label(block.text):
        return not heading.certain or heading.kind != HEADING or block.level <= heading.level
    speaks = len(_ADDRESSES_READER.findall(block.text)) >= 1 and is_prose(block.text) and block.words >= 8
    return speaks and not looks_like_reference(block.text)


def leading_number(block: Block) -> int | None:
    """The number with which an entry begins, if it does."""
    if block.kind == ITEM and block.ordered and block.number is not None and not block.marker.strip("().").isalpha():
        return block.number
    match = _LEADING.match(block.text)
    if not match or match.end() == len(block.text):
        return None
    return int(next(group for group in match.groups() if group).translate(_SUPERSCRIPTS))


def _without_number(block: Block) -> str:
    is_numbered_item = block.kind == ITEM and block.ordered
    return block.text if is_numbered_item else _LEADING.sub("", block.text, count=1)


def _entries(body: list[Block]) -> tuple[list[Entry], bool]:
    """The entries, and whether they are numbered."""
    numbered = _numbered(body)
    if numbered:
        return without_tail(numbered), True
    usable = [block for block in body if not block.apart]
    return without_tail(group_unnumbered(usable)), False


def _numbered(body: list[Block]) -> list[Entry]:
    """Entries by the list's own numbers, which must rise one by one; [] if they do not."""
    entries: list[Entry] = []
    expected: int | None = None
    waiting: list[Block] = []
    for position, block in enumerate(body):
        number = leading_number(block)
        if expected and number == 1 and block.certain and block.kind == ITEM:
            break  # another list: footnotes, say
        if number is not None and (_goes_on(number, expected, block) if expected else position <= 2):
            expected = number + 1
            if not block.apart:
                labels = [label for label in waiting if is_kind_label(label.text)][-1:]
                kind = labels[0].text if labels else ""
                entries.append(Entry([_without_number(block)], [*labels, block], number=number, kind=kind))
                waiting = []
        elif block.apart:
            continue
        elif entries and _list_has_ended(entries, block):
            break
        elif not entries or (is_kind_label(block.text) and _number_follows(body, position, expected)):
            waiting.append(block)
        else:
            entries[-1].add(block)
    return entries if _is_list(entries, body) else []


def _goes_on(number: int, expected: int, block: Block) -> bool:
    """The next number; or one a little further on, since numbers are left out when a reference is taken away."""
    left_out = block.kind == ITEM and not block.certain and expected < number <= expected + MAX_LEFT_OUT
    return number == expected or left_out


def _list_has_ended(entries: list[Entry], block: Block) -> bool:
    """Whether a paragraph stands after the list and is no part of its last entry: after a list that is marked up as
    one; or, where every entry was a single line, after an empty line."""
    last = entries[-1].blocks[-1]
    if last.certain and last.kind == ITEM:
        return block.certain and block.kind not in (ITEM, CELL) and not block.continues
    single = len(entries) >= 2 and all(len(entry.texts) == 1 for entry in entries)
    return single and block.gap and not (looks_like_reference(block.text) or continues_entry(block.text))


def _is_list(entries: list[Entry], body: list[Block]) -> bool:
    """Whether the numbers make a list: two or more, or a single one that is a reference or all there is."""
    if len(entries) != 1:
        return bool(entries)
    alone = len(entries[0].blocks) == len([block for block in body if not block.apart])
    return alone or looks_like_reference(entries[0].texts[0])


def _number_follows(body: list[Block], position: int, expected: int | None) -> bool:
    following = body[position + 1] if position + 1 < len(body) else None
    return following is not None and leading_number(following) == (expected or 1)


# Without a heading


def _headless(blocks: list[Block]) -> ReferenceList | None:
    """A list at the end of the page that no heading announces: numbered, or of lines that all look like references."""
    tail = [block for block in blocks if not block.apart and block.kind != CELL]
    for find in (_headless_numbered, _headless_labelled, _headless_lines):
        body, numbered = find(tail)
        if body:
            entries, was_numbered = _entries(body)
            if entries and was_numbered == numbered:
                return ReferenceList(entries, numbered)
    return None


def _headless_numbered(tail: list[Block]) -> tuple[list[Block], bool]:
    firsts = [index for index, block in enumerate(tail) if leading_number(block) == 1]
    for index in reversed(firsts[-MAX_TRIES:]):
        body = _until_prose(tail[index:])
        entries = _numbered(body)
        good = [entry for entry in entries if looks_like_reference(" ".join(entry.texts))]
        if len(entries) >= 2 and len(good) >= 0.6 * len(entries):
            return body, True
    return [], True


def _until_prose(blocks: list[Block]) -> list[Block]:
    for index, block in enumerate(blocks):
        if _ends_list(block, block) and leading_number(block) is None:
            return blocks[:index]
    return blocks


def _headless_labelled(tail: list[Block]) -> tuple[list[Block], bool]:
    labels = [index for index, block in enumerate(tail) if is_kind_label(block.text)][-MAX_LABELS:]
    ends = [*labels[1:], len(tail)]
    for _ in range(min(len(labels), MAX_TRIES)):
        groups = [tail[start + 1 : end] for start, end in zip(labels, ends, strict=True)]
        if len(groups) >= 2 and all(any(YEAR.search(block.text) for block in group) for group in groups):
            return _until_prose(tail[labels[0] :]), False
        labels, ends = labels[1:], ends[1:]
    return [], False


def _headless_lines(tail: list[Block]) -> tuple[list[Block], bool]:
    start = len(tail)
    while start and looks_like_reference(tail[start - 1].text):
        start -= 1
    return (tail[start:], False) if len(tail) - start >= 2 else ([], False)


# To the document


def to_reference_entries(found: ReferenceList) -> list[ReferenceEntry]:
    """The entries as the document has them, each with a key of its own: lane1998, lane1998a…"""
    made: list[ReferenceEntry] = []
    taken: set[str] = set()
    for entry in found.entries:
        parsed = parse_entry(entry.parts_text)
        csl = parsed.csl | links_behind(entry.blocks, parsed.csl)
        key = propose_key(csl, taken)
        taken.add(key)
        made.append(
            ReferenceEntry(
                key=key,
                csl=csl,
                text=entry.source_text.replace("\n", " · "),
                number=entry.number,
                lines=tuple(line for block in entry.blocks for line in block.lines),
                thin=parsed.thin,
                why_thin=parsed.why,
                kind=entry.kind or parsed.kind,
                doubts=list(parsed.doubts),
                label=entry.label,
            )
        )
    return made

"""What a person changes about a read document before it becomes an article: its sections, and what was set apart.

Every function changes the document in place and keeps ``places`` true: each line of the source says where it went.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.text import clean, clean_line, plain_text

from .block_trees import LINES, Node, blocks_of, is_plain
from .document import Document, SectionText, SetApart, WordingText
from .headings import section_kind
from .names import anchor_for
from .remarks import Remark
from .tree import element, parse, text, to_html
from .unresolved import list_unresolved, sections_of, wordings_of

DROPPED = "dropped section"
TAG = re.compile(r"<[^>]*>")
_LOOK_BACK = 40
_ENOUGH = 60


@dataclass
class Pending:
    """A document that waits for a person's word, with the sections dropped from it; what was decided about its doubts,
    by their places in ``Document.remarks`` (verdict and note); and every step that was done."""

    document: Document
    dropped: list[SectionText] = field(default_factory=list)
    decided: dict[int, dict[str, str]] = field(default_factory=dict)
    steps: list[dict[str, str]] = field(default_factory=list)


def section_named(document: Document, anchor: str) -> SectionText | None:
    """The front or the section with this anchor."""
    return next((section for section in sections_of(document) if section.anchor == anchor), None)


def add_remarks(pending: Pending, anchor: str, remarks: Iterable[Remark]) -> None:
    """What was noticed when something was pasted into a section. Decisions about what the second reading of the file
    found, which is counted behind the remarks, move on with it."""
    document = pending.document
    section = section_named(document, anchor)
    new = [replace(remark, place=place_of(section)) for remark in remarks] if section else []
    first, more = len(document.remarks), len(new)
    pending.decided = {number + more * (number >= first): said for number, said in pending.decided.items()}
    document.remarks += new


def place_of(section: SectionText) -> str:
    """How ``Document.places`` names the section."""
    return "front" if section.kind == "front" else f"section:{section.anchor}"


# Sections


def drop_section(pending: Pending, anchor: str) -> None:
    """Take a section out; it can be put back as it was."""
    document = pending.document
    section = section_named(document, anchor)
    if section is None or section is document.front:
        return
    document.sections.remove(section)
    pending.dropped.append(section)
    _move_lines(document, place_of(section), f"dropped:{anchor}")
    relist(document)


def restore_section(pending: Pending, anchor: str) -> None:
    """Put a dropped section back where it stood in the source."""
    document = pending.document
    section = next((section for section in pending.dropped if section.anchor == anchor), None)
    if section is None:
        return
    pending.dropped.remove(section)
    before = [place for place, other in enumerate(document.sections) if other.line > section.line]
    document.sections.insert(before[0] if before else len(document.sections), section)
    _move_lines(document, f"dropped:{anchor}", place_of(section))
    relist(document)


def leave_medium(pending: Pending, anchor: str, number: int) -> None:
    """Take a picture out of a section; its words stand with what was set apart."""
    document = pending.document
    section = section_named(document, anchor)
    if section is None or not 0 <= number < len(section.media):
        return
    medium = section.media.pop(number)
    line = medium.lines[0] if medium.lines else 0
    words = " — ".join(filter(None, (medium.alt, medium.caption))) or "picture"
    document.set_apart.append(SetApart(line, words, "picture"))
    for one in medium.lines:
        places = document.places.get(one, "").split(", ")
        document.places[one] = ", ".join("set apart" if place == place_of(section) else place for place in places)


def may_merge(document: Document, anchor: str) -> bool:
    """Whether a section can become part of the one before it: neither has wordings of its own for anybody."""
    place = _index(document, anchor)
    if place is None:
        return False
    before = document.sections[place - 1] if place else document.front
    return not before.wordings and not document.sections[place].wordings


def merge_section(document: Document, anchor: str) -> None:
    """Make a section part of the one before it (the first: of the lead), its heading a smaller heading there."""
    if not may_merge(document, anchor):
        return
    place = _index(document, anchor)
    section = document.sections.pop(place)
    before = document.sections[place - 1] if place else document.front
    heading = element("h3", text(section.base.heading)) if section.base.heading else ""
    before.base.html = clean(before.base.html + heading + section.base.html).html
    before.media += [one for one in section.media if one.file not in {other.file for other in before.media}]
    _move_lines(document, place_of(section), place_of(before))
    relist(document)


def move_section(document: Document, anchor: str, *, up: bool) -> None:
    """Let a section change places with its neighbour."""
    place = _index(document, anchor)
    other = None if place is None else place + (-1 if up else 1)
    if other is not None and 0 <= other < len(document.sections):
        sections = document.sections
        sections[place], sections[other] = sections[other], sections[place]
        relist(document)


def _index(document: Document, anchor: str) -> int | None:
    anchors = [section.anchor for section in document.sections]
    return anchors.index(anchor) if anchor in anchors else None


# What was set apart


def put_back(pending: Pending, numbers: list[int], *, form: str, anchor: str = "") -> int:
    """Put these items of ``set_apart`` back into the text; returns how many.

    ``form`` is "paragraph" (what a person took out comes back with the form that it had), "subheading" or "section"
    (the line becomes a section's heading). They go where they stood in the source, or, if ``anchor`` names another
    section, to its end.
    """
    document = pending.document
    chosen = [document.set_apart[number] for number in sorted(set(numbers)) if 0 <= number < len(document.set_apart)]
    for item in chosen:
        if form == "section" and _may_be_line(item):
            _as_section(pending, item)
        else:
            _as_block(document, item, _block_of(item, form), anchor)
        document.set_apart.remove(item)
    relist(document)
    return len(chosen)


def _may_be_line(item: SetApart) -> bool:
    """Whether nothing of it is lost in a heading of a section, which has no citations and nothing raised."""
    return not item.html or all(map(is_plain, blocks_of(item.html)))


def _block_of(item: SetApart, form: str) -> list[Node]:
    """The item as a block: with the form that it had, if a person took it out."""
    blocks = blocks_of(item.html) or [Node("p", {}, [item.text])]
    is_line = form == "subheading" and len(blocks) == 1 and blocks[0].tag in LINES
    return [Node("h3", {}, blocks[0].children)] if is_line else blocks


def _as_block(document: Document, item: SetApart, nodes: list[Node], anchor: str) -> None:
    section, after = position_of(document, item.line)
    wanted = section_named(document, anchor) if anchor else None
    blocks = parse(section.base.html).children
    if wanted is not None and wanted is not section:
        section, blocks = wanted, parse(wanted.base.html).children
        after = len(blocks)
    blocks[after:after] = nodes
    section.base.html = clean(to_html(blocks), where=section.anchor).html
    _place_line(document, item.line, place_of(section))


def _as_section(pending: Pending, item: SetApart) -> None:
    """A new section that begins with this line: what follows it in the section where it stood becomes its text."""
    document = pending.document
    before, after = position_of(document, item.line)
    blocks = parse(before.base.html).children
    heading = clean_line(item.text)
    taken = [section.anchor for section in [*sections_of(document), *pending.dropped]]
    rest = "" if before.wordings else to_html(blocks[after:])
    made = SectionText(
        anchor_for(heading, taken), section_kind(heading), WordingText(heading=heading, html=rest), line=item.line
    )
    if rest:
        before.base.html = to_html(blocks[:after])
    place = document.sections.index(before) + 1 if before is not document.front else 0
    document.sections.insert(place, made)
    for line in [number for number in document.places if number > item.line]:
        if rest and document.places[line] == place_of(before):
            document.places[line] = place_of(made)
    _place_line(document, item.line, place_of(made))


def position_of(document: Document, line: int) -> tuple[SectionText, int]:
    """Where a line of the source belongs: the section around it, and after how many of its blocks."""
    named = {place_of(section): section for section in sections_of(document)}
    earlier = sorted((number for number in document.places if number < line), reverse=True)
    owner = None
    for number in earlier:
        owner = owner or next((named[p] for p in document.places[number].split(", ") if p in named), None)
        if owner is not None:
            break
    if owner is None:
        return document.front, 0
    return owner, _after_blocks(document, owner, earlier)


def _after_blocks(document: Document, owner: SectionText, earlier: list[int]) -> int:
    """How many of the section's blocks stand before the line that follows ``earlier`` (nearest first)."""
    blocks = [_letters(plain_text(to_html([child]))) for child in parse(owner.base.html).children]
    mine = [number for number in earlier if place_of(owner) in document.places[number].split(", ")]
    for number in mine[:_LOOK_BACK]:
        words = _letters(TAG.sub(" ", document.lines[number - 1] if number <= len(document.lines) else ""))
        if not words or number == owner.line:
            continue
        found = [place for place, block in enumerate(blocks) if block and (words[-_ENOUGH:] in block or block in words)]
        if found:
            return found[-1] + 1
    return 0


def _letters(words: str) -> str:
    """Letters only: numbers may have become citations."""
    return "".join(character for character in words.lower() if character.isalpha())


# Keeping the lists true


def _move_lines(document: Document, old: str, new: str) -> None:
    for line, places in document.places.items():
        if old in places.split(", "):
            document.places[line] = ", ".join(dict.fromkeys(new if p == old else p for p in places.split(", ")))


def _place_line(document: Document, line: int, place: str) -> None:
    """One thing of a line that was set apart went somewhere; others of the same line may still be apart."""
    if not line:
        return
    places = document.places.get(line, "").split(", ")
    still_apart = sum(item.line == line for item in document.set_apart) > 1
    kept = [one for one in places if one and (one != "set apart" or still_apart)]
    document.places[line] = ", ".join(dict.fromkeys([*kept, place]))


def relist(document: Document) -> None:
    """List the unresolved citations anew, in reading order; each keeps the line and the likely references it had."""
    known: dict[tuple[str, str], list] = {}
    for mark in document.unresolved:
        known.setdefault((mark.marker, mark.sentence), []).append(mark)
    list_unresolved(document, {})
    for mark in document.unresolved:
        before = known.get((mark.marker, mark.sentence))
        if before:
            old = before.pop(0)
            mark.line, mark.likely = old.line, old.likely or mark.likely


def cited_keys(document: Document) -> set[str]:
    """The keys that the document's texts cite."""
    found = set()
    for section in sections_of(document):
        for _, wording in wordings_of(section):
            found.update(re.findall(r'<cite data-ref="([^"]+)"', wording.html))
    return found

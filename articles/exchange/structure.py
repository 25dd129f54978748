"""The one pass from a page's blocks to a document: what is set apart, the references, the head, the sections.

Each step marks the blocks that it takes; whatever no step takes at the end is set apart as not understood, so nothing
is dropped in silence and ``Document.places`` accounts for every line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.text import clean, is_empty
from editorial.shared.hidden import made_visible
from editorial.shared.issues import Issue, Refused

from .author_year import NAMED, by_author_and_year, named_marks
from .blocks import HEADING, MAX_BLOCKS, PARAGRAPH, Block, Run, blocks_to_html, cut, strip_runs
from .boilerplate import (
    LABEL,
    fold,
    set_apart_by_words,
    set_apart_groups,
    set_apart_neighbours,
    set_apart_repeated,
)
from .bylines import take_people
from .checks import issue_at, line_of_text, refuse_hidden, refused_at
from .citation_marks import BlockMarks, Mark, find_marks
from .citations import decide_all
from .document import Document, Proposal, SectionText, SetApart, WordingText
from .head import Head, find_head
from .headings import HeadingFinder, section_kind
from .names import anchor_for
from .patterns import is_prose
from .reference_list import ReferenceList, find_references, to_reference_entries
from .tree import element
from .unresolved import list_unresolved

_SEPARATOR = re.compile(r"\s*[,;–-]\s*")  # between neighbouring citations
MAX_RUNS = 40_000
MAX_BLOCK = 50_000  # characters in one paragraph
MAX_TEXT = 400_000
MAX_SECTIONS, MAX_REFERENCES = 300, 1_000
AFTER_REFERENCES = "after the references"


def build_document(
    blocks: list[Block], *, source: str, format: str, lines: list[str], bibliography: Iterable[dict] = ()
) -> Document:
    """The document that a page's blocks make. ``bibliography`` is only offered for citations left unresolved."""
    _check_size(blocks)
    _refuse_hidden(blocks)
    document = Document(source=source, format=format, lines=lines)
    known = {item["id"]: item for item in bibliography if item.get("id")}
    _Page(blocks, document, known).build()
    return document


def _check_size(blocks: list[Block]) -> None:
    """Limits no article comes near; beyond them a page would keep a server busy."""
    if len(blocks) > MAX_BLOCKS or sum(len(block.runs) for block in blocks) > MAX_RUNS:
        raise Refused(
            Issue("too-large", f"The page has more than {MAX_BLOCKS:,} paragraphs or {MAX_RUNS:,} changes of type.")
        )
    sizes = [len(block.raw) for block in blocks]
    if sum(sizes) > MAX_TEXT:
        raise Refused(Issue("too-large", f"The page's text is longer than {MAX_TEXT:,} characters."))
    for block, size in zip(blocks, sizes, strict=True):
        if size > MAX_BLOCK:
            raise refused_at(block.line, "too-long", f"a paragraph has at most {MAX_BLOCK:,} characters.")


def _refuse_hidden(blocks: list[Block]) -> None:
    """Nothing hidden may come into the text; in what the source itself sets apart it is made visible."""
    refuse_hidden((block.line, block.raw.replace("\n", " ")) for block in blocks if not block.apart)
    for block in blocks:
        if block.apart:
            block.runs = [replace(run, text=made_visible(run.text)) for run in block.runs]


@dataclass
class _Section:
    """A section while it is gathered."""

    heading: Block
    blocks: list[Block] = field(default_factory=list)


class _Page:
    def __init__(self, blocks: list[Block], document: Document, bibliography: dict[str, dict]):
        self.blocks = [block for block in blocks if block.text or block.kind == "picture"]
        self.document = document
        self.bibliography = bibliography
        self.places: dict[int, str] = {}
        self.citation_lines: dict[tuple[str, str], list[int]] = {}
        self.keys: dict[int, str] = {}
        self.targets: dict[str, str] = {}
        self.other_names: set[str] = set()
        self.offers: dict[str, list[str]] = {}

    def build(self) -> None:
        set_apart_by_words(self.blocks)
        set_apart_neighbours(self.blocks)
        contents = set_apart_groups(self.blocks)
        references = find_references(self.blocks)
        self._references(references)
        rest = [block for block in self.blocks if id(block) not in self.places]
        self._people(rest)
        self._after_references(references)
        set_apart_repeated(rest)
        trusted = any(block.kind == HEADING and block.certain for block in rest if not block.apart)
        head = find_head(rest, trusted=trusted)
        body = self._body(rest, head, contents, trusted=trusted)
        lead, sections = _sections(body)
        if len(sections) > MAX_SECTIONS:
            raise Refused(Issue("too-large", f"The page has more than {MAX_SECTIONS} headings of sections."))
        self._cite([head.title, head.question, head.summary], [lead, *sections], references)
        self._front(head, lead)
        for section in sections:
            self._section(section)
        self._finish(references)

    def take(self, block: Block, place: str) -> None:
        self.places[id(block)] = place

    def issue(self, line: int, code: str, message: str) -> None:
        self.document.issues.append(issue_at(line, code, message))

    # References and people

    def _references(self, references: ReferenceList | None) -> None:
        if references is None:
            return
        if len(references.entries) > MAX_REFERENCES:
            raise Refused(Issue("too-large", f"The page has more than {MAX_REFERENCES:,} references."))
        for block in references.strays:
            block.apart = block.apart or LABEL
        entries = to_reference_entries(references)
        self.document.references = entries
        for number, (found, entry) in enumerate(zip(references.entries, entries, strict=True), start=1):
            if references.numbered:
                self.keys.setdefault(entry.number, entry.key)
            for name in found.ids:
                self.targets[name] = entry.key
            for block in found.blocks:
                self.take(block, f"reference:{entry.number or number}")
        self.other_names = {name for block in self.blocks if id(block) not in self.places for name in block.ids}
        for block in references.heading:
            self.take(block, "references")
            block.apart = ""

    def _people(self, rest: list[Block]) -> None:
        people = take_people([block for block in rest if block.kind in (PARAGRAPH, HEADING)])
        self.document.bylines = people.bylines
        self.document.dates = people.dates

    def _after_references(self, references: ReferenceList | None) -> None:
        """What stands after the reference list is the page's, not the article's, until a heading that is marked up."""
        if references is None:
            return
        listed = {id(block) for entry in references.entries for block in entry.blocks}
        last = max(index for index, block in enumerate(self.blocks) if id(block) in listed)
        for block in self.blocks[last + 1 :]:
            if block.kind == HEADING and block.certain and not block.apart:
                return
            block.apart = block.apart or AFTER_REFERENCES

    # Head and body

    def _body(self, rest: list[Block], head: Head, contents: set[str], *, trusted: bool) -> list[Block]:
        """The blocks of lead and sections, headings marked; titles that come again are set apart."""
        chosen = [block for block in (head.title, head.question, head.summary) if block is not None]
        title = fold(head.title.text) if head.title else ""
        for block in rest:
            again = title and block is not head.title and fold(block.text) == title and not is_prose(block.text)
            if again and not block.apart:
                block.apart = "the title again"
        body = [block for block in rest[head.rest :] if not block.apart and not any(block is one for one in chosen)]
        HeadingFinder(body, contents, trusted=trusted).mark()
        return [block for block in body if not block.apart]

    # Citations

    def _cite(self, heads: list[Block | None], sections: list[_Section], references: ReferenceList | None) -> None:
        blocks = [block for block in heads if block is not None]
        for section in sections:
            blocks += [section.heading, *section.blocks]
        marked = find_marks(blocks)
        decide_all(marked, references.numbers if references else set())
        self._add_named(marked)
        self.atoms: dict[int, list[Run]] = {}
        for item in marked:
            self._replace(item)
        self._propose(marked, references)

    def _add_named(self, marked: list[BlockMarks]) -> None:
        """Citations by author and year, where no number stands."""
        known = by_author_and_year(self.document.references)
        for item in marked:
            linked = any(run.href[1:] in self.targets for run in item.block.runs if run.href.startswith("#"))
            for mark, keys in () if linked else named_marks(item.block, known):
                if not any(other.start < mark.end and mark.start < other.end for other in item.marks if other.accepted):
                    item.marks = sorted([*item.marks, mark], key=lambda one: one.start)
                    self.offers[mark.raw] = keys

    def _replace(self, item: BlockMarks) -> None:
        """Put atoms in place of the block's citations; links within the page become citations or plain text."""
        block, runs, position = item.block, [], 0
        atoms: list[Run] = []
        for mark in item.marks:
            if not mark.accepted:
                self._report(block, mark)
                continue
            self._report_links(block, mark)
            made = [Run("", atom=atom) for atom in self._atoms(mark)]
            if not (atoms and _SEPARATOR.fullmatch(block.raw[position : mark.start])):
                runs += cut(block.runs, position, mark.start)
            runs += made
            atoms += made
            position = mark.end
        runs += cut(block.runs, position) if item.marks else block.runs
        block.runs = strip_runs([self._unlinked(run) for run in runs])
        self.atoms[id(block)] = [run for run in block.runs if run.atom]

    def _report_links(self, block: Block, mark: Mark) -> None:
        """A citation that led out of the page keeps no link; where it led is told."""
        for href in {run.href for run in cut(block.runs, mark.start, mark.end) if run.href[:1] not in ("", "#")}:
            self.issue(block.line, "citation-link", f"the citation “{mark.raw.strip()}” led to {href[:200]}.")

    def _atoms(self, mark: Mark) -> list[str]:
        """An atom for each number. A link that leads elsewhere than to the references is matched by nothing."""
        atoms = []
        if mark.shape == NAMED:
            return [element("cite", "", {"data-unresolved": mark.raw})]
        for number in mark.numbers:
            name = mark.targets.get(number, "")
            marker, key = f"[{number}]", self.targets.get(name) or self.keys.get(number)
            if name in self.other_names and name not in self.targets:
                marker, key = f"[note {number}]", None
            atoms.append(element("cite", "", {"data-ref": key} if key else {"data-unresolved": marker}))
        return atoms

    def _unlinked(self, run: Run) -> Run:
        if not run.href.startswith("#"):
            return run
        key = self.targets.get(run.href[1:])
        if key and run.text.strip():
            return Run("", atom=element("cite", "", {"data-ref": key}))
        return replace(run, href="")

    def _report(self, block: Block, mark: Mark) -> None:
        if mark.doubtful:
            message = f"“{mark.raw.strip()}” may be a citation, but was left as text: {mark.why_not}."
            self.issue(block.line, "maybe-citation", message)

    def _propose(self, marked: list[BlockMarks], references: ReferenceList | None) -> None:
        """A list without numbers is matched by position only as a proposal, and only if the counts agree."""
        if references is None or references.numbered:
            return
        cited = {
            number
            for item in marked
            for mark in item.marks
            if mark.accepted
            for number in mark.numbers
            if mark.targets.get(number) not in (self.targets.keys() | self.other_names)
        }
        count = len(self.document.references)
        if cited and max(cited) == count:
            numbers = {place: entry.key for place, entry in enumerate(self.document.references, start=1)}
            why = f"The list has no numbers; it has {count} entries, and {count} is the highest number cited."
            self.document.proposal = Proposal(numbers, why)
        elif cited and count:
            line = self.document.references[0].lines[0] if self.document.references[0].lines else 1
            message = (
                f"the reference list has no numbers and {count} entries, but the highest number cited is {max(cited)}: "
            )
            self.issue(line, "unmatched-list", message + "its citations stay unresolved.")

    # The document

    def _front(self, head: Head, lead: _Section) -> None:
        front = self.document.front
        for name, block in (("heading", head.title), ("question", head.question), ("summary", head.summary)):
            if block is not None:
                setattr(front.base, name, line_of_text(block.text, block.line))
                self.take(block, "front")
        front.line = head.title.line if head.title else (lead.blocks[0].line if lead.blocks else 1)
        if head.title is None:
            self.issue(front.line, "no-title", "no title was found; please write one.")
        cites = [run for block in (head.title, head.question, head.summary) if block for run in self.atoms[id(block)]]
        self._text(front, lead.blocks, cites, front.line, "front")

    def _section(self, found: _Section) -> None:
        heading = line_of_text(found.heading.text, found.heading.line).rstrip(" :") or found.heading.text
        taken = {"front", *(section.anchor for section in self.document.sections)}
        anchor = anchor_for(heading.lstrip("0123456789.() "), taken)
        section = SectionText(anchor, section_kind(heading), WordingText(heading=heading), line=found.heading.line)
        self.document.sections.append(section)
        self.take(found.heading, f"section:{anchor}")
        cites = self.atoms[id(found.heading)]
        self._text(section, found.blocks, cites, found.heading.line, f"section:{anchor}")
        if not section.base.html:
            self.issue(found.heading.line, "empty-section", f"the section “{heading}” has no text.")

    def _text(self, section: SectionText, blocks: list[Block], cites: list[Run], line: int, place: str) -> None:
        """Write the section's text. A heading is plain text, so its citations stand in a line of their own under it."""
        written = [Block(PARAGRAPH, cites, (line,)), *blocks] if cites else blocks
        if cites:
            self.issue(line, "cited-heading", "a heading cannot hold citations; they were put right under it.")
        cleaned = clean(blocks_to_html(written), where=f"section:{section.anchor}")
        section.base.html = "" if is_empty(cleaned.html) else cleaned.html
        self.document.issues += cleaned.notes
        lines = [line] * len(cites)
        for block in blocks:
            self.take(block, place)
            lines += [block.line] * len(self.atoms.get(id(block), ()))
        self.citation_lines[section.anchor, ""] = lines

    def _finish(self, references: ReferenceList | None) -> None:
        document = self.document
        for block in self.blocks:
            if block.apart in ("byline", "date"):
                self.take(block, block.apart)
            elif id(block) not in self.places:
                self._set_apart(block)
            for line in block.lines:
                _add_place(document.places, line, self.places[id(block)])
        list_unresolved(document, self.citation_lines, self.bibliography)
        for mark in document.unresolved:
            mark.likely = list(dict.fromkeys([*self.offers.get(mark.marker, ()), *mark.likely]))
        self._report_references(references)

    def _set_apart(self, block: Block) -> None:
        self.take(block, "set apart")
        reason = block.apart or "not understood"
        self.document.set_apart.append(SetApart(block.line, block.text, reason))
        if not block.apart:
            self.issue(block.line, "not-understood", f"“{block.text[:60]}” was set apart: it is in no section.")

    def _report_references(self, references: ReferenceList | None) -> None:
        for entry in self.document.references:
            line = entry.lines[0] if entry.lines else 1
            if entry.thin:
                self.issue(line, "thin-reference", f"the reference “{entry.text[:60]}” is too thin: {entry.why_thin}")
        if references and references.numbered:
            known = {entry.number for entry in self.document.references}
            for mark in self.document.unresolved:
                if mark.marker.strip("[]").isdigit() and int(mark.marker.strip("[]")) not in known:
                    self.issue(
                        mark.line, "no-such-reference", f"{mark.marker} is cited, but the list has no such number."
                    )


def _add_place(places: dict[int, str], line: int, place: str) -> None:
    """A line that holds several things names them all."""
    already = places.get(line)
    if already is None:
        places[line] = place
    elif place not in already.split(", "):
        places[line] = f"{already}, {place}"


def _sections(body: list[Block]) -> tuple[_Section, list[_Section]]:
    """The lead, and the sections: a new one at every heading of the highest level. Lower ones that stand before the
    first of these are parts of nothing, so the highest among them open sections too."""
    levels = [block.level for block in body if block.kind == HEADING and not block.inside]
    top = min(levels, default=2)
    early = min(levels[: levels.index(top)] if levels else [], default=top)
    lead = _Section(Block(PARAGRAPH, [], ()))
    sections: list[_Section] = []
    for block in body:
        opens = block.kind == HEADING and not block.inside
        early = top if opens and block.level == top else early
        if opens and block.level <= early:
            sections.append(_Section(block))
            continue
        if block.kind == HEADING:
            block = _lowered(block, top)
        (sections[-1] if sections else lead).blocks.append(block)
    return lead, sections


def _lowered(block: Block, top: int) -> Block:
    block.level = 3 if block.level <= top + 1 else 4
    return block

"""The one pass from a page's blocks to a document: what is set apart, the references, the head, the sections.

Each step marks the blocks that it takes; whatever no step takes at the end is set apart as not understood, so nothing
is dropped in silence and ``Document.places`` accounts for every line.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from articles.text import clean, is_empty
from editorial.shared.issues import Issue, Refused

from .assembling import blocks_to_html
from .blocks import CELL, HEADING, MAX_BLOCKS, PARAGRAPH, PICTURE, Block
from .boilerplate import (
    LABEL,
    fold,
    set_apart_by_words,
    set_apart_groups,
    set_apart_neighbours,
    set_apart_repeated,
)
from .bylines import take_people
from .cells import fold_cells
from .checks import issue_at, line_of_text, refused_at
from .citation_marks import is_mark_alone
from .citing import Citing, Placed
from .document import Document, SectionText, SetApart, WordingText
from .field_citations import FieldCitations
from .found_media import media_beside
from .head import Head, find_head
from .headings import HeadingFinder, section_kind
from .keyed_marks import take_keys
from .keyed_works import KeyedWorks
from .names import anchor_for
from .notices import INVITATION, invites, set_apart_notices, split_dates
from .patterns import is_prose
from .reference_list import ReferenceList, find_references, to_reference_entries
from .remarks import MAX_SENTENCE, Remark
from .sectioning import Section, part_from_apart, parted
from .spots import has_no_lines, spots_of
from .unresolved import list_unresolved
from .unseen import take_unseen

CLAIM_WORDS = 4  # with so many, a line that was taken for a label may be a claim
MAX_RUNS = 40_000
MAX_BLOCK = 50_000  # characters in one paragraph
MAX_TEXT = 400_000
MAX_SECTIONS, MAX_REFERENCES = 300, 1_000
_LINK_LEFT_OFF = (
    "A title, heading or summary holds no link, so this one was left off; put it into the text if it is needed"
)
_LINKS_BESIDE = "Lines that stand beside the text (set apart, references, people) led to these addresses"
AFTER_REFERENCES = "after the references"


def build_document(
    blocks: list[Block],
    *,
    source: str,
    format: str,
    lines: list[str],
    bibliography: Iterable[dict] = (),
    known_keys: Collection[str] = (),
) -> Document:
    """The document that a page's blocks make. ``bibliography`` is only offered for citations left unresolved;
    ``known_keys`` may be cited by their names."""
    check_size(blocks, source)
    take_unseen(blocks)
    document = Document(source=source, format=format, lines=lines)
    known = {item["id"]: item for item in bibliography if item.get("id")}
    _Page(blocks, document, known, frozenset(known_keys)).build()
    return document


def check_size(blocks: list[Block], source: str = "The page") -> None:
    """Limits no article comes near; beyond them a page would keep a server busy."""
    if len(blocks) > MAX_BLOCKS or sum(len(block.runs) for block in blocks) > MAX_RUNS:
        raise Refused(
            Issue("too-large", f"{source} has more than {MAX_BLOCKS:,} paragraphs or {MAX_RUNS:,} changes of type.")
        )
    sizes = [len(block.raw) for block in blocks]
    if sum(sizes) > MAX_TEXT:
        raise Refused(Issue("too-large", f"The text of {source} is longer than {MAX_TEXT:,} characters."))
    for block, size in zip(blocks, sizes, strict=True):
        if size > MAX_BLOCK:
            raise refused_at(block.line, "too-long", f"a paragraph has at most {MAX_BLOCK:,} characters.")


class _Page:
    def __init__(
        self, blocks: list[Block], document: Document, bibliography: dict[str, dict], known_keys: frozenset[str]
    ):
        self.blocks = [block for block in fold_cells(blocks) if block.text or block.kind in (PICTURE, CELL)]
        self.document = document
        self.bibliography = bibliography
        self.known_keys = known_keys
        self.places: dict[int, str] = {}
        self.citations: dict[tuple[str, str], list[Placed]] = {}
        self.targets: dict[str, str] = {}
        self.cited: dict[int, list[Placed]] = {}

    def build(self) -> None:
        self.blocks = split_dates(self.blocks)
        set_apart_by_words(self.blocks)
        set_apart_notices(self.blocks)
        set_apart_neighbours(self.blocks)
        contents = set_apart_groups(self.blocks)
        references = find_references(self.blocks)
        self._references(references)
        rest = [block for block in self.blocks if id(block) not in self.places]
        FieldCitations(self.document).take(block for block in rest if not block.apart)
        self._marks_alone(rest)
        self._people(rest)
        self._after_references(references)
        set_apart_repeated(rest)
        trusted = any(block.kind == HEADING and block.certain for block in rest if not block.apart)
        head = find_head(rest, trusted=trusted)
        body = self._body(rest, head, contents, trusted=trusted)
        lead, sections = parted(body)
        if len(sections) > MAX_SECTIONS:
            message = f"{self.document.source} has more than {MAX_SECTIONS} headings of sections."
            raise self._too_many(message, sections[MAX_SECTIONS].heading)
        self._cite([head.title, head.question, head.summary], [lead, *sections], references)
        self._front(head, lead)
        for section in sections:
            self._section(section)
        self._finish(references)

    def _too_many(self, message: str, block: Block) -> Refused:
        """A refusal that names the file and where the first begins that is too many."""
        if has_no_lines(self.document):
            return Refused(Issue("too-large", f"{message} The next is “{block.text[:60]}”.", "file"))
        return refused_at(block.line, "too-large", f"{message} The next is “{block.text[:60]}”.")

    def take(self, block: Block, place: str) -> None:
        self.places[id(block)] = place

    def issue(self, line: int, code: str, message: str) -> None:
        self.document.issues.append(issue_at(line, code, message))

    # References and people

    def _references(self, references: ReferenceList | None) -> None:
        if references is None:
            return
        if len(references.entries) > MAX_REFERENCES:
            message = f"{self.document.source} has more than {MAX_REFERENCES:,} references."
            raise self._too_many(message, references.entries[MAX_REFERENCES].blocks[0])
        for block in references.strays:
            block.apart = block.apart or LABEL
        entries = to_reference_entries(references)
        self.document.references = entries
        for number, (found, entry) in enumerate(zip(references.entries, entries, strict=True), start=1):
            for name in found.ids:
                self.targets[name] = entry.key
            for block in found.blocks:
                self.take(block, f"reference:{entry.number or number}")
        for block in references.heading:
            self.take(block, "references")
            self.document.facts.append(block.text)
            block.apart = ""

    def _marks_alone(self, rest: list[Block]) -> None:
        """A heading that holds nothing but citations heads nothing: they stay where they are, as a paragraph."""
        for block in rest:
            if block.kind == HEADING and not block.apart and is_mark_alone(block):
                block.kind = PARAGRAPH
                self.issue(block.line, "mark-heading", "a heading held nothing but a citation; it is a paragraph here.")

    def _people(self, rest: list[Block]) -> None:
        people = take_people([block for block in rest if block.kind in (PARAGRAPH, HEADING)])
        self.document.bylines = people.bylines
        self.document.dates = people.dates
        self.document.facts += people.facts

    def _after_references(self, references: ReferenceList | None) -> None:
        """What stands after the reference list is the page's, not the article's, until a heading that is marked up."""
        if references is None:
            return
        listed = {id(block) for entry in references.entries for block in entry.blocks}
        last = max(index for index, block in enumerate(self.blocks) if id(block) in listed)
        for block in self.blocks[last + 1 :]:
            if block.kind == HEADING and block.certain and not block.apart:
                return
            block.apart = block.apart or (INVITATION if invites(block.text) else AFTER_REFERENCES)

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
        part_from_apart(self.blocks)
        HeadingFinder(body, contents, trusted=trusted).mark()
        return [block for block in body if not block.apart]

    # Citations

    def _cite(self, heads: list[Block | None], sections: list[Section], references: ReferenceList | None) -> None:
        blocks = [block for block in heads if block is not None]
        for section in sections:
            blocks += [section.heading, *section.blocks]
        labels = [block for block in self.blocks if block.apart == LABEL and block.words >= CLAIM_WORDS]
        labels = [block for block in labels if id(block) not in self.places]
        other_names = {name for block in self.blocks if id(block) not in self.places for name in block.ids}
        keyed = KeyedWorks.of(self.document.references, self.targets)
        take_keys(blocks, lambda keys: keyed.meant(keys, self.known_keys), labels=keyed.labels)
        citing = Citing(self.document, references, self.targets, other_names, keyed, title=heads[0])
        self.cited = citing.cite(blocks, labels)

    # The document

    def _front(self, head: Head, lead: Section) -> None:
        front = self.document.front
        for name, block in (("heading", head.title), ("question", head.question), ("summary", head.summary)):
            if block is not None:
                setattr(front.base, name, line_of_text(block.plain, block.line))
                _tell_of_links(block)
                self.take(block, "front")
        front.line = head.title.line if head.title else (lead.blocks[0].line if lead.blocks else 1)
        if head.title is None:
            self.issue(front.line, "no-title", "no title was found; please write one.")
        heads = [block for block in (head.title, head.question, head.summary) if block]
        cites = [placed for block in heads for placed in self.cited[id(block)]]
        self._text(front, lead.blocks, cites, front.line, "front")

    def _section(self, found: Section) -> None:
        heading = line_of_text(found.heading.plain, found.heading.line).rstrip(" :") or found.heading.plain
        taken = {"front", *(section.anchor for section in self.document.sections)}
        anchor = anchor_for(heading.lstrip("0123456789.() "), taken)
        section = SectionText(anchor, section_kind(heading), WordingText(heading=heading), line=found.heading.line)
        self.document.sections.append(section)
        self.take(found.heading, f"section:{anchor}")
        _tell_of_links(found.heading)
        cites = self.cited[id(found.heading)]
        self._text(section, found.blocks, cites, found.heading.line, f"section:{anchor}")
        if not section.base.html:
            self.issue(found.heading.line, "empty-section", f"the section “{heading}” has no text.")

    def _text(self, section: SectionText, blocks: list[Block], cites: list[Placed], line: int, place: str) -> None:
        """Write the section's text. A heading is plain text, so its citations stand in a line of their own under it."""
        written = [Block(PARAGRAPH, [placed.run for placed in cites], (line,)), *blocks] if cites else blocks
        if cites:
            self.issue(line, "cited-heading", "a heading cannot hold citations; they were put right under it.")
        cleaned = clean(blocks_to_html(written), where=f"section:{section.anchor}")
        section.base.html = "" if is_empty(cleaned.html) else cleaned.html
        self.document.issues += cleaned.notes
        placed = list(cites)
        for block in blocks:
            self.take(block, place)
            placed += self.cited.get(id(block), [])
        self.citations[section.anchor, ""] = placed

    def _media(self) -> None:
        """Pictures go with the words before them."""
        sections = {"front": self.document.front} | {f"section:{one.anchor}": one for one in self.document.sections}
        for place, medium, blocks in media_beside(self.blocks, self.places):
            sections[place].media.append(medium)
            medium.lines = [line for block in blocks for line in block.lines]
            for block in blocks:
                self.take(block, place)

    def _finish(self, references: ReferenceList | None) -> None:
        document = self.document
        self._media()
        # Of a saved page the lines are markup: a remark says its spot too, but one line may hold a whole table.
        has_spots = has_no_lines(document) or document.format == "html"
        spots = spots_of(self.blocks) if has_spots else [""] * len(self.blocks)
        for block, spot in zip(self.blocks, spots, strict=True):
            if block.apart in ("byline", "date"):
                self.take(block, block.apart)
            elif id(block) not in self.places:
                self._set_apart(block)
            for line in block.lines:
                _add_place(document.places, line, self.places[id(block)])
                document.spots |= {line: spot} if spot and has_no_lines(document) else {}
            self._remarks(block, spot)
        lines = {at: [placed.line for placed in placings] for at, placings in self.citations.items()}
        offers = {at: [placed.likely for placed in placings] for at, placings in self.citations.items()}
        list_unresolved(document, lines, self.bibliography, offers)
        self._report_references(references)
        self._tell_of_links_beside()

    def _tell_of_links_beside(self) -> None:
        """Where lines led that are not in the text: set apart, references, people. Told once for all of them."""
        beside = [block for block in self.blocks if not self.places[id(block)].startswith(("front", "section:"))]
        led: dict[str, int] = {}
        for block in beside:
            for href in (run.href.strip() for run in block.runs if run.href[:1] not in ("", "#")):
                if href not in block.text:
                    led.setdefault(href, block.line)
        if led:
            line = next(iter(led.values()))
            remark = Remark("link", " ; ".join(led), _LINKS_BESIDE, line, self.document.places.get(line, ""))
            self.document.remarks.append(remark)

    def _remarks(self, block: Block, spot: str) -> None:
        """What the reader noticed at this block, with the place where its words went."""
        line = block.line or max(self.document.places, default=1)
        for remark in block.remarks:
            sentence = remark.sentence or ("" if remark.spot else block.text[:MAX_SENTENCE])
            placed = replace(remark, line=line, place=self.places[id(block)], sentence=sentence)
            placed.spot = remark.spot or spot
            self.document.remarks.append(placed)

    def _set_apart(self, block: Block) -> None:
        self.take(block, "set apart")
        if not block.text:
            return
        reason = block.apart or "not understood"
        self.document.set_apart.append(SetApart(block.line, block.plain, reason))
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


def _tell_of_links(block: Block) -> None:
    """Titles, headings and summaries hold no links; each that leads out of the page is named."""
    for href in dict.fromkeys(run.href for run in block.runs if run.href and not run.href.startswith("#")):
        if href not in block.text:
            block.remarks.append(Remark("link", href, _LINK_LEFT_OFF))


def _add_place(places: dict[int, str], line: int, place: str) -> None:
    """A line that holds several things names them all."""
    already = places.get(line)
    if already is None:
        places[line] = place
    elif place not in already.split(", "):
        places[line] = f"{already}, {place}"

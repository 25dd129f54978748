"""Reads the body of a Word file, and whatever else holds paragraphs, into blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from ..blocks import CELL, HEADING, MAX_BLOCKS, PARAGRAPH, Block, Cell, Run
from ..remarks import BOX_STOOD, Remark, touches_medicine
from .comments import plain
from .drawings import alternatives
from .inline import PUT_IN, Ground, Inline
from .line import Line, tidy
from .managers import MENDELEY_TAG
from .names import W, child, is_on, tag_of, value
from .package import refusal
from .paragraphs import CAPTION, Depths, block_of, form_of, indent_of, number_block, take_typed_marker
from .revisions import CHANGES, Change, change_in, change_of, form_change, formatting
from .source import Source
from .styles import has_colour
from .tables import Table, table_of

_MARK_CHANGES = ("ins", "del", "moveTo", "moveFrom")
_SILENT = frozenset(
    ("w:sectPr", "w:tblPr", "w:tblGrid", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:bookmarkEnd", "w:proofErr")
)
_COUNTED_CELL = "A number that Word counts in this cell was written as text"
_WARNING = ("warning", "caution", "danger", "important")


@dataclass(frozen=True)
class Place:
    """Where blocks stand: the part, the cell, the quotations and callouts around, why they are apart.

    ``shaded``: a colour lies behind the words. ``plain``: nothing here is a heading. ``changes`` are the
    tracked changes around, which were told already.
    """

    part: str
    cell: Cell | None = None
    inside: tuple[str, ...] = ()
    apart: str = ""
    shaded: bool = False
    plain: bool = False
    changes: tuple[Change, ...] = ()


@dataclass
class Body:
    """Gathers blocks. ``carried`` are remarks whose own paragraph has no words left."""

    source: Source
    blocks: list[Block] = field(default_factory=list)
    waiting: Line | None = None
    carried: list[Remark] = field(default_factory=list)
    depths: Depths = field(default_factory=Depths)
    quotation: str = ""
    starts: list[str] = field(default_factory=list)
    has_title: bool = False

    def read(self, nodes: Iterable[etree._Element], place: Place) -> None:
        """Read the paragraphs, tables and controls among these nodes."""
        for node in nodes:
            tag = tag_of(node)
            if tag == "w:p":
                self.paragraph(node, place)
            elif tag == "w:tbl":
                self._flush(place)
                self.table(node, place)
            elif tag == "w:sdt":
                self._control(node, place)
            elif tag == "mc:AlternateContent":
                for one in alternatives(node):
                    self.read(one, place)
            elif tag == "w:altChunk":
                self._chunk(node, place)
            elif tag in CHANGES:
                self._changed(node, place)
            elif tag == "w:commentRangeStart":
                self.starts.append(value(node, "id"))
            elif tag.startswith("m:oMath") or tag == "w:r":
                self._emit(Inline(self.source, Ground(place.part, changes=place.changes)).read([node]), None, place)
            elif tag and tag not in _SILENT:
                self.read(node, place)

    def finish(self, place: Place) -> None:
        """What still waits: an unfinished paragraph, a field that never ended, remarks without a paragraph."""
        self._flush(place)
        for one in self.source.fields.open:
            words = one.result or one.code
            if words.strip() and (one.items or not one.in_result):
                reason = "A field never ends, so that the file is damaged here; its words were left out"
                self.carried.append(Remark("field", words.strip(), reason, serious=True))
        self.source.fields.open.clear()
        if self.carried and self.blocks:
            self.blocks[-1].remarks += self.carried
            self.carried = []

    # Paragraphs

    def paragraph(self, node: etree._Element, place: Place) -> None:
        own = child(node, "pPr")
        properties = formatting(own, "pPr", self.source.accepted)
        form = form_of(self.source, properties)
        shaded = place.shaded or has_colour(child(properties, "shd"))
        shaded |= has_colour(self.source.styles.property_of(form.style, "shd"))
        inline = Inline(self.source, Ground(place.part, form.style, shaded, changes=place.changes))
        inline.comment_starts = dict.fromkeys(self.starts, 0)
        contents = bool(self.source.contents)
        line = inline.read(node)
        self.starts = [*self.starts, *inline.comment_starts] if len(self.starts) < 100 else []
        line.is_contents |= contents
        if self.waiting is not None:
            line = self.waiting.before(line)
            self.waiting = None
        mark = change_in(child(own, "rPr"), self.source.accepted, _MARK_CHANGES)
        if mark is not None and line.raw.strip():
            line.notice(mark.remark("", "mark", " ".join(line.raw.split())))
        formed = form_change(own, self.source.accepted, plain(node))
        if formed is not None and formed.words:
            line.notice(replace(formed, sentence=" ".join(line.raw.split())))
        if (mark is not None and not mark.keeps) or self._is_drop_cap(properties, line):
            self.waiting = line
            return
        self._emit(line, node, place)

    @staticmethod
    def _is_drop_cap(properties: etree._Element | None, line: Line) -> bool:
        drop = value(child(properties, "framePr"), "dropCap")
        return drop in ("drop", "margin") and 0 < len(line.raw.strip()) <= 3

    def _flush(self, place: Place) -> None:
        if self.waiting is not None:
            line, self.waiting = self.waiting, None
            self._emit(line, None, place)

    def _emit(self, line: Line, node: etree._Element | None, place: Place) -> None:
        """The blocks of a finished paragraph: itself, then its pictures and text boxes."""
        own = child(node, "pPr")
        form = form_of(self.source, formatting(own, "pPr", self.source.accepted))
        block = block_of(form, line)
        counts = node is not None and (bool(block.text) or not is_on(child(own, "rPr", "vanish")))
        marker = self.source.numbering.next(form.style, form.properties) if counts else None
        if marker is not None and marker.ordered and not block.text and place.cell is not None:
            block.runs = [Run(marker.label)]
            block.remarks.append(Remark("list", marker.label, _COUNTED_CELL))
        elif marker is not None:
            number_block(block, marker, self.depths, indent_of(self.source, form, marker))
        elif block.text:
            self.depths.close()
            take_typed_marker(block, self.blocks[-1] if self.blocks else None)
        self._quote(block, place, is_quotation=form.is_quotation)
        self._put_in(block, place)
        self._keep(block)
        for picture in line.pictures:
            self._keep(replace(picture, inside=place.inside))
        for box in line.boxes:
            self._box(box, place)

    def _quote(self, block: Block, place: Place, *, is_quotation: bool) -> None:
        block.inside = place.inside
        if not is_quotation or place.cell is not None:
            self.quotation = "" if block.text else self.quotation
            return
        self.quotation = self.quotation or f"quote#{self.source.new_id()}"
        block.inside = (*place.inside, self.quotation)

    def _put_in(self, block: Block, place: Place) -> None:
        if place.apart:
            block.apart = block.apart or place.apart
        if block.kind == HEADING and block.level == 0:
            block.level = 1 if self.has_title else 0
            self.has_title |= bool(block.text)
        if block.kind == HEADING and (place.plain or place.cell is not None or place.apart):
            block.kind, block.level = PARAGRAPH, 0
        if place.cell is not None:
            block.cell = place.cell
            block.kind = CELL if block.kind == PARAGRAPH else block.kind
        elif block.kind == HEADING:
            block.runs = [
                replace(run, marks=tuple(mark for mark in run.marks if mark != "strong")) for run in block.runs
            ]

    def _keep(self, block: Block) -> None:
        if len(self.blocks) >= MAX_BLOCKS:
            raise refusal(self.source.package.name, "too-large", f"has more than {MAX_BLOCKS:,} paragraphs")
        if not block.text:
            self.carried += block.remarks
            return
        block.remarks = [*self.carried, *block.remarks]
        self.carried = []
        self.blocks.append(block)

    # Boxes and controls

    def _box(self, node: etree._Element, place: Place) -> None:
        """A text box, after the paragraph that it hangs on: a callout of its own."""
        first = plain(node)
        kind = "warning" if first.lower().startswith(_WARNING) else "note"
        inside = place.inside if place.cell or place.apart else (*place.inside, f"{kind}#{self.source.new_id()}")
        start = len(self.blocks)
        self.carried.append(Remark("textbox", first, BOX_STOOD))
        self.read(node, replace(place, inside=inside, plain=True, shaded=True))
        self._flush(place)
        if len(self.blocks) == start and self.blocks:
            self.blocks[-1].remarks += self.carried
            self.carried = []

    def _control(self, node: etree._Element, place: Place) -> None:
        properties = child(node, "sdtPr")
        content = child(node, "sdtContent")
        if content is None:
            return
        if value(child(properties, "tag")).startswith(MENDELEY_TAG) and content.find(f"{W}p") is None:
            self._emit(Inline(self.source, Ground(place.part, changes=place.changes)).read([node]), None, place)
            return
        unfilled = is_on(child(properties, "showingPlcHdr"))
        contents = value(child(properties, "docPartObj", "docPartGallery")) == "Table of Contents"
        self.source.unfilled += unfilled
        self.source.contents += contents
        line = Line()
        Inline(self.source, Ground(place.part), line).tell_of_control(properties, content)
        self.carried += line.remarks()
        self.read(content, place)
        self.source.unfilled -= unfilled
        self.source.contents -= contents

    def _chunk(self, node: etree._Element, place: Place) -> None:
        key = next((said for name, said in node.attrib.items() if name.endswith("}id")), "")
        relation = self.source.relation(place.part, key)
        target = relation.target if relation else ""
        self.carried.append(Remark("removed", target, PUT_IN, serious=True))

    def _changed(self, node: etree._Element, place: Place) -> None:
        """A change around whole paragraphs."""
        change = change_of(node, self.source.accepted)
        if change.is_in(place.changes):
            self.read(node, place)
            return
        self.carried.append(change.remark(plain(node)))
        if change.keeps:
            self.read(node, replace(place, changes=(*place.changes, change)))

    # Tables

    def table(self, node: etree._Element, place: Place) -> None:
        self.depths.close()
        table = table_of(node, self.source)
        self._tell_of_covered(table)
        if place.cell is not None or place.apart:
            self._nested(table, place)
            return
        if table.is_frame:
            name = f"note#{self.source.new_id()}"
            self.read(table.cells[0].node, replace(place, inside=(*place.inside, name), shaded=True))
            self._flush(place)
            return
        self._cells(table, self.source.new_id(), place)

    def _tell_of_covered(self, table: Table) -> None:
        for words in table.covered:
            reason = "Words in a part of a merged cell that Word does not show were left out"
            self.carried.append(Remark("hidden", words, reason, serious=True))
        for words in table.described:
            reason = "A table is described in these words to those who do not see it; they were left out of the text"
            self.carried.append(Remark("removed", words, reason, serious=touches_medicine(words)))

    def _cells(self, table: Table, number: int, place: Place) -> None:
        told = sorted(table.changes, key=lambda change: change[0])
        for one in table.cells:
            while told and told[0][0] <= one.row:
                self.carried.append(told.pop(0)[1])
            cell = Cell(number, one.row, one.head, one.colspan, one.rowspan, one.column)
            before = len(self.blocks)
            self.read(one.node, replace(place, cell=cell, shaded=place.shaded or one.shaded))
            self._flush(replace(place, cell=cell))
            if not any(block.cell is cell for block in self.blocks[before:]):
                empty = Block(CELL, [], (), cell=cell, certain=True, inside=place.inside, remarks=self.carried)
                self.carried = []
                self.blocks.append(empty)
            self.depths.close()
        self.carried += [remark for _, remark in told]

    def _nested(self, table: Table, place: Place) -> None:
        """A table in a cell: a cell holds no table, so its rows become lines."""
        inner = Body(self.source, has_title=True)
        inner._cells(table, self.source.new_id(), replace(place, cell=None))
        rows: dict[int, dict[int, list[Block]]] = {}
        for block in inner.blocks:
            if block.cell is not None:
                rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append(block)
        remarks = [remark for block in inner.blocks for remark in block.remarks]
        width = max((column for cells in rows.values() for column in cells), default=-1) + 1
        lines = [line for cells in rows.values() if (line := _row(cells, width))]
        words = "\n".join("".join(run.text for run in line) for line in lines)
        reason = "A table inside a cell was written line by line, its cells parted by “|”"
        self.carried += [*remarks, *inner.carried]
        self.carried += [Remark("list", words, reason, serious=True)] if words else []
        for line in lines:
            block = Block(CELL if place.cell else PARAGRAPH, line, (), cell=place.cell, certain=True)
            block.apart = place.apart
            self._keep(block)
        for block in inner.blocks:
            if block.cell is None:
                self._keep(block)


def _row(cells: dict[int, list[Block]], width: int) -> list[Run]:
    """The cells of a row, empty ones too, parted by “|”; [] for a row without a word."""
    runs: list[Run] = []
    for column in range(width):
        runs += [Run(" | ")] if column else []
        for place, block in enumerate(cells.get(column, ())):
            number = [Run(f"{block.marker or f'{block.number}.'} ")] if block.number is not None else []
            runs += [*([Run(" / ")] if place and block.text else []), *number, *block.runs]
    return tidy(runs) if any(block.text for blocks in cells.values() for block in blocks) else []


def place_captions(blocks: list[Block]) -> None:
    """A table's caption stays with its table; another is its picture's, and goes apart with it."""
    for index, block in enumerate(blocks):
        if CAPTION in block.ids and not block.apart:
            block.ids = tuple(name for name in block.ids if name != CAPTION)
            beside = blocks[index + 1 : index + 2] + blocks[max(index - 1, 0) : index]
            if not any(other.cell is not None for other in beside):
                block.apart = "picture caption"

"""What a Word file holds, read from its parts without any of the readers' help."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from .grid import Grid
from .source import LIVE, Passage, Source, Stretch, Thing
from .word_around import Around
from .word_beside import in_force, style_in, things_beside, tracked_forms
from .word_citations import CITING, is_packed_citation, is_printed_otherwise, packed_code, packed_works, unpacked, works
from .word_drawn import M, equation, first_forms, in_order, is_capital, says_something
from .word_fields import Field, box_of, shown_by
from .word_grid import SILENT, cells_of, hidden_rows, is_covered, name_of, number_of, only_cell, shading_of, shown_rows
from .word_numbers import Numbers, Printed
from .word_parts import SIGN, Looks, Package, R, W, has_ground, is_sign_font, signs

_PRINTED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_word_file(data: bytes, *, tracked: str) -> Source:
    """The passages and things of a .docx, its tracked changes all "accepted" or all "rejected"."""
    package = Package(data)
    reader = _Reader(package, is_accepted=tracked == "accepted")
    reader.part(package.main, "text", "paragraph")
    kinds = {"footnotes": "note", "endnotes": "note", "comments": "comment", "header": "header", "footer": "footer"}
    for kind, target, _, is_outside in package.related(package.main):
        if kind in kinds and not is_outside:
            reader.part(target, kinds[kind], kinds[kind])
    return reader.source


class _Reader:
    """Walks the parts of one file."""

    def __init__(self, package: Package, *, is_accepted: bool):
        self.package, self.is_accepted = package, is_accepted
        self.looks = Looks(package)
        self.numbers = Numbers(package, self.looks)
        self.source = Source()
        self.fields: list[Field] = []
        self.boxes: list[tuple[ElementTree.Element, Around]] = []
        self.links: dict[str, str] = {}
        self.kind = self.word = ""
        self.counts: dict[str, int] = {}
        self.begun: list[Stretch] = []  # of a paragraph that the next one goes on with
        self.tables = 0
        self.passage: Passage | None = None

    def part(self, name: str, kind: str, word: str) -> None:
        """All the passages of one part."""
        root = self.package.part(name)
        self.kind, self.word = kind, word
        self.links = {
            key: target for sort, target, key, out in self.package.related(name) if sort == "hyperlink" and out
        }
        for node in root if root is not None else ():
            if name_of(node) in ("footnote", "endnote") and node.get(f"{W}type") not in (None, "normal"):
                continue
            self.blocks(node, Around())
        self._end_begun()
        if root is not None and kind == "text":
            self.source.things += [*tracked_forms(root), *things_beside(root)]

    def blocks(self, node: ElementTree.Element, around: Around) -> None:
        """The paragraphs and tables below a node."""
        name = name_of(node)
        if name == "p":
            self.paragraph(node, around)
        elif name == "tbl":
            self.table(node, around)
        elif name not in SILENT:
            inner = around.within(name, is_accepted=self.is_accepted)
            for child in node:
                self.blocks(child, inner)

    def paragraph(self, node: ElementTree.Element, around: Around) -> None:
        properties = in_force(node.find(f"{W}pPr"), is_accepted=self.is_accepted)
        style = style_in(properties, "pStyle")
        self.counts[self.word] = self.counts.get(self.word, 0) + 1
        held = self.passage
        goes_on = self._goes_on(node.find(f"{W}pPr"))
        printed = (
            self.numbers.next(properties, style)
            if self.kind == "text" and around.is_live and not goes_on
            else Printed()
        )
        if held is None:
            place = f"{self.word} {self.counts[self.word]}"
            self.passage = Passage(
                place,
                self.kind,
                number=printed.number,
                depth=printed.depth,
                list_name=printed.list,
                label=printed.label,
            )
            self.passage.stretches, self.begun = self.begun, []
        else:  # a cell, whose paragraphs are one passage; it holds no list, so the numbers are words of it
            held.stretches.append(Stretch(f" {printed.label} " if around.is_live else " "))
        boxes, self.boxes = self.boxes, []
        coloured = around.on_colour or self.looks.are_coloured(style) or has_ground(shading_of(properties))
        for child in node:
            self.inline(child, replace(around, style=style, on_colour=coloured))
        mine, self.boxes = self.boxes, boxes
        if held is None and self.passage is not None and (goes_on or is_capital(properties, self.passage)):
            self.begun, self.passage = self.passage.stretches, None
        elif held is None:
            self._finish()
        for box, around_box in mine:
            self._box(box, around_box)

    def _goes_on(self, properties: ElementTree.Element | None) -> bool:
        """Whether the end of a paragraph is not there in this state of the file: the next one goes on with it."""
        mark = properties.find(f"{W}rPr") if properties is not None else None
        gone = ("del", "moveFrom") if self.is_accepted else ("ins", "moveTo")
        return mark is not None and any(mark.find(f"{W}{name}") is not None for name in gone)

    def _finish(self) -> None:
        if self.passage is not None and self.passage.stretches and not self._is_said_again(self.passage.finish()):
            self.source.passages.append(self.passage)
        self.passage = None

    def _end_begun(self) -> None:
        """Nothing goes on with what was begun: it is a paragraph of its own."""
        if self.begun and self.passage is None:
            place = f"{self.word} {self.counts.get(self.word, 0)}"
            self.passage, self.begun = Passage(place, self.kind, stretches=self.begun), []
            self._finish()

    def _is_said_again(self, passage: Passage) -> bool:
        """Whether it is a header or footer that another kind of page has as well: once is enough."""
        words = tuple(token.text for token in passage.tokens)
        return passage.kind in ("header", "footer") and any(
            one.kind == passage.kind and words == tuple(token.text for token in one.tokens)
            for one in self.source.passages
        )

    def _box(self, box: ElementTree.Element, around: Around) -> None:
        """The words of a box are passages of their own; in a cell they are its words."""
        held, self.passage = self.passage, self.passage if self.passage is not None and self.passage.grid else None
        kind, self.kind = self.kind, "textbox" if self.kind == "text" else self.kind
        begun, self.begun = self.begun, []
        for child in box:
            self.blocks(child, replace(around, on_colour=True))
        self._end_begun()
        self.kind, self.passage, self.begun = kind, held, begun

    def table(self, node: ElementTree.Element, around: Around) -> None:
        own = node.find(f"{W}tblPr")
        style = style_in(own, "tblStyle")
        coloured = around.on_colour or self.looks.are_coloured(style) or has_ground(shading_of(own))
        around = replace(around, on_colour=coloured)
        if self.passage is not None:  # a table in a cell: its words belong to that cell
            self._inner_table(node, self.passage, around)
            return
        if (box := only_cell(node)) is not None:  # a box around text
            self._cell_words(box, replace(around, on_colour=True))
            return
        self._end_begun()
        grid, self.tables = Grid(self.tables), self.tables + 1
        merged: dict[int, Passage] = {}
        for row, begun in shown_rows(node):
            merged = {column: one for column, one in merged.items() if column not in begun}
            self._row(row, grid, merged, around)
        for row in hidden_rows(node):
            self._covered(row, around)

    def _inner_table(self, node: ElementTree.Element, into: Passage, around: Around) -> None:
        into.stretches += [one for row in hidden_rows(node) for one in self._hidden_in(row, around)]
        above: dict[int, int] = {}  # the widths of the cells in the row above, by their columns
        for row, begun in shown_rows(node):
            properties = row.find(f"{W}trPr")
            inner = around.in_changed(properties, is_accepted=self.is_accepted)
            seen: dict[int, int] = {}
            column = number_of(properties, "gridBefore")
            for cell in cells_of(row):
                own = cell.find(f"{W}tcPr")
                here = inner.in_changed(own, is_accepted=self.is_accepted)
                width = max(number_of(own, "gridSpan"), 1)
                if is_covered(cell, "vMerge") and column not in begun and above.get(column) == width and here.is_live:
                    into.stretches += self._hidden_in(cell, here)
                else:
                    self._cell_words(cell, here)
                if here.is_live:
                    seen[column] = width
                    column += width
            above = seen if inner.is_live else above

    def _row(self, row: ElementTree.Element, grid: Grid, merged: dict[int, Passage], around: Around) -> None:
        properties = row.find(f"{W}trPr")
        around = around.in_changed(properties, is_accepted=self.is_accepted)
        if around.is_live:
            grid.next_row()
        for _ in range(number_of(properties, "gridBefore")):
            grid.place()
        begun = grid.row
        for cell, covered in self._joined(row, around):
            inner = around.in_changed(cell.find(f"{W}tcPr"), is_accepted=self.is_accepted)
            width = sum(max(number_of(one.find(f"{W}tcPr"), "gridSpan"), 1) for one in (cell, *covered))
            place = grid.place(1, width) if inner.is_live else (grid.number, max(grid.row, 0), grid.column, 1, width)
            goes_on = is_covered(cell, "vMerge")
            passage = merged.get(place[2]) if goes_on and inner.is_live else None
            above = passage.grid if passage is not None else None
            if above is not None and (above[1] + above[3], above[4]) != (begun, width):
                passage = None  # a row between them has no such cell
            self._cell(cell, passage, place, inner)
            if passage is None and inner.is_live:
                merged[place[2]] = self.source.passages[-1]
            for one in covered:
                self._covered(one, inner)

    def _joined(self, row: ElementTree.Element, around: Around) -> list[tuple[ElementTree.Element, list]]:
        """The cells of a row, with those that they cover: "hMerge" goes on from the cell before it, if there is any."""
        found: list[tuple[ElementTree.Element, list]] = []
        live: list | None = None
        for cell in cells_of(row):
            is_live = around.in_changed(cell.find(f"{W}tcPr"), is_accepted=self.is_accepted).is_live
            if is_live and live is not None and is_covered(cell, "hMerge"):
                live.append(cell)
                continue
            found.append((cell, []))
            live = found[-1][1] if is_live else live
        return found

    def _cell(self, cell: ElementTree.Element, goes_on: Passage | None, place: tuple, around: Around) -> None:
        if goes_on is not None and goes_on.grid is not None:  # it hangs down from the row above
            number, row, column, depth, width = goes_on.grid
            goes_on.grid = (number, row, column, depth + 1, width)
            self._covered(cell, around)
            return
        name = f"table {place[0] + 1}, row {place[1] + 1}, column {place[2] + 1}"
        self.passage = Passage(name, self.kind, grid=place if around.is_live else None)
        self._cell_words(cell, around)
        self.source.passages.append(self.passage.finish())
        self.passage = None

    def _covered(self, cell: ElementTree.Element, around: Around) -> None:
        """Words of a covered cell or a hidden row: nobody sees them."""
        passage = Passage(f"table {self.tables}, a covered cell", self.kind, stretches=self._hidden_in(cell, around))
        if any(one.text.strip() for one in passage.stretches):
            self.source.passages.append(passage.finish())

    def _hidden_in(self, cell: ElementTree.Element, around: Around) -> list[Stretch]:
        held, self.passage = self.passage, Passage("")
        self._cell_words(cell, replace(around, is_live=False))
        gathered, self.passage = self.passage.stretches, held
        return [Stretch(one.text, "hidden") for one in gathered]

    def _cell_words(self, cell: ElementTree.Element, around: Around) -> None:
        if has_ground(shading_of(cell.find(f"{W}tcPr"))):
            around = replace(around, on_colour=True)
        for child in cell:
            self.blocks(child, around)

    # Words

    def inline(self, node: ElementTree.Element, around: Around) -> None:
        name = name_of(node)
        if name in SILENT:
            return
        if name == "r":
            self.run(node, around)
        elif name == "fldSimple":
            self._simple_field(node, around)
        elif node.tag.startswith(M):
            self._equation(node, around)
        elif name == "sdt" and is_packed_citation(node):
            words = "".join(part.text or "" for part in node.iter(f"{W}t"))
            self._cite(packed_works(node), words, packed_code(node))
        else:
            if name == "hyperlink" and self.links.get(node.get(f"{R}id", "")) and says_something(node):
                self._link(self.links[node.get(f"{R}id", "")])
            inner = around.within(name, is_accepted=self.is_accepted)
            is_prompt = name == "sdt" and node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
            inner = replace(inner, is_prompt=inner.is_prompt or is_prompt)
            for child in node:
                self.inline(child, inner)

    def _equation(self, node: ElementTree.Element, around: Around) -> None:
        """Two equations beside each other are two."""
        said = self.passage.stretches if self.passage is not None else []
        count, words = len(said), equation(node)
        self._add(f" {words}" if said and said[-1].is_equation else words, around, is_equation=True)
        said[count:] = [replace(one, in_order=in_order(node)) for one in said[count:]]

    def _link(self, address: str) -> None:
        place = self.passage.place if self.passage is not None else ""
        if self.kind == "text":
            self.source.things.append(Thing("link", place, address))

    def run(self, node: ElementTree.Element, around: Around) -> None:
        own = self._in_force(node.find(f"{W}rPr"))
        kind, height, font = self.looks.of(own, around.style, on_colour=around.on_colour)
        for child in node:
            name = name_of(child)
            if name == "fldChar":
                self._field_mark(child, around)
            elif name in ("instrText", "delInstrText") and self.fields:
                self.fields[-1].code += child.text or ""
            elif name in ("t", "delText"):
                words = child.text or ""
                self._add(signs(words, font) if is_sign_font(font) else words, around, kind=kind, height=height)
            elif name == "sym":
                self._add(_symbol(child), around, kind=kind, height=height)
            elif name in _PRINTED:
                self._add(_PRINTED[name], around, kind=kind)
            elif name in ("footnoteReference", "endnoteReference") and self.passage is not None:
                self.passage.stretches.append(Stretch("", is_note_mark=True))
            elif name == "ruby":  # the words, then what is written small above them
                for level in ("rubyBase", "rt"):
                    for part in child.iterfind(f"{W}{level}/*"):
                        self.inline(part, around)
                    self._add(" ", around)
            elif name not in SILENT:
                self._drawn(child, around)

    def _in_force(self, properties: ElementTree.Element | None) -> ElementTree.Element | None:
        """How a run looks while a tracked change of its look is not made."""
        before = properties.find(f"{W}rPrChange/{W}rPr") if properties is not None else None
        return properties if self.is_accepted or before is None else before

    def _add(
        self, words: str, around: Around, *, kind: str = LIVE, height: str = "", is_equation: bool = False
    ) -> None:
        """Words, unless they are a field's code or stand for a citation that was taken already."""
        citing = next((one for one in self.fields if CITING.search(one.code)), None)
        shown = kind if around.is_live or kind != LIVE else around.change
        if citing is not None and citing.has_result:
            citing.words.append(Stretch(words, shown, change=around.change))
        elif self.passage is not None and all(one.has_result for one in self.fields):
            shown = "prompt" if around.is_prompt and shown == LIVE else shown
            self.passage.stretches.append(Stretch(words, shown, height, around.change, is_equation=is_equation))

    def _field_mark(self, node: ElementTree.Element, around: Around) -> None:
        sort = node.get(f"{W}fldCharType")
        if sort == "begin":
            for carried in node.findall(f"{W}fldData"):
                for one in self.fields:
                    one.code += unpacked(carried.text)
            self.fields.append(Field(box=box_of(node)))
        elif sort == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif sort == "end" and self.fields:
            ended = self.fields.pop()
            shown, instead = ("", "") if ended.has_result or ended.box else shown_by(ended.code)
            self.source.descriptions += [instead] if instead else []
            self._add(ended.box or shown, around)
            if CITING.search(ended.code) and not any(CITING.search(one.code) for one in self.fields):
                self._cite_field(ended, around)
            elif (link := re.search(r'HYPERLINK\s+"([^"]+)"', ended.code)) and around.is_live:
                place = re.search(r'\\l\s+"([^"]+)"', ended.code)
                self._link(f"{link[1]}#{place[1]}" if place else link[1])

    def _cite_field(self, ended: Field, around: Around) -> None:
        """What a field cites, and what has to be told of it: words that are struck out, hidden or changed; words that
        its record does not print."""
        printed = [one for one in ended.words if one.text.strip()]
        live = "".join(one.text for one in printed if one.kind == LIVE)
        apart = [replace(one, kind=one.change or one.kind) for one in printed if one.change or one.kind != LIVE]
        if self.passage is not None:
            self.passage.stretches += apart
        if live or not printed:
            self._cite(works(ended.code), live, ended.code)

    def _simple_field(self, node: ElementTree.Element, around: Around) -> None:
        code = node.get(f"{W}instr", "")
        if CITING.search(code):
            words = "".join(part.text or "" for part in node.iter(f"{W}t"))
            self._cite(works(code), words, code)
            return
        if next(node.iter(f"{W}t"), None) is None:
            self._add(shown_by(code)[0], around)
        for child in node:
            self.inline(child, around)

    def _cite(self, locators: list[str], words: str, code: str) -> None:
        if self.passage is not None:
            self.passage.stretches.append(Stretch(words, works=len(locators), locators=tuple(locators)))
            if is_printed_otherwise(code, words):
                self.passage.stretches.append(Stretch(words, "printed otherwise"))

    def _drawn(self, node: ElementTree.Element, around: Around) -> None:
        """What is drawn in a run: pictures, boxes with words. Of two forms of the same, the first."""
        place = self.passage.place if self.passage is not None else ""
        for part in first_forms(node):
            name = name_of(part)
            if name == "txbxContent":
                self.boxes.append((part, around))
            elif name in ("pic", "imagedata", "chart", "relIds"):
                self.source.things.append(Thing("picture", place, ""))
            elif name == "docPr" and (part.get("descr") or "").strip():
                self.source.things.append(Thing("alternative text", place, part.get("descr", "")))
                self.source.descriptions.append(part.get("descr", ""))


def _symbol(node: ElementTree.Element) -> str:
    code = node.get(f"{W}char", "")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    return signs(chr(value), node.get(f"{W}font", "")) if 0 < value < 0x110000 else SIGN

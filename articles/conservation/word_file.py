"""What a Word file holds, read from its parts without any of the readers' help."""

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from .grid import Grid
from .source import LIVE, Passage, Source, Stretch, Thing
from .word_beside import in_force, things_beside, tracked_forms
from .word_citations import CITING, is_packed_citation, is_printed_otherwise, packed_code, packed_works, unpacked, works
from .word_fields import Field, box_of, shown_by
from .word_grid import SILENT, cells_of, is_covered, name_of, number_of, only_cell, rows_of
from .word_numbers import Numbers, Printed
from .word_parts import SIGN, Looks, Package, R, W, has_ground, is_sign_font, signs

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHANGES = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_GOES_WHEN_ACCEPTED = ("del", "moveFrom")
_PRINTED = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


@dataclass(frozen=True)
class _Around:
    """What surrounds a run: the paragraph's style, the tracked change, whether its words are live, and whether a colour
    lies behind them."""

    style: str | None = None
    change: str = ""
    is_live: bool = True
    on_colour: bool = False


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
        self.boxes: list[ElementTree.Element] = []
        self.links: dict[str, str] = {}
        self.kind = self.word = ""
        self.counts: dict[str, int] = {}
        self.capital: list[Stretch] = []  # of a paragraph that begins with a large letter in a frame of its own
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
            self.blocks(node, _Around())
        if root is not None and kind == "text":
            self.source.things += [*tracked_forms(root), *things_beside(root)]

    def blocks(self, node: ElementTree.Element, around: _Around) -> None:
        """The paragraphs and tables below a node."""
        name = name_of(node)
        if name == "p":
            self.paragraph(node, around)
        elif name == "tbl":
            self.table(node, around)
        elif name not in SILENT:
            inner = self._changed(around, name)
            for child in node:
                self.blocks(child, inner)

    def _changed(self, around: _Around, name: str) -> _Around:
        if name not in _CHANGES:
            return around
        is_live = around.is_live and (name in _GOES_WHEN_ACCEPTED) != self.is_accepted
        return replace(around, change=around.change or _CHANGES[name], is_live=is_live)

    def paragraph(self, node: ElementTree.Element, around: _Around) -> None:
        properties = in_force(node.find(f"{W}pPr"), is_accepted=self.is_accepted)
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = named.get(f"{W}val") if named is not None else None
        self.counts[self.word] = self.counts.get(self.word, 0) + 1
        held = self.passage
        printed = self.numbers.next(properties, style) if self.kind == "text" else Printed()
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
            self.passage.stretches, self.capital = self.capital, []
        else:  # a cell, whose paragraphs are one passage; it holds no list, so the numbers are words of it
            held.stretches.append(Stretch(f" {printed.label} "))
        boxes, self.boxes = self.boxes, []
        coloured = around.on_colour or self.looks.are_coloured(style) or has_ground(_shading(properties))
        for child in node:
            self.inline(child, replace(around, style=style, on_colour=coloured))
        mine, self.boxes = self.boxes, boxes
        if held is None and self.passage is not None and _is_capital(properties, self.passage):
            self.capital, self.passage = self.passage.stretches, None
        elif held is None:
            self._finish()
        for box in mine:
            self._box(box, around)

    def _finish(self) -> None:
        if self.passage is not None and self.passage.stretches and not self._is_said_again(self.passage.finish()):
            self.source.passages.append(self.passage)
        self.passage = None

    def _is_said_again(self, passage: Passage) -> bool:
        """Whether it is a header or footer that another kind of page has as well: once is enough."""
        words = tuple(token.text for token in passage.tokens)
        return passage.kind in ("header", "footer") and any(
            one.kind == passage.kind and words == tuple(token.text for token in one.tokens)
            for one in self.source.passages
        )

    def _box(self, box: ElementTree.Element, around: _Around) -> None:
        """The words of a box are passages of their own; in a cell they are its words."""
        held, self.passage = self.passage, self.passage if self.passage is not None and self.passage.grid else None
        kind, self.kind = self.kind, "textbox" if self.kind == "text" else self.kind
        for child in box:
            self.blocks(child, around)
        self.kind, self.passage = kind, held

    def table(self, node: ElementTree.Element, around: _Around) -> None:
        own = node.find(f"{W}tblPr")
        named = own.find(f"{W}tblStyle") if own is not None else None
        style = named.get(f"{W}val") if named is not None else None
        coloured = around.on_colour or self.looks.are_coloured(style) or has_ground(_shading(own))
        around = replace(around, on_colour=coloured)
        if self.passage is not None:  # a table in a cell: its words belong to that cell
            for row in rows_of(node):
                for cell in cells_of(row):
                    self._cell_words(cell, around)
            return
        if (box := only_cell(node)) is not None:  # a box around text
            self._cell_words(box, around)
            return
        grid, self.tables = Grid(self.tables), self.tables + 1
        merged: dict[int, Passage] = {}
        for row in rows_of(node):
            grid.next_row()
            self._row(row, grid, merged, around)

    def _row(self, row: ElementTree.Element, grid: Grid, merged: dict[int, Passage], around: _Around) -> None:
        properties = row.find(f"{W}trPr")
        for name in ("ins", "del"):
            if properties is not None and properties.find(f"{W}{name}") is not None:
                around = self._changed(around, name)
        for _ in range(number_of(properties, "gridBefore")):
            grid.place()
        begun = grid.row
        for cell in cells_of(row):
            if is_covered(cell, "hMerge") and self.source.passages and (before := self.source.passages[-1]).grid:
                self._widen(before, max(number_of(cell.find(f"{W}tcPr"), "gridSpan"), 1), grid)
                continue
            width = max(number_of(cell.find(f"{W}tcPr"), "gridSpan"), 1)
            place = grid.place(1, width)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = is_covered(cell, "vMerge")
            passage = merged.get(place[2]) if goes_on else None
            if passage is not None and passage.grid and passage.grid[1] + passage.grid[3] != begun:
                passage = None  # a row between them has no such cell
            self._cell(cell, passage, place, around)
            if not goes_on:
                merged.pop(place[2], None)
            if merge is not None and not goes_on:
                merged[place[2]] = self.source.passages[-1]

    @staticmethod
    def _widen(passage: Passage, more: int, grid: Grid) -> None:
        """A cell that covers the one beside it."""
        grid.place(1, more)
        if passage.grid is not None:
            number, row, column, depth, width = passage.grid
            passage.grid = (number, row, column, depth, width + more)

    def _cell(self, cell: ElementTree.Element, goes_on: Passage | None, place: tuple, around: _Around) -> None:
        if goes_on is not None and goes_on.grid is not None:  # it hangs down from the row above
            number, row, column, depth, width = goes_on.grid
            goes_on.grid = (number, row, column, depth + 1, width)
            return
        name = f"table {place[0] + 1}, row {place[1] + 1}, column {place[2] + 1}"
        self.passage = Passage(name, self.kind, grid=place if around.is_live else None)
        self._cell_words(cell, around)
        self.source.passages.append(self.passage.finish())
        self.passage = None

    def _cell_words(self, cell: ElementTree.Element, around: _Around) -> None:
        if has_ground(_shading(cell.find(f"{W}tcPr"))):
            around = replace(around, on_colour=True)
        for child in cell:
            self.blocks(child, around)

    # Words

    def inline(self, node: ElementTree.Element, around: _Around) -> None:
        name = name_of(node)
        if name in SILENT:
            return
        if name == "r":
            self.run(node, around)
        elif name == "fldSimple":
            self._simple_field(node, around)
        elif node.tag.startswith(_M):
            self._add(_equation(node), around, is_equation=True)
        elif name == "sdt" and is_packed_citation(node):
            words = "".join(part.text or "" for part in node.iter(f"{W}t"))
            self._cite(packed_works(node), words, packed_code(node))
        else:
            if name == "hyperlink" and self.links.get(node.get(f"{R}id", "")) and _says_something(node):
                self._link(self.links[node.get(f"{R}id", "")])
            inner = self._changed(around, name)
            for child in node:
                self.inline(child, inner)

    def _link(self, address: str) -> None:
        place = self.passage.place if self.passage is not None else ""
        if self.kind == "text":
            self.source.things.append(Thing("link", place, address))

    def run(self, node: ElementTree.Element, around: _Around) -> None:
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
                self._drawn(child)

    def _in_force(self, properties: ElementTree.Element | None) -> ElementTree.Element | None:
        """How a run looks while a tracked change of its look is not made."""
        before = properties.find(f"{W}rPrChange/{W}rPr") if properties is not None else None
        return properties if self.is_accepted or before is None else before

    def _add(
        self, words: str, around: _Around, *, kind: str = LIVE, height: str = "", is_equation: bool = False
    ) -> None:
        """Words, unless they are a field's code or stand for a citation that was taken already."""
        citing = next((one for one in self.fields if CITING.search(one.code)), None)
        shown = kind if around.is_live or kind != LIVE else around.change
        if citing is not None and citing.has_result:
            citing.words.append(Stretch(words, shown, change=around.change))
        elif self.passage is not None and all(one.has_result for one in self.fields):
            self.passage.stretches.append(Stretch(words, shown, height, around.change, is_equation=is_equation))

    def _field_mark(self, node: ElementTree.Element, around: _Around) -> None:
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

    def _cite_field(self, ended: Field, around: _Around) -> None:
        """What a field cites, and what has to be told of it: words that are struck out, hidden or changed; words that
        its record does not print."""
        printed = [one for one in ended.words if one.text.strip()]
        live = "".join(one.text for one in printed if one.kind == LIVE)
        apart = [replace(one, kind=one.change or one.kind) for one in printed if one.change or one.kind != LIVE]
        if self.passage is not None:
            self.passage.stretches += apart
        if live or not printed:
            self._cite(works(ended.code), live, ended.code)

    def _simple_field(self, node: ElementTree.Element, around: _Around) -> None:
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

    def _drawn(self, node: ElementTree.Element) -> None:
        """What is drawn in a run: pictures, boxes with words. Of two forms of the same, the first."""
        place = self.passage.place if self.passage is not None else ""
        for part in _first_forms(node):
            name = name_of(part)
            if name == "txbxContent":
                self.boxes.append(part)
            elif name in ("pic", "imagedata", "chart", "relIds"):
                self.source.things.append(Thing("picture", place, ""))
            elif name == "docPr" and (part.get("descr") or "").strip():
                self.source.things.append(Thing("alternative text", place, part.get("descr", "")))
                self.source.descriptions.append(part.get("descr", ""))


def _shading(properties: ElementTree.Element | None) -> ElementTree.Element | None:
    return properties.find(f"{W}shd") if properties is not None else None


def _is_capital(properties: ElementTree.Element | None, passage: Passage) -> bool:
    """Whether a paragraph is only the large first letter of the next."""
    frame = properties.find(f"{W}framePr") if properties is not None else None
    is_dropped = frame is not None and frame.get(f"{W}dropCap", "none") != "none"
    return is_dropped and 0 < len("".join(one.text for one in passage.stretches).strip()) <= 3


def _equation(node: ElementTree.Element) -> str:
    """The words of an equation, those of each part of it together."""
    parts = [
        "".join(text.text or "" for run in part if run.tag == f"{_M}r" for text in run.iter(f"{_M}t"))
        for part in node.iter()
    ]
    return f" {' '.join(filter(None, parts))} "


def _first_forms(node: ElementTree.Element) -> list[ElementTree.Element]:
    """A node and all below it, without the second form of anything and without what lies inside a box."""
    found, waiting = [], [node]
    while waiting:
        part = waiting.pop()
        name = name_of(part)
        if name == "Fallback":
            continue
        found.append(part)
        if name != "txbxContent":
            waiting += reversed(list(part))
    return found


def _says_something(node: ElementTree.Element) -> bool:
    """Whether there is anything to see at a link."""
    drawn = any(name_of(part) in ("drawing", "pict") for part in node.iter())
    return drawn or any((part.text or "").strip() for part in node.iter(f"{W}t"))


def _symbol(node: ElementTree.Element) -> str:
    code = node.get(f"{W}char", "")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    return signs(chr(value), node.get(f"{W}font", "")) if 0 < value < 0x110000 else SIGN

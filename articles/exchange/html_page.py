"""An HTML page to blocks. What the page itself says is not its text (menus, footers, forms, scripts) comes out apart.

The tree is walked by events, never by recursion, so depth costs nothing. Lines are the source's: an element's own
line, counted on by the line breaks in its text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from editorial.shared.issues import Issue, Refused

from .blocks import CELL, HEADING, ITEM, MAX_BLOCKS, PARAGRAPH, PICTURE, Block, Cell, Run, cut
from .html_regions import Regions, main_element
from .patterns import word_set

_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup"}
_BLOCKS = word_set(
    """address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe label legend li main menu nav ol option p pre section
    select summary table tbody td textarea tfoot th thead title tr ul video audio object"""
)
_UNSHOWN = {"noscript": "shown without scripts", "svg": "picture", "math": "formula", "template": "not shown"}
_SILENT = frozenset(("script", "style", "head", "link", "meta", *_UNSHOWN))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GRAVEST = ("danger", "warning", "tip", "note")
_CALLOUTS = re.compile(
    r"(?:^|[\s_-])(?:(?P<danger>danger|emergency|urgent)|(?P<warning>warning|caution|alert|important)|"
    r"(?P<tip>tip)|(?P<note>note|notice|callout|info-?box|highlight))(?=$|[\s_-])",
    re.I,
)
_TYPED_MARKER = re.compile(r"(?:[•·▪◦‣–—-]|(\d{1,2})[.)])[ \u00a0\t]+")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


@dataclass
class _ListState:
    """A list that is open: its tag, the next number, and an identity of its own."""

    ordered: bool
    next_number: int
    list_id: int


@dataclass
class _Open:
    """The block that is being gathered."""

    runs: list[Run] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def read_html(text: str) -> tuple[list[Block], list[str], list[int]]:
    """The blocks of a page, its lines, and the lines on which scripts begin."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = source.split("\n")
    root = _parse(source)
    if root is None:
        return [], lines, []
    walker = _Walker(root)
    walker.walk()
    return walker.blocks, lines, walker.scripts


def _parse(source: str) -> etree._Element | None:
    # The parser stops at NUL, and takes a declared encoding for a contradiction: the text is decoded already.
    body = _XML_DECLARATION.sub(lambda match: "\n" * match.group().count("\n"), source).replace("\x00", "")
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(body.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


class _Walker:
    """Walks the tree once and makes the blocks."""

    def __init__(self, root: etree._Element):
        self.root = root
        self.regions = Regions(root, main_element(root))
        self.blocks: list[Block] = []
        self.scripts: list[int] = []
        self.line = 1
        self.open = _Open()
        self.marks: list[str] = []
        self.hrefs: list[str] = []
        self.kinds: list[tuple[str, int]] = []
        self.lists: list[_ListState] = []
        self.inside: list[str] = []
        self.apart: list[str] = []
        self.tables: list[list[int]] = []
        self.cells: list[Cell] = []
        self.item_fresh: list[bool] = []
        self.count = 0
        self.pending_ids: list[str] = []
        self.asides: list[_Open] = []  # words within a paragraph that the page sets apart

    def walk(self) -> None:
        skip: etree._Element | None = None
        for event, node in etree.iterwalk(self.root, events=("start", "end", "comment")):
            if event == "comment":
                if skip is None:
                    self._text(node.tail)
                continue
            if skip is not None:
                if event == "end" and node is skip:
                    skip = None
                    self._text(node.tail)
                continue
            if event == "start" and self._is_silent(node):
                self._silence(node)
                skip = node
            elif event == "start":
                self._start(node)
            else:
                self._end(node)
        self._flush()

    @staticmethod
    def _is_silent(node: etree._Element) -> bool:
        return node.tag in _SILENT

    def _silence(self, node: etree._Element) -> None:
        """What holds no text of the page. A script is noted; the title in the head stands apart."""
        self.line = node.sourceline or self.line
        if node.tag == "head":
            for title in node.iter("title"):
                self._lone(title.text or "", title.sourceline or self.line, "page title")
            for script in node.iter("script"):
                self._script(script)
        elif node.tag == "script":
            self._script(node)
        elif node.tag in _UNSHOWN:
            self._lone(
                " ".join(node.xpath(".//text()[not(parent::script or parent::style)]")), self.line, _UNSHOWN[node.tag]
            )
        self.line += "".join(node.itertext()).count("\n") if node.tag != "head" else 0

    def _script(self, node: etree._Element) -> None:
        line = node.sourceline or self.line
        self.scripts.append(line)
        words = " ".join((node.text or node.get("src") or "").split())
        self._lone(words[:120] or "script", line, "script")

    def _lone(self, words: str, line: int, reason: str) -> None:
        if words.strip():
            self.blocks.append(Block(PARAGRAPH, [Run(" ".join(words.split()))], (line,), apart=reason, certain=True))

    def _start(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        self.line = max(self.line, node.sourceline or 0)
        if tag in _BLOCKS:
            self._flush()
        self._remember_id(node)
        self._enter(node, tag)
        self._text(node.text)

    def _remember_id(self, node: etree._Element) -> None:
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name:
                self.pending_ids.append(name)

    def _enter(self, node: etree._Element, tag: str) -> None:
        reason = self.regions.reason(node)
        if reason:
            self.apart.append(reason)
        if reason and tag not in _BLOCKS:
            self.asides.append(_Open())
        if tag in _MARKS:
            self.marks.append(_MARKS[tag])
        elif tag == "a":
            self.hrefs.append((node.get("href") or "").strip())
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self._picture(node)
        elif tag in ("ul", "ol", "menu"):
            self._open_list(node, tag)
        elif tag == "li":
            self._open_item(node)
        elif tag in _HEADINGS:
            self.kinds.append((HEADING, _HEADINGS[tag]))
        elif tag in ("table", "tr", "td", "th"):
            self._open_table_part(node, tag)
        callout = self._callout(node, tag)
        if callout:
            self.inside.append(callout)

    def _open_list(self, node: etree._Element, tag: str) -> None:
        self.count += 1
        start = node.get("start") or ""
        number = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        self.lists.append(_ListState(tag == "ol", number, self.count))

    def _open_item(self, node: etree._Element) -> None:
        value = node.get("value") or ""
        if self.lists and re.fullmatch(r"\d{1,4}", value):
            self.lists[-1].next_number = int(value)
        self.item_fresh.append(True)

    def _open_table_part(self, node: etree._Element, tag: str) -> None:
        if tag == "table":
            self.count += 1
            self.tables.append([self.count, -1])
        elif tag == "tr" and self.tables:
            self.tables[-1][1] += 1
        elif tag in ("td", "th") and self.tables:
            table, row = self.tables[-1]
            spans = [
                int(value) if re.fullmatch(r"[1-9]\d?", value) else 1
                for value in (node.get("colspan", ""), node.get("rowspan", ""))
            ]
            self.cells.append(Cell(table, max(row, 0), tag == "th", *spans))

    def _callout(self, node: etree._Element, tag: str) -> str:
        if tag == "blockquote":
            self.count += 1
            return f"quote#{self.count}"
        if tag in ("aside", "div", "section") and not self.regions.reason(node):
            words = f"{node.get('class') or ''} {node.get('role') or ''}"
            kinds = {match.lastgroup for match in _CALLOUTS.finditer(words)}
            if kinds and self.regions.is_callout(node):
                self.count += 1
                return f"{min(kinds, key=_GRAVEST.index)}#{self.count}"
        return ""

    def _end(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _BLOCKS:
            self._flush()
        self._leave(node, tag)
        self._text(node.tail)

    def _leave(self, node: etree._Element, tag: str) -> None:
        callout = self._callout_was(node, tag)
        if callout:
            self.inside.pop()
        if tag in _MARKS:
            self.marks.pop()
        elif tag == "a":
            self.hrefs.pop()
        elif tag in ("ul", "ol", "menu"):
            self.lists.pop()
        elif tag == "li":
            self._close_item()
        elif tag in _HEADINGS:
            self.kinds.pop()
        elif tag == "table":
            self.tables.pop()
        elif tag in ("td", "th") and self.tables and self.cells:
            self.cells.pop()
        reason = self.regions.reason(node)
        if reason and tag not in _BLOCKS:
            said = self.asides.pop()
            self._lone("".join(run.text for run in said.runs), said.lines[0] if said.lines else self.line, reason)
        if reason:
            self.apart.pop()

    def _callout_was(self, node: etree._Element, tag: str) -> bool:
        if tag == "blockquote":
            return True
        if tag in ("aside", "div", "section") and not self.regions.reason(node):
            match = _CALLOUTS.search(f"{node.get('class') or ''} {node.get('role') or ''}")
            return bool(match and self.regions.is_callout(node))
        return False

    def _close_item(self) -> None:
        self.item_fresh.pop()
        if self.lists:
            self.lists[-1].next_number += 1

    def _picture(self, node: etree._Element) -> None:
        words = node.get("alt") or node.get("title") or ""
        said = " ".join(words.split()) or (node.get("src") or "picture").rsplit("/", 1)[-1][:80]
        line = node.sourceline or self.line
        self.blocks.append(Block(PICTURE, [Run(said)], (line,), apart="picture", certain=True))

    def _text(self, words: str | None) -> None:
        for index, part in enumerate((words or "").split("\n")):
            if index:
                self.line += 1
                self._add(" ")
            self._add(re.sub(r"[ \t\f\v]+", " ", part))

    def _add(self, words: str) -> None:
        if not words:
            return
        href = self.hrefs[-1] if self.hrefs else ""
        here = self.asides[-1] if self.asides else self.open
        here.runs.append(Run(words, tuple(dict.fromkeys(self.marks)), href))
        if words.strip():
            here.ids += self.pending_ids
            self.pending_ids = []
            if not here.lines or here.lines[-1] != self.line:
                here.lines.append(self.line)

    def _flush(self) -> None:
        gathered, self.open = self.open, _Open()
        for runs in _paragraphs(gathered.runs):
            self._block(runs, gathered)

    def _block(self, runs: list[Run], gathered: _Open) -> None:
        kind, level = self.kinds[-1] if self.kinds else (PARAGRAPH, 0)
        block = Block(
            kind,
            runs,
            tuple(gathered.lines),
            level=level,
            certain=True,
            gap=True,
            ids=tuple(gathered.ids),
            inside=tuple(self.inside),
        )
        block.apart = self.apart[-1] if self.apart else ""
        if self.cells and self.tables and kind == PARAGRAPH:
            block.kind, block.cell = CELL, self.cells[-1]
        elif self.lists and self.item_fresh and kind == PARAGRAPH:
            self._as_item(block)
        elif kind == PARAGRAPH:
            _take_marker(block)
        self._keep(block)

    def _as_item(self, block: Block) -> None:
        state = self.lists[-1]
        block.level, block.list_id = len(self.lists) - 1, self.lists[0].list_id
        if not self.item_fresh[-1]:
            block.continues = True
            return
        self.item_fresh[-1] = False
        block.kind, block.ordered = ITEM, state.ordered
        block.number = state.next_number if state.ordered else None

    def _keep(self, block: Block) -> None:
        """A cell of several paragraphs stays one cell."""
        if len(self.blocks) > MAX_BLOCKS:
            raise Refused(Issue("too-large", f"The page has more than {MAX_BLOCKS:,} paragraphs."))
        last = self.blocks[-1] if self.blocks else None
        if block.kind == CELL and last is not None and last.cell is block.cell:
            last.runs += [Run("\n"), *block.runs]
            last.lines = tuple(dict.fromkeys((*last.lines, *block.lines)))
            last.ids += block.ids
        else:
            self.blocks.append(block)


def _take_marker(block: Block) -> None:
    """A paragraph that begins with a typed bullet or number, as Word pastes its lists, is an item."""
    match = _TYPED_MARKER.match(block.raw)
    if match and match.end() < len(block.raw):
        block.kind, block.certain = ITEM, False
        block.marker, block.ordered = match.group().strip(), match[1] is not None
        block.number = int(match[1]) if match[1] else None
        block.runs = cut(block.runs, match.end())


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs with spaces folded, parted where two line breaks follow each other; nothing blank."""
    part: list[Run] = []
    for run in [*runs, Run("\n"), Run("\n")]:
        ends = run.text == "\n" and bool(part) and _last_text(part).endswith("\n")
        if ends:
            tidy = _tidy(part)
            if tidy:
                yield tidy
            part = []
        elif run.text == "\n" or run.text.strip() or (part and not _last_text(part)[-1:].isspace()):
            part.append(run)


def _last_text(runs: list[Run]) -> str:
    return next((run.text for run in reversed(runs) if run.text), "")


def _tidy(runs: list[Run]) -> list[Run]:
    """Spaces folded across runs; none at the ends nor beside a line break."""
    kept: list[Run] = []
    before = "\n"
    for run in runs:
        text = run.text
        if before[-1].isspace() and text != "\n":
            text = text.lstrip(" ")
        if text == "\n" and kept:
            kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].marks, kept[-1].href)
        if text:
            kept.append(Run(text, run.marks, run.href))
            before = text
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].marks, kept[-1].href)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    return [run for run in kept if run.text]

"""Reads any HTML into the stored text's blocks.

The parser (libxml2, through lxml) only finds out what is an element and what is text. What we keep is built anew from
that, element by element of the allow-list, so nothing of the source's markup can reach the result unlooked-at.
"""

import re
from typing import NoReturn

from lxml import etree

from articles.text import structure
from articles.text.allowed import (
    ALLOWED,
    ARTICLE_ID,
    BREAKING,
    CALLOUTS,
    DROPPED,
    MARKS,
    MAX_CITE_TEXT,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_INPUT,
    MAX_NESTING,
    REFERENCE_KEY,
    RENAMED,
    SILENT,
    STRUCK,
)
from articles.text.inline import canonical_runs, fold_spaces
from articles.text.links import clean_url
from articles.text.model import Block, Marks, Run, open_tag, with_mark
from articles.text.notes import Notes
from editorial.shared.hidden import MAX_REPORTED, SOFT_HYPHEN, hidden_issues, unreadable_issues
from editorial.shared.issues import Issue, Refused, refuse

_END_OF_PAGE = re.compile(r"</(?:html|body)\b[^<>]*>", re.IGNORECASE)
_SELF_CLOSED_CITE = re.compile(r"(<cite\b[^<>]*)/>", re.IGNORECASE)
_BREAK = Run("br", "<br>")


def read(html: str, notes: Notes, where: str = "") -> list[Block]:
    """The text's blocks in canonical form. Raises ``Refused``: too large, too deep, or with hidden characters."""
    if len(html) > MAX_INPUT:
        refuse_too("large", where, f"{MAX_INPUT:,} characters")
    refuse(unreadable_issues(html, where))
    reader = Reader(notes, where)
    blocks = reader.flow(_parsed(html, where), ())
    refuse(reader.hidden[:MAX_REPORTED])
    return blocks


def refuse_too(what: str, where: str, limit: str) -> NoReturn:
    """Refuse a text that is beyond a stated limit, with the limit in the message."""
    raise Refused(Issue(f"too-{what}", f"This text is too {what}: the limit is {limit}. Split it.", where))


def parse_fragment(html: str) -> etree._Element:
    """The body element of a piece of HTML. No network, no entities of its own, linear in the length."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    # Text after </body> is dropped by the parser, and <cite/> would swallow what follows it.
    html = _SELF_CLOSED_CITE.sub(r"\1></cite>", _END_OF_PAGE.sub(" ", html))
    return etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)[0]


def _parsed(html: str, where: str) -> etree._Element:
    body = parse_fragment(html)
    depth = 0
    for count, (event, _element) in enumerate(etree.iterwalk(body, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            refuse_too("deep", where, f"{MAX_DEPTH} elements inside one another")
        if count > 2 * MAX_ELEMENTS:
            refuse_too("large", where, f"{MAX_ELEMENTS:,} elements")
    return body


class Flow:
    """Blocks being written, with the runs of the one that is not finished."""

    def __init__(self, reader: "Reader") -> None:
        self.reader = reader
        self.blocks: list[Block] = []
        self.tag = "p"
        self._runs: list[Run] = []

    def text(self, text: str | None, marks: Marks) -> None:
        if text:
            self._runs.append(Run("text", self.reader.without_soft_hyphens(text), marks))

    def add(self, run: Run) -> None:
        self._runs.append(run)

    def flush(self) -> None:
        """End the block being written; empty ones are dropped, two line breaks in a paragraph begin another."""
        runs, self._runs = self._runs, []
        if not runs:
            return
        # Whatever is no text parts the letters before it from those behind it.
        self.reader.look_for_hidden("".join(run.text if run.kind == "text" else "\n" for run in runs))
        if self.tag != "p":
            runs = [Run("text", " ") if run.kind == "br" else run for run in runs]
        for part in structure.paragraphs(canonical_runs(runs)):
            self.blocks.append(Block(self.tag, runs=part))


class Reader:
    """Walks the parsed source once. Recursion is bounded by the depth checked before."""

    def __init__(self, notes: Notes, where: str) -> None:
        self.notes = notes
        self.where = where
        self.hidden: list[Issue] = []
        self._nesting = 0

    def without_soft_hyphens(self, text: str) -> str:
        if SOFT_HYPHEN in text:
            self.notes.add("soft-hyphen")
            return text.replace(SOFT_HYPHEN, "")
        return text

    def look_for_hidden(self, text: str) -> None:
        self.hidden.extend(hidden_issues(text, self.where))

    def flow(self, element: etree._Element, marks: Marks) -> list[Block]:
        """The element's content as blocks."""
        flow = Flow(self)
        self.content(element, flow, marks)
        flow.flush()
        return flow.blocks

    def content(self, element: etree._Element, flow: Flow, marks: Marks) -> None:
        flow.text(element.text, marks)
        for child in element:
            self.element(child, flow, marks)
            flow.text(child.tail, marks)

    def element(self, element: etree._Element, flow: Flow, marks: Marks) -> None:
        tag = self._tag(element)
        if tag in DROPPED:
            self._drop(element, tag)
        elif tag == "br":
            flow.add(_BREAK)
        elif tag == "cite":
            self._cite(element, flow, marks)
        elif tag in MARKS:
            self.content(element, flow, self._marked(element, tag, marks))
        elif tag in ("p", "h3", "h4"):
            self._leaf(element, tag, flow, marks)
        elif tag in ("ul", "ol", "table", "blockquote", "aside"):
            flow.flush()
            flow.blocks.extend(self._container(element, tag, marks))
        elif tag == "li" or tag in BREAKING:
            self._broken(element, tag, flow, marks)
        else:
            self._flattened(tag)
            self.content(element, flow, marks)

    def _tag(self, element: etree._Element) -> str:
        """The element's name among ours, having noted scripts in its attributes."""
        for name in element.attrib:
            if name.lower().startswith("on"):
                self.notes.add("script", name)
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if tag in ("h1", "h2", "h5", "h6"):
            self.notes.add("heading-level", f"{tag} to {RENAMED[tag]}")
        return RENAMED.get(tag, tag)

    def _flattened(self, tag: str) -> None:
        if tag in STRUCK:
            self.notes.add("struck-text", tag)
        elif tag not in SILENT and tag not in ("tbody", "thead"):
            self.notes.add("flattened", tag)

    def _drop(self, element: etree._Element, tag: str) -> None:
        if tag in ("img", "picture", "image"):
            self.notes.add("picture", element.get("alt") or "without a description")
        else:
            self.notes.add("dropped", tag)

    def _leaf(self, element: etree._Element, tag: str, flow: Flow, marks: Marks) -> None:
        flow.flush()
        outer = flow.tag
        flow.tag = tag if outer == "p" else outer
        self.content(element, flow, marks)
        flow.flush()
        flow.tag = outer

    def _broken(self, element: etree._Element, tag: str, flow: Flow, marks: Marks) -> None:
        """An element that we do not keep here: a paragraph of its own. An item without a list gets one."""
        flow.flush()
        if tag == "li":
            structure.add_stray_item(flow.blocks, self._item(element, marks))
            return
        self._flattened(tag)
        self.content(element, flow, marks)
        flow.flush()

    def _marked(self, element: etree._Element, tag: str, marks: Marks) -> Marks:
        if tag != "a":
            return with_mark(marks, f"<{tag}>")
        article = (element.get("data-article") or "").strip().lower()
        if ARTICLE_ID.match(article):
            return with_mark(marks, open_tag("a", {"data-article": article}))
        href = fold_spaces(self.without_soft_hyphens(element.get("href") or ""))
        if not href:
            return marks
        if url := clean_url(href):
            self.look_for_hidden(url)
            return with_mark(marks, open_tag("a", {"href": url}))
        self.notes.add("link-dropped", href)
        return marks

    def _cite(self, element: etree._Element, flow: Flow, marks: Marks) -> None:
        words = " ".join("".join(element.itertext()).split())
        attrs = {name: self._line(element.get(name) or "") for name in ALLOWED["cite"]}
        key, locator, unresolved = attrs["data-ref"], attrs["data-locator"], attrs["data-unresolved"]
        if element.get("data-ref") is None and not unresolved:
            self._flattened("cite")
            self.content(element, flow, marks)
            return
        if REFERENCE_KEY.match(key):
            atom = {"data-ref": key} | ({"data-locator": locator} if locator else {})
        else:
            if not unresolved:
                unresolved = ", ".join(filter(None, (self._line(words[: MAX_CITE_TEXT + 1]) or key, locator))) or "?"
                self.notes.add("bad-citation", key or unresolved)
            atom = {"data-unresolved": unresolved}
        flow.add(Run("cite", open_tag("cite", atom) + "</cite>"))
        if len(words) > MAX_CITE_TEXT:
            self.notes.add("citation-text", words)
            self.content(element, flow, marks)

    def _line(self, text: str) -> str:
        text = self.without_soft_hyphens(text)
        self.look_for_hidden(text)
        return fold_spaces(text)

    def _container(self, element: etree._Element, tag: str, marks: Marks) -> list[Block]:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            refuse_too("deep", self.where, f"{MAX_NESTING} lists, tables, quotations and callouts inside one another")
        try:
            if tag == "table":
                return self._table(element, marks)
            if tag in ("ul", "ol"):
                items = self._items(element, marks)
                attrs = structure.start_of(element.get("start")) if tag == "ol" else ()
                return [Block(tag, attrs, items)] if items else []
            return self._enclosed(tag, element, self.flow(element, marks))
        finally:
            self._nesting -= 1

    def _enclosed(self, tag: str, element: etree._Element, blocks: list[Block]) -> list[Block]:
        if not blocks or tag == "blockquote":
            return [Block(tag, (), blocks)] if blocks else []
        kind = (element.get("data-callout") or "").strip().lower()
        if kind in CALLOUTS:
            return [Block("aside", (("data-callout", kind),), blocks)]
        self.notes.add("callout-kind", kind or "aside")
        return blocks

    def _items(self, element: etree._Element, marks: Marks) -> list[Block]:
        """The list's items. A list that stands directly in a list belongs to the item before it."""
        items: list[Block] = []
        loose = Flow(self)
        loose.text(element.text, marks)
        for child in element:
            tag = self._tag(child)
            if tag == "li" or (tag in SILENT and child.find(".//li") is not None):
                structure.add_loose(items, self._item_blocks(loose))
                items.extend(self._item(child, marks) if tag == "li" else self._items(child, marks))
            else:
                self.element(child, loose, marks)
            loose.text(child.tail, marks)
        structure.add_loose(items, self._item_blocks(loose))
        return items

    def _item(self, element: etree._Element, marks: Marks) -> list[Block]:
        blocks = structure.item_blocks(self.flow(element, marks), self.notes)
        return [Block("li", (), blocks)] if blocks else []

    def _item_blocks(self, flow: Flow) -> list[Block]:
        flow.flush()
        blocks, flow.blocks = flow.blocks, []
        return structure.item_blocks(blocks, self.notes)

    def _table(self, element: etree._Element, marks: Marks) -> list[Block]:
        before = Flow(self)
        rows = self._rows(element, marks, before, in_head=False)
        before.flush()
        return before.blocks + structure.table(rows)

    def _rows(self, element: etree._Element, marks: Marks, before: Flow, *, in_head: bool) -> list[Block]:
        rows: list[Block] = []
        self._outside_cells(element.text, before, marks)
        for child in element:
            tag = self._tag(child)
            if tag == "tr":
                rows.append(self._row(child, marks, before, in_head=in_head))
            elif tag in ("thead", "tbody", "tfoot") or tag in SILENT:
                rows.extend(self._rows(child, marks, before, in_head=in_head or tag == "thead"))
            elif tag in ("td", "th"):
                rows.append(Block("tr", (), [self._cell(child, tag, marks, in_head=in_head)]))
            else:
                self.notes.add("table-shape", tag)
                self.element(child, before, marks)
            self._outside_cells(child.tail, before, marks)
        return [row for row in rows if row.children]

    def _row(self, element: etree._Element, marks: Marks, before: Flow, *, in_head: bool) -> Block:
        cells: list[Block] = []
        self._outside_cells(element.text, before, marks)
        for child in element:
            tag = self._tag(child)
            if tag in ("td", "th"):
                cells.append(self._cell(child, tag, marks, in_head=in_head))
            else:
                self.notes.add("table-shape", tag)
                self.element(child, before, marks)
            self._outside_cells(child.tail, before, marks)
        return Block("tr", (), cells)

    def _outside_cells(self, text: str | None, before: Flow, marks: Marks) -> None:
        if text and text.strip():
            self.notes.add("table-shape", text)
            before.text(text, marks)
            before.add(_BREAK)

    def _cell(self, element: etree._Element, tag: str, marks: Marks, *, in_head: bool) -> Block:
        attrs = structure.spans_of(element)
        if in_head:
            tag = "th"
        elif tag == "th" and element.get("scope") in ("row", "col"):
            attrs["scope"] = element.get("scope")
        runs = structure.cell_runs(self.flow(element, marks), self.notes)
        return Block(tag, tuple(attrs.items()), runs=runs)

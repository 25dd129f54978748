"""From the tokens of our Markdown to constrained HTML, noting what it cannot keep and where its citations stand."""

import re
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from articles.enums import Callout
from editorial.shared.issues import Issue

from .markdown_syntax import SPANS, Attributes, SyntaxProblem, parse_fence_info
from .tree import element, open_tag, text

ELEMENTS = frozenset(
    ("tight", "p", "h3", "h4", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote")
)
CALLOUTS = frozenset(Callout.values)
_CELL_NUMBERS = ("colspan", "rowspan")
_ARTICLE = re.compile(r"article:(.+)", re.S)


@dataclass
class Fragment:
    """HTML of a stretch of Markdown; for each citation in order, its line; and what could not be kept."""

    html: str = ""
    citation_lines: list[int] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)


@dataclass
class Renderer:
    """Renders nodes of one parse; ``offset`` is the file's line on which the parsed text begins."""

    offset: int = 1
    out: Fragment = field(default_factory=Fragment)
    line: int = 0

    def blocks(self, nodes: list[SyntaxTreeNode]) -> str:
        return "".join(self.block(node) for node in nodes)

    def block(self, node: SyntaxTreeNode) -> str:
        """The HTML of one block."""
        if node.map:
            self.line = node.map[0]
        writer = getattr(self, f"_{node.type}", None)
        if writer is None:
            raise self.problem("unknown-block", f"a “{node.type}” cannot be read here.")
        return writer(node)

    def problem(self, code: str, message: str) -> SyntaxProblem:
        return SyntaxProblem(self.line, code, message)

    def note(self, code: str, message: str) -> None:
        line = self.line + self.offset
        self.out.notes.append(Issue(code, f"Line {line}: {message}", f"line:{line}"))

    def _paragraph(self, node: SyntaxTreeNode) -> str:
        inner = self.inline(node.children[0])
        return inner if node.hidden else element("p", inner)

    def _heading(self, node: SyntaxTreeNode) -> str:
        level = int(node.tag[1])
        if level < 3:
            raise self.problem("misplaced-heading", "a “##” heading begins a section; inside one, use “###”.")
        if level > 4:
            self.note("heading-level", "headings have two levels in a section, “###” and “####”; this became “####”.")
        return element(f"h{min(level, 4)}", self.inline(node.children[0]))

    def _bullet_list(self, node: SyntaxTreeNode) -> str:
        return element("ul", self.blocks(node.children))

    def _ordered_list(self, node: SyntaxTreeNode) -> str:
        start = node.attrs.get("start", 1)
        return element("ol", self.blocks(node.children), {} if start == 1 else {"start": str(start)})

    def _list_item(self, node: SyntaxTreeNode) -> str:
        return element("li", self.blocks(node.children))

    def _blockquote(self, node: SyntaxTreeNode) -> str:
        return element("blockquote", self.blocks(node.children))

    def _hr(self, node: SyntaxTreeNode) -> str:
        self.note("dropped-rule", "a line drawn across the page is not kept.")
        return ""

    def _html_block(self, node: SyntaxTreeNode) -> str:
        raise self.problem("raw-html", "HTML is not read in Markdown; for the sign itself write “\\<”.")

    def _div(self, node: SyntaxTreeNode) -> str:
        attributes = self.div_attributes(node)
        name = attributes.classes[0]
        if name in CALLOUTS and attributes == Attributes(classes=[name]):
            return element("aside", self.blocks(node.children), {"data-callout": name})
        if name in ELEMENTS:
            return self._element_div(node, attributes)
        raise self.problem("unknown-div", f"“::: {node.info[:60]}” is no audience, no callout and no element here.")

    def div_attributes(self, node: SyntaxTreeNode) -> Attributes:
        """What a div's opening fence says; it has a name at least."""
        self.line = node.map[0]
        attributes = parse_fence_info(node.info.strip())
        if attributes is None or not attributes.classes or attributes.id:
            raise self.problem("bad-attributes", f"“::: {node.info[:60]}” should be “::: name” or “::: {{.name …}}”.")
        return attributes

    def _element_div(self, node: SyntaxTreeNode, attributes: Attributes) -> str:
        """An element named outright (``::: {.td .tight}``): what lists and pipe tables have no signs for."""
        inner = self.blocks(node.children)
        name, *marks = attributes.classes
        if "tight" in attributes.classes:
            inner = re.sub(r"\A<p>(.*)</p>\Z", r"\1", inner, flags=re.S)
        if marks not in ([], ["tight"]):
            raise self.problem("bad-attributes", f"“::: {node.info[:60]}” says more than can be read.")
        return inner if name == "tight" else element(name, inner, attributes.values)

    def _table(self, node: SyntaxTreeNode) -> str:
        parts = []
        for part in node.children:
            rows = [row.children for row in part.children]
            grid = [[self._cell(cell) for cell in row] for row in rows]
            if part.type == "thead" and not any(inner or attributes for row in grid for _, attributes, inner in row):
                continue
            parts.append(element(part.type, "".join(self._row(grid, number) for number in range(len(grid)))))
        return element("table", "".join(parts))

    def _cell(self, cell: SyntaxTreeNode) -> tuple[str, dict[str, str], str]:
        self.line = cell.map[0] if cell.map else self.line
        attributes = cell.meta.get("attributes") or Attributes()
        if attributes.id or attributes.classes or set(attributes.values) - {"scope"}:
            raise self.problem("bad-attributes", "a cell's braces can say only “scope=row” or “scope=col”.")
        tag = "th" if attributes.values else cell.type
        return tag, attributes.values, self.inline(cell.children[0], in_cell=True)

    def _row(self, grid: list[list[tuple[str, dict[str, str], str]]], number: int) -> str:
        """A row's own cells: “<” belongs to the cell on its left, “^” to the one above."""
        cells = []
        for column, (tag, attributes, inner) in enumerate(grid[number]):
            if inner in (LEFT, ABOVE):
                continue
            spans = {"colspan": _across(grid[number], column), "rowspan": _down(grid, number, column)}
            said = {name: str(count) for name, count in spans.items() if count > 1}
            cells.append(element(tag, inner, {**attributes, **said}))
        return element("tr", "".join(cells))

    def inline(self, node: SyntaxTreeNode, *, in_cell: bool = False) -> str:
        """The HTML of a paragraph's content."""
        if node.map:
            self.line = node.map[0]
        if in_cell and node.content in ("<", "^"):
            return LEFT if node.content == "<" else ABOVE
        return "".join(self._inline(child) for child in node.children)

    def _inline(self, node: SyntaxTreeNode) -> str:
        if node.type == "text" or node.type == "text_special":
            return text(node.content)
        if node.type in ("strong", "em", "sub", "sup"):
            return element(node.type, self._inlines(node))
        if node.type in ("softbreak", "hardbreak"):
            self.line += 1
            return " " if node.type == "softbreak" else "<br>"
        writer = getattr(self, f"_inline_{node.type}", None)
        if writer is None:
            raise self.problem("unknown-inline", f"a “{node.type}” cannot be read here.")
        return writer(node)

    def _inlines(self, node: SyntaxTreeNode) -> str:
        return "".join(self._inline(child) for child in node.children)

    def _inline_html_inline(self, node: SyntaxTreeNode) -> str:
        raise self.problem("raw-html", "HTML is not read in Markdown; for the sign itself write “\\<”.")

    def _inline_image(self, node: SyntaxTreeNode) -> str:
        self.note("dropped-picture", f"the picture “{node.attrs.get('src', '')[:80]}” is not kept, only its words.")
        return self._inlines(node)

    def _inline_link(self, node: SyntaxTreeNode) -> str:
        if node.attrs.get("title"):
            self.note("dropped-title", f"a link's title (“{node.attrs['title'][:60]}”) is not kept.")
        href = str(node.attrs.get("href", ""))
        article = _ARTICLE.fullmatch(href)
        attributes = {"data-article": article[1]} if article else {"href": href}
        return element("a", self._inlines(node), attributes)

    def _inline_span(self, node: SyntaxTreeNode) -> str:
        attributes: Attributes = node.meta["attributes"]
        name = attributes.classes[0] if len(attributes.classes) == 1 else ""
        if name not in SPANS or attributes.id or attributes.values:
            raise self.problem("bad-attributes", "the braces after a “[…]” can be only {." + "}, {.".join(SPANS) + "}.")
        inner = self._inlines(node)
        return "<br>" if name == "br" else element(name, inner)

    def _inline_citation(self, node: SyntaxTreeNode) -> str:
        atoms = []
        for item in node.meta["items"]:
            self.out.citation_lines.append(self.line + self.offset)
            if item.unresolved:
                atoms.append(element("cite", "", {"data-unresolved": item.unresolved}))
                continue
            self.out.keys.append((item.key, self.line + self.offset))
            locator = {"data-locator": item.locator} if item.locator else {}
            atoms.append(element("cite", "", {"data-ref": item.key, **locator}))
        return "".join(atoms)


LEFT, ABOVE = open_tag("left"), open_tag("above")
"""Stand for the cells that a span covers; no text is ever written so."""


def _across(row: list[tuple[str, dict[str, str], str]], column: int) -> int:
    count = 1
    while column + count < len(row) and row[column + count][2] == LEFT:
        count += 1
    return count


def _down(grid: list[list[tuple[str, dict[str, str], str]]], row: int, column: int) -> int:
    count = 1
    while row + count < len(grid) and column < len(grid[row + count]) and grid[row + count][column][2] == ABOVE:
        count += 1
    return count

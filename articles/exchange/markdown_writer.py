"""Writes a document as our own Markdown (``docs/markdown-format.md``), so that reading it gives the same again.

Every block is written as a person would write it and read back at once; where that does not give the same HTML, it
is written in the explicit form (spans for marks, divs that name their element), which can say everything.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from articles.text import clean
from editorial.shared.issues import Refused
from references.formats.csl import write_csl_json

from .document import Byline, Document, ReferenceEntry, SectionText, WordingText
from .front_matter import FORMAT, NO_ACCOUNT, write_front_matter
from .inline_writer import InlineWriter, guard_line_starts
from .markdown_media import media_fields
from .markdown_reader import read_raw
from .tree import Node, parse, to_html

FENCE = ":::"


def write_markdown(document: Document) -> str:
    """The file that holds this article; its references are written apart, by :func:`write_bibliography`."""
    parts = [write_front_matter(_front_fields(document)).rstrip("\n")]
    parts += [text for text in [html_to_markdown(document.front.base.html)] if text]
    parts += [
        f"{FENCE} {{.{audience} .left-out}}\n{FENCE}"
        for audience, wording in document.front.wordings.items()
        if wording.left_out
    ]
    parts += [part for section in document.sections for part in _section(section)]
    return "\n\n".join(parts) + "\n"


def write_bibliography(references: Iterable[ReferenceEntry]) -> str:
    """CSL-JSON of the references, each under its key."""
    return write_csl_json([{**entry.csl, "id": entry.key} for entry in references])


def html_to_markdown(html: str) -> str:
    """Our Markdown for some constrained HTML; reading it gives exactly this HTML."""
    return _blocks(parse(html).children, depth=0)


def _front_fields(document: Document) -> dict:
    base = document.front.base
    return {
        "format": FORMAT,
        "slug": document.slug,
        "topic": document.topic,
        "language": document.language,
        "question": base.question,
        "title": base.heading,
        "summary": base.summary,
        "policy": document.policy,
        "contributors": [_person(byline) for byline in document.bylines],
        "dates": dict(document.dates),
        "media": media_fields(document),
        "wordings": {
            audience: _front_wording(wording)
            for audience, wording in document.front.wordings.items()
            if not wording.left_out
        },
    }


def _person(byline: Byline) -> dict[str, str]:
    said = {"name": byline.name, "role": byline.role, "credentials": byline.credentials, "interests": byline.interests}
    said["account"] = NO_ACCOUNT if byline.has_no_account else ""
    return {name: value for name, value in said.items() if value}


def _front_wording(wording: WordingText) -> dict[str, str]:
    lead = html_to_markdown(wording.html)
    said = {"title": wording.heading, "question": wording.question, "summary": wording.summary}
    return {name: value for name, value in {**said, "lead": lead and lead + "\n"}.items() if value}


def _section(section: SectionText) -> list[str]:
    kind = "" if section.kind == "body" else f" .{section.kind}"
    heading = _one_line(section.base.heading)
    parts = [f"## {heading} {{#{section.anchor}{kind}}}", html_to_markdown(section.base.html)]
    parts += [_wording(audience, wording) for audience, wording in section.wordings.items()]
    return [part for part in parts if part]


def _one_line(heading: str) -> str:
    """A section's heading, its signs escaped."""
    plain = _one_inline([heading])
    same = _reads_as(f"### {plain}") == to_html([Node("h3", children=[heading])])
    return plain if same else InlineWriter(explicit=True).write([heading])


def _wording(audience: str, wording: WordingText) -> str:
    if wording.left_out:
        return f"{FENCE} {{.{audience} .left-out}}\n{FENCE}"
    quoted = re.sub(r'["\\]|&(?=#|[A-Za-z][A-Za-z0-9]*;)', r"\\\g<0>", wording.heading)
    opening = f'{{.{audience} heading="{quoted}"}}' if wording.heading else audience
    inner = html_to_markdown(wording.html)
    colons = ":" * (_longest_fence(inner) + 1)
    return "\n".join([f"{colons} {opening}", *([inner] if inner else []), colons])


def _longest_fence(markdown: str) -> int:
    """So that an outer div has more colons than those within, as people expect to see."""
    return max((len(run) for run in re.findall(r"^\s*(:{3,})", markdown, flags=re.M)), default=2)


# Blocks


def _blocks(children: list[Node | str], depth: int, separator: str = "\n\n") -> str:
    """Blocks one after another, each checked."""
    return separator.join(_checked(child, depth, alternate) for child, alternate in _alternating(_as_blocks(children)))


def _alternating(blocks: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """Each block, and whether it takes the other marker: two lists in a row with the same one would be one list."""
    previous, alternate = "", False
    for block in blocks:
        alternate = block.tag == previous and not alternate
        previous = block.tag
        yield block, alternate


def _as_blocks(children: list[Node | str]) -> list[Node]:
    """The children as blocks; inline content among blocks counts as a paragraph."""
    blocks: list[Node] = []
    loose: list[Node | str] = []
    for child in [*children, Node("p")]:
        if not isinstance(child, Node) or not child.is_block:
            loose.append(child)
            continue
        if any(not isinstance(item, str) or item.strip() for item in loose):
            blocks.append(Node("p", children=loose))
        loose = []
        blocks.append(child)
    return blocks[:-1]


def _checked(node: Node, depth: int, alternate: bool) -> str:
    """The plain form if it reads back as the same, else the explicit one."""
    wanted = to_html([node])
    for write in _FORMS.get(node.tag, ()):
        markdown = write(node, depth, alternate)
        if markdown and _reads_as(markdown) == wanted:
            return markdown
    return _explicit(node, depth)


def _reads_as(markdown: str) -> str:
    try:
        return to_html(parse(clean(read_raw(markdown)).html).children)
    except Refused:
        return ""


def _paragraph(node: Node, depth: int, alternate: bool) -> str:
    return guard_line_starts(InlineWriter().write(node.children))


def _heading(node: Node, depth: int, alternate: bool) -> str:
    return "#" * int(node.tag[1]) + " " + _one_inline(node.children)


def _one_inline(children: list[Node | str]) -> str:
    return re.sub(r"(#+)$", r"\\\1", InlineWriter().write(children)).replace("\\\n", "[]{.br}")


def _list(node: Node, depth: int, alternate: bool) -> str:
    items = list(node.elements("li"))
    start = int(node.attributes.get("start", "1") or "1")
    loose = any(child.tag == "p" for item in items for child in item.elements())
    written = []
    for number, item in enumerate(items, start=start):
        marker = ("*" if alternate else "-") if node.tag == "ul" else f"{number}{')' if alternate else '.'}"
        written.append(_item(item, marker, depth, loose))
    return ("\n\n" if loose else "\n").join(written)


def _item(item: Node, marker: str, depth: int, loose: bool) -> str:
    inner = _blocks(item.children, depth + 1, separator="\n\n" if loose else "\n")
    indent = " " * (len(marker) + 1)
    lines = [indent + line if line else "" for line in inner.split("\n")]
    return f"{marker} {chr(10).join(lines).lstrip()}".rstrip()


def _blockquote(node: Node, depth: int, alternate: bool) -> str:
    inner = _blocks(node.children, depth + 1)
    return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))


def _aside(node: Node, depth: int, alternate: bool) -> str:
    inner = _blocks(node.children, depth + 1)
    colons = ":" * (_longest_fence(inner) + 1)
    return f"{colons} {node.attributes.get('data-callout', 'note')}\n{inner}\n{colons}"


def _table(node: Node, depth: int, alternate: bool) -> str:
    """A pipe table; cells under a span are written “<” (belongs to the left) and “^” (to the one above)."""
    head = [row for part in node.elements("thead") for row in part.elements("tr")]
    body = [row for part in node.elements("tbody") for row in part.elements("tr")]
    grid = _grid([*head, *body], headless=not head)
    width = max((len(row) for row in grid), default=0)
    if not head:
        grid.insert(0, [""] * width)
    if any(len(row) != width for row in grid) or not width:
        return ""
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _grid(rows: list[Node], *, headless: bool) -> list[list[str]]:
    """The cells as written, those under spans included."""
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            while column in grid[number]:
                column += 1
            column = _place(cell, grid, number, column, in_head=not headless and number == 0)
    return [[row.get(column, "\0") for column in range(max(row, default=-1) + 1)] for row in grid]


def _place(cell: Node, grid: list[dict[int, str]], row: int, column: int, *, in_head: bool) -> int:
    across, down = (_span_of(cell, name) for name in ("colspan", "rowspan"))
    for below in range(down):
        for right in range(across):
            if row + below < len(grid):
                grid[row + below][column + right] = "<" if right else "^"
    scope = "" if in_head else cell.attributes.get("scope")
    grid[row][column] = f"{_cell_text(cell)} {{scope={scope}}}".lstrip() if scope else _cell_text(cell)
    return column + across


def _span_of(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return min(int(value), 100) if value.isdigit() and int(value) else 1


def _cell_text(cell: Node) -> str:
    written = InlineWriter(in_cell=True).write(cell.children)
    return f"\\{written}" if written in ("<", "^") else written


# The explicit form


def _explicit(node: Node, depth: int) -> str:
    """A block that says outright what it is: a paragraph with every sign escaped, or a div that names its element."""
    if node.tag == "p" and not node.attributes:
        return InlineWriter(explicit=True).write(node.children)
    if node.tag == "aside":
        return _aside(node, depth, False)
    return _element_div(node)


def _element_div(node: Node) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in sorted(node.attributes.items()))
    if node.holds_blocks:
        written = [_exact(child, alternate) for child, alternate in _alternating(_exact_children(node))]
        inner, tight = "\n\n".join(written), ""
    else:
        inner, tight = InlineWriter(explicit=True).write(node.children), " .tight"
    colons = ":" * (_longest_fence(inner) + 1)
    return "\n".join([f"{colons} {{.{node.tag}{tight}{attributes}}}", *([inner] if inner else []), colons])


def _exact(node: Node, alternate: bool) -> str:
    """A block within the explicit form; ``Node("tight")`` is inline content that is no paragraph."""
    if node.tag == "tight":
        return f"{FENCE} tight\n{InlineWriter(explicit=True).write(node.children)}\n{FENCE}"
    if node.tag in ("li", "tr", "td", "th", "thead", "tbody"):
        return _element_div(node)
    return _checked(node, 1, alternate)


def _exact_children(node: Node) -> list[Node]:
    children: list[Node] = []
    for child in node.children:
        if isinstance(child, Node) and child.is_block:
            children.append(child)
        elif children and children[-1].tag == "tight":
            children[-1].children.append(child)
        else:
            children.append(Node("tight", children=[child]))
    return children


_Form = Callable[[Node, int, bool], str]
_FORMS: dict[str, list[_Form]] = {
    "p": [_paragraph],
    "h3": [_heading],
    "h4": [_heading],
    "ul": [_list],
    "ol": [_list],
    "blockquote": [_blockquote],
    "aside": [_aside],
    "table": [_table],
}

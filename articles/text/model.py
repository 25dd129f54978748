"""The stored text as data: blocks of runs. Both sides of every comparison are made of these.

A mark is kept as its opening tag (``<strong>``, ``<a href="…">``), so that equal marks are equal strings.
"""

import html
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.allowed import ALLOWED, MARKS

LEAVES = frozenset({"p", "h3", "h4", "td", "th"})
LISTS = frozenset({"ul", "ol"})
CONTAINERS = frozenset({"ul", "ol", "table", "blockquote", "aside"})

_RANK = {tag: rank for rank, tag in enumerate(MARKS)}

Marks = tuple[str, ...]


class Run(NamedTuple):
    """A stretch inside a block: ``kind`` is "text" (``text`` unescaped), "br" or "cite" (``text`` is its tag)."""

    kind: str
    text: str
    marks: Marks = ()


@dataclass(slots=True)
class Block:
    """A block: a leaf (p, h3, h4, th, td) has runs, any other has children. A list item's words are in paragraphs."""

    tag: str
    attrs: tuple[tuple[str, str], ...] = ()
    children: list["Block"] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return self.tag in LEAVES


def open_tag(tag: str, attrs: dict[str, str] | tuple[tuple[str, str], ...] = ()) -> str:
    """The opening tag in its one spelling; attributes come in the order of the allow-list."""
    values = dict(attrs)
    order = sorted(values, key=ALLOWED[tag].index)
    written = [f' {name}="{escape_attribute(values[name])}"' for name in order]
    return f"<{tag}{''.join(written)}>"


def tag_of(opening: str) -> str:
    """The name in an opening tag."""
    return opening[1:].split(" ", 1)[0].rstrip(">")


def with_mark(marks: Marks, mark: str) -> Marks:
    """The marks with one more; a second of the same kind, or a raised one inside a lowered one, replaces the first."""
    tag = tag_of(mark)
    excluded = {"sub", "sup"} if tag in ("sub", "sup") else {tag}
    kept = [m for m in marks if tag_of(m) not in excluded]
    return tuple(sorted([*kept, mark], key=lambda m: _RANK[tag_of(m)]))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "'")


def serialise_runs(runs: list[Run]) -> str:
    """The runs as HTML: marks shared by neighbours are opened once."""
    out: list[str] = []
    opened: Marks = ()
    for run in runs:
        out.append(_switch(opened, run.marks))
        opened = run.marks
        out.append(escape(run.text) if run.kind == "text" else run.text)
    out.append(_switch(opened, ()))
    return "".join(out)


def _switch(old: Marks, new: Marks) -> str:
    if old == new:
        return ""
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    return "".join(f"</{tag_of(m)}>" for m in reversed(old[shared:])) + "".join(new[shared:])


def serialise(blocks: list[Block]) -> str:
    """The blocks in their canonical form: equal content is equal bytes."""
    return "".join(map(serialise_block, blocks))


def serialise_block(block: Block) -> str:
    if block.is_leaf:
        inner = serialise_runs(block.runs)
    elif block.tag == "table":
        inner = _serialise_rows(block.children)
    elif is_tight(block):
        inner = serialise_runs(block.children[0].runs) + serialise(block.children[1:])
    else:
        inner = serialise(block.children)
    return f"{open_tag(block.tag, block.attrs)}{inner}</{block.tag}>"


def is_tight(item: Block) -> bool:
    """Whether a list item is written without ``<p>``: one paragraph, then nothing but lists."""
    if item.tag != "li" or not item.children or item.children[0].tag != "p":
        return False
    return all(child.tag in LISTS for child in item.children[1:])


def is_heading_row(row: Block) -> bool:
    """Whether a leading row heads its table: heading cells only, none of them heading a row."""
    return all(cell.tag == "th" and ("scope", "row") not in cell.attrs for cell in row.children)


def heading_rows(rows: list[Block]) -> int:
    """How many leading rows make up the table's head; no cell reaches out of it into the rows below, since nothing
    that shows a table lets it."""
    count = 0
    while count < len(rows) and is_heading_row(rows[count]):
        count += 1
    while count and (out := [at for at in range(count) if _reach(rows[at], at) > count]):
        count = out[0]
    return count


def _reach(row: Block, at: int) -> int:
    """The row behind the last that a cell of this one covers."""
    return at + max((int(dict(cell.attrs).get("rowspan", "1")) for cell in row.children), default=1)


def _serialise_rows(rows: list[Block]) -> str:
    count = heading_rows(rows)
    head = f"<thead>{serialise(rows[:count])}</thead>" if count else ""
    body = f"<tbody>{serialise(rows[count:])}</tbody>" if count < len(rows) else ""
    return head + body


def leaves(blocks: list[Block]) -> list[Block]:
    """The blocks that hold words, in order of appearance."""
    found: list[Block] = []
    for block in blocks:
        if block.is_leaf:
            found.append(block)
        else:
            found.extend(leaves(block.children))
    return found

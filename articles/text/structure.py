"""The one form of lists and tables: what an item, a cell, a head row may be."""

from lxml import etree

from articles.text.allowed import MAX_SPAN, MAX_START
from articles.text.inline import canonical_runs
from articles.text.model import LISTS, Block, Run, heading_rows, leaves
from articles.text.notes import Notes


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """The runs, parted where two or more line breaks follow one another."""
    parts: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        breaks = breaks + 1 if run.kind == "br" else 0
        if breaks == 2:
            parts[-1].pop()
            parts.append([])
        elif breaks < 2:
            parts[-1].append(run)
    return [canonical for part in parts if (canonical := canonical_runs(part))]


def item_blocks(blocks: list[Block], notes: Notes) -> list[Block]:
    """What a list item may hold: paragraphs and lists. Anything else is flattened to its paragraphs."""
    out: list[Block] = []
    for block in blocks:
        if block.tag == "p" or block.tag in LISTS:
            out.append(block)
            continue
        notes.add("flattened", f"{block.tag} in a list")
        if block.is_leaf:
            out.append(Block("p", runs=block.runs))
        elif block.tag == "table":
            out.extend(Block("p", runs=leaf.runs) for leaf in leaves([block]) if leaf.runs)
        else:
            out.extend(item_blocks(block.children, notes))
    return out


def add_stray_item(blocks: list[Block], item: list[Block]) -> None:
    """Put an item that stands in no list into one: the list made for the item before, or a new one."""
    if blocks and blocks[-1].tag == "ul" and item:
        blocks[-1].children.extend(item)
    elif item:
        blocks.append(Block("ul", (), item))


def add_loose(items: list[Block], blocks: list[Block]) -> None:
    """Put what stands in a list outside its items into them: lists into the item before, words into a new one."""
    if not blocks:
        return
    if items and all(block.tag in LISTS for block in blocks):
        items[-1].children.extend(blocks)
    else:
        items.append(Block("li", (), blocks))


def start_of(value: str | None) -> tuple[tuple[str, str], ...]:
    """The first number of a numbered list, unless it is 1."""
    number = _whole(value, MAX_START)
    return (("start", str(number)),) if number is not None and number != 1 else ()


def spans_of(element: etree._Element) -> dict[str, str]:
    """How many columns and rows a cell covers, where more than one."""
    numbers = {name: _whole(element.get(name), MAX_SPAN) for name in ("colspan", "rowspan")}
    return {name: str(number) for name, number in numbers.items() if number is not None and number > 1}


def _whole(value: str | None, most: int) -> int | None:
    value = (value or "").strip()
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        return None
    return int(value) if int(value) <= most else None


def cell_runs(blocks: list[Block], notes: Notes) -> list[Run]:
    """A cell's words on lines: paragraphs, items and whatever else is in it, parted by line breaks."""
    if any(block.tag != "p" for block in blocks):
        notes.add("flattened", f"{next(block.tag for block in blocks if block.tag != 'p')} in a table cell")
    runs: list[Run] = []
    for leaf in leaves(blocks):
        if leaf.runs:
            runs += [Run("br", "<br>"), *leaf.runs] if runs else leaf.runs
    return canonical_runs(runs)


def table(rows: list[Block]) -> list[Block]:
    """The table, or nothing when no cell says anything. Heading cells always say what they head.

    The leading rows of nothing but heading cells are its head, however the source marked them: an editor that knows
    no ``<thead>`` gives back the same table.
    """
    if not any(cell.runs for row in rows for cell in row.children):
        return []
    head = heading_rows(rows)
    for index, row in enumerate(rows):
        across = all(cell.tag == "th" for cell in row.children)
        for cell in row.children:
            if cell.tag == "th":
                attrs = dict(cell.attrs)
                attrs["scope"] = "col" if index < head else attrs.get("scope", "col" if across else "row")
                cell.attrs = tuple(attrs.items())
    return [Block("table", (), rows)]

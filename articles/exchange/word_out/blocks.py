"""The blocks of one wording: paragraphs, subheadings, lists, tables, quotations, callouts."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, gettext_lazy

from articles.exchange.word_out.inline import words_of
from articles.exchange.word_out.sheet import BULLETS, COUNTED, Sheet, Spot, indent, numbered
from articles.exchange.word_out.tables import WIDTH, written_table
from articles.exchange.word_out.xml import paragraph
from articles.text.model import LISTS, Block

CALLOUTS = {
    "note": (gettext_lazy("Note"), "EEF2F6", "5B6B7B"),
    "tip": (gettext_lazy("Tip"), "EAF4EC", "2E7D4F"),
    "warning": (gettext_lazy("Warning"), "FFF4DF", "B7791F"),
    "danger": (gettext_lazy("Danger"), "FCEBEA", "B3261E"),
}
SPACER = paragraph("Spacer", "")
"""Keeps two tables apart, which Word would join otherwise, and a cell from ending with one, which it does not allow."""


@dataclass(frozen=True)
class Around:
    """What a block stands in: how many lists, and whether in a quotation."""

    level: int = 0
    quoted: bool = False

    @property
    def style(self) -> str:
        return "Quote" if self.quoted else "BodyText"


def written_blocks(blocks: list[Block], sheet: Sheet, spot: Spot, around: Around = Around()) -> str:
    """The blocks in their order."""
    return "".join(_written(block, sheet, spot, around) for block in blocks)


def _written(block: Block, sheet: Sheet, spot: Spot, around: Around) -> str:
    if block.tag == "table":
        return written_table(block, sheet, spot) + SPACER
    if block.tag in LISTS:
        return _list(block, sheet, spot, around)
    if block.tag == "blockquote":
        return written_blocks(block.children, sheet, spot, replace(around, quoted=True))
    if block.tag == "aside":
        return _callout(block, sheet, spot)
    style = {"h3": "Heading2", "h4": "Heading3"}.get(block.tag, around.style)
    return paragraph(style, _leaf(block, sheet, spot))


def _leaf(block: Block, sheet: Sheet, spot: Spot) -> str:
    return sheet.marked(spot.next_leaf(), words_of(block.runs, sheet, spot))


def _list(block: Block, sheet: Sheet, spot: Spot, around: Around) -> str:
    kind = COUNTED if block.tag == "ol" else BULLETS
    number = sheet.open_list(kind, around.level, int(dict(block.attrs).get("start", 1)))
    return "".join(_item(item, number, sheet, spot, around) for item in block.children)


def _item(item: Block, number: int, sheet: Sheet, spot: Spot, around: Around) -> str:
    """An item's first paragraph has its number; further ones stand below it. An item that begins with a list has a
    number of its own all the same."""
    style = "Quote" if around.quoted else "ListParagraph"
    numbering = numbered(number, around.level, quoted=around.quoted)
    first, *others = item.children or [Block("p")]
    deeper = replace(around, level=around.level + 1)
    if first.tag in LISTS:
        return paragraph(style, "", numbering=numbering) + written_blocks(item.children, sheet, spot, deeper)
    written = [paragraph(style, _leaf(first, sheet, spot) if item.children else "", numbering=numbering)]
    for block in others:
        if block.tag in LISTS:
            written.append(_list(block, sheet, spot, deeper))
        else:
            more = indent(around.level, quoted=around.quoted, hanging=False)
            written.append(paragraph(style, _leaf(block, sheet, spot), more=more))
    return "".join(written)


def _callout(block: Block, sheet: Sheet, spot: Spot) -> str:
    """A box with a bar at its side. Its label is not the article's: a page shows it by colour and word."""
    label, fill, bar = CALLOUTS[dict(block.attrs)["data-callout"]]
    head = paragraph("CalloutLabel", sheet.ours(gettext("Kind of box"), str(label), f'<w:color w:val="{bar}"/>'))
    inner = head + written_blocks(block.children, sheet, spot)
    inner = inner if inner.endswith("</w:p>") else inner + SPACER
    return boxed(inner, fill, bar) + SPACER


def boxed(inner: str, fill: str, bar: str) -> str:
    """A table of one cell."""
    borders = f'<w:tblBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="{bar}"/></w:tblBorders>'
    margins = '<w:tblCellMar><w:top w:w="85" w:type="dxa"/><w:left w:w="198" w:type="dxa"/><w:bottom w:w="57" '
    margins += 'w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/>'
        f"{shade}</w:tcPr>{inner}</w:tc></w:tr></w:tbl>"
    )

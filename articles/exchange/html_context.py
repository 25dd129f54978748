"""What holds for the words at one place of a page: their marks, the lists, tables and boxes around them."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from .blocks import Block, Cell, Run
from .columns import give_up_columns
from .html_gathering import LeftOut, is_paragraph
from .html_lists import ItemState, ListState
from .html_regions import Regions
from .html_style import Styles
from .html_tables import TableState
from .remarks import Remark

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup"}
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_GRAVEST = ("danger", "warning", "tip", "note")
_CALLOUTS = re.compile(
    r"(?:^|[\s_-])(?:(?P<danger>danger|emergency|urgent)|(?P<warning>warning|caution|alert|important)|"
    r"(?P<tip>tip)|(?P<note>note|notice|callout|info-?box|highlight))(?=$|[\s_-])",
    re.I,
)
TERMS_CHANGED = "A list of terms and meanings was written as paragraphs, each term in bold"
ANSWERS_CHANGED = "A line that opens its answer when it is pressed was written in bold before the answer"


@dataclass(frozen=True)
class Context:
    """What holds for the words at one place. Elements that change something of it make another."""

    marks: tuple[str, ...] = ()
    href: str = ""
    font: str = ""
    apart: str = ""
    inside: tuple[str, ...] = ()
    heading: int | None = None
    lists: tuple[ListState, ...] = ()
    item: ItemState | None = None
    table: TableState | None = None
    in_head: bool = False
    cell: Cell | None = None
    nested: bool = False
    keeps_lines: bool = False
    is_code: bool = False
    linked: bool = False
    inserted: bool = False
    role: str = ""
    left_out: LeftOut | None = None

    def with_text_level(self, node: etree._Element, styles: Styles) -> "Context":
        """The marks and the font that an element gives its words."""
        mark = MARKS.get(str(node.tag))
        marks = self.marks if mark is None or mark in self.marks else (*self.marks, mark)
        marks = styles.marks(node, marks)
        font = styles.signs_font(node)
        is_code = self.is_code or node.tag in _CODE
        if marks == self.marks and font in (None, self.font) and is_code == self.is_code:
            return self
        return replace(self, marks=marks, font=self.font if font is None else font, is_code=is_code)


def callout_of(node: etree._Element, regions: Regions) -> str:
    """The kind of box that an element is; "" for none."""
    if node.tag == "blockquote":
        return "quote"
    own = node.get("data-callout") or ""
    if node.tag == "aside" and own in _GRAVEST:
        return own
    if node.tag in ("aside", "div", "section") and not regions.reason(node):
        words = f"{node.get('class') or ''} {node.get('role') or ''}"
        kinds = {str(match.lastgroup) for match in _CALLOUTS.finditer(words)}
        if kinds and regions.is_callout(node):
            return min(kinds, key=_GRAVEST.index)
    return ""


@dataclass
class ListOfTerms:
    """Joins terms with their meanings, and lines that open an answer with it: what belongs together is one
    paragraph."""

    last: Block | None = None
    role: str = ""
    told: set[str] = field(default_factory=set)

    def joins(self, block: Block, role: str, before: Block | None) -> bool:
        """Whether the block became part of the one before it."""
        joint = self._joint(block, role, before)
        if role in ("term", "question"):
            block.runs = [replace(run, marks=_bold(run.marks)) for run in block.runs]
        if joint is not None and before is not None:
            give_up_columns(before)
            give_up_columns(block)
            before.runs = [*before.runs, Run(joint), *block.runs]
            before.lines = tuple(dict.fromkeys((*before.lines, *block.lines)))
            before.ids, before.remarks = (*before.ids, *block.ids), [*before.remarks, *block.remarks]
            self.role = role
            return True
        joinable = role in ("term", "question") and (is_paragraph(block) or block.cell is not None)
        self.last, self.role = (block, role) if joinable else (None, "")
        return False

    def _joint(self, block: Block, role: str, before: Block | None) -> str | None:
        """What stands between the two if they are one paragraph; None if they are not."""
        if before is None or self.last is not before:
            return None
        same = before.inside == block.inside and before.kind == block.kind and before.cell is block.cell
        return _JOINTS.get((self.role, role)) if same else None

    def remark(self, node: etree._Element) -> Remark | None:
        """That the form of such a list was changed, told once for each form."""
        form = TERMS_CHANGED if node.tag == "dl" else ANSWERS_CHANGED
        if form in self.told:
            return None
        self.told.add(form)
        return Remark("list", "", form)


_JOINTS = {
    ("term", "term"): "; ",
    ("term", "meaning"): ": ",
    ("meaning", "meaning"): "\n",
    ("question", "answer"): " ",
}


def _bold(marks: tuple[str, ...]) -> tuple[str, ...]:
    return marks if "strong" in marks else ("strong", *marks)

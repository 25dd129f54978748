"""What each element of a page does to the words in it: lists, tables, boxes, links, pictures, fields, formulas."""

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from .blocks import CELL, PICTURE, Block, Run
from .html_asides import CAPTION, Asides
from .html_blocks import BlockWriter
from .html_context import Context, callout_of
from .html_gathering import LeftOut, picture_block
from .html_lists import ItemState, ListState, open_list, set_value
from .html_math import linear
from .html_media import KINDS, box, box_remark, field_of, kept_href, leads_away, link_remark, media_remark, picture_of
from .html_office import Office, level_of_item, list_of_item, without_mark
from .html_regions import NOT_SHOWN, Regions, main_element
from .html_roles import as_tables
from .html_style import Declared, Styles
from .html_tables import TableState, is_frame
from .html_titles import shown_beside
from .patterns import word_set
from .remarks import DECIDED_BY_A_PERSON, Remark, touches_medicine
from .tree import element

BLOCKS = word_set(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol option p pre section
    select summary table tbody td textarea tfoot th thead title tr ul"""
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {"dt": "term", "dd": "meaning", "summary": "question"}
OWN_ARTICLE = "article:"  # how a link to an article of ours is carried until the text is written
NEAR_RUNS = 40  # in which a long form is looked for that stands there already
NESTED_TABLE = "A table within a table cell was written line by line, its columns parted by “|”"
LED_AWAY = "Words that were left out led to this address"
WORDLESS = "A link with no words of its own (around a picture, mostly) was left out; it led to this address"
FORMULA = "A formula was written as text on one line; compare it with the source"


class Elements(BlockWriter):
    """Enters and leaves the elements of a page."""

    def __init__(self, root: etree._Element, *, pasted: bool):
        super().__init__()
        self.pasted = pasted
        self.styles = Styles(root)
        self.regions = Regions(root, main_element(root), self.styles)
        as_tables(root, self.styles)
        self.office = Office(self.styles)
        self.aside = Asides(self.styles, self.office, self.regions, pasted=pasted)
        self.long_forms: set[str] = set()
        self.stray = ListState(False, 3_000_000)  # of items that stand in no list

    def _start(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        self.line = max(self.line, node.sourceline or 0)
        self._part(tag)
        for name in (node.get("id"), node.get("name") if tag == "a" else None):
            if name:
                self.pending_ids.append(name)
        self.contexts.append(self._entered(node, tag))
        begin = _BEGIN.get(tag) or (Elements._begin_inserted if self.office.is_inserted(node) else None)
        if begin is not None:
            begin(self, node)
        for remark in shown_beside(node, tag, self.styles, self.line):
            self.gathered.notice(remark)
        self._text(node.text)

    def _part(self, tag: str) -> None:
        """End the paragraph where an element begins or ends one. A table within a cell is written line by line."""
        if tag not in BLOCKS:
            return
        if self.now.nested and tag not in ("tr", "li", "table"):
            self._add(" ")
        else:
            self._flush()

    def _entered(self, node: etree._Element, tag: str) -> Context:
        said = self.styles.of(node)
        context = self._set_aside(self.now, node, tag, said)
        context = context.with_text_level(node, self.styles)
        if context.left_out is not None and tag == "a" and leads_away(node.get("href") or ""):
            context.left_out.addresses.append((node.get("href") or "").strip())
        if self.now.left_out is not None:
            return context
        enter = _ENTER.get(tag)
        if enter is not None:
            context = enter(self, context, node)
        return self._boxed(context, node)

    def _set_aside(self, context: Context, node: etree._Element, tag: str, said: Declared) -> Context:
        if context.left_out is not None or context.apart:
            return context
        reason = self.regions.reason(node)
        left_out = self.aside.why(node, tag, said, self.line) if reason in ("", NOT_SHOWN) else None
        if left_out is not None:
            return replace(context, left_out=left_out)
        if not reason:
            return context
        if tag not in BLOCKS:
            return replace(context, left_out=LeftOut("", reason, self.line))
        return replace(context, apart=reason)

    def _boxed(self, context: Context, node: etree._Element) -> Context:
        kind = callout_of(node, self.regions) if context.cell is None else ""
        if not kind:
            return context
        return replace(context, inside=(*context.inside, f"{kind}#{self._next()}"))

    def _enter_list(self, context: Context, node: etree._Element) -> Context:
        list_id = context.lists[0].list_id if context.lists else self._next()
        return replace(context, lists=(*context.lists, open_list(node, self.styles.of(node), list_id)), item=None)

    def _enter_item(self, context: Context, node: etree._Element) -> Context:
        lists = context.lists or (self.stray,)
        deep, list_id = level_of_item(node), list_of_item(node)
        if deep is not None and deep > len(lists) - 1:
            lists = (*([lists[-1]] * (deep - len(lists) + 1)), *lists)
        if list_id is not None:
            lists = tuple(replace(state, list_id=list_id) for state in lists)
        set_value(node, lists[-1])
        return replace(context, lists=lists, item=ItemState(), heading=None)

    def _enter_heading(self, context: Context, node: etree._Element) -> Context:
        return replace(context, heading=_HEADINGS[str(node.tag)])

    def _enter_paragraph(self, context: Context, node: etree._Element) -> Context:
        said = self.styles.of(node)
        found = self.office.item(node, said)
        if found is not None:
            item, lists = found
            return replace(context, item=item, lists=lists)
        level = self.office.heading_level(node, said)
        return context if level is None else replace(context, heading=level)

    def _enter_table(self, context: Context, node: etree._Element) -> Context:
        if is_frame(node):
            return replace(context, table=None)
        inner = context.cell is not None
        if inner and not self._is_beside:
            self.gathered.notice(Remark("list", "", NESTED_TABLE, line=self.line, serious=True))
        cleared = replace(context, table=TableState(self._next()), nested=inner)
        return cleared if inner else replace(cleared, lists=(), item=None, heading=None)

    def _enter_rows(self, context: Context, node: etree._Element) -> Context:
        if context.table is not None and node.tag == "tr":
            context.table.new_row()
        elif context.table is not None:
            context.table.new_group()
        return replace(context, in_head=context.in_head or node.tag == "thead")

    def _enter_cell(self, context: Context, node: etree._Element) -> Context:
        if context.table is None:
            return context
        cell = context.table.place(node, head=node.tag == "th" or context.in_head)
        if context.nested:
            return context
        return replace(context, cell=cell, lists=(), item=None)

    def _enter_link(self, context: Context, node: etree._Element) -> Context:
        article = (node.get("data-article") or "").strip()
        if self.pasted and article:
            return replace(context, href=f"{OWN_ARTICLE}{article}")
        href = (node.get("href") or "").strip()
        kept = kept_href(href)
        told = context.linked or context.apart or context.left_out
        remark = link_remark(node, href, self.line) if href and not (kept or told) else None
        if remark is not None:
            self.gathered.notice(remark)
        return replace(context, href=kept, linked=True)

    def _enter_role(self, context: Context, node: etree._Element) -> Context:
        return replace(context, role=_ROLES.get(str(node.tag), "answer"))

    def _enter_lines(self, context: Context, node: etree._Element) -> Context:
        return replace(context, keeps_lines=True)

    # What an element itself says

    def _begin_form_change(self, node: etree._Element) -> None:
        remark = None if self._is_beside else self.terms.remark(node)
        if remark is not None:
            self.waiting.append(replace(remark, line=self.line))

    def _begin_break(self, node: etree._Element) -> None:
        self._add("\n")

    def _begin_picture(self, node: etree._Element) -> None:
        picture = picture_of(node, self.line, linked=bool(self.now.href))
        if picture is None:
            return
        if self.now.left_out is not None:
            self._add(f" {picture.said} ")
        elif self.now.apart:
            self.blocks.append(replace(picture_block(picture), remarks=[], medium=None))
        else:
            self.gathered.notice(picture)

    def _begin_field(self, node: etree._Element) -> None:
        words, remark = field_of(node, self.line)
        self._add(words)
        if remark is not None and not self._is_beside:
            self.gathered.notice(remark)

    def _begin_item(self, node: etree._Element) -> None:
        if node.get("role") == "checkbox" and not self._is_beside:
            ticked = node.get("aria-checked") == "true"
            self._add(box(ticked))
            self.gathered.notice(box_remark(ticked, self.line))

    def _begin_inserted(self, node: etree._Element) -> None:
        if self._is_beside or self.now.inserted:
            return
        remark = self.aside.inserted(node, self.line)
        if remark is not None:
            self.gathered.notice(remark)
            self.contexts[-1] = replace(self.now, inserted=True)

    def _begin_cell(self, node: etree._Element) -> None:
        table = self.now.table
        if self.now.nested and table is not None and table.cells_in_row > 1:
            self._add(" | ")

    def _begin_quote(self, node: etree._Element) -> None:
        self._add("“")

    def _end(self, node: etree._Element) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag == "q":
            self._add("”")
        elif tag in ("abbr", "acronym"):
            self._long_form(node)
        elif tag == "a":
            self._wordless_link(node)
        self._part(tag)
        left = self.contexts.pop()
        self._leave(node, tag, left)
        self._text(node.tail)

    def _leave(self, node: etree._Element, tag: str, left: Context) -> None:
        if left.left_out is not None and left.left_out is not self.now.left_out:
            self._finish(left.left_out)
        if tag == "li" and left.lists:
            left.lists[-1].next_number += left.lists[-1].step
        elif left.item is not None and left.item is not self.now.item and left.lists and tag not in ("ul", "ol"):
            left.lists[-1].next_number += 1
        if left.cell is not None and left.cell is not self.now.cell:
            last = self._last_live()
            if not left.apart and (last is None or last.cell is not left.cell):
                self._append(Block(CELL, [], (), cell=left.cell, certain=True, inside=left.inside, apart=left.apart))

    def _wordless_link(self, node: etree._Element) -> None:
        """A link around a picture, or around nothing: there are no words that could lead where it led."""
        href = self.now.href
        if leads_away(href) and not (self._is_beside or "".join(node.itertext()).strip()):
            self.gathered.notice(Remark("link", href, WORDLESS, self.line))

    def _long_form(self, node: etree._Element) -> None:
        """What an abbreviation stands for, which the page shows on pointing: behind it, at its first place."""
        long_form = " ".join((node.get("title") or "").split())
        if not long_form or long_form.lower() in self.long_forms:
            return
        short = " ".join("".join(node.itertext()).split())
        if long_form.lower() == short.lower():
            return
        if self._is_beside:
            self._add(f" ({long_form})")
            return
        self.long_forms.add(long_form.lower())
        said = " ".join("".join(run.text for run in self.gathered.runs[-NEAR_RUNS:]).split()).lower()
        if long_form.lower() not in said:
            self._add(f" ({long_form})")
            reason = f"What “{short}” stands for is shown on pointing at it; it was written behind it"
            self.gathered.notice(Remark("formatted", long_form, reason, line=self.line))

    def _finish(self, left: LeftOut) -> None:
        """What was gathered apart: a remark at its place, or a line set apart; and where its links led."""
        words = left.words
        if self.now.left_out is not None:
            self.now.left_out.parts.append(f" {words} ")
        elif words and left.kind == CAPTION:
            self._caption(words, left.line)
        elif words and not left.kind:
            self._lone(words, left.line, left.reason)
        elif words:
            self._remark_on(left, words)
        for address in dict.fromkeys(left.addresses):
            if address not in words:
                self.gathered.notice(Remark("link", address, LED_AWAY, left.line))

    def _remark_on(self, left: LeftOut, words: str) -> None:
        serious = left.kind in DECIDED_BY_A_PERSON or touches_medicine(words)
        remark = Remark(left.kind, words, left.reason, left.line, who=left.who, when=left.when, serious=serious)
        if left.kind == "comment":
            placed = self.comments.get(words.split("]")[0] + "]")
            if placed is not None and not placed.words:
                placed.words = without_mark(words)
                placed.serious = touches_medicine(placed.words)
                return
        self.gathered.notice(remark)

    def _caption(self, words: str, line: int) -> None:
        """The caption of a picture, which may stand above or below it."""
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.kind == PICTURE:
            last.runs = [*last.runs, Run(f" — {words}")]
            if last.medium is not None:
                last.medium.say(caption=" ".join(words.split()))
            for remark in last.remarks:
                remark.words = last.text
        else:
            self._lone(words, line, "picture caption")

    def _medium(self, node: etree._Element) -> None:
        remark = media_remark(node, self.line)
        if self.now.apart or self.now.left_out:
            self._lone(remark.words, self.line, self.now.apart or "embedded media")
        else:
            self.gathered.notice(remark)

    def _formula(self, node: etree._Element) -> None:
        words = linear(node)
        self._add(words)
        if words and not self._is_beside:
            self.gathered.notice(Remark("equation", words, FORMULA, line=self.line, serious=True))

    def _citation(self, node: etree._Element) -> None:
        """A citation of our own editor."""
        self._put(Run("", self.now.marks, atom=_own_citation(node)))

    def _is_own(self, node: etree._Element) -> bool:
        return self.pasted and (node.get("data-ref") or node.get("data-unresolved")) is not None

    def _is_marker(self, node: etree._Element) -> bool:
        """What only prints the number of an item, or marks the place of a comment."""
        said = self.styles.of(node)
        if self.office.is_marker(said):
            return self.now.item is not None
        if not self.office.is_comment_mark(node, said):
            return False
        label = "".join(node.itertext()).strip()
        if label and not self.now.apart:
            remark = Remark("comment", "", "A comment was left out", line=self.line, who=label.strip("[]0123456789"))
            self.comments.setdefault(label, remark)
            self.gathered.notice(remark)
        return True


def _own_citation(node: etree._Element) -> str:
    names = ("data-ref", "data-locator") if node.get("data-ref") else ("data-unresolved",)
    return element("cite", "", {name: node.get(name) or "" for name in names if node.get(name)})


_Take = Callable[[Elements, etree._Element], None]
_Enter = Callable[[Elements, Context, etree._Element], Context]
WHOLE: dict[str, _Take] = {
    **dict.fromkeys(KINDS, Elements._medium),
    "math": Elements._formula,
    "cite": Elements._citation,
}
_ENTER: dict[str, _Enter] = {
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Elements._enter_list),
    "li": Elements._enter_item,
    **dict.fromkeys(_HEADINGS, Elements._enter_heading),
    **dict.fromkeys(("p", "div"), Elements._enter_paragraph),
    "table": Elements._enter_table,
    **dict.fromkeys(("tr", "thead", "tbody", "tfoot"), Elements._enter_rows),
    **dict.fromkeys(("td", "th"), Elements._enter_cell),
    "a": Elements._enter_link,
    **dict.fromkeys(("dt", "dd", "summary", "details"), Elements._enter_role),
    "pre": Elements._enter_lines,
}
_BEGIN: dict[str, _Take] = {
    "br": Elements._begin_break,
    "img": Elements._begin_picture,
    "input": Elements._begin_field,
    "li": Elements._begin_item,
    "ins": Elements._begin_inserted,
    **dict.fromkeys(("td", "th"), Elements._begin_cell),
    "q": Elements._begin_quote,
    **dict.fromkeys(("dl", "details"), Elements._begin_form_change),
}

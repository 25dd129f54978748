"""Writes the blocks of a page: its words gathered into paragraphs, items and cells, with what was noticed there."""

import re

from editorial.shared.issues import Issue, Refused

from .blocks import CELL, HEADING, ITEM, MAX_BLOCKS, PARAGRAPH, Block, Run
from .columns import draws_columns, with_gaps
from .html_context import Context, ListOfTerms
from .html_gathering import Gathered, picture_block, take_marker
from .html_lists import ItemState, ListState
from .html_signs import shown_as
from .remarks import Remark
from .scripts import written_plain


class BlockWriter:
    """Takes words in the order of the page, each in its context, and makes blocks of them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.contexts: list[Context] = [Context()]
        self.gathered = Gathered()
        self.terms = ListOfTerms()
        self.waiting: list[Remark] = []  # remarks on what stood before the first words
        self.comments: dict[str, Remark] = {}
        self.pending_ids: list[str] = []
        self.line = 1
        self.count = 0

    @property
    def now(self) -> Context:
        return self.contexts[-1]

    @property
    def _is_beside(self) -> bool:
        """Whether the words here are no part of the text."""
        return bool(self.now.apart) or self.now.left_out is not None

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _text(self, words: str | None) -> None:
        for index, part in enumerate((words or "").split("\n")):
            if index:
                self.line += 1
                self._add("\n" if self.now.keeps_lines else " ")
            self._add(part if self.now.keeps_lines else re.sub(r"[ \t\f\v]+", " ", part))

    def _add(self, words: str) -> None:
        shown, signs = shown_as(words, self.now.font, self.line)
        like = Run("", self.now.marks, self.now.href, is_code=self.now.is_code)
        for run in with_gaps(shown, like, is_fixed=self.now.keeps_lines):
            self._put(run)
        for remark in () if self._is_beside else signs:
            self.gathered.notice(remark)

    def _put(self, run: Run) -> None:
        if self.now.left_out is not None:
            self.now.left_out.parts.append(written_plain(run.text, run.marks))
            return
        self.gathered.runs.append(run)
        if run.text.strip() or run.atom:
            self.gathered.ids += self.pending_ids
            self.pending_ids = []
            if not self.gathered.lines or self.gathered.lines[-1] != self.line:
                self.gathered.lines.append(self.line)

    def _flush(self) -> None:
        if self.now.left_out is not None:
            self.now.left_out.parts.append("\n")
            return
        gathered, self.gathered = self.gathered, Gathered()
        for runs, remarks, pictures, spaced in gathered.paragraphs():
            if runs:
                self._block(runs, remarks, gathered, spaced)
            else:
                self._place(remarks)
            for picture in pictures:
                self._append(picture_block(picture))

    def _block(self, runs: list[Run], remarks: list[Remark], gathered: Gathered, spaced: list[Run]) -> None:
        context = self.now
        block = Block(PARAGRAPH, runs, tuple(gathered.lines), certain=True, gap=True, remarks=remarks)
        block.spaced, block.is_fixed = spaced, context.keeps_lines
        block.ids, block.inside, block.apart = tuple(gathered.ids), context.inside, context.apart
        if context.cell is not None:
            block.cell, block.kind = context.cell, CELL
        elif context.heading is not None:
            block.kind, block.level = HEADING, context.heading
        if context.heading is None and context.lists and context.item is not None:
            self._as_item(block, context.lists, context.item)
        elif block.kind == PARAGRAPH and not context.role and not draws_columns(block):
            take_marker(block)
        if not self.terms.joins(block, context.role, self.blocks[-1] if self.blocks else None):
            self._append(block)

    @staticmethod
    def _as_item(block: Block, lists: tuple[ListState, ...], item: ItemState) -> None:
        state = lists[-1]
        if block.cell is None:
            block.level, block.list_id = len(lists) - 1, lists[0].list_id
        if not item.fresh:
            block.continues = True
            return
        item.fresh = False
        block.kind, block.ordered, block.level = ITEM, state.ordered, len(lists) - 1
        block.number = state.next_number if state.ordered else None
        block.marker = item.marker or (state.marker(state.next_number) if state.ordered else "")
        other = state.why_other(state.next_number)
        if other:
            block.remarks = [Remark("list", block.marker or str(block.number), other), *block.remarks]

    def _append(self, block: Block) -> None:
        if len(self.blocks) > MAX_BLOCKS:
            raise Refused(Issue("too-large", f"The page has more than {MAX_BLOCKS:,} paragraphs."))
        if not block.apart and self.waiting:
            block.remarks, self.waiting = [*self.waiting, *block.remarks], []
        self.blocks.append(block)

    def _last_live(self) -> Block | None:
        return next((block for block in reversed(self.blocks) if not block.apart), None)

    def _place(self, remarks: list[Remark]) -> None:
        """Remarks on what left no words behind: with the words before, or those that come next."""
        cell, last = self.now.cell, self._last_live()
        if cell is not None and (last is None or last.cell is not cell):
            self._append(Block(CELL, [], (), cell=cell, certain=True, inside=self.now.inside, remarks=remarks))
        elif last is not None:
            last.remarks = [*last.remarks, *remarks]
        else:
            self.waiting += remarks

    def _say_what_waits(self) -> None:
        """Remarks that no words follow; and comments whose words never came."""
        waiting, self.waiting = self.waiting, []
        last = self._last_live()
        for remark in waiting:
            if last is not None:
                last.remarks = [*last.remarks, remark]
            else:
                told = [] if remark.words else [remark]
                runs = [Run(remark.words)]
                self.blocks.append(Block(PARAGRAPH, runs, (remark.line,), apart=remark.reason, remarks=told))
        for remark in self.comments.values():
            if not remark.words:
                remark.reason = "A comment stood here; its words did not come along"

    def _lone(self, words: str, line: int, reason: str) -> None:
        if words.strip():
            self._append(Block(PARAGRAPH, [Run(" ".join(words.split()))], (line,), apart=reason, certain=True))

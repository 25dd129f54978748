"""Two people changed one text: what of both stands together without asking, and what a person must decide. Pure.

Block by block: paragraphs and headings, items of lists, rows of tables, what stands in quotations and callouts. A
block that only one of them touched is taken as that one has it; what both did alike is taken once. Whatever both did to
one block is asked; where the changes inside it do not touch, the block with both is offered beside the two.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from articles.redline.matching import matching
from articles.text.model import LISTS, Block, serialise, serialise_block
from articles.text.notes import Notes
from articles.text.reading import read

from .merge_inside import has_rowspans, offer_for, offer_for_table
from .merge_sides import Changes, Hunk, changes, same_group

BASE, THEIRS, MINE, MERGED = "base", "theirs", "mine", "merged"
MINE_FIRST, THEIRS_FIRST = "mine-first", "theirs-first"
OFFERS = (MERGED, MINE_FIRST, THEIRS_FIRST)
_QUOTES = frozenset({"blockquote", "aside"})


class Why(StrEnum):
    """What two people did that only a person can settle."""

    BOTH = "both"  # both changed one block
    REMOVED = "removed"  # one took out what the other changed
    INSERTED = "inserted"  # both wrote something at one place
    MOVED = "moved"  # both moved one block, or one moved what the other took out
    COLUMNS = "columns"  # the columns of a table that the other changed too
    UNKNOWN = "unknown"  # nobody knows what both began with


@dataclass(frozen=True)
class Asked:
    """A question: the blocks of before, theirs and yours; ``offers`` have the words of both."""

    why: Why
    fills: Mapping[str, tuple["Node", ...]]
    inside: str = ""  # ul, ol or table, where the blocks are items or rows

    def html(self, choice: str) -> str:
        """One side as a text that can be shown by itself."""
        blocks = _filled(self.fills[choice], lambda _: choice)
        if self.inside and blocks:
            blocks = [Block(self.inside, (), blocks)]
        return serialise(blocks)


@dataclass(frozen=True)
class Hole:
    """A place whose blocks depend on the answer to a question. A moved block has several places."""

    number: int
    fills: Mapping[str, tuple["Node", ...]]


@dataclass(frozen=True)
class Grown:
    """A list, item, table, quotation or callout in which there may be holes."""

    tag: str
    attrs: tuple[tuple[str, str], ...]
    children: tuple["Node", ...]


Node = Block | Hole | Grown


@dataclass(frozen=True)
class Near:
    """Neighbours, each changed by another person: nothing conflicts, yet they should be read together."""

    theirs: str
    mine: str


@dataclass(frozen=True)
class MergedText:
    """The text with its holes, and what is asked about them."""

    nodes: tuple[Node, ...]
    asked: tuple[Asked, ...] = ()
    near: tuple[Near, ...] = ()

    @classmethod
    def whole(cls, theirs: str, mine: str) -> "MergedText":
        """Two texts of which nobody knows what they began with: one question about all of it."""
        fills = {name: tuple(read(html, Notes())) for name, html in ((THEIRS, theirs), (MINE, mine))}
        return cls((Hole(0, fills),), (Asked(Why.UNKNOWN, fills),))

    def html(self, choices: Mapping[int, str]) -> str:
        """The text with each question (by number) answered; unanswered ones as you have it."""
        return serialise(_filled(self.nodes, lambda number: choices.get(number, MINE)))


def merge_texts(base: str, theirs: str, mine: str) -> MergedText:
    """Three stored texts as one."""
    merger = _Merger()
    nodes = merger.row(read(base, Notes()), read(theirs, Notes()), read(mine, Notes()))
    return MergedText(tuple(nodes), tuple(merger.asked), tuple(merger.near))


def _filled(nodes: Sequence[Node], choice_of: Callable[[int], str]) -> list[Block]:
    out: list[Block] = []
    for node in nodes:
        if isinstance(node, Hole):
            out += _filled(node.fills.get(choice_of(node.number), ()), choice_of)
        elif isinstance(node, Block):
            out.append(node)
        elif children := _filled(node.children, choice_of):
            out.append(Block(node.tag, node.attrs, children))
    return out


Rendered = dict[int, Node]
Placed = list[tuple[Node, bool]]  # and whether it came from another place


@dataclass
class _Merger:
    asked: list[Asked] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)

    def row(self, base: list[Block], theirs: list[Block], mine: list[Block], inside: str = "") -> list[Node]:
        """Blocks that stand one after the other."""
        if base == theirs:
            return list(mine)
        if base == mine or theirs == mine:
            return list(theirs)
        return _Row(self, base, (changes(base, theirs), changes(base, mine)), inside).merged()

    def ask(self, why: Why, fills: Mapping[str, Sequence[Node]], inside: str) -> int:
        self.asked.append(Asked(why, {name: tuple(blocks) for name, blocks in fills.items()}, inside))
        return len(self.asked) - 1

    def hole(self, why: Why, fills: Mapping[str, Sequence[Node]], inside: str) -> Hole:
        number = self.ask(why, fills, inside)
        return Hole(number, self.asked[number].fills)

    def one(self, base: Block, theirs: Block, mine: Block, inside: str) -> Node:
        """One block that both may have changed."""
        was, one, other = (serialise_block(block) for block in (base, theirs, mine))
        if was == other or one == other:
            return theirs
        if was == one:
            return mine
        if base.is_leaf or base.tag == "tr" or not same_group(base, theirs, mine):
            offer = offer_for(base, theirs, mine)
            return self._both(Why.BOTH, base, theirs, mine, offer, inside)
        return self._container(base, theirs, mine, inside)

    def _container(self, base: Block, theirs: Block, mine: Block, inside: str) -> Node:
        heads = {(block.tag, block.attrs) for block in (theirs, mine)} - {(base.tag, base.attrs)}
        if len(heads) > 1:
            return self._both(Why.BOTH, base, theirs, mine, None, inside)
        tag, attrs = heads.pop() if heads else (base.tag, base.attrs)
        if tag == "table" and not _same_grid(base, theirs, mine):
            return self._both(Why.COLUMNS, base, theirs, mine, offer_for_table(base, theirs, mine), inside)
        within = tag if tag in LISTS or tag == "table" else ""
        return Grown(tag, attrs, tuple(self.row(base.children, theirs.children, mine.children, within)))

    def _both(self, why: Why, base: Block, theirs: Block, mine: Block, offer: Block | None, inside: str) -> Hole:
        fills = {BASE: [base], THEIRS: [theirs], MINE: [mine]}
        return self.hole(why, {**fills, MERGED: [offer]} if offer else fills, inside)


@dataclass
class _Row:
    """One row of blocks while it is merged."""

    merger: _Merger
    base: list[Block]
    sides: tuple[Changes, Changes]  # theirs, mine
    inside: str
    moved_in: tuple[Rendered, Rendered] = field(default_factory=lambda: ({}, {}))
    away: Rendered = field(default_factory=dict)  # by old place: what stands there if nobody's move is taken

    def merged(self) -> list[Node]:
        self._moves()
        out: list[Node] = []
        at = 0
        before: tuple[int, set[int], list[Hunk]] | None = None
        for start, end, hunks in self._chunks():
            out += self.base[at:start]
            out += self._chunk(start, end, hunks)
            whose = {side for side, _ in hunks}
            if before and len(whose | before[1]) == 2 and len(whose) == len(before[1]) == 1 and before[0] == start:
                self._note(before[2], [hunk for _, hunk in hunks], whose)
            before = end, whose, [hunk for _, hunk in hunks]
            at = end
        return [*out, *self.base[at:]]

    # What moved

    def _moves(self) -> None:
        """A block that one moved and the other changed stands changed where it was moved to."""
        for at in sorted({place for side in self.sides for place in side.moved}):
            holders = [number for number, side in enumerate(self.sides) if at in side.moved]
            if len(holders) == 2:
                self._both_moved(at)
                continue
            number = holders[0]
            mover, other = self.sides[number], self.sides[1 - number]
            edit = other.edit_of(at)
            if edit:
                other.hunks.remove(edit)
                pair = [mover.blocks[mover.moved[at]], other.blocks[edit.first]]
                theirs, mine = pair if number == 0 else pair[::-1]
                self.moved_in[number][mover.moved[at]] = self.merger.one(self.base[at], theirs, mine, self.inside)
            elif other.touches(at):
                self._moved_and_removed(at, number)

    def _both_moved(self, at: int) -> None:
        theirs, mine = (side.blocks[side.moved[at]] for side in self.sides)
        places = {self._place_of(side, side.moved[at]) for side in self.sides}
        if len(places) == 1 and serialise_block(theirs) == serialise_block(mine):
            return
        asked = self.merger.ask(Why.MOVED, {BASE: [self.base[at]], THEIRS: [theirs], MINE: [mine]}, self.inside)
        self.moved_in[0][self.sides[0].moved[at]] = Hole(asked, {THEIRS: (theirs,)})
        self.moved_in[1][self.sides[1].moved[at]] = Hole(asked, {MINE: (mine,)})
        self.away[at] = Hole(asked, {BASE: (self.base[at],)})

    def _moved_and_removed(self, at: int, number: int) -> None:
        mover = self.sides[number]
        moved = mover.blocks[mover.moved[at]]
        whose, other = (THEIRS, MINE) if number == 0 else (MINE, THEIRS)
        if any(hunk.start <= at < hunk.end and hunk.last > hunk.first for hunk in self.sides[1 - number].hunks):
            return
        asked = self.merger.ask(Why.MOVED, {BASE: [self.base[at]], whose: [moved], other: []}, self.inside)
        self.moved_in[number][mover.moved[at]] = Hole(asked, {whose: (moved,)})
        self.away[at] = Hole(asked, {BASE: (self.base[at],)})

    @staticmethod
    def _place_of(side: Changes, at: int) -> tuple[int, int]:
        return next((hunk.start, hunk.end) for hunk in side.hunks if hunk.first <= at < hunk.last)

    # What was changed where

    def _chunks(self) -> list[tuple[int, int, list[tuple[int, Hunk]]]]:
        """The hunks of both, those together that concern the same blocks."""
        every = sorted(
            ((number, hunk) for number, side in enumerate(self.sides) for hunk in side.hunks),
            key=lambda one: (one[1].start, one[1].end, one[0]),
        )
        chunks: list[tuple[int, int, list[tuple[int, Hunk]]]] = []
        for number, hunk in every:
            if chunks and _meets(chunks[-1], number, hunk):
                start, end, members = chunks[-1]
                chunks[-1] = (start, max(end, hunk.end), [*members, (number, hunk)])
            else:
                chunks.append((hunk.start, hunk.end, [(number, hunk)]))
        return chunks

    def _chunk(self, start: int, end: int, members: list[tuple[int, Hunk]]) -> list[Node]:
        theirs, mine = ([hunk for whose, hunk in members if whose == number] for number in (0, 1))
        if not theirs or not mine:
            number = 0 if theirs else 1
            return [node for hunk in theirs or mine for node, _ in self._side(number, hunk)]
        if start == end:
            return self._insertions(self._side(0, theirs[0]), self._side(1, mine[0]))
        if len(theirs) == len(mine) == 1 and theirs[0].is_edit and mine[0].is_edit and end - start == 1:
            blocks = [side.blocks[hunk.first] for side, hunk in zip(self.sides, (theirs[0], mine[0]), strict=True)]
            return [self.merger.one(self.base[start], blocks[0], blocks[1], self.inside)]
        return self._apart(start, end, theirs, mine)

    def _apart(self, start: int, end: int, theirs: list[Hunk], mine: list[Hunk]) -> list[Node]:
        """Not one block for one: taken where both came to the same, asked otherwise."""
        one, other = (self._text(number, start, end, hunks) for number, hunks in ((0, theirs), (1, mine)))
        gone = [self.away[at] for at in range(start, end) if at in self.away]
        if [_key(node) for node, _ in one] == [_key(node) for node, _ in other]:
            return [*gone, *(node for node, _ in one)]
        stayed: Placed = [
            (block, False) for at, block in enumerate(self.base[start:end], start) if not self._is_moved(at)
        ]
        why = Why.BOTH if one and other else Why.REMOVED
        return [*gone, self._question(why, stayed, one, other)]

    def _question(self, why: Why, base: Placed, theirs: Placed, mine: Placed, **offers: Placed) -> Hole:
        """What only came here from another place stays whatever is chosen: it stands nowhere else."""
        guests = [[one for one in side if one[1]] for side in (theirs, mine)]
        both = sorted([*guests[0], *guests[1]], key=lambda one: serialise(_filled([one[0]], lambda _: BASE)))
        fills = {BASE: [*base, *both], THEIRS: [*theirs, *guests[1]], MINE: [*mine, *guests[0]]}
        nodes = {name: [node for node, _ in placed] for name, placed in {**fills, **offers}.items()}
        return self.merger.hole(why, nodes, self.inside)

    def _is_moved(self, at: int) -> bool:
        return any(at in side.moved for side in self.sides)

    def _text(self, number: int, start: int, end: int, hunks: list[Hunk]) -> Placed:
        """What one side says from one place of before to another, with these of its hunks; what was moved away by
        anybody stands where it was moved to."""
        out: Placed = []
        at = start
        for hunk in [*hunks, Hunk(end, end, 0, 0)]:
            out += [(self.base[here], False) for here in range(at, hunk.start) if not self._is_moved(here)]
            out += self._side(number, hunk)
            at = hunk.end
        return out

    def _side(self, number: int, hunk: Hunk) -> Placed:
        """What one side put there, moved blocks as they are merged; and which of it came from another place."""
        side, here = self.sides[number], self.moved_in[number]
        return [(here.get(at, side.blocks[at]), at in side.arrived) for at in range(hunk.first, hunk.last)]

    def _insertions(self, theirs: Placed, mine: Placed) -> list[Node]:
        """Both wrote at one place: what is the same once; what is not is asked, both being offered in either order."""
        keys = [[_key(node) for node, _ in placed] for placed in (theirs, mine)]
        out: list[Node] = []
        at_theirs = at_mine = 0
        for i, j in [*matching(*keys), (len(theirs), len(mine))]:
            one, other = theirs[at_theirs:i], mine[at_mine:j]
            if one and other:
                both = {"mine-first": [*other, *one], "theirs-first": [*one, *other]}
                out.append(self._question(Why.INSERTED, [], one, other, **both))
            else:
                out += [node for node, _ in [*one, *other]]
            out += [node for node, _ in theirs[i : i + 1]]
            at_theirs, at_mine = i + 1, j + 1
        return out

    def _note(self, before: list[Hunk], after: list[Hunk], whose_after: set[int]) -> None:
        first, second = (0, 1) if whose_after == {1} else (1, 0)
        said = [
            serialise([block for hunk in hunks for block in self.sides[number].blocks[hunk.first : hunk.last]])
            for number, hunks in ((first, before), (second, after))
        ]
        theirs, mine = said if first == 0 else said[::-1]
        if theirs or mine:
            self.merger.near.append(Near(theirs, mine))


def _meets(chunk: tuple[int, int, list[tuple[int, Hunk]]], number: int, hunk: Hunk) -> bool:
    """Whether a hunk concerns what a chunk does: the same blocks, or the same place between two."""
    start, end, members = chunk
    if start == end:
        return hunk.is_insertion and hunk.start == start and all(whose != number for whose, _ in members)
    return hunk.start < end


def _key(node: Node) -> str:
    return serialise_block(node) if isinstance(node, Block) else f"#{id(node)}"


def _same_grid(*tables: Block) -> bool:
    """Whether a row of one has its place in the others."""
    return len({_columns(table) for table in tables}) == 1 and not has_rowspans(*tables)


def _columns(table: Block) -> int:
    widths = [sum(int(dict(cell.attrs).get("colspan", "1")) for cell in row.children) for row in table.children]
    return max(widths, default=0)

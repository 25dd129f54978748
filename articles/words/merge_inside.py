"""Two people changed one block: the block with both changes, where they do not touch. Pure; only ever offered."""

from dataclasses import dataclass

from articles.redline.alignment import align_cells
from articles.redline.tokens import Token, tokens_of
from articles.redline.words import compare
from articles.text.inline import canonical_runs
from articles.text.model import Block, Run, serialise_block

_ATOMS = ("cite", "br")


def offer_for(base: Block, theirs: Block, mine: Block) -> Block | None:
    """A leaf or a table row with both changes; None where they touch, so that nobody could say what is meant."""
    if base.is_leaf and theirs.is_leaf and mine.is_leaf:
        return _leaf(base, theirs, mine)
    if {base.tag, theirs.tag, mine.tag} == {"tr"}:
        return _row(base, theirs, mine)
    return None


def offer_for_line(base: str, theirs: str, mine: str) -> str | None:
    """The same for a plain line."""
    runs = _runs(*([Run("text", text)] if text else [] for text in (base, theirs, mine)))
    return None if runs is None else "".join(run.text for run in runs)


def offer_for_table(base: Block, theirs: Block, mine: Block) -> Block | None:
    """A table in which one side added or took out columns and the other changed cells; both have the rows of before."""
    tables = (base, theirs, mine)
    if len({len(table.children) for table in tables}) != 1 or has_rowspans(*tables):
        return None
    rows = [offer_for(*rows) for rows in zip(*(table.children for table in tables), strict=True)]
    made = [row for row in rows if row is not None]
    return Block("table", mine.attrs, made) if len(made) == len(rows) else None


def has_rowspans(*tables: Block) -> bool:
    return any("rowspan" in dict(cell.attrs) for table in tables for row in table.children for cell in row.children)


def _leaf(base: Block, theirs: Block, mine: Block) -> Block | None:
    heads = {(block.tag, block.attrs) for block in (theirs, mine)} - {(base.tag, base.attrs)}
    if len(heads) > 1:
        return None
    runs = _runs(base.runs, theirs.runs, mine.runs)
    tag, attrs = heads.pop() if heads else (base.tag, base.attrs)
    return None if runs is None else Block(tag, attrs, runs=runs)


def _row(base: Block, theirs: Block, mine: Block) -> Block | None:
    """Cell by cell. Where one side has other columns, its cells lie on those of before; where both have, no one can
    say which is which."""
    lengths = [len(row.children) for row in (base, theirs, mine)]
    if lengths[1] != lengths[0] != lengths[2]:
        return None
    wider, other = (theirs, mine) if lengths[1] != lengths[0] else (mine, theirs)
    cells: list[Block] = []
    at = 0
    for step in align_cells(base.children, wider.children):
        was, now = step.old, step.new
        beside = other.children[at] if was is not None else None
        at += was is not None
        if was is None or beside is None:
            cells += [now] if now is not None else []
        elif now is None:
            if _differs(was, beside):
                return None
        elif (cell := _cell(was, now, beside)) is not None:
            cells.append(cell)
        else:
            return None
    return Block("tr", base.attrs, cells)


def _cell(base: Block, theirs: Block, mine: Block) -> Block | None:
    if not _differs(base, mine) or not _differs(theirs, mine):
        return theirs
    if not _differs(base, theirs):
        return mine
    return _leaf(base, theirs, mine)


def _differs(one: Block, other: Block) -> bool:
    return serialise_block(one) != serialise_block(other)


@dataclass(frozen=True)
class _Edit:
    """The tokens from ``start`` to ``end`` gave way to ``new``."""

    start: int
    end: int
    new: tuple[Token, ...]

    def says(self) -> tuple:
        return self.start, self.end, tuple(token.pieces for token in self.new)


def _runs(base: list[Run], theirs: list[Run], mine: list[Run]) -> list[Run] | None:
    old = tokens_of(base)
    (one, kept_by_one), (other, kept_by_other) = (_edits(old, tokens_of(new)) for new in (theirs, mine))
    both = {edit.says() for edit in one} & {edit.says() for edit in other}
    one_only, other_only = ([edit for edit in edits if edit.says() not in both] for edits in (one, other))
    if any(_touch(old, a, b) for a in one_only for b in [*other_only, *(e for e in other if e.says() in both)]):
        return None
    if any(_touch(old, a, b) for a in other_only for b in one if b.says() in both):
        return None
    kept = _kept(old, kept_by_one, kept_by_other)
    return None if kept is None else canonical_runs(_written(kept, [*one, *other_only]))


def _edits(old: list[Token], new: list[Token]) -> tuple[list[_Edit], dict[int, Token]]:
    """What gave way to what, and every token of before that is kept, as it looks now."""
    edits: list[_Edit] = []
    kept: dict[int, Token] = {}
    at = 0
    for stretch in compare(old, new):
        if stretch.is_change:
            edits.append(_Edit(at, at + len(stretch.old), tuple(stretch.new)))
            at += len(stretch.old)
        for _, token in stretch.same:
            kept[at] = token
            at += 1
    return edits, kept


def _touch(old: list[Token], a: _Edit, b: _Edit) -> bool:
    """Whether no word stands between two changes."""
    first, second = sorted((a, b), key=lambda edit: (edit.start, edit.end))
    between = old[first.end : second.start] if first.end <= second.start else []
    return not any(token.kind != "space" for token in between)


def _kept(old: list[Token], one: dict[int, Token], other: dict[int, Token]) -> dict[int, Token] | None:
    """The tokens that both kept, with the looks that either gave them; None where both gave other looks to one, or one
    to what the other took out."""
    kept: dict[int, Token] = {}
    for at, token in enumerate(old):
        a, b = one.get(at), other.get(at)
        looks = {side.pieces for side in (a, b) if side is not None} - {token.pieces}
        if len(looks) > 1 or (looks and (a is None) != (b is None)):
            return None
        if a is not None and b is not None:
            kept[at] = b if a.pieces == token.pieces else a
    return kept


def _written(kept: dict[int, Token], edits: list[_Edit]) -> list[Run]:
    places: dict[int, list[Token]] = {}
    for edit in edits:
        places.setdefault(edit.start, []).extend(edit.new)
    tokens: list[Token] = []
    for at in sorted({*places, *kept}):
        tokens += places.get(at, [])
        tokens += [kept[at]] if at in kept else []
    return [
        Run(token.kind if token.kind in _ATOMS else "text", text, marks)
        for token in tokens
        for text, marks in token.pieces
    ]

"""What was done to one leaf, and by whom: tracked changes, and what differs without being tracked. Pure.

The file's letters as they were before its tracked changes are compared with the words that went out: what differs was
changed without tracking. Every tracked change is then at a place of those words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articles.exchange.word.revisions import Change
from articles.exchange.word.strip import Atom
from articles.redline.tokens import tokens_of
from articles.redline.words import compare
from articles.text.model import Run

from .base import CITED, Leaf

UNTRACKED = Change("", "", "", True)
_MOVES = frozenset(("w:moveFrom", "w:moveTo"))
_NEAR = frozenset(" ,.;:-–/()")


@dataclass
class Edit:
    """One change of a leaf: its letters from ``start`` to ``end`` gave way to ``new``; by whom, as the file says.

    ``dropped`` is what somebody else took out again of what is put in here; ``moves``: it is one end of a move.
    """

    start: int
    end: int
    new: list[Atom] = field(default_factory=list)
    by: Change = UNTRACKED
    moves: bool = False

    @property
    def tracked(self) -> bool:
        return self.by is not UNTRACKED


@dataclass(frozen=True)
class Inner:
    """A change inside what somebody else changed: words put in and taken out again, or changed where they moved."""

    at: int
    words: str
    outer: Change
    by: Change


@dataclass
class Changes:
    """All that was done to a leaf. ``raised`` are stretches whose letters are raised or lowered otherwise than before;
    ``touched`` the citations whose printed words differ."""

    edits: list[Edit] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    touched: list[tuple[int, Atom]] = field(default_factory=list)
    printed: Mapping[int, str] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)  # by the atoms' numbers: before which character of the leaf each is


@dataclass(frozen=True)
class _Op:
    """A step through the leaf: letters ``start`` to ``end`` stay, go, or ``atom`` comes in before ``start``."""

    kind: str
    start: int
    end: int
    by: Change = UNTRACKED
    atom: Atom | None = None


def changes_of(leaf: Leaf, atoms: Sequence[Atom], printed: Mapping[int, str] | None = None) -> Changes:
    """What was done to the leaf, whose letters in the file are ``atoms`` (without the end of its last paragraph).
    ``printed`` is what stood for each group of citations, by the number of its first."""
    found = Changes(printed=printed or {})
    was = [index for index, atom in enumerate(atoms) if not atom.is_new and not atom.is_end]
    was = _folded(atoms, was)
    same = _same(leaf, atoms, was)
    ops = list(_ops(leaf, atoms, set(was), same, found))
    found.edits = _joined(leaf, _edits(ops))
    return found


def _folded(atoms: Sequence[Atom], was: list[int]) -> list[int]:
    """Without white space at the ends and beside white space: stored text has none there."""
    kept: list[int] = []
    for index in was:
        if atoms[index].text.isspace() and (not kept or atoms[kept[-1]].text.isspace()):
            if kept and atoms[index].text == "\n":
                kept[-1] = index
            continue
        kept.append(index)
    while kept and atoms[kept[-1]].text.isspace():
        kept.pop()
    return kept


def _same(leaf: Leaf, atoms: Sequence[Atom], was: list[int]) -> dict[int, int]:
    """Which atom is which character of the leaf."""
    keys = _keys(leaf, [atoms[index] for index in was])
    mine = [key if one == CITED else one for one, key in zip(leaf.text, _own_keys(leaf), strict=True)]
    theirs = [keys[place] or _plain(atoms[index].text) for place, index in enumerate(was)]
    if mine == theirs:
        return dict(zip(was, range(len(mine)), strict=True))
    pairs: dict[int, int] = {}
    at = there = 0
    for stretch in compare(tokens_of(_runs(mine)), tokens_of(_runs(theirs))):
        for one, _ in stretch.same:
            for _ in range(_length(one)):
                pairs[was[there]] = at
                at, there = at + 1, there + 1
        at += sum(map(_length, stretch.old))
        there += sum(map(_length, stretch.new))
    return pairs


def _length(token) -> int:
    return len(token.text) if token.kind not in ("cite", "br") else 1


def _plain(letter: str) -> str:
    return " " if letter in "\u00a0\t" else letter


def _own_keys(leaf: Leaf) -> list[str]:
    groups = iter(leaf.groups)
    return [f"<{next(groups).first}>" if one == CITED else "" for one in leaf.text]


def _keys(leaf: Leaf, atoms: list[Atom]) -> list[str]:
    """For each atom "" or the name of the citations that it is: one of the leaf's, by number or by what it cites."""
    taken: set[int] = set()
    keys = []
    for atom in atoms:
        if atom.kind not in ("cite", "touched"):
            keys.append("")
            continue
        group = leaf.group(atom.first)
        if group is None or group.first in taken:
            cited = [mark.key for mark in atom.cites]
            alike = (one for one in leaf.groups if one.first not in taken and [m.key for m in one.marks] == cited)
            group = next(alike, None)
        taken |= {group.first} if group else set()
        keys.append(f"<{group.first}>" if group else f"<new {atom.text}>")
    return keys


def _runs(letters: list[str]) -> list[Run]:
    runs: list[Run] = []
    words: list[str] = []
    for letter in [*letters, ""]:
        if len(letter) == 1 and letter != "\n":
            words.append(letter)
            continue
        if words:
            runs.append(Run("text", "".join(words)))
            words = []
        if letter:
            runs.append(Run("br", "\n") if letter == "\n" else Run("cite", letter))
    return runs


# Steps


def _ops(leaf: Leaf, atoms: Sequence[Atom], was: set[int], same: dict[int, int], found: Changes) -> Iterator[_Op]:
    at = 0
    following = _following(atoms, same, len(leaf.text))
    for index, atom in enumerate(atoms):
        place = same.get(index)
        is_other = index in was and place is None
        if (place is not None or is_other) and following[index] > at:  # untracked: what is gone goes before what came
            yield _Op("gone", at, following[index])
            at = following[index]
        found.ends.append(at)
        if place is not None:
            yield from _there(leaf, atom, place, found)
            at = place + 1
        elif atom.is_new:
            yield from _put_in(atom, at, found)
        elif index in was or atom.is_end:
            yield from _untracked(atom, at, found)
    if at < len(leaf.text):
        yield _Op("gone", at, len(leaf.text))
    found.ends.append(len(leaf.text))


def _following(atoms: Sequence[Atom], same: dict[int, int], end: int) -> list[int]:
    """For each atom the place of the leaf that it, or the first one after it that went out, has."""
    places = [0] * len(atoms)
    for index in reversed(range(len(atoms))):
        end = places[index] = same.get(index, end)
    return places


def _there(leaf: Leaf, atom: Atom, place: int, found: Changes) -> Iterator[_Op]:
    """A letter that went out: still there, or taken out by a tracked change."""
    group = leaf.groups[leaf.text[:place].count(CITED)] if leaf.text[place] == CITED else None
    if group is not None and (atom.kind == "touched" or atom.text != found.printed.get(group.first, atom.text)):
        found.touched.append((place, atom))
    gone = [change for change in atom.changes if change.tag in ("w:del", "w:moveFrom")]
    if gone:
        yield _Op("gone", place, place + 1, gone[-1])
        return
    if atom.kind == "letter" and atom.script != leaf.scripts[place] and not atom.text.isspace():
        before = found.raised[-1] if found.raised else (-1, -1)
        if before[1] == place:
            found.raised[-1] = (before[0], place + 1)
        else:
            found.raised.append((place, place + 1))
    yield _Op("stays", place, place + 1)


def _put_in(atom: Atom, at: int, found: Changes) -> Iterator[_Op]:
    """A letter that a tracked change put in, perhaps inside a move, perhaps taken out again."""
    put = [change for change in atom.changes if change.tag in ("w:ins", "w:moveTo")]
    inner = put[-1]
    if len(put) > 1 and inner.tag == "w:ins" and put[0].tag == "w:moveTo":
        _tell_inner(found, at, atom, put[0], inner)
    gone = [change for change in atom.changes if change.tag in ("w:del", "w:moveFrom")]
    if gone:
        _tell_inner(found, at, atom, inner, gone[-1])
    yield _Op("new", at, at, put[0] if put[0].tag == "w:moveTo" else inner, atom)


def _untracked(atom: Atom, at: int, found: Changes) -> Iterator[_Op]:
    """A letter that nobody tracked, perhaps taken out again by somebody who did."""
    if atom.is_gone:
        _tell_inner(found, at, atom, UNTRACKED, atom.changes[-1])
    yield _Op("new", at, at, UNTRACKED, atom)


def _tell_inner(found: Changes, at: int, atom: Atom, outer: Change, by: Change) -> None:
    last = found.inner[-1] if found.inner else None
    if last is not None and (last.at, last.outer, last.by) == (at, outer, by):
        found.inner[-1] = Inner(at, last.words + atom.text, outer, by)
    else:
        found.inner.append(Inner(at, atom.text, outer, by))


# From steps to edits


def _edits(ops: list[_Op]) -> Iterator[Edit]:
    """Steps that touch and are by one hand are one edit."""
    edit: Edit | None = None
    for op in ops:
        if op.kind == "stays":
            if edit is not None:
                yield edit
            edit = None
            continue
        moves = op.by.tag in _MOVES
        if edit is None or edit.by.who != op.by.who or edit.tracked != (op.by is not UNTRACKED) or edit.moves != moves:
            if edit is not None:
                yield edit
            edit = Edit(op.start, op.start, by=op.by, moves=moves)
        edit.end = max(edit.end, op.end)
        if op.atom is not None:
            edit.new.append(op.atom)
    if edit is not None:
        yield edit


def _joined(leaf: Leaf, edits: Iterator[Edit]) -> list[Edit]:
    """Edits by one hand between which only a space or a point stays are one: nobody judges them word by word."""
    out: list[Edit] = []
    for edit in edits:
        last = out[-1] if out else None
        if last is not None and _are_one(leaf, last, edit):
            kept = [Atom(one) for one in leaf.text[last.end : edit.start]]  # never citations: see _NEAR
            out[-1] = Edit(last.start, edit.end, [*last.new, *kept, *edit.new], last.by, last.moves)
        else:
            out.append(edit)
    return out


def _are_one(leaf: Leaf, one: Edit, other: Edit) -> bool:
    between = leaf.text[one.end : other.start]
    alike = (one.by.who, one.tracked, one.moves) == (other.by.who, other.tracked, other.moves)
    return alike and not one.moves and len(between) <= 1 and all(letter in _NEAR for letter in between)

"""Words that are all still there, but belong together otherwise: "first A, then B"; "adults 10, children 5"."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import compress, pairwise, permutations
from typing import NamedTuple

from articles.clinical.pairing import Change, Side
from articles.clinical.passages import EMPTY
from articles.clinical.spelling import stem

# Kinds of which two in one sentence each say something of the words beside them.
_BINDING = frozenset(
    {
        "dose", "frequency", "duration", "number", "drug", "person", "order", "route", "illness", "site",
        "medicine group", "urgency", "ratio", "limit",
    }
)  # fmt: skip
# Words that are said of what follows them: the same words on the other side of them mean something else.
_RELATORS = ("before", "after", "until", "unless", "only", "not", "if", "except", "than", "instead", "then")
_DOING = frozenset(stem(word) for word in [
    "remove", "wait", "insert", "press", "apply", "wash", "take", "inject", "shake", "open", "close", "clean", "dry",
    "rinse", "attach", "detach", "connect", "disconnect", "prime", "draw", "push", "pull", "hold", "release", "breathe",
    "swallow", "chew", "dissolve", "mix", "stir", "pour", "add", "clamp", "check", "give", "start", "stop", "call",
    "lift", "turn", "twist", "peel", "place", "put", "fill", "flush", "withdraw", "dispose", "tap", "squeeze", "roll",
    "warm", "cool", "spray", "drop", "cover", "uncover", "assess", "measure", "weigh", "count", "read", "loosen",
    "tighten", "cut", "spit", "blow", "sit", "lie", "stand", "disinfect", "drain", "fit", "set", "switch", "suck",
])  # fmt: skip
_COMPARING = frozenset({"than", "before", "after"})
_ALL_ALIKE = frozenset({"not", "unless", "if", "except", "only"})  # the order of what these govern says nothing
_BOUNDARY = re.compile(r"[,;:.!?\n]|\s-\s")
_NEW_THOUGHT = re.compile(r"[;:.!?\n]")
_JOINING = frozenset({"and", "or", "but", "then", "while", "whereas"})


class _Clause(NamedTuple):
    start: int
    end: int
    words: frozenset


class _Bound:
    """One side with its clauses and the names of its items."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.names = [_name(key) for key in side.keys]
        self.weighty = [
            (isinstance(key, tuple) or key not in EMPTY) and name not in _JOINING
            for key, name in zip(side.keys, self.names, strict=True)
        ]

    @cached_property
    def cuts(self) -> list[int]:
        """The items with which clauses begin, and where the last one ends."""
        items, text = self.side.items, self.side.text
        cuts = [0]
        for index in range(1, len(items)):
            start, end = items[index - 1].end, items[index].start
            if self.names[index] in _JOINING or (text[start:end] != " " and _BOUNDARY.search(text, start, end)):
                cuts.append(index)
        cuts.append(len(items))
        return cuts

    @cached_property
    def clauses(self) -> list[_Clause]:
        """The sentence's clauses as ranges of items, with what they say."""
        return [_Clause(a, b, self.words(a, b)) for a, b in pairwise(self.cuts) if a < b]

    def words(self, start: int, end: int) -> frozenset:
        return frozenset(compress(self.side.keys[start:end], self.weighty[start:end]))

    @cached_property
    def places(self) -> dict[tuple | str, _Clause]:
        """Each term that stands once, with its clause and the other words there."""
        found: dict[tuple | str, list[_Clause]] = defaultdict(list)
        for clause in self.clauses:
            terms = [item for item in self.side.items[clause.start : clause.end] if item.kind in _BINDING]
            kinds = [item.kind for item in terms]
            for item in terms:
                if kinds.count(item.kind) == 1:
                    found[item.key].append(_Clause(clause.start, clause.end, clause.words - {item.key}))
        return {key: places[0] for key, places in found.items() if len(places) == 1}

    @cached_property
    def binding(self) -> frozenset:
        """The terms that say something of the words beside them."""
        return frozenset(item.key for item in self.side.items if item.kind in _BINDING)

    @cached_property
    def kinds(self) -> dict[tuple | str, str]:
        """The kind of each term."""
        return {item.key: item.kind for item in self.side.items if item.is_term}

    def listed_after(self, name: str) -> frozenset:
        """The words that a word governs, with those that "or" and "and" join to them: "not drive or swim"."""
        at = self.names.index(name)
        clauses = iter(one for one in self.clauses if one.end > at)
        first = next(clauses)
        found = self.words(at + 1, first.end)
        for clause in clauses:
            if self.names[clause.start] not in ("or", "and") or self.cut_off(clause.start):
                break
            found |= clause.words
        return found

    def cut_off(self, index: int) -> bool:
        """Whether a sign of a new thought stands before an item."""
        return bool(_NEW_THOUGHT.search(self.side.text, self.side.items[index - 1].end, self.side.items[index].start))

    def governed(self, name: str) -> tuple[str, frozenset] | None:
        """The word with its clause's next words of weight, if it stands once in the sentence."""
        if self.names.count(name) != 1:
            return None
        at = self.names.index(name)
        clause = next(one for one in self.clauses if one.start <= at < one.end)
        following = [index for index in range(at + 1, clause.end) if self.weighty[index]][:2]
        if not following:
            return None
        return self.side.shown(range(at, following[-1] + 1)), frozenset(self.side.keys[index] for index in following)

    def lists(self, one: tuple | str, other: tuple | str) -> bool:
        """Whether two terms stand in one list ("eyes and ears"), whose order says nothing."""
        if one[0] == "order":
            return False
        first, last = sorted((self.side.keys.index(one), self.side.keys.index(other)))
        return all(name in _JOINING for name in self.names[first + 1 : last])


def rebound_in(old: Side, new: Side) -> list[Change]:
    """What is said of other things now, though no word came or went."""
    before, after = _Bound(old), _Bound(new)
    if min(len(before.cuts), len(after.cuts)) < 3:  # within one clause, nothing can go from one to another
        return _turned_round(before, after)
    return _swapped(before, after) or _turned_round(before, after) or _steps_in_a_row(before, after)


def _steps_in_a_row(old: _Bound, new: _Bound) -> list[Change]:
    """Things to do that stand in another order: "remove the needle, wait ten seconds". The order of things that are
    only named says nothing, so that each clause must tell to do something."""
    if old.words(0, len(old.names)) != new.words(0, len(new.names)):
        return []
    before, after = ([clause for clause in side.clauses if clause.words] for side in (old, new))
    if len(before) < 2 or [one.words for one in before] == [one.words for one in after]:
        return []
    if {one.words for one in before} != {one.words for one in after} or len(before) != len(after):
        return []
    moved = [(one, other) for one, other in zip(before, after, strict=True) if one.words != other.words]
    if all(len(one.words) == 1 for one, _ in moved):
        return []
    if not all(_tells_to_do(old, one) and _tells_to_do(new, other) for one, other in moved):
        return []
    return [_as_change(old.side, new.side, *moved[0])]


def _tells_to_do(side: _Bound, clause: _Clause) -> bool:
    start = next((k for k in range(clause.start, clause.end) if side.weighty[k]), clause.start)
    return stem(side.side.shown([start]).lower().split(" ")[0]) in _DOING


def _name(key: tuple | str) -> str:
    return str(key[1]) if isinstance(key, tuple) and len(key) > 1 else str(key)


def _swapped(old: _Bound, new: _Bound) -> list[Change]:
    """Two terms of one kind that changed places: each now stands with what the other stood with."""
    stayed = Counter(old.kinds[key] for key in old.binding & new.binding)
    if max(stayed.values(), default=0) < 2:
        return []
    by_kind: dict[str, list[tuple | str]] = defaultdict(list)
    for key in old.places:
        if key in new.places:
            by_kind[old.kinds[key]].append(key)
    for kind in sorted(by_kind, key=_said_first):
        for one, other in permutations(by_kind[kind], 2):
            before, after = old.places, new.places
            if _exchanged(before[one], before[other], after[one], after[other]) and not old.lists(one, other):
                return [_as_change(old.side, new.side, before[one], after[other])]
    return []


def _said_first(kind: str) -> tuple[bool, str]:
    """What is said of things before the things themselves: adults' 10 mg became 5 mg, not adults children."""
    return kind in ("person", "drug", "medicine group", "illness"), kind if kind != "order" else ""


def _exchanged(one: _Clause, other: _Clause, one_now: _Clause, other_now: _Clause) -> bool:
    """Whether something went from the one to the other, and something else came the other way."""
    went = (one.words - other.words) & (other_now.words - one_now.words)
    came = (other.words - one.words) & (one_now.words - other_now.words)
    return bool(went and came)


def _as_change(old: Side, new: Side, before: _Clause, after: _Clause) -> Change:
    """The words that stayed together, with what was said of them and what is said now."""
    return Change(
        "order",
        old.shown(range(before.start, before.end)),
        new.shown(range(after.start, after.end)),
        old.items[before.start].start,
        new.items[after.start].start,
    )


def _turned_round(old: _Bound, new: _Bound) -> list[Change]:
    """ "A before B" is not "B before A": what follows the word is what stood elsewhere."""
    for name in _RELATORS:
        if not (name in old.names and name in new.names):
            continue
        before, after = old.governed(name), new.governed(name)
        if not before or not after:
            continue
        own, now = before[1], after[1]
        if name in _ALL_ALIKE and old.listed_after(name) == new.listed_after(name):
            continue
        everywhere_old, everywhere_new = old.words(0, len(old.names)), new.words(0, len(new.names))
        if name in _COMPARING:
            own, now = own - now, now - own
        if own and now and not own & now and now <= everywhere_old - before[1] and own <= everywhere_new - after[1]:
            return [Change("order", before[0], after[0], 0, 0)]
    return []

"""What changed between sentences that answer each other: terms are set against terms, slot by slot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from articles.clinical.exchanges import (
    CAN_OR_MAY,
    EXPLAINED,
    NEVER_EXPLAIN,
    NO_HEDGE,
    NUMERIC,
    are_alike,
    are_codes,
    are_near,
    are_other_things,
    capitals_matter,
    is_about_giving,
    is_about_treatment,
    is_faint,
    is_medical_place,
    is_permission,
    may_hurt,
    may_stand_for,
    needs_treatment,
    sharper,
)
from articles.clinical.items import Item, items_of
from articles.clinical.kinds import KINDS
from articles.clinical.lexicon import SKIPPED
from articles.clinical.medicines import look_alike
from articles.clinical.spelling import stem
from articles.clinical.suffixes import opposed
from articles.redline.matching import matching

_SMALL_GAP = 5  # items on each side of an exchange within which words of many uses are set against each other
_LONGEST_SIDE = 60  # letters of unknown words that are shown as what took a term's place
_EMPTY = frozenset(
    [
        "the", "a", "an", "of", "to", "in", "on", "at", "for", "by", "with", "be", "it", "its", "this", "that",
        "these", "those", "you", "your", "we", "our", "they", "their", "he", "she", "his", "her", "i", "and", "or",
        "as", "so", "do",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one kind. The sides are what stands there; an empty one means that it only came or went."""

    kind: str
    old: str
    new: str
    old_at: int = 0
    new_at: int = 0
    alone: tuple[str, tuple | str] | None = None  # "came" or "went", and the key of what only did so
    faint: bool = False  # everyday words in a sentence that is not about treatment: no news by themselves


@dataclass(slots=True)
class _Gap:
    """One exchange: these old items gave way to these new ones. ``left`` are those that no other rule explained."""

    old: range
    new: range
    left_old: list[int]
    left_new: list[int]


class Side:
    """The words of one side, with their items."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: Sequence[Item] = items_of(text)
        self.keys = [item.key for item in self.items]

    def near(self, index: int) -> list[Item]:
        """The two items before and after one."""
        return [*self.items[max(0, index - 2) : index], *self.items[index + 1 : index + 3]]

    def weight(self, indexes: range) -> int:
        """How many items stand there, articles not counted."""
        return sum(self.keys[index] not in SKIPPED for index in indexes)

    def written(self, index: int) -> str:
        """An item's words letter for letter."""
        return self.text[self.items[index].start : self.items[index].end]

    def shown(self, indexes: Sequence[int]) -> str:
        if not indexes:
            return ""
        if len(indexes) == 1:
            return " ".join(self.written(indexes[0]).split())
        start, end = self.items[indexes[0]].start, max(self.items[index].end for index in indexes)
        return " ".join(self.text[start:end].split())


def changes_in(old_text: str, new_text: str) -> list[Change]:
    """The changes between two texts, in the order of the new one."""
    return Comparison(Side(old_text), Side(new_text)).changes()


class Comparison:
    """Sets the items of two sides against each other."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.pairs = matching(old.keys, new.keys)
        self.found: list[Change] = []

    @cached_property
    def around(self) -> list[Item]:
        """Everything that both sides say."""
        return [*self.old.items, *self.new.items]

    @cached_property
    def about_treatment(self) -> bool:
        """Whether the words are about treatment, and not only by a word that has other uses too."""
        return is_about_treatment(item for item in self.around if item.key not in ("wait", "us", "test"))

    def changes(self) -> list[Change]:
        gaps = self._gaps()
        self.found += self._capitals()
        self._cancel_moved(gaps)
        for gap in gaps:
            self._pair_in(gap)
        self._pair_across(gaps)
        if len(gaps) == 1:
            self._hedge(gaps[0])
        for gap in gaps:
            self._pair_kinds(gap)
            self._pair_unknown(gap)
            self._leave_out(gap)
            self._leave(gap)
        return sorted(self.found, key=lambda change: (change.new_at, change.old_at))

    def _capitals(self) -> list[Change]:
        """Words that stayed but for their capitals, where these make another word: AIDS and aids."""
        other = [(i, j) for i, j in self.pairs if self.old.written(i) != self.new.written(j)]
        other = [(i, j) for i, j in other if self.old.shown([i]) != self.new.shown([j])]
        if len(other) * 2 > len(self.pairs) > 3:
            return []  # the whole line was put into capitals, or out of them
        return [
            self._change("case", [i], [j])
            for i, j in other
            if not self.old.items[i].is_term
            and not self._is_heading_word(i, j)
            and capitals_matter(self.old.shown([i]), self.new.shown([j]))
        ]

    def _is_heading_word(self, i: int, j: int) -> bool:
        """Whether a word opens a line or stands before a colon, where capitals are a matter of taste."""
        new = self.new.shown([j])
        follows = self.new.text[self.new.items[j].end :].lstrip()[:1] == ":"
        return follows or (i == j == 0 and new[:1].isupper() and not new.isupper())

    def _gaps(self) -> list[_Gap]:
        gaps, at_old, at_new = [], 0, 0
        for i, j in [*self.pairs, (len(self.old.items), len(self.new.items))]:
            old, new = range(at_old, i), range(at_new, j)
            if (old or new) and self._letters(self.old, old) != self._letters(self.new, new):
                gaps.append(_Gap(old, new, self._terms(self.old, old), self._terms(self.new, new)))
            at_old, at_new = i + 1, j + 1
        return gaps

    @staticmethod
    def _letters(side: Side, indexes: range) -> str:
        """ "Follow-up" and "followup" are the same letters."""
        if any(side.items[index].kind in NUMERIC for index in indexes):
            return f"{indexes} {id(side)}"
        return "".join(char for char in side.shown(indexes).lower() if char.isalnum())

    @staticmethod
    def _terms(side: Side, indexes: range) -> list[int]:
        return [index for index in indexes if side.items[index].is_term]

    def _cancel_moved(self, gaps: list[_Gap]) -> None:
        """A term that only stands elsewhere in the same words did not change."""
        places: dict[tuple | str, list[tuple[_Gap, int]]] = {}
        for gap in gaps:
            for index in gap.left_new:
                places.setdefault(self.new.keys[index], []).append((gap, index))
        for gap in gaps:
            for index in list(gap.left_old):
                if there := places.get(self.old.keys[index]):
                    other, other_index = there.pop(0)
                    gap.left_old.remove(index)
                    other.left_new.remove(other_index)

    def _pair_in(self, gap: _Gap) -> None:
        """Terms of one kind that stand in the same exchange."""
        small = len(gap.old) <= _SMALL_GAP and len(gap.new) <= _SMALL_GAP
        for i in list(gap.left_old):
            kind = self.old.items[i].kind
            if KINDS[kind].slot and not small:
                continue
            for j in gap.left_new:
                if are_alike(self.old.items[i], self.new.items[j]):
                    self._name(gap, gap, i, j)
                    break

    def _pair_across(self, gaps: list[_Gap]) -> None:
        """Terms of one kind that stand in different exchanges of the same words."""
        for gap in gaps:
            for i in list(gap.left_old):
                item = self.old.items[i]
                if KINDS[item.kind].slot or item.weak:
                    continue
                there = [
                    (abs(j - i), other_index, j)
                    for other_index, other in enumerate(gaps)
                    for j in other.left_new
                    if self.new.items[j].kind == item.kind and not self.new.items[j].weak
                ]
                if there:
                    _, other_index, j = min(there)
                    self._name(gap, gaps[other_index], i, j)

    def _pair_kinds(self, gap: _Gap) -> None:
        """Terms of different kinds where one stands in the place of the other."""
        if len(gap.old) > _SMALL_GAP or len(gap.new) > _SMALL_GAP:
            return
        exactly = self.old.weight(gap.old) == self.new.weight(gap.new) == 1
        for i, j in sorted(product(gap.left_old, gap.left_new), key=self._fitting, reverse=True):
            one, other = self.old.items[i], self.new.items[j]
            fits = may_stand_for(one, other, exactly=exactly)
            if fits and i in gap.left_old and j in gap.left_new:
                self._name(gap, gap, i, j)

    def _fitting(self, pair: tuple[int, int]) -> tuple[int, int]:
        """How well two terms of different kinds may stand for each other: the nearer their kinds, the better."""
        kinds = [side.items[index].kind for side, index in zip((self.old, self.new), pair, strict=True)]
        near = are_near(*kinds)
        return near * 2 - sum(KINDS[kind].slot for kind in kinds), -abs(pair[0] - pair[1])

    def _pair_unknown(self, gap: _Gap) -> None:
        """Words on no list: opposites by their first syllables, and names that look like names of medicines."""
        if len(gap.old) != len(gap.new) or len(gap.old) > 3:
            return
        for i, j in zip(gap.old, gap.new, strict=True):
            if not self._is_left(gap, i, j):
                continue
            one, other = self.old.shown([i]), self.new.shown([j])
            kind = (
                self._code(i, j)
                or opposed(stem(one.lower()), stem(other.lower()))
                or ("drug" if look_alike(one, other) and (self._names(i, one) and self._names_new(j, other)) else "")
            )
            kind = kind or self._other_word(gap, one, other)
            if kind:
                self.found.append(self._change(kind, [i], [j]))
                gap.left_old = [index for index in gap.left_old if index != i]
                gap.left_new = [index for index in gap.left_new if index != j]

    def _code(self, i: int, j: int) -> str:
        """ "code" for types, stages and abbreviations that gave way to each other, where not all is in capitals."""
        shouted = self.old.text.isupper() or self.new.text.isupper()
        one, other = self.old.shown([i]), self.new.shown([j])
        article = "A" in (one, other) and 0 in (i, j)
        return "code" if are_codes(one, other) and not (article or (shouted and len(self.new.items) > 2)) else ""

    def _other_word(self, gap: _Gap, one: str, other: str) -> str:
        """ "word" where one thing took another's place in words about treatment, though no list knows either."""
        alone = self.old.weight(gap.old) == self.new.weight(gap.new) == 1
        plain = not (gap.left_old or gap.left_new)
        return "word" if alone and plain and self.about_treatment and are_other_things(one, other) else ""

    def _is_left(self, gap: _Gap, i: int, j: int) -> bool:
        one, other = self.old.items[i], self.new.items[j]
        return (not one.is_term or i in gap.left_old) and (not other.is_term or j in gap.left_new)

    def _names(self, index: int, word: str) -> bool:
        return (index > 0 and word[0].isupper()) or is_medical_place(self.old.near(index))

    def _names_new(self, index: int, word: str) -> bool:
        return (index > 0 and word[0].isupper()) or is_medical_place(self.new.near(index))

    def _hedge(self, gap: _Gap) -> None:
        """A word of certainty that is the only thing to come or go: "it may help" is not "it helps"."""
        lone = [*(self.old.items[i] for i in gap.left_old), *(self.new.items[j] for j in gap.left_new)]
        if (
            len(lone) == len(gap.old) + len(gap.new) == 1
            and lone[0].kind == "certainty"
            and lone[0].key not in NO_HEDGE
            and may_hurt(self.around)
        ):
            self.found.append(self._change("certainty", gap.left_old, gap.left_new))
            gap.left_old, gap.left_new = [], []

    def _leave_out(self, gap: _Gap) -> None:
        """A word that came to or went from another of its kind, with "and" or "or": "before and after", "after"."""
        for side, own, left, other in (
            (self.old, gap.old, gap.left_old, gap.new),
            (self.new, gap.new, gap.left_new, gap.old),
        ):
            if other or len(own) != 2 or len(left) != 2:
                continue
            joining, term = sorted(left, key=lambda index: side.items[index].kind != "joining")
            next_to = [side.items[k].kind for k in (own[0] - 1, own[-1] + 1) if 0 <= k < len(side.items)]
            item = side.items[term]
            if side.items[joining].kind == "joining" != item.kind and item.kind in next_to:
                self.found.append(self._change(item.kind, *(([term], []) if side is self.old else ([], [term]))))
                left.clear()

    def _leave(self, gap: _Gap) -> None:
        """What came or went without a term in its place."""
        for i in gap.left_old:
            item = self.old.items[i]
            instead = self._unknown(self.new, gap.new)
            if self._is_news(item, gap.old, instead) and not self._is_gloss(self.old, i, gap.old):
                whole = self._whole(self.old, i)
                change = self._change(item.kind, whole, instead or self._answering(whole, 0))
                self.found.append(replace(change, alone=("went", item.key), faint=is_faint(item, self.around)))
        for j in gap.left_new:
            item = self.new.items[j]
            instead = self._unknown(self.old, gap.old)
            if self._is_news(item, gap.new, instead) and not self._is_gloss(self.new, j, gap.new):
                whole = self._whole(self.new, j)
                change = self._change(item.kind, instead or self._answering(whole, 1), whole)
                self.found.append(replace(change, alone=("came", item.key), faint=is_faint(item, self.around)))
        gap.left_old, gap.left_new = [], []

    @staticmethod
    def _is_gloss(side: Side, index: int, own: range) -> bool:
        """Whether a term stands in a bracket that came or went whole, and explains what stands before it."""
        item = side.items[index]
        opens, closes = side.text.rfind("(", 0, item.start), side.text.find(")", item.end)
        if min(opens, closes) < 0 or ")" in side.text[opens : item.start]:
            return False
        inside = [at for at, one in enumerate(side.items) if opens < one.start < closes]
        if inside[0] == 0 or not set(inside) <= set(own):
            return False
        before = side.items[inside[0] - 1]
        short = side.text[before.start : before.end]
        if before.key == item.key:
            return True
        explained = before.kind in EXPLAINED or (len(short) > 1 and short.isupper() and short.isalpha())
        return explained and item.kind not in NEVER_EXPLAIN and not is_about_giving(side.items[k] for k in inside)

    def _is_news(self, item: Item, own: range, instead: list[int]) -> bool:
        if item.weak:
            return False
        kind = KINDS[item.kind]
        return kind.alone or (kind.replaced and bool(instead) and len(own) <= 3)

    def _unknown(self, side: Side, indexes: range) -> list[int]:
        """The words that stand in a place, if they are few and say anything."""
        known = [index for index in indexes if not side.items[index].is_term or side.items[index].weak]
        says = [index for index in known if str(side.items[index].key) not in _EMPTY]
        if not says and len(indexes) == 1:
            return list(indexes)
        if not says or len(indexes) > _SMALL_GAP or len(side.shown(indexes)) > _LONGEST_SIDE:
            return []
        return list(range(says[0], says[-1] + 1))

    @staticmethod
    def _whole(side: Side, index: int) -> list[int]:
        """The item with the other parts of its word: "cannot" is one word."""
        item = side.items[index]
        return [
            k for k in range(max(0, index - 1), min(len(side.items), index + 2)) if side.items[k].start == item.start
        ]

    def _answering(self, indexes: list[int], side: int) -> list[int]:
        """What on the other side answers the parts of a word that stayed: the "can" of "cannot"."""
        return [pair[1 - side] for pair in self.pairs if pair[side] in indexes]

    def _name(self, gap: _Gap, other: _Gap, i: int, j: int) -> None:
        kind = min(self.old.items[i].kind, self.new.items[j].kind, key=lambda key: list(KINDS).index(key))
        gap.left_old.remove(i)
        other.left_new.remove(j)
        one, new_one = self.old.items[i], self.new.items[j]
        if {one.key, new_one.key} == CAN_OR_MAY and not is_permission(self.old.items[:i]):
            return  # "it may upset you" is "it can upset you"
        if not needs_treatment(one, new_one) or is_about_treatment(self.around):
            change = self._change(kind, [i], [j])
            digits_stay = digits_in(change.old) == digits_in(change.new)
            self.found.append(replace(change, kind=sharper(kind, one, new_one, digits_stay=digits_stay)))

    def _change(self, kind: str, old: list[int], new: list[int]) -> Change:
        old_at = self.old.items[old[0]].start if old else 0
        new_at = self.new.items[new[0]].start if new else 0
        return Change(kind, self.old.shown(old), self.new.shown(new), old_at, new_at)


def digits_in(text: str) -> str:
    return "".join(char for char in text if char.isdigit() or char == ".")

"""Which part of a file is which leaf of the words that went out: by our bookmarks, and else by the words. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from articles.exchange.word.strip import Atom, Strip
from articles.exchange.word_marks import Part

from .base import CITED, Base, Leaf

_OF_LEAVES = frozenset((Part.LEAF, Part.HEADING, Part.QUESTION, Part.SUMMARY))
_ALIKE = 0.6  # how much of two paragraphs must be equal to be taken for one that was changed
_MOST = 400  # paragraphs on either side that are compared for that
_CHEAP = 500_000  # pairs of letters: two paragraphs of 700 are compared letter by letter
_RUN = 4  # letters


FOREIGN = -1  # the owner of words that belong to a version which is not known here


@dataclass
class Laid:
    """The file laid onto the leaves. ``atoms`` are the atoms' numbers of each leaf, in the order of the file; ``loose``
    the paragraphs of no leaf, as ranges; ``guessed`` are leaves that were found by their words alone; ``joined``
    those whose last paragraph's end is gone, by the number of that end. ``foreign`` are paragraphs of versions that are
    not known here."""

    atoms: dict[int, list[int]] = field(default_factory=dict)
    loose: list[tuple[int, int]] = field(default_factory=list)
    guessed: set[int] = field(default_factory=set)
    owner: list[int | None] = field(default_factory=list)
    foreign: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def _owned_before(self) -> list[int]:
        found, last = [], -1
        for at, owner in enumerate(self.owner):
            found.append(last)
            last = last if owner is None else at
        return [*found, last]

    def owned_before(self, at: int) -> int | None:
        """The nearest atom before one that is a leaf's; None if there is none. (Asked once all is laid.)"""
        found = self._owned_before[min(at, len(self.owner))]
        return found if found >= 0 else None

    def owner_before(self, at: int) -> int:
        """The leaf of the nearest letter before an atom; :data:`FOREIGN` if there is none."""
        found = self.owned_before(at)
        owner = self.owner[found] if found is not None else None
        return FOREIGN if owner is None else owner


def lay(strip: Strip, leaves: Sequence[Leaf]) -> Laid:
    """Give each paragraph to its leaf. Marks decide; a paragraph that has none goes to a leaf that has no paragraph, if
    its words are the same, or much like it."""
    laid = Laid(owner=[None] * len(strip.atoms))
    _by_marks(strip, leaves, laid)
    paragraphs = list(_paragraphs(strip.atoms))
    for start, end in paragraphs:
        _spread(strip.atoms, laid.owner, start, end)
    has_words = [
        (start, end) for start, end in paragraphs if laid.owner[start] is None and _says(strip.atoms, start, end)
    ]
    owned = {leaf for leaf in laid.owner if leaf is not None}
    missing = [number for number in range(len(leaves)) if number not in owned]
    for number, (start, end) in _by_words(strip.atoms, leaves, missing, has_words):
        laid.owner[start:end] = [number] * (end - start)
        laid.guessed.add(number)
    laid.loose = [(start, end) for start, end in has_words if laid.owner[start] is None]
    for index, leaf in enumerate(laid.owner):
        if leaf is not None and leaf != FOREIGN:
            laid.atoms.setdefault(leaf, []).append(index)
    return laid


def _by_marks(strip: Strip, leaves: Sequence[Leaf], laid: Laid) -> None:
    numbers = {leaf.place: number for number, leaf in enumerate(leaves)}
    seen: set[int] = set()
    known = {leaf.place.version for leaf in leaves}
    for span in sorted(strip.spans, key=lambda span: (span.end <= span.start, span.start - span.end)):
        number = numbers.get(span.place) if span.place.part in _OF_LEAVES else None
        if span.place.part in _OF_LEAVES and span.place.version not in known:
            laid.owner[span.start : span.end] = [FOREIGN] * (span.end - span.start)
            laid.foreign.append((span.start, span.end))
        if number is None or number in seen:
            continue
        if span.end > span.start:
            seen.add(number)
            laid.owner[span.start : span.end] = [number] * (span.end - span.start)
        elif span.start < len(laid.owner) and laid.owner[span.start] is None and not leaves[number].text.strip():
            seen.add(number)  # an empty cell: whatever stands in its paragraph is its own
            laid.owner[span.start] = number


def _paragraphs(atoms: Sequence[Atom]) -> Iterable[tuple[int, int]]:
    start = 0
    for index, atom in enumerate(atoms):
        if atom.is_end:
            yield start, index + 1
            start = index + 1
    if start < len(atoms):
        yield start, len(atoms)


def _spread(atoms: Sequence[Atom], owner: list[int | None], start: int, end: int) -> None:
    """What stands beside a leaf's letters in their paragraph was put in at its edge."""
    if all(one is None for one in owner[start:end]):
        return
    has_letters = any(one is not None and not atoms[at].is_end for at, one in enumerate(owner[start:end], start))
    if has_letters and atoms[end - 1].is_end:
        owner[end - 1] = None  # the end follows the letters before it
    last = next(one for one in owner[start:end] if one is not None)
    for at, one in enumerate(owner[start:end], start):
        last = last if one is None else one
        owner[at] = last


def _says(atoms: Sequence[Atom], start: int, end: int) -> bool:
    return any(not atom.is_end and not atom.text.isspace() for atom in atoms[start:end])


def _by_words(
    atoms: Sequence[Atom], leaves: Sequence[Leaf], missing: list[int], loose: list[tuple[int, int]]
) -> Iterable[tuple[int, tuple[int, int]]]:
    """Leaves without a mark with paragraphs without one: the same words first, then what is most alike, in order."""
    said = {place: was(atoms, *place) for place in loose}
    free = list(loose)
    left = []
    for number in missing:
        same = next((place for place in free if said[place] == _bare(leaves[number].text)), None)
        if same is not None and said[same]:
            free.remove(same)
            yield number, same
        else:
            left.append(number)
    likeness = _Likeness()
    for number in left[:_MOST]:
        likely = [(likeness.of(said[place], _bare(leaves[number].text)), place) for place in free[:_MOST]]
        best, place = max(likely, default=(0.0, (0, 0)))
        if best >= _ALIKE:
            free.remove(place)
            yield number, place


def was(atoms: Sequence[Atom], start: int, end: int) -> str:
    """The letters of a stretch before its tracked changes, white space and citations aside."""
    return "".join(
        atom.text for atom in atoms[start:end] if atom.kind == "letter" and not atom.is_new and not atom.text.isspace()
    )


def _bare(text: str) -> str:
    return "".join(text.replace(CITED, "").split())


@dataclass
class _Likeness:
    """How much of two paragraphs is equal, from 0 to 1. Letter by letter as long as that is cheap, else by runs of
    letters; what would take too long in all is not compared, and so is no leaf: its words are named, not placed."""

    steps: int = 30_000_000  # pairs of letters that are still compared one by one
    letters: int = 20_000_000  # letters that are still compared by runs

    def of(self, one: str, other: str) -> float:
        if not one or not other or min(len(one), len(other)) * 2 < _ALIKE * (len(one) + len(other)):
            return 0.0
        steps = len(one) * len(other)
        if steps <= min(self.steps, _CHEAP):
            return self._by_letters(one, other)
        if len(one) + len(other) > self.letters:
            return 0.0
        self.letters -= len(one) + len(other)
        mine, theirs = _runs(one), _runs(other)
        return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())

    def _by_letters(self, one: str, other: str) -> float:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.quick_ratio() < _ALIKE:
            return 0.0
        self.steps -= len(one) * len(other)
        return matcher.ratio()


@lru_cache(maxsize=2 * _MOST)
def _runs(text: str) -> Counter[str]:
    return Counter(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))


def leaves_of(bases: Iterable[Base]) -> list[Leaf]:
    return [leaf for base in bases for leaf in base.leaves]

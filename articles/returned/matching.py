"""All that a file says against the words that it went out with: every remark placed, or named without a place. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from articles.exchange.outgoing import Numbers, printed
from articles.exchange.word.strip import Atom, Strip
from articles.exchange.word_marks import Part
from articles.words.quotations import PARAGRAPH

from .base import Base, Leaf
from .changes import Changes, changes_of
from .found import COMMENT, NAMED, PROPOSAL, Found, Spot, found_in, near, spot_of, stretch, text_of
from .leaves import FOREIGN, Laid, lay, leaves_of

_GONE = ("w:del", "w:moveFrom")
_CONTEXT = 60


@dataclass
class Matched:
    """What was found. ``by_words`` are leaves that were found by their words alone, since their marks are gone."""

    found: list[Found] = field(default_factory=list)
    by_words: list[str] = field(default_factory=list)


def match(strip: Strip, bases: Sequence[Base], *, is_whole: bool = False) -> Matched:
    """Every remark of the file. ``is_whole``: these are all the versions that went out, in their order, so that it is
    known how each citation was printed."""
    leaves = leaves_of(bases)
    shown = _printed(leaves) if is_whole else {}
    laid = lay(strip, leaves)
    changes: dict[int, Changes] = {}
    found: list[tuple[int, Found]] = []
    rows = _rows(strip, leaves, laid)
    told = {number for _, numbers, _ in rows for number in numbers}
    for number, leaf in enumerate(leaves):
        inside = laid.atoms.get(number, [])
        changes[number] = changes_of(
            leaf, [strip.atoms[at] for at in _without_end(strip.atoms, inside)], shown.get(number)
        )
        if inside and number not in told:
            found += [(inside[0], one) for one in found_in(leaf, changes[number])]
    found += [(at, one) for at, _, one in rows]
    found += _missing(leaves, laid, bases)
    found += _ends(strip, leaves, laid)
    found += _order(strip, leaves, laid)
    found += _loose(strip, leaves, laid, bases)
    found += _foreign(strip, laid)
    found += _noticed(strip, leaves, laid, changes)
    found += _comments(strip, leaves, laid, changes)
    ordered = [one for _, one in sorted(found, key=lambda pair: pair[0])]
    return Matched(ordered, [leaves[number].words()[:_CONTEXT] for number in sorted(laid.guessed)])


def _printed(leaves: Sequence[Leaf]) -> dict[int, dict[int, str]]:
    """How the citations of each leaf were printed, as the writer numbers them."""
    numbers = Numbers()
    return {
        number: {group.first: "".join(words for words, _ in printed(group.marks, numbers)) for group in leaf.groups}
        for number, leaf in enumerate(leaves)
    }


def _without_end(atoms: Sequence[Atom], inside: list[int]) -> list[int]:
    return inside[:-1] if inside and atoms[inside[-1]].is_end else inside


# Rows and whole leaves


def _rows(strip: Strip, leaves: Sequence[Leaf], laid: Laid) -> list[tuple[int, set[int], Found]]:
    """Rows that a tracked change takes out: each is named once, with all its words."""
    gone = {row: change for row, change in strip.rows.items() if change.tag in _GONE}
    by_row: dict[int, list[int]] = {}
    for at, atom in enumerate(strip.atoms):
        if atom.row in gone:
            by_row.setdefault(atom.row, []).append(at)
    out = []
    for row, places in by_row.items():
        numbers = {number for at in places if (number := laid.owner[at]) is not None}
        words = _words(strip.atoms, places[0], places[-1] + 1)
        spot = _whole_spot(leaves[min(numbers)]) if numbers else None
        change = gone[row]
        out.append((places[0], numbers, Found(NAMED, "row-deleted", words, spot, "", change.who, change.when)))
    return out


def _whole_spot(leaf: Leaf) -> Spot:
    return spot_of(leaf, 0, len(leaf.text))


def _words(atoms: Sequence[Atom], start: int, end: int) -> str:
    parts = text_of(list(atoms[start:end])).split("¶")
    return " | ".join(words for part in parts if (words := " ".join(part.split())))


def _missing(leaves: Sequence[Leaf], laid: Laid, bases: Sequence[Base]) -> Iterable[tuple[int, Found]]:
    """What went out and stands in the file no more, untracked: whole sections by their names, else each leaf."""
    at = 0
    for base in bases:
        own = [number for number, leaf in enumerate(leaves) if leaf.place.version == base.version]
        at = min((laid.atoms[number][0] for number in own if number in laid.atoms), default=at)
        gone = [number for number in own if number not in laid.atoms and leaves[number].text.strip()]
        if own and len(gone) == len([number for number in own if leaves[number].text.strip()]):
            spot = Spot(base.version)
            yield at, Found(NAMED, "section-missing", base.heading, spot, tracked=False)
            continue
        for number in gone:
            before = next((laid.atoms[n][-1] for n in reversed(range(number)) if n in laid.atoms), at)
            leaf = leaves[number]
            yield before, Found(NAMED, "paragraph-missing", leaf.words(), _whole_spot(leaf), tracked=False)


def _ends(strip: Strip, leaves: Sequence[Leaf], laid: Laid) -> Iterable[tuple[int, Found]]:
    """Paragraphs that were joined with the next: by a tracked change of their end, or because it is not there."""
    for number, inside in laid.atoms.items():
        last = strip.atoms[inside[-1]]
        words = [strip.atoms[at] for at in _without_end(strip.atoms, inside)]
        stays = any(not atom.is_gone and not atom.text.isspace() for atom in words)
        if last.is_end and last.is_gone and stays:
            change = next(change for change in reversed(last.changes) if change.tag in _GONE)
            yield inside[-1], _joined(leaves[number], change.who, change.when)
        elif not last.is_end and stays and inside[-1] + 1 < len(strip.atoms) and leaves[number].text:
            yield inside[-1], _joined(leaves[number], "", "", tracked=False)


def _joined(leaf: Leaf, who: str, when: str, *, tracked: bool = True) -> Found:
    spot = near(leaf, len(leaf.text))
    return Found(NAMED, "joined", spot.quote, spot, "", who, when, tracked)


def _order(strip: Strip, leaves: Sequence[Leaf], laid: Laid) -> Iterable[tuple[int, Found]]:
    """Leaves that stand elsewhere than they did, untracked. The fewest that explain the order are named."""
    there = sorted(laid.atoms, key=lambda number: laid.atoms[number][0])
    kept = _rising(there)
    for number in there:
        if number not in kept and leaves[number].text.strip():
            leaf = leaves[number]
            yield (
                laid.atoms[number][0],
                Found(NAMED, "moved", leaf.words(), _whole_spot(leaf), tracked=False),
            )


def _rising(numbers: Sequence[int]) -> set[int]:
    """The longest rising subsequence."""
    from bisect import bisect_left

    tails: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        rank = bisect_left(tails, number)
        chain = [*(chains[rank - 1] if rank else []), number]
        tails[rank : rank + 1], chains[rank : rank + 1] = [number], [chain]
    return set(chains[-1]) if chains else set()


# What belongs to no leaf


def _loose(strip: Strip, leaves: Sequence[Leaf], laid: Laid, bases: Sequence[Base]) -> Iterable[tuple[int, Found]]:
    """Paragraphs that did not go out: new ones, each named after the leaf that stands before it."""
    known = {base.version for base in bases}
    before: tuple[int, int, Found] | None = None  # the paragraph just before: its number in told, its end
    told: list[tuple[int, Found]] = []
    for start, end in laid.loose:
        row = strip.atoms[start].row
        tracked = [change for atom in strip.atoms[start:end] for change in atom.changes]
        words = _words(strip.atoms, start, end)
        if not tracked and _is_ours(strip, start, end):
            continue
        spot = _before(strip, leaves, laid, start, known)
        by = tracked[0] if tracked else None
        gone = all(atom.is_gone for atom in strip.atoms[start : end - 1])
        what = "printed-deleted" if gone else "new-cell" if row else "new-paragraph"
        found = Found(NAMED, what, words, spot, "", by.who if by else "", by.when if by else "", by is not None)
        proposed = _proposed(strip, leaves, laid, (start, end), found)
        if before is not None and before[1] == start:
            proposed = _added(before[2], found) if proposed else None
            if proposed:
                told[before[0]] = (told[before[0]][0], proposed)
                before = (before[0], end, proposed)
                continue
        told.append((start, proposed or found))
        before = (len(told) - 1, end, told[-1][1])
        told += _others(found, tracked, start)
    return told


def _proposed(strip: Strip, leaves: Sequence[Leaf], laid: Laid, span: tuple[int, int], found: Found) -> Found | None:
    """A new paragraph as a proposal, if typed words can say it: whole, by one person, below a paragraph of the text."""
    start, end = span
    number = laid.owner_before(start)
    leaf = leaves[number] if number != FOREIGN else None
    atoms = [atom for atom in strip.atoms[start:end] if not atom.is_end]
    plain = all(atom.kind == "letter" and not (atom.script or atom.is_gone or atom.text == "\n") for atom in atoms)
    hands = {atom.changes[-1].who if atom.changes else "" for atom in atoms if not atom.text.isspace()}
    if found.what != "new-paragraph" or leaf is None or found.spot is None or not found.spot.quote:
        return None
    if not (leaf.is_top and plain and hands == {found.name}) or "[@" in found.words:
        return None
    return replace(found, kind=PROPOSAL, proposal=f"{found.spot.quote}{PARAGRAPH}{found.words}")


def _added(one: Found, other: Found) -> Found | None:
    """The proposal with one more paragraph of the same person; None if it is another's, or is none."""
    if one.kind != PROPOSAL or (one.name, one.tracked) != (other.name, other.tracked):
        return None
    return replace(one, words=f"{one.words} ¶ {other.words}", proposal=f"{one.proposal}{PARAGRAPH}{other.words}")


def _foreign(strip: Strip, laid: Laid) -> Iterable[tuple[int, Found]]:
    """Tracked changes in words that are not known here: they fit nowhere."""
    for start, end in laid.foreign:
        tracked = [change for atom in strip.atoms[start:end] for change in atom.changes]
        if tracked:
            by = tracked[0]
            found = Found(NAMED, "foreign", _words(strip.atoms, start, end), None, "", by.who, by.when)
            yield start, found
            yield from _others(found, tracked, start)


def _is_ours(strip: Strip, start: int, end: int) -> bool:
    """Whether all words of a paragraph are the writer's own, or an entry of the list of references."""
    if strip.references is not None and start >= strip.references:
        return True
    said = [at for at in range(start, end) if not strip.atoms[at].is_end and not strip.atoms[at].text.isspace()]
    labels = [(span.start, span.end) for span in strip.spans if span.place.part == Part.WORDING]
    return all(any(first <= at < last for first, last in (*strip.ours, *labels)) for at in said)


def _others(found: Found, tracked: list, start: int) -> Iterable[tuple[int, Found]]:
    """Everybody else who had a hand in the paragraph."""
    names = dict.fromkeys((change.who, change.when[:10]) for change in tracked if change.who != found.name)
    for who, when in names:
        yield start, replace(found, what="hand-in-new", name=who, when=when, by=found.name)


def _before(strip: Strip, leaves: Sequence[Leaf], laid: Laid, start: int, known: set) -> Spot | None:
    number = laid.owner_before(start)
    if number != FOREIGN:
        leaf = leaves[number]
        return near(leaf, len(leaf.text)) if leaf.text.strip() else Spot(leaf.place.version, leaf.audience)
    for span in strip.spans:
        if span.place.part == Part.SECTION and span.start <= start < span.end and span.place.version in known:
            return Spot(span.place.version)
    return None


def _noticed(
    strip: Strip, leaves: Sequence[Leaf], laid: Laid, changes: dict[int, Changes]
) -> Iterable[tuple[int, Found]]:
    """Pictures, notes, objects: things that are no words."""
    for at, remark in strip.noticed:
        spot = _spot_at(strip, leaves, laid, changes, at, at + 1)
        atom = strip.atoms[at] if at < len(strip.atoms) else None
        by = atom.changes[-1] if atom is not None and atom.changes else None
        who, when = (by.who, by.when) if by else (remark.who, remark.when)
        words = f"{remark.reason}: {remark.words}" if remark.words else remark.reason
        yield at, Found(NAMED, "thing", words, spot, "", who, when, by is not None)


def _comments(
    strip: Strip, leaves: Sequence[Leaf], laid: Laid, changes: dict[int, Changes]
) -> Iterable[tuple[int, Found]]:
    for said in strip.comments.values():
        comment = said.comment
        at = said.start if said.start is not None else len(strip.atoms)
        spot = None
        if said.start is not None and said.end is not None:
            spot = _spot_at(strip, leaves, laid, changes, said.start, said.end)
        yield (
            at,
            Found(
                COMMENT,
                "comment",
                comment.words,
                spot,
                "",
                comment.who,
                comment.when,
                key=said.key,
                answers=comment.parent,
            ),
        )


def _spot_at(
    strip: Strip, leaves: Sequence[Leaf], laid: Laid, changes: dict[int, Changes], start: int, end: int
) -> Spot | None:
    """The words of the leaf that a stretch of the file begins in; of what was put in, the word before it."""
    end = max(end, start + 1)
    owners = [(at, number) for at in range(start, min(end, len(laid.owner))) if (number := laid.owner[at]) is not None]
    owners = owners[:1] if owners and owners[0][1] == FOREIGN else [pair for pair in owners if pair[1] != FOREIGN]
    if not owners:
        before = laid.owned_before(start)
        owners = [(before, laid.owner_before(start))] if before is not None else []
    if not owners:
        return None
    number = owners[0][1]
    if number == FOREIGN:
        return None
    leaf, ends = leaves[number], changes[number].ends
    inside = {at: place for place, at in enumerate(laid.atoms[number])}
    first = ends[min(inside[owners[0][0]], len(ends) - 1)]
    last_at = max(at for at, owner in owners if owner == number)
    last = ends[min(inside[last_at] + 1, len(ends) - 1)]
    if not leaf.text.strip():
        return Spot(leaf.place.version, leaf.audience)
    while first < last and leaf.text[first].isspace():
        first += 1
    while last > first and leaf.text[last - 1].isspace():
        last -= 1
    return stretch(leaf, first, max(first, last))

"""Groups of sentences turned into findings: what a reader of the comparison is told."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from articles.clinical.alignment import Group
from articles.clinical.bindings import rebound_in
from articles.clinical.kinds import KINDS, RANKS
from articles.clinical.pairing import Change, Comparison, Side
from articles.clinical.passages import Sentence, Steps
from articles.redline.matching import matching
from articles.text.citations import name_of

_LONGEST = 60  # letters of a moved item that are shown
_CONTEXT = 200
_NEIGHBOURS = 2  # sentences within which words may have moved from one to another
# Kinds that make a whole sentence one about treatment, so that its coming or going is looked at word by word.
_CLINICAL = frozenset(
    [
        "dose", "drug", "letters", "route", "frequency", "limit", "pregnancy", "organ", "illness", "symptom",
        "urgency", "phone", "help", "unit", "person",
    ]
) | {"medicine group", "electrolyte", "food"}  # fmt: skip
_WARNING = re.compile(
    r"\b(?:do not|don't|never|must not|mustn't|should not|shouldn't|cannot|can't|avoid|stop|only)\b", re.IGNORECASE
)
_COMFORT = re.compile(
    r"\b(?:worry|panic|afraid|alone|hesitate|shy|ashamed|embarrassed|guilty|blame|fault|hurry|matter|mind|read)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """One change that may matter. ``kind`` is a key of ``KINDS``; an empty side means that it only came or went.

    ``sentence`` is how it reads now (how it read, for what went); ``place`` says where that stands, in words.
    """

    kind: str
    old: str
    new: str
    sentence: str
    place: str = ""

    @property
    def label(self) -> str:
        return KINDS[self.kind].label


Namer = Callable[[str], str]


def findings_of(groups: Sequence[Group], name_citation: Namer) -> list[Finding]:
    """What changed in groups of sentences, in their order."""
    before = [sentence.same.lower() for group in groups for sentence in group.old]
    told = [_changes(group) if not (group.kept or _was_listed(group, before)) else [] for group in groups]
    _cancel(groups, told)
    told = [_together([one for one in changes if not one.faint]) for changes in told]
    found: list[Finding] = []
    for group, changes in zip(groups, told, strict=True):
        found += [one.finding for one in changes]
        found += _attached(group, name_citation)
    return found


def _was_listed(group: Group, before: Sequence[str]) -> bool:
    """Whether an item of a list stood in a sentence that began as its list does now: "Call if: you faint"."""
    if group.old or len(group.new) != 1 or not group.new[0].in_list:
        return False
    item, opening = (text.lower().strip(" :;.,") for text in (group.new[0].same, group.new[0].under))
    return bool(opening) and any(said.startswith(opening) and item in said for said in before)


class Told(NamedTuple):
    """A finding, with "came" or "went" and the key of the words if they did only that; see ``Change`` for ``faint``."""

    finding: Finding
    alone: tuple[str, tuple | str] | None
    faint: bool = False
    whole: bool = False  # the whole sentence came or went


def _together(told: list[Told]) -> list[Told]:
    """What came or went with one sentence, as one finding of the most pressing kind, unless that is too long."""
    out: list[Told] = []
    for one in told:
        last = out[-1] if out else None
        joined = _both(last.finding, one.finding) if last and last.whole and one.whole else None
        if joined and len(joined.old + joined.new) <= _LONGEST:
            out[-1] = one._replace(finding=joined)
        else:
            out.append(one)
    return out


def _both(one: Finding, other: Finding) -> Finding | None:
    if (one.sentence, one.place) != (other.sentence, other.place):
        return None
    kind = min(one.kind, other.kind, key=RANKS.__getitem__)
    return replace(one, kind=kind, old=_listed(one.old, other.old), new=_listed(one.new, other.new))


def _listed(words: str, more: str) -> str:
    return " · ".join(dict.fromkeys(filter(None, [*words.split(" · "), more])))


def _cancel(groups: Sequence[Group], told: list[list[Told]]) -> None:
    """What went from one sentence and came to the next neither came nor went, where both are running text."""
    for index, changes in enumerate(told):
        if not changes:
            continue
        for later in range(index + 1, min(index + 1 + _NEIGHBOURS, len(told))):
            if not (_runs(groups[index]) and _runs(groups[later])):
                continue
            for one in list(changes):
                other = next((another for another in told[later] if _makes_up_for(one, another)), None)
                if other:
                    changes.remove(one)
                    told[later].remove(other)


def _runs(group: Group) -> bool:
    """Whether the sentences are neither items of a list nor cells of a table."""
    return not any(sentence.in_list or sentence.place for sentence in (*group.old, *group.new))


def _makes_up_for(one: Told, other: Told) -> bool:
    if not one.alone or not other.alone:
        return False
    return one.alone[1] == other.alone[1] and one.alone[0] != other.alone[0]


def _changes(group: Group) -> list[Told]:
    if not group.old or not group.new:
        return _alone(group)
    old, new = Side(_joined(group.old)), Side(_joined(group.new))
    changes = Comparison(old, new).changes()
    changes += [] if any(change.kind == "order" for change in changes) else rebound_in(old, new)
    return [Told(_finding(change, group), change.alone, change.faint) for change in changes]


def _joined(sentences: Sequence[Sentence]) -> str:
    return "\n".join(sentence.text for sentence in sentences)


def _finding(change: Change, group: Group) -> Finding:
    shown = group.new if change.new or not change.old else group.old
    offset = change.new_at if shown is group.new else change.old_at
    return Finding(change.kind, change.old, change.new, *_context(shown, offset))


def _context(sentences: Sequence[Sentence], offset: int) -> tuple[str, str]:
    """The sentence in which a place of the joined ones lies, and where it stands."""
    for sentence in sentences:
        if offset <= len(sentence.text):
            return _cut(sentence.text, offset), sentence.stands
        offset -= len(sentence.text) + 1
    return _cut(sentences[-1].text, 0), sentences[-1].stands


def _cut(text: str, offset: int) -> str:
    """The sentence, or of a very long one the part around the place."""
    text = " ".join(text.split())
    if len(text) <= _CONTEXT:
        return text
    start = max(0, min(offset - _CONTEXT // 2, len(text) - _CONTEXT))
    return ("…" if start else "") + text[start : start + _CONTEXT] + ("…" if start + _CONTEXT < len(text) else "")


def _alone(group: Group) -> list[Told]:
    """A sentence that only came or went: its words of weight, if it speaks of treatment or warns."""
    found: list[Told] = []
    did = "came" if group.new else "went"
    for sentence in group.new or group.old:
        own = [item for item in sentence.items if item.is_term and not item.weak and KINDS[item.kind].alone]
        heeded = _is_heeded(sentence)
        for item in own:
            finding = _single(did, item.kind, sentence.text[item.start : item.end], sentence)
            faint = not heeded and item.kind != "letters"
            found.append(Told(finding, (did, item.key), faint, whole=True))
        if sentence.in_list and _warns(sentence.under) and not own:
            found.append(Told(_single(did, "item", _shortened(sentence.text), sentence), None))
    return found


def _is_heeded(sentence: Sentence) -> bool:
    """Whether a sentence speaks of treatment or warns."""
    if any(item.kind in _CLINICAL for item in sentence.items) or _warns(sentence.under):
        return True
    return bool(_WARNING.search(sentence.text)) and not _COMFORT.search(sentence.text)


def _warns(opening: str) -> bool:
    """Whether a line that opens a list says what must be done or left."""
    words = Sentence(opening).items
    return any(item.kind in ("negation", "urgency", "phone", "condition", "help", "limit") for item in words)


def _single(did: str, kind: str, text: str, sentence: Sentence) -> Finding:
    text = " ".join(text.split())
    old, new = ("", text) if did == "came" else (text, "")
    return Finding(kind, old, new, _cut(sentence.text, 0), sentence.stands)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


# What hangs on words: citations, links, callouts


def _attached(group: Group, name_citation: Namer) -> list[Finding]:
    found = _exchanged(
        "citation",
        group,
        [s.cites for s in group.old],
        [s.cites for s in group.new],
        lambda tag: name_of(tag, name_citation),
    )
    found += _exchanged("link", group, [s.links for s in group.old], [s.links for s in group.new], str)
    if group.old and group.new and group.old[0].callout != group.new[0].callout:
        found.append(Finding("callout", group.old[0].callout, group.new[0].callout, *_context(group.new, 0)))
    return found


def _exchanged(kind: str, group: Group, old: list, new: list, shown: Callable[[str], str]) -> list[Finding]:
    before, after = ([one for own in side for one in own] for side in (old, new))
    if before == after:
        return []
    gone, come = (
        list((Counter(before) - Counter(after)).elements()),
        list((Counter(after) - Counter(before)).elements()),
    )
    count = max(len(gone), len(come))
    gone, come = ([shown(one) for one in side] + [""] * (count - len(side)) for side in (gone, come))
    return [Finding(kind, was, now, *_context(group.new or group.old, 0)) for was, now in zip(gone, come, strict=True)]


# What stands elsewhere


def moved_elsewhere(groups: Sequence[Group], old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Finding]:
    """Words that stand under another heading or in another list now, where both are still there."""
    elsewhere = [one for one in groups if len(one.old) == len(one.new) == 1 and one.old[0].under != one.new[0].under]
    if not elsewhere:
        return []
    before, after = (
        {_opening(one) for sentence in side for one in (sentence.under, sentence.text)} for side in (old, new)
    )
    found = []
    for group in elsewhere:
        was, now = _opening(group.old[0].under), _opening(group.new[0].under)
        if (
            was != now
            and was in after
            and now in before
            and (group.new[0].in_list or group.old[0].in_list or _weighty(group))
        ):
            text = _shortened(group.new[0].text)
            found.append(
                Finding(
                    "moved",
                    f"{text} (under “{_shortened(group.old[0].under)}”)",
                    f"{text} (under “{_shortened(group.new[0].under)}”)",
                    _cut(group.new[0].text, 0),
                    group.new[0].under,
                )
            )
    return found


def _opening(text: str) -> str:
    return text.lower().strip(" :.")


def _weighty(group: Group) -> bool:
    return any(item.is_term and not item.weak for item in group.new[0].items)


def steps_moved(old: Sequence[Steps], new: Sequence[Steps]) -> list[Finding]:
    """Steps of an ordered list that stand in another order now."""
    found: list[Finding] = []
    free = list(new)
    for steps in old:
        other = max(free, key=lambda one: len(set(one.items) & set(steps.items)), default=None)
        if other is not None:
            free.remove(other)
            found += _reordered(steps, other)
    return found


def _reordered(old: Steps, new: Steps) -> list[Finding]:
    places = {text: number for number, text in enumerate(old.items, start=1)}
    common = [text for text in dict.fromkeys(new.items) if text in places]
    order = [text for text in old.items if text in set(common)]
    stayed = {common[j] for _, j in matching(order, common)}
    return [
        Finding(
            "order",
            f"step {places[text]}: {_shortened(text)}",
            f"step {number}: {_shortened(text)}",
            _cut(text, 0),
            new.under,
        )
        for number, text in enumerate(new.items, start=1)
        if text in places and text not in stayed
    ]

"""Two people changed one section: what of both can be kept without asking, and what a person must decide. Pure.

Part by part of every wording; texts block by block (``merge_blocks``). What is asked has a key made of the words that
it is about, so an answer stands as long as these words do, whatever else is saved meanwhile.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from articles.words.content import BASE as EVERYONE
from articles.words.content import SectionContent, Wording
from editorial.shared.canonical import canonical_json, sha256

from .merge_blocks import BASE, MERGED, MINE, MINE_FIRST, THEIRS, THEIRS_FIRST, MergedText, Why, merge_texts
from .merge_inside import offer_for_line

__all__ = ["BASE", "MERGED", "MINE", "MINE_FIRST", "THEIRS", "THEIRS_FIRST", "Conflict", "Merged", "Why", "merge"]

PARTS = tuple(part.name for part in fields(Wording))
WHOLE = "wording"
LINES = ("heading", "question", "summary")
EMPTY = Wording()


@dataclass(frozen=True)
class Conflict:
    """What a person must decide. ``audience`` "" is the text for everyone; ``part`` is "wording" where one side left
    the section out that the other wrote in.

    ``says`` has what each choice would say: base, theirs, mine, and what is offered with the words of both.
    """

    key: str
    audience: str
    part: str
    why: Why
    says: Mapping[str, str]
    number: int = 0  # of the question in its text

    @property
    def offers(self) -> list[str]:
        return [name for name in self.says if name not in (BASE, THEIRS, MINE)]


@dataclass(frozen=True)
class Merged:
    """The words with both people's changes, and what is still asked."""

    conflicts: tuple[Conflict, ...]
    taken: tuple[tuple[str, str], ...]  # (audience, part) that have something of theirs which you had not touched
    near: tuple[tuple[str, str, str], ...]  # (audience, theirs, yours): neighbours, one changed by each
    _wholes: Mapping[str, Mapping[str, Wording]] = field(repr=False)
    _texts: Mapping[tuple[str, str], MergedText] = field(repr=False)

    def open(self, choices: Mapping[str, str]) -> list[Conflict]:
        """What these choices leave undecided."""
        return [conflict for conflict in self.conflicts if choices.get(conflict.key) not in conflict.says]

    def loses_yours(self, choices: Mapping[str, str]) -> bool:
        """Whether words of yours are not in what these choices make."""
        return any(choices.get(conflict.key) in (THEIRS, BASE) for conflict in self.conflicts)

    def wordings(self, choices: Mapping[str, str]) -> dict[str, Wording]:
        """What every audience reads by these choices; what is undecided says what you have."""
        chosen = {conflict.key: choices.get(conflict.key, MINE) for conflict in self.conflicts}
        return {audience: self._wording(audience, chosen) for audience in self._wholes}

    def wording(self, audience: str, choices: Mapping[str, str] | None = None) -> Wording:
        return self.wordings(choices or {}).get(audience, EMPTY)

    def whole(self, conflict: Conflict, choice: str) -> Wording:
        """What a choice about a whole wording would say."""
        return self._wholes[conflict.audience][choice]

    def _wording(self, audience: str, chosen: Mapping[str, str]) -> Wording:
        here = [conflict for conflict in self.conflicts if conflict.audience == audience]
        whole = next((chosen[conflict.key] for conflict in here if conflict.part == WHOLE), MERGED)
        said = self._wholes[audience].get(whole, EMPTY)
        if whole != MERGED:
            return said
        lines = {one.part: one.says[chosen[one.key]] for one in here if one.part in LINES}
        text = self._texts.get((audience, "html"))
        if text is not None:
            lines["html"] = text.html({one.number: chosen[one.key] for one in here if one.part == "html"})
        return _with(said, lines)


def merge(
    started: SectionContent | None, theirs: SectionContent, base: Wording, wordings: Mapping[str, Wording]
) -> Merged:
    """Merge what was typed (``base`` and ``wordings``) with what is stored now, from what the person started with.
    Without that (it is unknown), every part that differs is asked whole.
    """
    before = {EVERYONE: started.base, **started.wordings} if started else None
    now, yours = {EVERYONE: theirs.base, **theirs.wordings}, {EVERYONE: base, **wordings}
    merger = _Merger()
    for audience in sorted({*(before or ()), *now, *yours}):
        was = before.get(audience, EMPTY) if before is not None else None
        merger.wording(audience, was, now.get(audience, EMPTY), yours.get(audience, EMPTY))
    return Merged(_keyed(merger.conflicts), tuple(merger.taken), tuple(merger.near), merger.wholes, merger.texts)


@dataclass
class _Merger:
    conflicts: list[Conflict] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, str, str]] = field(default_factory=list)
    wholes: dict[str, dict[str, Wording]] = field(default_factory=dict)
    texts: dict[tuple[str, str], MergedText] = field(default_factory=dict)

    def wording(self, audience: str, was: Wording | None, theirs: Wording, yours: Wording) -> None:
        """One audience's words, whole where one side left the section out that the other wrote in."""
        sides = {THEIRS: theirs, MINE: yours, **({BASE: was} if was is not None else {})}
        if theirs.left_out != yours.left_out and was not in (theirs, yours):
            self._ask(audience, WHOLE, Why.REMOVED if was else Why.UNKNOWN, _whole(sides))
            self.wholes[audience] = sides
            return
        if theirs.left_out or yours.left_out:
            said = theirs if was == yours else yours
            self.wholes[audience] = {MERGED: said}
            if said == theirs != yours:
                self.taken.append((audience, "left_out"))
            return
        parts = {part: self._part(audience, part, was, theirs, yours) for part in (*LINES, "html")}
        self.wholes[audience] = {MERGED: _with(EMPTY, parts)}

    def _part(self, audience: str, part: str, was: Wording | None, theirs: Wording, yours: Wording) -> str:
        b, c = getattr(theirs, part), getattr(yours, part)
        if was is None:
            return self._unknown(audience, part, b, c)
        a = getattr(was, part)
        if b in (a, c):
            return c
        if c != a and part == "html":
            return self._text(audience, a, b, c)
        if c != a:
            offer = offer_for_line(a, b, c)
            says = {BASE: a, THEIRS: b, MINE: c, **({MERGED: offer} if offer else {})}
            self._ask(audience, part, Why.BOTH, says)
            return c
        self.taken.append((audience, part))
        return b

    def _unknown(self, audience: str, part: str, theirs: str, yours: str) -> str:
        if theirs != yours and part == "html":
            self.texts[audience, part] = MergedText.whole(theirs, yours)
            self._ask(audience, part, Why.UNKNOWN, {THEIRS: theirs, MINE: yours})
        elif theirs != yours:
            self._ask(audience, part, Why.UNKNOWN, {THEIRS: theirs, MINE: yours})
        return yours

    def _text(self, audience: str, was: str, theirs: str, yours: str) -> str:
        merged = merge_texts(was, theirs, yours)
        self.texts[audience, "html"] = merged
        for number, asked in enumerate(merged.asked):
            self._ask(audience, "html", asked.why, {name: asked.html(name) for name in asked.fills}, number)
        self.near += [(audience, one.theirs, one.mine) for one in merged.near]
        said = merged.html({})
        if said != yours:
            self.taken.append((audience, "html"))
        return said

    def _ask(self, audience: str, part: str, why: Why, says: Mapping[str, str], number: int = 0) -> None:
        self.conflicts.append(Conflict("", audience, part, why, says, number))


def _with(wording: Wording, parts: Mapping[str, str]) -> Wording:
    return replace(wording, **parts)  # type: ignore[arg-type]


def _whole(sides: Mapping[str, Wording]) -> dict[str, str]:
    return {name: canonical_json(wording.as_dict()) for name, wording in sides.items()}


def _keyed(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Each with a key of its own: of the same words in the same place of the same wording."""
    seen: Counter[str] = Counter()
    keyed = []
    for conflict in conflicts:
        about = [conflict.audience, conflict.part, conflict.why, *map(list, sorted(conflict.says.items()))]
        key = sha256(canonical_json(about))[:16]
        seen[key] += 1
        keyed.append(replace(conflict, key=f"{key}-{seen[key]}"))
    return tuple(keyed)

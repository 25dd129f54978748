"""The remarks that follow from what was done to one leaf: proposals where its words can be exchanged, named changes
where a person has to do it. Pure."""

from dataclasses import dataclass, field
from uuid import UUID

from articles.exchange.word.strip import Atom

from .base import CITED, Leaf
from .changes import UNTRACKED, Changes, Edit, Inner

PROPOSAL, COMMENT, NAMED = "proposal", "comment", "named"
MAX_SHOWN = 1000


@dataclass(frozen=True)
class Spot:
    """A place in a version that went out: letters ``start`` to ``end`` of a part of a wording, and its words."""

    version: UUID
    audience: str = ""
    part: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True)
class Found:
    """One remark of a file. ``what`` says which kind of change, by a name for machines; ``words`` are those that it
    put in, took out or says; ``name`` and ``when`` are as the file has them, both empty where nothing was tracked.

    A remark without ``spot`` fits nowhere. ``key`` and ``answers`` tell which comment of the file answers which.
    """

    kind: str
    what: str
    words: str
    spot: Spot | None = None
    proposal: str = ""
    name: str = ""
    when: str = ""
    tracked: bool = True
    by: str = ""
    key: str = ""
    answers: str = ""
    old: str = field(default="", compare=False)


def found_in(leaf: Leaf, changes: Changes) -> list[Found]:
    """The remarks about one leaf, in order."""
    found = [(edit.start, _of_edit(leaf, edit)) for edit in changes.edits if _says(edit, leaf)]
    found += [(inner.at, _of_inner(leaf, inner)) for inner in changes.inner]
    found += [(start, _of_raised(leaf, start, end)) for start, end in changes.raised]
    found += [(at, _of_touched(leaf, at, atom)) for at, atom in changes.touched]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _says(edit: Edit, leaf: Leaf) -> bool:
    """White space at the ends of a paragraph says nothing."""
    if leaf.text[edit.start : edit.end].strip():
        return True
    new = text_of(edit.new)
    if new.strip():
        return True
    at_edge = edit.start == 0 or edit.end == len(leaf.text)
    before, after = leaf.text[edit.start - 1 : edit.start], leaf.text[edit.end : edit.end + 1]
    return (
        not at_edge and bool(before.strip() and after.strip()) and bool(new) != bool(leaf.text[edit.start : edit.end])
    )


def text_of(atoms: list[Atom]) -> str:
    """Letters as they would be typed: a raised one behind "^", a new paragraph behind "¶", citations in brackets."""
    out, script = [], ""
    for atom in atoms:
        if atom.script and atom.script != script:
            out.append("^" if atom.script == "sup" else "_")
        script = atom.script
        typed = "".join(f"[@{mark.key}]" for mark in atom.cites if mark.key)
        out.append(" ¶ " if atom.is_end else typed or ("\n" if atom.text == "\n" else _plain(atom.text)))
    return "".join(out)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\t", " ")


def _of_edit(leaf: Leaf, edit: Edit) -> Found:
    old, new = leaf.words(edit.start, edit.end), " ".join(text_of(edit.new).split())
    what = "moved-away" if edit.moves and old else "moved-here" if edit.moves else _what(old, new)
    by_hand = _by_hand(leaf, edit)
    if by_hand or edit.moves:
        return _named(leaf, edit, by_hand or what, old, new)
    start, end, before, after = widened(leaf, edit)
    proposal = " ".join(f"{before}{text_of(edit.new)}{after}".split())
    if not proposal or not leaf.words(start, end):
        return _named(leaf, edit, "emptied" if not proposal else "filled", old, new)
    spot = spot_of(leaf, start, end)
    return Found(
        PROPOSAL, what, new or old or proposal, spot, proposal, edit.by.who, edit.by.when, edit.tracked, old=old
    )


def _what(old: str, new: str) -> str:
    if old and new:
        return "replaced"
    return "inserted" if new else "deleted" if old else "spaces"


def _by_hand(leaf: Leaf, edit: Edit) -> str:
    """Why typed words cannot stand in for these; "" if they can."""
    if any(atom.is_end for atom in edit.new):
        return "new-paragraph"
    if any(atom.text == "\n" for atom in edit.new) or "\n" in leaf.text[edit.start : edit.end]:
        return "lines"
    start, end, _, _ = widened(leaf, edit)
    if any(atom.script for atom in edit.new) or len(set(leaf.scripts[start:end])) > 1 or any(leaf.scripts[start:end]):
        return "raised"
    cites = any(atom.kind in ("cite", "touched") for atom in edit.new) or "[@" in text_of(edit.new)
    if cites or CITED in leaf.text[edit.start : edit.end]:
        return "citation"
    return ""


def widened(leaf: Leaf, edit: Edit) -> tuple[int, int, str, str]:
    """The stretch that a proposal quotes: whole words, and at least one. With the words of it that stay before and
    after."""
    text, start, end = leaf.text, edit.start, edit.end
    new = text_of(edit.new)
    while start > 0 and _is_inside(text[start - 1]):
        start -= 1
    while end < len(text) and _is_inside(text[end]):
        end += 1
    if not (text[start : edit.start] + new + text[edit.end : end]).strip() or not text[start:end].strip():
        start, end = _with_neighbour(text, start, end)
    while start < end and text[start].isspace() and start < edit.start:
        start += 1
    while end > start and text[end - 1].isspace() and end > edit.end:
        end -= 1
    return start, end, leaf.typed(start, edit.start), leaf.typed(edit.end, end)


def _is_inside(character: str) -> bool:
    return not character.isspace() and character != CITED


def _with_neighbour(text: str, start: int, end: int) -> tuple[int, int]:
    """One more word, before or else after: without it nothing would be quoted, or nothing would be left."""
    before = start
    while before > 0 and text[before - 1] in (" ", CITED):
        before -= 1
    word = before
    while word > 0 and _is_inside(text[word - 1]):
        word -= 1
    if word < before:
        return word, end
    after = end
    while after < len(text) and text[after] == " ":
        after += 1
    word = after
    while word < len(text) and _is_inside(text[word]):
        word += 1
    return (start, word) if word > after else (start, end)


def spot_of(leaf: Leaf, start: int, end: int) -> Spot:
    first, last = leaf.letters(start, end)
    return Spot(leaf.place.version, leaf.audience, leaf.part, first, last, leaf.words(start, end)[:MAX_SHOWN])


def stretch(leaf: Leaf, start: int, end: int) -> Spot:
    """A stretch in whole words; of an empty one the word there or before it."""
    text, first, last = leaf.text, start, end
    while first > 0 and _is_inside(text[first - 1]):
        first -= 1
    while last < len(text) and _is_inside(text[last]):
        last += 1
    if not text[first:last].strip():
        first, last, _, _ = widened(leaf, Edit(start, end))
    return spot_of(leaf, first, last)


def near(leaf: Leaf, at: int) -> Spot:
    """The word at a place, or the one before it: where a remark without words of its own stands."""
    at = min(max(at, 0), len(leaf.text))
    return stretch(leaf, at, at)


def _named(leaf: Leaf, edit: Edit, what: str, old: str, new: str) -> Found:
    spot = stretch(leaf, edit.start, edit.end)
    whole = edit.start == 0 and edit.end == len(leaf.text) and not new
    what = ("cell-emptied" if leaf.is_cell else "paragraph-deleted") if whole and not edit.moves else what
    return Found(NAMED, what, new or old, spot, "", edit.by.who, edit.by.when, edit.tracked, old=old)


def _of_inner(leaf: Leaf, inner: Inner) -> Found:
    what = "taken-out-again" if inner.by.tag in ("w:del", "w:moveFrom") else "in-moved-words"
    by = inner.outer.who if inner.outer is not UNTRACKED else ""
    words = " ".join(inner.words.split())
    return Found(NAMED, what, words, near(leaf, inner.at), "", inner.by.who, inner.by.when, by=by)


def _of_raised(leaf: Leaf, start: int, end: int) -> Found:
    words = leaf.words(start, end)
    return Found(NAMED, "raised-otherwise", words, stretch(leaf, start, end), tracked=False)


def _of_touched(leaf: Leaf, at: int, atom: Atom) -> Found:
    by = atom.changes[-1] if atom.changes else UNTRACKED
    return Found(NAMED, "citation-changed", atom.text, near(leaf, at), "", by.who, by.when, by is not UNTRACKED)

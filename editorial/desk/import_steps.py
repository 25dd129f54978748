"""What the buttons of an import's preview do, after everything that was typed is saved; and where the page goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext, gettext_lazy

from articles.actions.citing import free_key, take_from_library
from articles.actions.doubts import MAX_NOTE
from articles.exchange import deciding, editing
from articles.exchange.arranging import ACTIONS, At, arrange
from articles.exchange.changes import ACCEPT, REJECT, settle, stands
from articles.exchange.deciding import entry_named
from articles.exchange.doubts import MENDED, RIGHT, VERDICTS, doubts_of
from articles.exchange.editing import Pending
from articles.exchange.unresolved import sections_of
from articles.text import clean_line
from editorial.desk.import_doubts import next_open

SETTLED = {ACCEPT: "The tracked change was accepted.", REJECT: "The tracked change was rejected."}
WHOLE = -1
"""As a block's number: the section or the front itself."""


@dataclass(frozen=True)
class Place:
    """Where the page goes on: ``anchor`` on it, with a fold ``opened``, and in that the buttons of a block."""

    anchor: str = ""
    opened: str = ""
    block: int | None = None

    def query(self) -> str:
        """What follows the page's address."""
        said = {"open": self.opened} if self.opened else {}
        if self.block is not None:
            said["block"] = str(self.block)
        return (f"?{urlencode(said)}" if said else "") + (f"#{self.anchor}" if self.anchor else "")


Step = Callable[[Pending, str, Any], Place | None]


def section_place(anchor: str) -> Place:
    """At a section that stands open."""
    return Place("front" if anchor == "front" else f"section-{anchor}", anchor)


def _numbers(name: str) -> list[int]:
    return [int(one) if one.isascii() and one.isdigit() else WHOLE for one in name.split(":")]


# Sections


def _drop(pending: Pending, name: str, data: Any) -> Place | None:
    """On at the section that stands in its place now."""
    anchors = [section.anchor for section in pending.document.sections]
    editing.drop_section(pending, name)
    left = [section.anchor for section in pending.document.sections]
    if name not in anchors or not left:
        return Place("sections")
    return section_place(left[min(anchors.index(name), len(left) - 1)])


def _restore(pending: Pending, name: str, data: Any) -> Place:
    editing.restore_section(pending, name)
    return section_place(name)


def _leave_medium(pending: Pending, name: str, data: Any) -> Place:
    anchor, _, number = name.rpartition(":")
    editing.leave_medium(pending, anchor, _numbers(number)[0])
    return section_place(anchor)


def _merge(pending: Pending, name: str, data: Any) -> Place:
    """On at the section that it became part of."""
    anchors = [section.anchor for section in sections_of(pending.document)]
    before = anchors[anchors.index(name) - 1] if name in anchors[1:] else name
    editing.merge_section(pending.document, name)
    there = editing.section_named(pending.document, name)
    return section_place(before if there is None else name)


def _move(pending: Pending, name: str, *, up: bool) -> Place:
    editing.move_section(pending.document, name, up=up)
    return section_place(name)


# Blocks


def _block(pending: Pending, name: str, data: Any) -> Place | None:
    """One thing done to one block: "up:dosing:3", "split:dosing:3:120" (where to split)."""
    what, _, where = name.partition(":")
    anchor, _, rest = where.partition(":")
    number, *place = _numbers(rest)
    if what not in ACTIONS:
        return None
    known = {entry.key for entry in pending.document.references}
    at = arrange(pending, what, anchor, number, *place[:1])
    _free_keys(pending, known)
    return _place_of(at) if at else Place(f"block-{anchor}-{number}", anchor, number)


def _free_keys(pending: Pending, known: set[str]) -> None:
    """New entries get keys that are no other work's, here or in the library."""
    entries = pending.document.references
    for entry in entries:
        if entry.key not in known:
            before = entry.key
            entry.key = free_key(entry, besides={other.key for other in entries if other is not entry})
            for line in entry.lines:
                places = pending.document.places.get(line, "")
                pending.document.places[line] = places.replace(f"reference:{before}", f"reference:{entry.key}")


def _place_of(at: At) -> Place:
    if at.anchor == "references":
        return Place("references", "references")
    if at.number == WHOLE:
        return section_place(at.anchor)
    return Place(f"block-{at.anchor}-{at.number}", at.anchor, at.number)


# The rest


def _put_back(pending: Pending, form: str, data: Any) -> Place:
    numbers = [int(number) for number in data.getlist("apart") if number.isascii() and number.isdigit()]
    editing.put_back(pending, numbers, form=form, anchor=data.get("apart-to", ""))
    return Place("set-apart", "set-apart")


def _same(pending: Pending, name: str, data: Any) -> Place:
    entry = entry_named(pending.document, name)
    if entry is not None:
        take_from_library(entry)
    return Place(f"reference-{name}", "references")


def _no_reference(pending: Pending, name: str, data: Any) -> Place:
    deciding.drop_reference(pending.document, name)
    return Place("references", "references")


def _confirm(pending: Pending, name: str, data: Any) -> Place:
    deciding.confirm_proposal(pending.document)
    return Place("references", "references")


def _refuse(pending: Pending, name: str, data: Any) -> Place:
    deciding.refuse_proposal(pending.document)
    return Place("citations")


def _decide(pending: Pending, name: str, data: Any) -> Place:
    """One doubt, in one action: "3:right", "3:mended", "3:open" (decided again later). On to the next one."""
    number, _, verdict = name.partition(":")
    if number in {str(one.number) for one in doubts_of(pending.document)}:
        if verdict in VERDICTS:
            note = clean_line(data.get(f"doubt-note-{number}", ""), where=gettext("the note"))[:MAX_NOTE]
            pending.decided[int(number)] = {"verdict": verdict, "note": note}
        else:
            pending.decided.pop(int(number), None)
    return next_doubt(pending, number)


def _change(pending: Pending, name: str, data: Any) -> Place:
    """One tracked change, accepted or rejected: the text is made so, and its doubt is thereby decided."""
    number, _, answer = name.partition(":")
    doubt = next((one for one in doubts_of(pending.document) if str(one.number) == number), None)
    if doubt is None or doubt.number >= len(pending.document.remarks):
        return Place("check")
    remark = pending.document.remarks[doubt.number]
    before = stands(remark)
    if not settle(pending.document, remark, doubt.anchor, answer):
        return Place(f"doubt-{number}")
    editing.relist(pending.document)
    note = " ".join(filter(None, (SETTLED[answer], clean_line(data.get(f"doubt-note-{number}", "")))))[:MAX_NOTE]
    verdict = RIGHT if before == stands(remark) else MENDED
    pending.decided[doubt.number] = {"verdict": verdict, "note": note}
    return next_doubt(pending, number)


def next_doubt(pending: Pending, number: str) -> Place:
    """At the doubt to go on with."""
    following = next_open(pending, _numbers(number)[0])
    return Place("check" if following is None else f"doubt-{following}")


def _nothing(pending: Pending, name: str, data: Any) -> None:
    return None


STEPS: Mapping[str, Step] = {
    "save": _nothing,
    "drop": _drop,
    "restore": _restore,
    "merge": _merge,
    "leave-medium": _leave_medium,
    "up": lambda pending, name, data: _move(pending, name, up=True),
    "down": lambda pending, name, data: _move(pending, name, up=False),
    "block": _block,
    "arrange": lambda pending, name, data: section_place(name),
    "put-back": _put_back,
    "doubt": _decide,
    "change": _change,
    "confirm-proposal": _confirm,
    "refuse-proposal": _refuse,
    "no-reference": _no_reference,
    "same": _same,
    "text": _nothing,
    "reference": _nothing,
}
QUIET = ("save", "text", "reference", "arrange")
"""Steps that decide nothing: they are not told among those by which a source became an article."""
UNDONE = {
    "block": gettext_lazy("That cannot be done with this block."),
    "change": gettext_lazy("The place of these words is not clear any more. Correct the text, and say that you have."),
}
"""What is said where a step changed nothing."""

"""Tracked changes: one state for the whole file, all taken as done or none, and each change told."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..remarks import Remark
from .names import child, tag_of, value, who_of

ACCEPTED, REJECTED = "accepted", "rejected"
STATES = (ACCEPTED, REJECTED)
_KINDS = {"w:ins": "inserted", "w:del": "deleted", "w:moveFrom": "moved", "w:moveTo": "moved"}
_NEW = frozenset(("w:ins", "w:moveTo"))
CHANGES = frozenset(_KINDS)
_REASONS = {
    ("w:ins", True): "Proposed words (a tracked insertion) were taken as done",
    ("w:ins", False): "Proposed words (a tracked insertion) were left out",
    ("w:del", True): "Words that are marked as deleted were left out",
    ("w:del", False): "Words that are marked as deleted were kept, as if the deletion were not made",
    ("w:moveTo", True): "Words were moved here",
    ("w:moveTo", False): "Words that are marked as moved to here were left where they had been",
    ("w:moveFrom", True): "Words were moved away from here",
    ("w:moveFrom", False): "Words that are marked as moved away from here were kept here",
}
_WHOLE = {"row": "a whole table row", "cell": "a whole table cell", "mark": "the end of a paragraph"}


@dataclass(frozen=True)
class Change:
    """One tracked change: which ("w:ins"), by whom and when as the file says, and whether its words are in the text."""

    tag: str
    who: str
    when: str
    accepted: bool

    @property
    def kind(self) -> str:
        return _KINDS[self.tag]

    def is_in(self, around: Iterable["Change"]) -> bool:
        """Whether it stands in a change of its kind by the same author: the two are one, and told once."""
        return any((self.tag, self.who) == (other.tag, other.who) for other in around)

    @property
    def keeps(self) -> bool:
        """Whether the words stand in the text in this state of the file."""
        return (self.tag in _NEW) == self.accepted

    def reason(self, whole: str = "") -> str:
        said = _REASONS[self.tag, self.accepted]
        return f"{said} ({_WHOLE[whole]})" if whole else said

    def remark(self, words: str, whole: str = "", sentence: str = "") -> Remark:
        return Remark(self.kind, words, self.reason(whole), 0, "", sentence, self.who, self.when, serious=True)


def change_of(node: etree._Element, accepted: bool) -> Change:
    """The change that an element records."""
    return Change(tag_of(node), who_of(node), value(node, "date"), accepted)


def change_in(
    properties: etree._Element | None, accepted: bool, names: tuple[str, ...] = ("ins", "del")
) -> Change | None:
    """The change that is recorded in properties: of a row, a cell (cellIns, cellDel) or a paragraph's end."""
    for name in names:
        node = child(properties, name)
        if node is not None:
            tag = "w:ins" if name in ("ins", "cellIns", "moveTo") else "w:del"
            return Change(tag, who_of(node), value(node, "date"), accepted)
    return None


def merge_of(properties: etree._Element | None, words: str) -> Remark | None:
    """The tracked merging or parting of a cell, which is read as the cells stand in the file."""
    node = child(properties, "cellMerge")
    if node is None:
        return None
    reason = "A tracked change merges or parts this cell; the cells were read as they stand in the file"
    return Remark("form", words, reason, who=who_of(node), when=value(node, "date"), serious=True)


def form_change(properties: etree._Element | None, accepted: bool, words: str) -> Remark | None:
    """The tracked change of a paragraph's numbering or style, whatever its words."""
    changed, added = child(properties, "pPrChange"), child(properties, "numPr", "ins")
    before = child(changed, "pPr")
    paths = (("pStyle",), ("numPr", "numId"), ("numPr", "ilvl"))
    differs = [value(child(properties, *path)) != value(child(before, *path)) for path in paths]
    node = changed if changed is not None else added
    if node is None or not (any(differs) if changed is not None else words):
        return None
    what = "numbering" if added is not None or any(differs[1:]) else "style"
    state = "taken as done" if accepted else "left undone"
    reason = f"A tracked change of this paragraph's {what} was {state}"
    return Remark("form", words, reason, who=who_of(node), when=value(node, "date"), serious=what == "numbering")


def formatting(properties: etree._Element | None, name: str, accepted: bool) -> etree._Element | None:
    """The properties that hold in this state: those before a tracked change of form, where none is taken as done."""
    changed = child(properties, f"{name}Change")
    before = child(changed, name)
    if properties is not None and changed is None and not accepted and child(properties, "numPr", "ins") is not None:
        before = deepcopy(properties)
        before.remove(child(before, "numPr"))
        return before
    return properties if changed is None or accepted or before is None else before

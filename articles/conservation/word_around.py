"""What surrounds the words of a Word file, tracked changes before all."""

from dataclasses import dataclass, replace
from xml.etree import ElementTree

from .word_parts import W

_CHANGES = {"ins": "inserted", "del": "deleted", "moveFrom": "moved", "moveTo": "moved"}
_GOES_WHEN_ACCEPTED = ("del", "moveFrom")
_IN_PROPERTIES = {"ins": "ins", "del": "del", "cellIns": "ins", "cellDel": "del"}


@dataclass(frozen=True)
class Around:
    """What surrounds a run: the paragraph's style, the tracked change, whether its words are live, whether a colour
    lies behind them, and whether they only ask for words."""

    style: str | None = None
    change: str = ""
    is_live: bool = True
    on_colour: bool = False
    is_prompt: bool = False

    def within(self, name: str, *, is_accepted: bool) -> "Around":
        """What holds within an element: a tracked change, or anything else."""
        if name not in _CHANGES:
            return self
        is_live = self.is_live and (name in _GOES_WHEN_ACCEPTED) != is_accepted
        return replace(self, change=self.change or _CHANGES[name], is_live=is_live)

    def in_changed(self, properties: ElementTree.Element | None, *, is_accepted: bool) -> "Around":
        """What holds in a row or cell that somebody may have tracked a change of."""
        around = self
        for name, change in _IN_PROPERTIES.items():
            if properties is not None and properties.find(f"{W}{name}") is not None:
                around = around.within(change, is_accepted=is_accepted)
        return around

"""Fields of forms of the old kind: a box to tick, a list to choose from, a place to type into. Word shows what was
ticked or chosen without having printed it into the file."""

from dataclasses import dataclass

from lxml import etree

from ..remarks import Remark
from .names import child, value, whole_number

UNFILLED = "A field of a form stands here, and nobody filled it in: look whether a dose or a name is missing"
CHOICES = "A list to choose from; what was chosen is in the text, and these are its choices"


@dataclass(frozen=True)
class FormField:
    """What a field of a form shows by itself ("" for one to type into, whose words stand in the file); its choices."""

    shown: str = ""
    choices: tuple[str, ...] = ()
    is_typed: bool = False

    @property
    def told(self) -> Remark:
        """What a person is told of what it shows."""
        if self.choices:
            return Remark("field", "; ".join(self.choices), CHOICES)
        ticked = "ticked" if self.shown == "☒" else "not ticked"
        return Remark("checkbox", self.shown, f"A check box that is {ticked}")


def form_field(node: etree._Element) -> FormField:
    """The field of a form that begins with this mark; one that shows nothing where none does."""
    box, choices = child(node, "ffData", "checkBox"), child(node, "ffData", "ddList")
    if box is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        return FormField("☒" if state is not None and whole_number(value(state), 1) else "☐")
    if choices is not None:
        return _chosen(choices)
    return FormField(is_typed=child(node, "ffData", "textInput") is not None)


def _chosen(node: etree._Element) -> FormField:
    """A list shows its first choice until somebody chooses."""
    choices = tuple(value(one) for one in node if etree.QName(one).localname == "listEntry")
    result = child(node, "result")
    place = whole_number(value(child(node, "default") if result is None else result), 0)
    return FormField(choices[place] if 0 <= place < len(choices) else "", choices)

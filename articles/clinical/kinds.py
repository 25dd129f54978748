"""The kinds of change that the clinical comparison names, in the order in which a reader should see them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of change.

    ``alone``: words of it are named when they come or go without taking another's place. ``replaced``: they are named
    when words that no rule knows stand where they stood. ``slot``: an exchange is named only where one stands exactly
    where the other stood, because the words have other uses too.
    """

    key: str
    label: str
    alone: bool = False
    replaced: bool = False
    slot: bool = False


_ALL = (
    Kind("letters", "Look-alike letters", alone=True, replaced=True),
    Kind("dose", "Dose or amount", alone=True, replaced=True),
    Kind("unit", "Unit", alone=True, replaced=True),
    Kind("case", "Capital letters that matter", alone=True),
    Kind("drug", "Medicine", alone=True, replaced=True),
    Kind("form", "Form or release", alone=True, replaced=True),
    Kind("medicine group", "Kind of medicine", replaced=True),
    Kind("limit", "Limit", alone=True, replaced=True),
    Kind("frequency", "How often or when", alone=True, replaced=True),
    Kind("duration", "How long", alone=True, replaced=True),
    Kind("route", "How it is given", alone=True, replaced=True),
    Kind("negation", "Not, never, without", alone=True, replaced=True),
    Kind("condition", "If, unless, only", alone=True, replaced=True),
    Kind("joining", "And, or", slot=True),
    Kind("urgency", "How urgent", alone=True, replaced=True),
    Kind("help", "Where to get help", alone=True, replaced=True),
    Kind("phone", "Telephone number", alone=True, replaced=True),
    Kind("person", "Who it is for", replaced=True),
    Kind("pregnancy", "Pregnancy and breast-feeding", alone=True, replaced=True),
    Kind("organ", "Kidneys, liver and other organs", replaced=True),
    Kind("illness", "Illness", replaced=True),
    Kind("symptom", "Symptom"),
    Kind("electrolyte", "What is measured"),
    Kind("direction", "Opposite", slot=True),
    Kind("site", "Side or place on the body"),
    Kind("order", "Order of steps", slot=True),
    Kind("food", "Food and drink"),
    Kind("storage", "How it is kept", replaced=True),
    Kind("test", "Test"),
    Kind("certainty", "How certain or how common", slot=True),
    Kind("word", "Other word about treatment"),
    Kind("code", "Type, stage or abbreviation"),
    Kind("number", "Number", alone=True, replaced=True),
    Kind("ratio", "How many people", alone=True, replaced=True),
    Kind("date", "Date", alone=True, replaced=True),
    Kind("moved", "Moved"),
    Kind("item", "List"),
    Kind("citation", "Citation"),
    Kind("link", "Link"),
    Kind("callout", "Callout"),
)
KINDS = {kind.key: kind for kind in _ALL}
RANKS = {kind.key: rank for rank, kind in enumerate(_ALL)}

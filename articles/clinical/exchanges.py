"""What may stand for what: when an exchange of one item for another is news, and of which kind."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from articles.clinical.items import Item
from articles.clinical.kinds import KINDS
from articles.clinical.lexicon import everyday
from articles.clinical.spelling import stem
from articles.clinical.units import is_unit_symbol

AMOUNTS = frozenset({"dose", "number", "duration", "unit", "ratio", "frequency"})
NUMERIC = AMOUNTS | {"letters", "phone", "date"}
NO_HEDGE = frozenset({("certainty", "can"), ("certainty", "will")})
# Kinds that say more than what stands before their bracket.
NEVER_EXPLAIN = NUMERIC | {"negation", "condition", "limit", "urgency", "case"}
EXPLAINED = frozenset({"illness", "symptom", "test"})  # learned words that a bracket may explain
_MEDICINES = frozenset({"drug", "medicine group"})
# Kinds so near to each other that a word of the one may stand for a word of the other.
_FAMILIES = (
    frozenset({"route", "site", "organ"}),
    frozenset({"frequency", "duration", "urgency", "date", "order", "food"}),
    frozenset({"drug", "medicine group", "electrolyte", "food", "form"}),
    frozenset({"person", "pregnancy", "illness", "symptom", "organ"}),
    frozenset({"negation", "condition", "certainty", "limit", "direction", "order", "joining"}),
    frozenset({"direction", "site"}),
    frozenset({"number", "joining"}),
    frozenset({"direction", "dose", "number", "limit"}),
    frozenset({"urgency", "help", "phone"}),
)
_CODE = re.compile(r"(?=.{1,6}$)[A-Z][A-Z0-9]*")
_ONE_WORD = 0.75  # share of letters in common from which two spellings may be one word, mistyped
_ROMAN = re.compile(r"[IVX]+")
# Kinds of which even words that are no news alone are news for one another.
_TELLING = frozenset([
    "help", "urgency", "symptom", "illness", "food", "electrolyte", "medicine group", "certainty", "person",
])  # fmt: skip
# Kinds of which words of different sorts stand for one another without harm.
_LOOSE = frozenset({"joining", "certainty", "frequency", "direction"})
_AT_TABLE = frozenset({"food"})  # what is eaten matters where it is said of a medicine
# What everyday words say matters in words about treatment, and of a day where help is meant.
_EVERYDAY = frozenset({"frequency", "duration", "number", "date"})
_DAYS = frozenset({("urgency", "today"), ("urgency", "tomorrow")})
_HELP = frozenset({"help", "phone", "symptom"})
_TREATMENT = frozenset([
    "dose", "drug", "medicine group", "route", "limit", "pregnancy", "organ", "electrolyte", "illness",
])  # fmt: skip
_HURTING = frozenset({"symptom", "direction", "test", "help"})
_TREATING = frozenset([
    "take", "give", "prescrib", "inject", "receiv", "swallow", "dose", "infusion", "level", "us", "apply", "repeat",
    "rins", "test", "medicin", "medication", "driv", "wait",
    "press", "soak", "boil",
    "contain",
    "dispos",
    "wear",
    "effect",
])  # fmt: skip
_GIVING = _TREATING - {"dose", "infusion", "level", "us", "test", "medicin", "medication", "contain", "driv"}
_WHO = frozenset([
    "you", "he", "she", "they", "we", "patient", "person", "who", "those", "doctor", "nurse", "midwife", "pharmacist",
    "it", "anyone",
])  # fmt: skip
CAN_OR_MAY = frozenset({("certainty", "can"), ("certainty", "may")})
# Words that are put into capitals to be heeded, and stay what they are.
_EMPHASISED = frozenset([
    "not", "never", "do", "does", "no", "any", "all", "only", "must", "stop", "always", "if", "and", "or", "is",
    "are", "can", "will", "now", "take", "give", "the", "you", "with", "read", "see", "this", "note", "warning",
    "caution", "danger", "help", "free", "new", "first", "both", "each", "very", "one", "two", "too", "yes", "that",
    "be", "please", "at", "in", "on",
])  # fmt: skip


def are_alike(one: Item, other: Item) -> bool:
    """Whether two terms are of one kind, and opposites if their kind has axes."""
    kinds = {one.kind, other.kind}
    return one.axis == other.axis if len(kinds) == 1 else kinds <= AMOUNTS or kinds <= _MEDICINES


def are_near(one: str, other: str) -> bool:
    """Whether two kinds are so near that a word of the one may stand for a word of the other."""
    return any({one, other} <= family for family in _FAMILIES)


def may_stand_for(one: Item, other: Item, *, exactly: bool) -> bool:
    """Whether an exchange of terms of different kinds is news. ``exactly``: nothing else stands in their places."""
    kinds = {one.kind, other.kind}
    if exactly and not kinds <= _LOOSE:
        return True
    if not (KINDS[one.kind].slot or KINDS[other.kind].slot):
        return not (one.weak and other.weak) or kinds <= _TELLING
    told = one if KINDS[other.kind].slot else other
    heavy = not told.weak or kinds == {"condition", "order"}
    return are_near(one.kind, other.kind) and not KINDS[told.kind].slot and heavy


def needs_treatment(one: Item, other: Item) -> bool:
    """Whether an exchange is news only in words about treatment: tea for coffee, "your day" for "each day"."""
    kinds = {one.kind, other.kind}
    return kinds <= _AT_TABLE or (kinds <= _EVERYDAY and kinds != {"duration"} and one.weak != other.weak)


def is_about_treatment(items: Iterable[Item]) -> bool:
    """Whether words are about treatment: everyday words such as "each day" are news in such words only."""
    return any(item.kind in _TREATMENT or item.key in _TREATING for item in items)


def is_permission(before: Sequence[Item]) -> bool:
    """Whether "can" or "may" after these words may say what somebody is allowed: "you may", not "it may"."""
    return not before or before[-1].kind == "person" or before[-1].key in _WHO


def is_about_giving(items: Iterable[Item]) -> bool:
    """Whether words tell of a medicine that is taken or given."""
    return any(item.key in _GIVING for item in items)


def may_hurt(items: Iterable[Item]) -> bool:
    """Whether words are about treatment or about what may befall somebody."""
    return any(item.kind in _TREATMENT or item.kind in _HURTING or item.key in _TREATING for item in items)


def is_faint(item: Item, around: Sequence[Item]) -> bool:
    """Whether a term is an everyday word in words that are not about treatment (or, of a day, about help)."""
    if item.key in _DAYS:
        return not is_about_treatment(around) and not any(one.kind in _HELP for one in around)
    return item.kind in _EVERYDAY and not is_about_treatment(around)


def is_medical_place(near: Iterable[Item]) -> bool:
    """Whether a medicine may be meant beside these: an amount or a form, or it is taken or given."""
    return any(
        item.kind in ("dose", "frequency", "medicine group") or item.key in _TREATING or item.key == "on"
        for item in near
    )


def are_codes(one: str, other: str) -> bool:
    """Whether both are names in capitals that differ: types, stages, abbreviations ("TSH", "B12", "II")."""
    if not (_CODE.fullmatch(one) and _CODE.fullmatch(other)) or one == other:
        return False
    return all(_ROMAN.fullmatch(word) for word in (one, other)) or "I" not in (one, other)


def are_other_things(one: str, other: str) -> bool:
    """Whether two words of no list are two things: neither says little, and neither is the other's form or typing."""
    one, other = one.lower(), other.lower()
    if not (one.isalpha() and other.isalpha() and min(len(one), len(other)) > 3) or one[:4] == other[:4]:
        return False
    if {stem(one), stem(other)} & everyday() or one.endswith("ly") or other.endswith("ly"):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() < _ONE_WORD


def sharper(kind: str, old: Item, new: Item, *, digits_stay: bool) -> str:
    """The kind of an exchange: "unit" where only the unit changed, "case" where capitals did, "limit" where a bound."""
    if not (isinstance(old.key, tuple) and isinstance(new.key, tuple) and old.key[0] == new.key[0] == "amount"):
        return kind
    _, bound, low, high, dimension, odd = old.key
    _, new_bound, new_low, new_high, new_dimension, new_odd = new.key
    if odd != new_odd and dimension == new_dimension:
        return "case"
    if bound != new_bound and (low, high, dimension) == (new_low, new_high, new_dimension):
        return "limit"
    return "unit" if kind == "dose" and digits_stay else kind


def capitals_matter(one: str, other: str) -> bool:
    """Whether two spellings of one word differ as an abbreviation and a word do, or as two units do."""
    if one != other and len(one) > 1 and (is_unit_symbol(one) or is_unit_symbol(other)):
        return one.lower() not in _EMPHASISED
    if one.lower() != other.lower() or one.isupper() == other.isupper():
        return False
    return 2 <= len(one) <= 6 and one.lower() not in _EMPHASISED

"""Words whose change can hurt somebody. English only; what is on no list is still in the redline."""

import re

_NUMBER_WORDS = frozenset([
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "half",
    "quarter", "double", "triple", "dozen", "hundred", "thousand", "million", "zero",
])  # fmt: skip
_NEGATIONS = frozenset([
    "no", "not", "never", "none", "nor", "neither", "without", "cannot", "avoid", "avoids", "avoided",
    "avoiding", "stop", "stopped", "except", "unless", "unsafe", "contraindicated", "contraindication",
    "contraindications", "don't", "doesn't", "didn't", "can't", "won't", "shouldn't", "mustn't", "isn't",
    "aren't", "nothing", "nobody", "unlikely", "hardly", "rarely", "seldom", "prohibited", "forbidden",
    "absent", "against", "refrain", "non",
])  # fmt: skip
_FREQUENCIES = frozenset([
    "once", "twice", "thrice", "daily", "weekly", "monthly", "yearly", "hourly", "nightly", "morning",
    "evening", "bedtime", "od", "bd", "bid", "tid", "tds", "qid", "qds", "prn", "nocte", "mane", "stat",
    "fortnightly", "always", "often", "sometimes", "every",
])  # fmt: skip
# Listed only when one of them takes the place of another.
_DIRECTIONS = frozenset([
    "more", "less", "fewer", "higher", "lower", "above", "below", "over", "under", "before", "after",
    "increase", "increases", "increased", "decrease", "decreases", "decreased", "raise", "raises", "raised",
    "reduce", "reduces", "reduced", "start", "starts", "started", "stops", "minimum", "maximum", "least",
    "most", "left", "right", "with", "may", "must", "should", "can", "safe", "agonist", "antagonist",
    "hyper", "hypo", "upper", "all", "some",
])  # fmt: skip
_DRUG_NAMES = frozenset([
    "lithium", "warfarin", "insulin", "aspirin", "paracetamol", "acetaminophen", "morphine", "codeine",
    "tramadol", "digoxin", "phenytoin", "valproate", "heparin", "bupropion", "naloxone", "buspirone",
    "caffeine", "alcohol", "clonidine", "melatonin", "potassium", "adrenaline", "epinephrine",
    "methotrexate", "amiodarone", "levothyroxine",
])  # fmt: skip
# The ends of international nonproprietary names.
_DRUG_NAME = re.compile(
    r"[a-z-]{2,}"
    r"(?:oxetine|alopram|traline|oxamine|azodone|triptyline|ipramine|azapine|apine|peridol|idone|azepam"
    r"|azolam|barbital|gabalin|pentin|triptan|pril|sartan|olol|dipine|statin|gliptin|gliflozin|glitazone"
    r"|glutide|formin|cillin|mycin|floxacin|cycline|azole|vir|tinib|mab|xaban|gatran|parin|coxib|profen"
    r"|fenac|setron|lukast|sone|olone|caine|curium|semide|thiazide|tidine|codone|morphone|fentanil|faxine"
    r"|zodone|methadone|tadine|promazine|phenazine|rizine|dronate|platin|rubicin|taxel|terol|tropium)s?\Z"
)


def kind_of_word(word: str) -> str:
    """The kind of safety change that a lower-case word makes when it comes or goes, or nothing."""
    if word in _NUMBER_WORDS:
        return "number"
    if word in _NEGATIONS or word.endswith("n't") or word.startswith("non-"):
        return "negation"
    if word in _FREQUENCIES:
        return "frequency"
    if word in _DIRECTIONS:
        return "direction"
    if word in _DRUG_NAMES or _DRUG_NAME.match(word):
        return "drug"
    return ""

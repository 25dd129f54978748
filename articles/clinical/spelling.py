"""One form for words that mean the same: British and American spelling, endings, contractions, typographic signs.

Folding is for comparing only. What is shown is always the text as it stands.
"""

import re
from functools import lru_cache

from articles.clinical.letters import plain_letters

_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\n\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
    | dict.fromkeys("\u201c\u201d", '"')
    | {"\u03bc": "µ", "\u00b7": "."}
)
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "feet": "foot",
    "teeth": "tooth",
    "people": "person",
    "babies": "baby",
    "given": "give",
    "gave": "give",
    "gives": "give",
    "taken": "take",
    "took": "take",
    "taking": "take",
    "grey": "gray",
    "mould": "mold",
    "pyjamas": "pajamas",
    "programme": "program",
    "tyre": "tire",
    "kerb": "curb",
    "foetal": "fetal",
    "ageing": "aging",
    "judgement": "judgment",
    "sceptical": "skeptical",
    "tablet": "tablet",
    "paralyse": "paralyze",
    "analyse": "analyze",
    "dialyse": "dialyze",
    "sulphate": "sulfate",
    "sulphur": "sulfur",
    "aluminium": "aluminum",
    "licence": "license",
    "practise": "practice",
    "defence": "defense",
    "jewellery": "jewelry",
    "lives": "life",
    "got": "get",
    "stopped": "stop",
    "stopping": "stop",
    "swollen": "swell",
    "swelled": "swell",
    "swollen up": "swell",
    "drank": "drink",
    "drunk": "drink",
    "began": "begin",
    "begun": "begin",
    "fallen": "fall",
    "fell": "fall",
    "fed": "feed",
    "forbidden": "forbid",
    "lay": "lie",
    "lain": "lie",
    "shrunk": "shrink",
    "froze": "freeze",
    "broke": "break",
    "broken": "break",
    "rose": "rise",
    "risen": "rise",
    "chose": "choose",
    "chosen": "choose",
    "held": "hold",
    "kept": "keep",
    "left": "left",
    "leaves": "leave",
    "is": "be",
    "are": "be",
    "was": "be",
    "were": "be",
    "been": "be",
    "am": "be",
    "being": "be",
    "has": "have",
    "had": "have",
    "does": "do",
    "did": "do",
    "done": "do",
    "doing": "do",
    "having": "have",
}
_FOLDED = {
    key: value
    for key, value in _IRREGULAR.items()
    if not key.endswith("ing") and value not in ("swell", "drink", "get", "stop")
}
_AS_THEY_ARE = frozenset(
    [
        "this", "is", "his", "its", "as", "us", "was", "has", "does", "less", "yes", "gas", "plus", "thus",
        "always", "perhaps", "unless", "besides", "across", "towards", "afterwards", "diabetes", "rabies",
        "herpes", "mumps", "measles", "shingles", "lens", "pus", "bus", "virus", "diagnosis", "pelvis",
        "penis", "anus", "iris", "pancreas", "uterus", "sinus", "lupus", "species", "series", "means", "news",
        "morning", "evening", "during", "nothing", "something", "anything", "everything", "king", "ring",
        "spring", "string", "thing", "wing", "bring", "sing", "sling", "being", "wellbeing", "red", "bed",
        "need", "feed", "bleed", "seed", "speed", "weed", "indeed", "hundred", "only", "early", "daily",
        "likely", "unlikely", "family", "elderly", "apply", "supply", "reply", "rely", "fly", "july", "ally",
        "belly", "jelly", "ugly", "holy", "lonely", "friendly", "hourly", "weekly", "monthly", "yearly",
        "nightly", "fortnightly", "barely", "hardly", "nearly", "lately", "scarcely", "rarely", "really",
        "fully", "finally", "shortly", "directly", "hives", "lowers", "hands-free", "tired", "exhausted", "used",
        "advised", "dosing", "sugar", "fast", "breast", "hers", "yours", "ours", "theirs", "gps", "ct", "iv",
        "im", "sc", "po", "od", "bd", "tds", "qds", "prn", "hiv", "ms", "aids", "stat", "med",
    ]
)  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")
_BRITISH = (
    (re.compile(r"oeuvre"), "euver"),
    (re.compile(r"ae(?!r)|æ"), "e"),
    (re.compile(r"oe(?=[a-z])(?!s\b)|œ"), "e"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed|ing|able|ful|less|ite|ist|y$)"), "or"),
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|es|ed|ing|er)$)"), "yz"),
    (re.compile(r"(?<=[bcdfgkpt])re$"), "er"),
    (re.compile(r"(?<=[bcdfgkpt])res$"), "ers"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"(?<=fi)l(?=ful)"), "ll"),
    (re.compile(r"ph(?=onamid|asalaz|adiaz)"), "f"),
)
_KEEP_SOUND = frozenset(
    [
        "does", "shoe", "shoes", "toe", "toes", "goes", "canoe", "poem", "poems", "poet", "doer", "goer",
        "hoe", "coexist", "aerosol", "aerobic", "reuse", "our", "hour", "hours", "four", "your", "pour",
        "tour", "flour", "sour", "flu", "course", "source", "court", "journal", "journey", "tourist",
        "resource", "fourth", "fours", "wise", "rise", "raise", "noise", "advise", "exercise", "precise",
        "otherwise", "likewise", "disease", "diseases", "promise", "premise", "vise", "cruise", "bruise",
        "bruises", "bruised", "surprise", "supervise", "supervised", "advised", "exercises", "exercised",
        "exercising", "raised", "raising", "rises",
    ]
)  # fmt: skip


def plain_signs(text: str) -> str:
    """The text with one sign for each kind of space, hyphen and quote. As long as before, letter for letter."""
    return text.translate(_TYPOGRAPHY)


def typographic(text: str) -> str:
    """The text in plain signs, and in the letters that it seems to be written in. As long as before."""
    return plain_signs(plain_letters(text))


@lru_cache(maxsize=16384)
def american(word: str) -> str:
    """A lower-case word in American spelling, where a rule knows it."""
    if word in _KEEP_SOUND:
        return word
    for pattern, written in _BRITISH:
        word = pattern.sub(written, word)
    return word


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """What a word of a list is found by: lower case, one spelling, no plural. Other endings stay."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word in _FOLDED:
        return _FOLDED[word]
    return word if len(word) <= 3 else _plural(american(word))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What a word is compared by: lower case, one spelling, no ending."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _AS_THEY_ARE or len(word) <= 3:
        return word
    word = american(word)
    for cut in (_plural, _adverb, _past, _plural):
        word = cut(word)
    return _IRREGULAR.get(word, word.removesuffix("e") if len(word) > 4 else word)


def _plural(word: str) -> str:
    if word in _AS_THEY_ARE or len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _adverb(word: str) -> str:
    if len(word) < 6 or not word.endswith("ly") or word in _AS_THEY_ARE:
        return word
    if word.endswith("ically"):
        return word[:-4]
    return word[:-3] + "y" if word.endswith("ily") else word[:-2]


def _past(word: str) -> str:
    for ending in ("ing", "ed"):
        cut = word.removesuffix(ending)
        if cut != word and len(cut) >= 3 and _VOWEL.search(cut) and word not in _AS_THEY_ARE:
            return cut[:-1] if _DOUBLED.search(cut) and len(cut) > 3 and not cut.endswith(("ll", "ss")) else cut
    return word

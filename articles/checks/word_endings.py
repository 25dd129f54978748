"""Plain words in the ending of the words that they stand for: "stopped" for "discontinued". Pure."""

import re

# Verbs that plain words begin with, and how they go where that follows no rule: with "s", past (as after "was"), "ing".
_ODD = {
    "begin": ("begins", "begun", "beginning"),
    "bring": ("brings", "brought", "bringing"),
    "build": ("builds", "built", "building"),
    "burst": ("bursts", "burst", "bursting"),
    "buy": ("buys", "bought", "buying"),
    "choose": ("chooses", "chosen", "choosing"),
    "come": ("comes", "come", "coming"),
    "cut": ("cuts", "cut", "cutting"),
    "do": ("does", "done", "doing"),
    "draw": ("draws", "drawn", "drawing"),
    "drink": ("drinks", "drunk", "drinking"),
    "eat": ("eats", "eaten", "eating"),
    "feel": ("feels", "felt", "feeling"),
    "find": ("finds", "found", "finding"),
    "get": ("gets", "got", "getting"),
    "give": ("gives", "given", "giving"),
    "go": ("goes", "gone", "going"),
    "grow": ("grows", "grown", "growing"),
    "have": ("has", "had", "having"),
    "hide": ("hides", "hidden", "hiding"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "leave": ("leaves", "left", "leaving"),
    "let": ("lets", "let", "letting"),
    "make": ("makes", "made", "making"),
    "mean": ("means", "meant", "meaning"),
    "meet": ("meets", "met", "meeting"),
    "put": ("puts", "put", "putting"),
    "rise": ("rises", "risen", "rising"),
    "say": ("says", "said", "saying"),
    "see": ("sees", "seen", "seeing"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "set", "setting"),
    "show": ("shows", "shown", "showing"),
    "speed": ("speeds", "sped", "speeding"),
    "stick": ("sticks", "stuck", "sticking"),
    "take": ("takes", "taken", "taking"),
    "tell": ("tells", "told", "telling"),
}
_FOLLOWING_THE_RULE = (
    "accept add advise affect allow answer appear ask block breathe calm call carry cause change check clean clot"
    " cough decide drop ease end expect fit happen harm help last lessen like limit look lower mix move name need"
    " open order pass pee pick raise relieve remove replace rule seal serve shrink slow soak spread start stay stop"
    " suit swallow talk test treat try turn urge use vaccinate watch widen work"
)
_REGULAR = frozenset(_FOLLOWING_THE_RULE.split())
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdglmnpt]$")
_HAS_PREPOSITION = re.compile(r"\b(?:of|in|on|from|for|to|that|with|by|and|or|not|at|than)\b")


def ending_of(word: str, term: str) -> str:
    """How a word differs from the term that it is a form of: "s", "ed", "ing", or "" for the term itself."""
    word, term = word.lower(), term.lower()
    if word == term or (len(word) < len(term) and not word.endswith(("es", "ing"))):
        return ""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and not term.endswith(ending):
            return ending
    return "s" if (word.endswith("s") and not term.endswith(("s", "x"))) or word.endswith("es") else ""


def with_ending(plain: str, ending: str) -> str:
    """A plain word in an ending: its verb, or, of a noun in the plural, its last word. Others stay as they are."""
    if not ending:
        return plain
    first, space, rest = plain.partition(" ")
    if forms := _verb(first):
        return f"{dict(zip(('s', 'ed', 'ing'), forms, strict=True))[ending]}{space}{rest}"
    if ending == "s" and not _HAS_PREPOSITION.search(plain) and not plain.endswith(("s", "ing")):
        return f"{plain[:-1]}ies" if re.search("[^aeiou]y$", plain) else f"{plain}s"
    return plain


def _verb(word: str) -> tuple[str, str, str] | None:
    if word in _ODD:
        return _ODD[word]
    if word not in _REGULAR:
        return None
    if word.endswith("e"):
        return f"{word}s", f"{word}d", f"{word[:-1] if not word.endswith('ee') else word}ing"
    if re.search("[^aeiou]y$", word):
        return f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    if word in ("spread", "shrink"):
        return f"{word}s", {"spread": "spread", "shrink": "shrunk"}[word], f"{word}ing"
    stem = word + word[-1] if _DOUBLES.search(word) else word
    return f"{word}{'es' if word.endswith(('s', 'x', 'sh', 'ch')) else 's'}", f"{stem}ed", f"{stem}ing"

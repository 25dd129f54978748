"""Risks that are compared on different bases: "1 in 20" beside "3 in 100"."""

import re
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.shares import PERCENT, Share, decimals_in, shares_in
from articles.checks.text import CELL, ITEM, Sentence, Text

_COMPARES = re.compile(
    r"\b(?:with(?:out)?|than|against|versus|vs|compared|instead|placebo|control|other|while|whereas|but|and"
    r"|those|only)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:with(?:out)?|in (?:the|those|people|men|women|contrast|comparison)|on (?:the )?(?:placebo|other)"
    r"|among|by (?:contrast|comparison)"
    r"|of (?:those|every|\d)|for (?:those|people|women|men)|if (?:you|they|people) (?:do not|don't|did not)"
    r"|compared|this compares"
    r"|after|before|under|untreated|among|those|people who|women who|men who)\b",
    re.IGNORECASE,
)
_ONE_RISK = re.compile(r"\bbetween $|\bfrom $", re.IGNORECASE)
# "It fell from 1 in 20 to 30 per 1,000" are two risks.
_CHANGED = re.compile(
    r"\b(?:f[ae]lls?|r[io]ses?|went|goes|drop\w*|increas\w*|reduc\w*|decreas\w*|cuts?|lower\w*|declin\w*|rais\w*)"
    r"\b[^.;:]*\bfrom (?:about |around )?$",
    re.IGNORECASE,
)
_SAME = Fraction(6, 1000)


def _places(text: Text) -> Iterator[list[Sentence]]:
    """Where risks stand side by side: a sentence, two of which the second goes on, a list, a table."""
    for group in text.groups:
        if group[0].kind in (ITEM, CELL):
            yield group
            continue
        beside: list[Sentence] = []
        for sentence in group:
            if beside and not _GOES_ON.match(sentence.plain):
                yield beside
                beside = []
            beside.append(sentence)
        if beside:
            yield beside


def _risks(sentences: list[Sentence]) -> list[Share]:
    found = [share for sentence in sentences for share in shares_in(sentence)]
    if found and all(share.base == PERCENT for share in found):
        for sentence in sentences:
            if _COMPARES.search(sentence.plain):
                found += decimals_in(sentence)
    return found


def _is_range(one: Share, other: Share) -> bool:
    """Whether two shares are the ends of one risk: "between 1 in 10 and 1 in 100"."""
    if one.sentence is not other.sentence:
        return False
    plain = one.sentence.plain
    if _CHANGED.search(plain[: one.start]):
        return False
    between = plain[one.end : other.start].strip(" ,").lower()
    return (between == "and" and bool(_ONE_RISK.search(plain[: one.start]))) or between in ("to", "-", "up to")


def _said_on_one_base(risks: list[Share]) -> bool:
    """Whether every risk is said on one and the same base, however many others some are said on too."""
    values: list[Fraction] = []
    for one in risks:
        if not any(_alike(one.value, value) for value in values):
            values.append(one.value)
    bases = {one.base for one in risks}
    return any(
        all(any(_alike(one.value, value) for one in risks if one.base == base) for value in values) for base in bases
    )


def _alike(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= min(_SAME, max(one, other) / 10)


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding for each place, with all the risks in it."""
    for sentences in _places(text):
        risks = _risks(sentences)
        if len(risks) < 2 or _said_on_one_base(risks) or (len(risks) == 2 and _is_range(*risks)):
            continue
        words = tuple(dict.fromkeys(one.words.strip() for one in risks))
        said = " ".join(dict.fromkeys(one.sentence.text for one in risks))
        message = gettext("“%(words)s” are said on different bases: say all of them of the same number of people.")
        yield Hit(words, said, message % {"words": "”, “".join(words)})


CHECK = Check(
    key="denominators",
    label=gettext_lazy("Risks on different bases"),
    why=gettext_lazy("Readers take “1 in 300” for more than “1 in 20”, because the number is larger."),
    source=gettext_lazy("NHS digital service manual, numbers; CDC Clear Communication Index, numbers and risk"),
    run=run,
)

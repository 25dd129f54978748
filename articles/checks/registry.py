"""Every check there is, and running them over a text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import get_language

from articles.checks import (
    abbreviations,
    absolutes,
    certainty,
    denominators,
    evidence,
    jargon,
    outline,
    parity,
    reading,
    relative,
    uncited,
    units,
)
from articles.checks.findings import Check, Context, Finding, Hit, Report
from articles.checks.text import LONGEST_KEPT, Text, text_of
from articles.words.content import SectionContent, Wording

_MODULES = (
    units,
    parity,
    uncited,
    certainty,
    abbreviations,
    absolutes,
    outline,
    evidence,
    relative,
    denominators,
    jargon,
    reading,
)
CHECKS: tuple[Check, ...] = tuple(module.CHECK for module in _MODULES)
_FIGURE = re.compile(r"\d+")
LONGEST, LONGEST_SENTENCE, MOST_FIGURES = 60_000, 5_000, 1_000
"""Of a text that is longer, in characters, or has more figures: checks that only warn compare much with much, and leave
it unchecked, and say so."""
CHECKS_BY_KEY = {check.key: check for check in CHECKS}


def report_on(
    content: SectionContent, wording: Wording, context: Context, *, checks: tuple[Check, ...] | None = None
) -> Report:
    """What the checks find in a section's words for the audience of the context. ``checks``: only these."""
    chosen = CHECKS if checks is None else checks
    if wording.left_out or not chosen:
        return Report()
    report = _report if len(wording.html) <= LONGEST_KEPT else _report.__wrapped__
    return report(content.section, content.anchor, wording, context, chosen, get_language() or "")


@lru_cache(maxsize=1024)  # the same words are asked about while they are written, submitted and read by the board
def _report(
    section: str, anchor: str, wording: Wording, context: Context, checks: tuple[Check, ...], said_in: str
) -> Report:
    text = text_of(wording)
    run = [check for check in checks if check.knows(context) and (check.asks or check.may_ask or not _is_long(text))]
    found = [_finding(check, hit, section, anchor, context) for check in run for hit in _once(check, text, context)]
    return Report(tuple(found), tuple(str(check.label) for check in checks if check not in run))


def _is_long(text: Text) -> bool:
    if len(text.html) > LONGEST or any(len(one.text) > LONGEST_SENTENCE for one in text.sentences):
        return True
    return sum(1 for _ in _FIGURE.finditer(text.html)) > MOST_FIGURES


def _once(check: Check, text: Text, context: Context) -> Iterator[Hit]:
    """Each point once, also where a sentence comes twice."""
    seen = set()
    for hit in check.run(text, context):
        if (hit.sentence, hit.words) not in seen:
            seen.add((hit.sentence, hit.words))
            yield hit


def _finding(check: Check, hit: Hit, section: str, anchor: str, context: Context) -> Finding:
    return Finding(
        check=check.key,
        label=str(check.label),
        section=section,
        anchor=anchor,
        audience=context.audience,
        words=hit.words,
        sentence=hit.sentence,
        message=str(hit.message),
        why=str(hit.why or check.why),
        source=str(hit.source or check.source),
        asks=check.asks if hit.asks is None else hit.asks,
    )

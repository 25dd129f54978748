"""Medical words without a plain one beside them, where readers have no medical training."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.lists import words_in
from articles.checks.plain_words import MEDICAL, Found, OwnWords, PlainWord, Table, plain_words_in, shipped, table_of
from articles.checks.text import Sentence, Text

# Endings of medical words, and beginnings; words that everybody knows are in the list of the known.
_ENDINGS = (
    r"[a-z]{2,}(?:prophylaxis|ectom(?:y|ies)|ostom(?:y|ies)|otom(?:y|ies)|oscop(?:y|ies)|plast(?:y|ies)|aemi[ac]|emi[ac]"
    r"|uria|uric|pnoea|pnea|algi[ac]"
    r"|pathy|pathies|pathic|itis|itides|osis|oses|plegi[ac]|paresis|penia|cytosis|megaly|rrhages?|rrhagic"
    r"|rrhoea|rrhea|rrhaphy|phasi[ac]"
    r"|phagi[ac]|troph(?:y|ic)|genesis|lysis|stasis|ectasis|oedema|edema|kinesi[ac]|aesthesia|esthesia|malacia"
    r"|sclerosis|dynia|cele|centesis"
    r"|gram(?:ia)|opia|omas?|omata|ischaemi[ac]|ischemi[ac]|thorax|iasis|lithiasis|graphy|metry)"
)
_BEGINNINGS = (
    r"(?:tachy|brady|hyper|hypo|dys|hepato|nephro|cardio|gastro|neuro|haemo|hemo|haemato|hemato|thrombo"
    r"|cholecyst|cholangi|encephal|enceph|myo"
    r"|osteo|arthro|broncho|pneumo|pyelo|cysto|uretero|entero|procto|laparo|peri|intra|retro|supra|sub|trans"
    r"|endo|cerebro|pseudo|poly|oligo)"
    r"[a-z]{4,}(?:ic|al|ar|ary|ous|ia|ive|ism|ed|ion|um|us|oid|tension|volaemi[ac]|kal[ae]+mi[ac]|ly)"
)
_MEDICAL = re.compile(rf"\b(?:{_ENDINGS}|{_BEGINNINGS})\b", re.IGNORECASE)
_KNOWN = words_in("known_medical_words.txt")
_FURTHER = words_in("medical_words.txt")
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
_TELLS = re.compile(
    r"\s*(?:[(\[–—]| - |, (?:or|which (?:is|means)|that is|i\.e\.|meaning|also called|also known as|known as"
    r"|called|sometimes called)\b"
    r"|: |(?:,? which )?(?:is|are) (?:the |a |another )?(?:medical|proper|scientific|doctors'|technical|other"
    r"|full|latin)?\s?(?:words?|names?|terms?) (?:for|that)"
    r"|(?:,? (?:which|this) )?(?:means?|stands for|is when|are when|is called|happens when)\b|(?:is"
    r"|are) (?:when|where|the word|an? (?:kind|type|form) of)\b)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:[(\[](?:[^()\[\]]{0,30}(?:called|known as|or|the medical (?:word|name|term) (?:is|for (?:this"
    r"|it) is)) )?(?:the |a |an )?(?:\w+ )?['\"“]?"
    r"|\b(?:called|known as|named|termed|doctors (?:call|say)|(?:medical|proper|full|scientific"
    r"|other) (?:words?|names?|terms?)(?: (?:for (?:this|it|that))?)? ?(?:is|are)?|call (?:this|it|that|these"
    r"|them)|(?:,|\bor) (?:sometimes )?or|, or)"
    r" (?:the |a |an )?(?:\w+ )?['\"“]?)$",
    re.IGNORECASE,
)
_MEANS_BEFORE = re.compile(
    r"\b(?:the (?:words?|terms?)|(?:what|how) (?:is|are|does|do)|what do we mean by|word) ['\"“]?$", re.IGNORECASE
)
_OF_A_NAME = re.compile(
    r"^(?: [A-Z]\w+)*? (?:Ward|Unit|Clinic|Department|Centre|Center|Hospital|Team|Society|Association"
    r"|Institute|College|Trust|Suite|Service"
    r"|Outpatients?|Day|Foundation|Charity|UK|Network|Alliance|Nurse|Specialist|Reception|Building|Wing|Block"
    r"|Road|Street)\b"
)


class _Tables(NamedTuple):
    """The medical words that have plain ones, as people here have them; and those that are none here."""

    said: Table
    ours: frozenset[PlainWord]
    passed_over: Table


@lru_cache(maxsize=16)
def _tables(own: OwnWords) -> _Tables:
    ours = {entry.term: entry for entry in (*own.kept, *own.out)}
    rest = [entry for entry in shipped() if entry.term not in ours]
    medical = [entry for entry in (*rest, *own.kept) if entry.kind == MEDICAL]
    none_here = [*own.out, *(entry for entry in own.kept if entry.kind != MEDICAL)]
    return _Tables(table_of(tuple(medical)), frozenset(own.kept), table_of(tuple(none_here)))


def _found(sentence: Sentence, own: OwnWords) -> Iterator[tuple[int, int, str]]:
    """Medical words with what could be said instead, in their order; none inside another. What people here put into the
    table counts, also where everybody is thought to know it; what they took out is not found in any other way."""
    tables = _tables(own)
    said = plain_words_in(sentence.plain, tables.said)
    taken = [_as_span(one) for one in said if one.entry in tables.ours or not _is_known(one.words)]
    spans = [match.span() for match in _MEDICAL.finditer(sentence.plain) if len(match[0]) > 6]
    spans += [match.span() for match in _WORD.finditer(sentence.plain) if match[0].lower() in _FURTHER]
    out = [(one.start, one.end) for one in plain_words_in(sentence.plain, tables.passed_over)]
    more = [
        (start, end, "")
        for start, end in spans
        if not _is_known(sentence.plain[start:end]) and not any(left <= start and end <= right for left, right in out)
    ]
    reached = 0
    for start, end, plain in sorted({*taken, *more}, key=lambda one: (one[0], -one[1], not one[2])):
        if start >= reached:
            reached = end
            yield start, end, plain


def _as_span(one: Found) -> tuple[int, int, str]:
    return one.start, one.end, one.entry.plain


def _is_known(word: str) -> bool:
    word = "-".join(word.lower().split())
    return word in _KNOWN or word.removesuffix("s") in _KNOWN


def _is_a_name(plain: str, start: int, end: int) -> bool:
    """A ward, a clinic, a society: "the Renal Ward"."""
    return plain[start].isupper() and bool(_OF_A_NAME.match(plain[end:]))


def _is_explained(plain: str, start: int, end: int) -> bool:
    """Whether plain words stand beside it, or it beside plain words."""
    before, after = plain[:start], plain[end:]
    if re.match(r"\s*\w+\)", after) and "(" in before[-60:]:
        after = after[after.index(")") :]
    return bool(_TELLS.match(after) or _TOLD.search(before) or _MEANS_BEFORE.search(before))


def explained_words(text: Text, own: OwnWords) -> set[str]:
    return {
        one.plain[start:end].lower()
        for one in text.sentences
        for start, end, _ in _found(one, own)
        if _is_explained(one.plain, start, end)
    }


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each medical word once, where it comes first, unless the text says it in plain words somewhere."""
    if not context.is_lay:
        return
    seen = explained_words(text, context.own_words)
    for sentence in text.sentences:
        for start, end, plain in _found(sentence, context.own_words):
            words = sentence.cut((start, end))
            if words[0].lower() in seen or _is_a_name(sentence.plain, start, end):
                continue
            seen.add(words[0].lower())
            yield Hit(words, sentence.text, _said(words[0], plain))


def _said(words: str, plain: str) -> str:
    if not plain:
        return gettext("“%(words)s” is a medical word: say it in plain words, or explain it.") % {"words": words}
    said = gettext("“%(words)s” is a medical word: say “%(plain)s”, or put that beside it.")
    return said % {"words": words, "plain": "”, “".join(part.strip() for part in plain.split(";"))}


CHECK = Check(
    key="jargon",
    label=gettext_lazy("Medical words"),
    why=gettext_lazy("Readers without medical training do not know it, or take it for something else."),
    source=gettext_lazy("NHS A to Z of health writing; CDC Everyday Words and Plain Language Thesaurus"),
    run=run,
)

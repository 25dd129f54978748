"""Promises that no medicine, test or operation keeps: "cures", "always safe", "no side effects"."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.text import Sentence, Text

_GOOD = (
    r"(?:safe|effective|work(?:s|ing)?|harmless|successful|succeeds?|accurate|reliable|right|correct|helps?"
    r"|heals?|cures?"
    r"|prevents?|protects?|stops?|curable|treatable|painless|beneficial|tolerated|foolproof|risk[- ]free)"
)
_BAD = (
    r"(?:side[- ]effects?|adverse (?:effects?|events?|reactions?)|risks?|dangers?|harms?|complications?|drawbacks?"
    r"|downsides?|ill effects|unwanted effects|after-?effects|interactions|failures?|pain|recurrence)"
)
_WHOLLY = r"(?:completely|totally|entirely|absolutely|perfectly|wholly|fully|utterly|100 ?%|one hundred per ?cent)"
_WHO = (
    r"(?:everyone|everybody|anyone|anybody|every (?:\w+ )?(?:patient|person|child|woman|man|baby|case|user)"
    r"|all (?:\w+ )?(?:patients|people|children|women|men|babies|users|cases))"
)
_PROMISES = (
    r"\bcures(?! (?:rate|for|of)\b)",
    r"\b(?:will|can|to|completely|permanently|always) (?:completely |permanently |always |fully )?cure\b(?! rate)",
    r"\b(?:is|are|be) (?:completely |permanently |always )?cured(?:(?= (?:by|with|after|within|of"
    r"|for (?:ever|good))|[.!]|$)| in(?= (?:a|one|two|three|days|weeks)\b))",
    r"\brids? (?:you|people|them|yourself|patients) of [^.;:]{1,40} (?:for ?ever|for good)\b",
    rf"\balways (?:be )?(?:{_WHOLLY} )?{_GOOD}",
    rf"\b{_WHOLLY} (?:{_GOOD}|safe)\b",
    rf"\b{_WHOLLY} (?:removes?|stops?|clears?|prevents?|ends?|reverses?|eliminates?)\b",
    rf"\b{_WHOLLY} free (?:of|from) (?:\w+ )?{_BAD}",
    rf"\b(?:no|without(?: any)?|zero|free (?:of|from)(?: all| any)?|not? any|does not have any|do not have any"
    rf"|carries no|has no|have no|never has|never have) (?:\w+ )?{_BAD}\b",
    r"\b(?:side[- ]effect|risk|complication|pain)[- ]free\b",
    rf"\b(?:works?|effective|safe|suitable|helps?|succeeds?|successful|well tolerated"
    rf"|tolerated)\b(?: \w+)? (?:for|in|with|by|on) {_WHO}",
    rf"\b(?:helps|heals|suits|protects|saves|cures) {_WHO}",
    rf"\b{_WHO} (?:who \w+(?: \w+){{0,4}}? )?(?:gets? better|recovers?|benefits?|responds?|improves?|is cured"
    rf"|are cured|will (?:get better|recover|benefit|respond|improve|be cured)|survives?|tolerates? (?:it|this)"
    rf"|feels? better|loses? weight|heals?|sees? (?:results|improvement))",
    (
        r"\b(?:no ?one|nobody|no patients?|no child(?:ren)?|none of (?:the|our|these) \w+) (?:ever )?(?:gets?|has"
        r"|have|had|will (?:get|have)|suffers?|dies?|died|reacts?|relapses?|needs?|is harmed|was harmed"
        r"|experiences?)\b"
    ),
    r"\bnever (?:harms?|hurts?|fails?|causes?|damages?|leads?|affects?|comes? back|recurs?|returns?|goes wrong"
    r"|go wrong|makes?|upsets?|interacts?|gives? (?:an? |any )?(?:wrong|false)|misses?)\b",
    (
        r"\b(?:100|one hundred) ?(?:%|per ?cent)(?: \w+)? (?:accurate|effective|safe|success\w*|reliable|certain"
        r"|sure|protect\w*|of|cure\w*|natural|sensitiv\w*|specific\w*|preventable|curable|guarantee\w*)"
    ),
    r"\bguarantee[sd]?\b",
    r"\b(?:miracles?|miraculous(?:ly)?|wonder (?:drug|cure|pill|treatment)|magic (?:bullet|pill|cure)"
    r"|breakthrough cure|panacea|cure-all|foolproof|fail-?safe|infallibl[ey]|bulletproof)\b",
    (
        r"\b(?:eliminates?|removes?|abolish(?:es)?|prevents?|stops?|ends?|rules? out|excludes?|eradicates?"
        r"|detects?|finds?|kills?|cures?) (?:all|every|any|each) (?!(?:of )?(?:your|other|medicines?|tablets?"
        r"|bleeding (?:first|before))\b)"
    ),
    r"\b(?:impossible|not possible) (?:to|for)\b(?! (?:say|know|tell|predict|give|guess|foresee|answer|be sure)\b)",
    r"\b(?:cannot|can ?not|can't|could never|can never) (?:possibly )?(?:fail|go wrong|harm|hurt|cause"
    r"|do (?:any )?harm|be harmed|overdose|become addicted|get addicted|damage|come back|be dangerous"
    r"|interact)\b",
    r"\b(?:is|are) (?:certain|sure|bound) to (?:work|help|cure|heal|recover|get better|succeed|improve)\b",
    r"\b(?:complete|total|perfect|full|absolute|lifelong|permanent|instant) (?:protection|cure|safety|relief"
    r"|recovery|immunity|certainty)\b",
    (
        r"\b(?:permanently|instantly|for ever|forever) (?:cures?|heals?|stops?|removes?|ends?|gets? rid|fix(?:es)?"
        r"|reverses?)\b"
    ),
    rf"\b(?:does|do|will|can|there is|there are) (?:no|not any) (?:\w+ )?(?:{_BAD}|harm)\b",
    r"\bthere (?:is|are) (?:absolutely )?no (?:chance|possibility|danger|way)\b",
    r"\b(?:totally|completely|entirely|perfectly|quite|wholly|absolutely)? ?harmless\b",
    r"\bnever fails\b|\bwithout fail\b|\bin every (?:single )?case\b|\bwithout exception\b|\bonce and for all\b",
    r"\b(?:will|must) (?:definitely|certainly|always|never) (?!take|use|give|share|stop|drive|drink"
    r"|be (?:asked|given|offered|told))\w+",
)
_PROMISE = re.compile("|".join(f"(?:{one})" for one in _PROMISES), re.IGNORECASE)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|no|cannot|never|none|nothing|neither|nor|nobody|few|hardly|rarely|seldom|without|unlikely|doubtful"
    r"|beware|avoid|wary|suspicious|claim\w*|promis\w+|myths?|untrue|false(?:ly)?|wrong(?:ly)?|unless|if|whether|until"
    r"|once|when|aim\w*|hop(?:e|es|ing)|search|advert\w*|believe|offers? (?:of|to))\b[^.;:!?]*$"
    r"|n't\b[^.;:!?]*$",
    re.IGNORECASE,
)
_TELLS_OF_WORDS = re.compile(
    (
        r"\b(?:if|when|whether|unless|until|claim\w*|promis\w*|believe|beware|myths?|some|many|most|few|half|often"
        r"|usually|may|might)\b"
    ),
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|nobody|none|cannot|can ?not|can't|could never|zero|without|impossible)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]|, (?:and|but|so) | but ")
_MEASURED = re.compile(
    r"\b\d+(?:\.\d+)? (?:of|in|out of) (?:the |every )?\d|\bof (?:the )?\d[\d,]* "
    r"|\b(?:trial|study|cohort|series|review|group)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:was|were) (?:reported|seen|recorded|observed|found)\b|\boccurred\b|\b(?:do|does) not exist\b"
    r"|\b(?:is|are) (?:a |no )?(?:myths?|rare|fiction)\b",
    re.IGNORECASE,
)


def _is_denied(plain: str, start: int, words: str) -> bool:
    """Whether what stands before takes the promise back: "no medicine is always safe". A promise that denies itself
    ("no side effects") is not taken back by a "not" before it."""
    clause = _CLAUSE.split(plain[:start])[-1]
    denial = _TELLS_OF_WORDS if _DENIES.search(words) else _DENIED_BEFORE
    return bool(denial.search(clause))


def _promised(sentence: Sentence) -> Iterator[tuple[int, int]]:
    plain = sentence.plain
    if sentence.is_question or _REPORTED.search(plain):
        return
    for match in _PROMISE.finditer(plain):
        is_rate = "cure" in match[0].lower() and _MEASURED.search(plain)
        if not is_rate and not _is_denied(plain, match.start(), match[0]):
            yield match.span()


def run(text: Text, context: Context) -> Iterator[Hit]:
    """One finding a sentence, with every promise in it."""
    for sentence in text.sentences:
        if spans := list(_promised(sentence)):
            words = sentence.cut(*spans)
            message = gettext("“%(words)s” promises more than anybody can know.") % {"words": "”, “".join(words)}
            yield Hit(words, sentence.text, message)


CHECK = Check(
    key="absolutes",
    label=gettext_lazy("Promises"),
    why=gettext_lazy("Every treatment fails some people and harms some: say how often it helps and what it may do."),
    source=gettext_lazy("DISCERN questions on benefits and risks; HONcode, justifiability"),
    run=run,
)

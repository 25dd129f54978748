"""Numbers, doses and causes that nothing is cited for in their sentence, list item or table row."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.shares import shares_in
from articles.checks.text import Sentence, Text
from articles.clinical.numbers import NUMBER

_N = rf"(?<![\w.,/-])(?:{NUMBER})(?:\s?(?:-|to|or)\s?(?:{NUMBER}))?"
_MASS = (
    r"(?:mg|mcg|µg|micrograms?|milligrams?|grams?|g|ng|mmol|mEq|units|IU|international units|MBq|Gy|mg/kg"
    r"|micrograms?/kg|ml/kg)"
)
_MEASURED = (
    r"(?:mm ?Hg|mmol/(?:l|mol)|mg/d[lL]|g/d?[lL]|micromol/l|nmol/l|pmol/l|kg/m[2²]|ml/min|U/l|kPa|bpm"
    r"|beats (?:per|a) minute"
    r"|breaths (?:per|a) minute)"
)
_COUNTED = (
    r"(?:tablets?|capsules?|puffs?|drops?|sprays?|sachets?|lozenges?|patch(?:es)?|spoonfuls?"
    r"|teaspoon(?:ful)?s?|ml|millilit(?:re|er)s?"
    r"|suppositor(?:y|ies)|injections?|doses?|ampoules?|inhalations?)"
)
_EACH = (
    r"(?:(?:once|twice|(?:\w+) times) (?:a|per|each|every) (?:day|week|hour|month)|(?:a|per|each|every) (?:day"
    r"|night|week)|daily|weekly"
    r"|every (?:\w+ )?(?:to \w+ )?(?:hours?|days?|weeks?|morning|night|evening)|in (?:any )?(?:24 hours|a day"
    r"|one day)|at (?:bedtime|night)"
    r"|in the (?:morning|evening)|(?:before|after|with) (?:meals|food|breakfast)|(?:once|twice"
    r"|\w+ times) (?:daily|weekly)|hourly|when needed)"
)
_CLAIMS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"{_N}\s?-?{_MASS}\b(?!\s?(?:pack|box|bag|bottle)s?\b)",
        rf"{_N}\s?{_MEASURED}(?!\w)|\b\d{{2,3}}/\d{{2,3}}(?=\s?mm ?Hg)|(?<=pressure )(?:of |below |above |over "
        rf"|under )?\d{{2,3}}/\d{{2,3}}|(?<=BMI )(?:of |above |over |below |under )?\d+",
        rf"{_N} {_COUNTED}(?= (?:up to )?(?:\w+ ){{0,3}}?{_EACH})",
        r"\bby (?:about |almost |nearly |around |up to |more than |over )?(?:an? |one |two |three )?(?:half"
        r"|third|quarter|fifth|tenth|thirds|quarters)\b",
        rf"\b(?:twice|three times|four times|five times|ten times|\w+ times|{NUMBER}-fold"
        rf"|\w+fold) (?:as (?:likely|common|high|often|many)|more (?:likely|common)|less (?:likely|common)"
        rf"|the risk|higher|lower)",
        r"\b(?:halves|doubles|triples|quadruples|halved|doubled|tripled)(?= (?:the|your|a|their|its|his"
        r"|her) (?:\w+ )?(?:risk|chances?|odds|likelihood|rate|number|death|length))",
        r"\b(?:hazard|odds|risk|rate) ratio(?: of| was| is|,|:)? \d[\d.]*|\b(?:HR|OR|RR|NNT|NNH)(?: of| was|,"
        r"|:| =)? ?\d[\d.]*|\bp ?[<=] ?0?\.\d+|\b9\d% CI\b",
        r"\b(?:half|a (?:third|quarter|fifth|tenth)|one (?:third|quarter|fifth|tenth)|two[- ]thirds"
        r"|three[- ]quarters|(?:the )?majority) of (?:all |the |these |those |our )?(?:\w+ ){0,2}?(?:people"
        r"|patients|women|men|children|adults|babies|cases|those|users|deaths|pregnancies|strokes|cancers"
        r"|attacks|births|girls|boys|them|families|colds|infections)\b",
        r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?: \w+){0,2}? (?:people|patients|women|men|children|adults|babies"
        r"|cases|deaths|births|pregnancies|operations|lives|participants)\b|\b(?:\w+|\d[\d.,]*) (?:million"
        r"|thousand) (?:\w+ ){0,2}?(?:people|patients|women|men|children|adults|babies|cases|deaths|lives)\b",
        rf"{_N}\s?°\s?[CF](?=.*\b(?:fever|temperature|body)\b)|(?<=temperature )(?:of |above |over "
        rf"|is )?(?:\w+ ){{0,2}}?\d\d(?:\.\d)?\s?°?\s?C\b|(?<=fever )(?:of |above |over "
        rf"|is )?(?:\w+ ){{0,4}}?\d\d(?:\.\d)?\s?°?\s?C\b",
    )
)
_DURATION = re.compile(rf"{_N}\s(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_TYPICAL = re.compile(
    r"\b(?:usually|often|typically|normally|generally|on average|about|around|up to"
    r"|most \w+) (?:\w+ ){0,2}?(?:lasts?|takes?|clears?|goes?|get better|gets better|heals?|recovers?"
    r"|settles?|works?|stays?|wears off|improves?|lives?|surviv\w+)\b|\b(?:lasts?|clears? up|gets? better"
    r"|heals?|recovers?|settles?|goes away|wears? off|starts? (?:to work|working)|incubation period|half-life"
    r"|survival|life expectancy)\b",
    re.IGNORECASE,
)
_EFFECT = (
    "increase|raise|lower|reduce|cut|decrease|prevent|worsen|double|halve|shorten|lengthen|slow|delay|damage"
    "|weaken|harm|kill"
    "|cure|relieve|trigger|improve|ease|boost|protect"
)
_CAUSES = re.compile(
    r"\b(?:causes?|caused|causing|leads? to|led to|results? in|resulted in|brings? on|triggered by)\b"
    r"|\b(?:is|are|was|were|be|been) (?:mainly |mostly |often |usually |sometimes )?"
    r"(?:caused by|due to|linked (?:to|with)|associated with|(?:a|the) (?:\w+ )?(?:causes?|risk factors?|triggers?)\b)"
    r"|\bmakes? (?:\w+ ){1,4}?(?:more likely|less likely|worse|better)\b"
    r"|\bputs? \w+ at (?:higher |greater |more )?risk\b"
    rf"|\b(?:{'|'.join(one + 's' for one in _EFFECT.split('|'))})\b(?! (?:and|or|of|for|in|are|may|can)\b)"
    rf"|\b(?:{'|'.join(one + ('d' if one[-1] == 'e' else 'ed') for one in _EFFECT.split('|'))})\b(?= (?:the"
    rf"|deaths?|pain|\w+ing|risks?))"
    rf"|\b(?P<base>{_EFFECT})\b",
    re.IGNORECASE,
)
_SAYS_IT_DOES = re.compile(
    r"\b(?:can|may|might|will|could)(?: also| \w+ly)? $|\b[a-z]{2,}(?:s|people|children|women|men) (?:also "
    r"|\w+ly |often )?$",
    re.IGNORECASE,
)
_CAUSE_AS_NOUN = re.compile(
    r"\b(?:the|a|an|any|other|common|possible|main|this|of|most|many|some|its|rare|no|each) (?:\w+ )?$", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:what|whether|if|which|why|when|how|whatever|unless|anything|something|things|foods|medicines|who"
    r"|everything|in case|until|might be|to find|to see|no|not known|unknown|cause is|causes are)\b",
    re.IGNORECASE,
)
_ASKING_VERB = re.compile(
    r"^(?:ask|tell|find|keep|write|note|check|talk|speak|call|ring|see|stop|avoid|try|do not|don't|never"
    r"|always|please|if|when|take|use|eat|drink|rest|wash|learn|read|look|think|make|bring|let|contact|choose"
    r"|discuss|your (?:doctor|nurse|pharmacist|midwife)|this (?:page|leaflet|section|article|guide)|we|our"
    r"|these pages|here|sometimes the cause|the cause|nobody knows|doctors? (?:look|ask|may ask|will|do not"
    r"|don't|try)|tests? |to )\b",
    re.IGNORECASE,
)
_NOT_ABOUT_MEDICINE = re.compile(
    r"\b(?:appointment|clinic (?:is|opens)|ward|reception|parking|car park|visit(?:ing|ors?)|website|page"
    r"|leaflet|phone|ring|telephone|open|opens|closes|price|cost|pounds|discount|minutes' walk|address|room"
    r"|floor|bus|train|ticket|delay(?:s|ed)? (?:to|in) (?:your )?(?:appointment|reply|post)|complaint)\b",
    re.IGNORECASE,
)


_OF_NO_RISK = re.compile(r" (?:off|discount|cotton|recycled|cheaper)\b")
_CLAUSE = re.compile(r"[;:]|, (?:and|but) ")


def _numbers(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for share in shares_in(sentence):
        if not _OF_NO_RISK.match(sentence.plain, share.end):
            yield share.start, share.end
    for claim in _CLAIMS:
        for match in claim.finditer(sentence.plain):
            yield match.span()


def _causes(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a sentence says that one thing brings about another. Asking, telling what to do, and "if" say nothing."""
    plain = sentence.plain
    if sentence.is_question or _ASKING_VERB.match(plain) or _NOT_ABOUT_MEDICINE.search(plain):
        return
    for match in _CAUSES.finditer(plain):
        before = _CLAUSE.split(plain[: match.start()])[-1]
        if not before.strip() or _ASKS.search(before):
            continue
        if match[0].strip().lower() in ("cause", "causes") and _CAUSE_AS_NOUN.search(before):
            continue
        if match["base"] and not _SAYS_IT_DOES.search(before):
            continue
        yield match.span()


def _claimed(sentence: Sentence) -> list[tuple[int, int]]:
    found = sorted({*_numbers(sentence), *_causes(sentence)})
    if found or (_TYPICAL.search(sentence.plain) and not _NOT_ABOUT_MEDICINE.search(sentence.plain)):
        found = sorted({*found, *(match.span() for match in _DURATION.finditer(sentence.plain))})
    return _apart(found)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that lie in another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each sentence that claims something and cites nothing."""
    for sentence in text.prose:
        if sentence.has_citation:
            continue
        if spans := _claimed(sentence):
            words = sentence.cut(*spans)
            message = gettext("“%(words)s” rests on nothing here: cite what it is known from.")
            yield Hit(words, sentence.text, message % {"words": "”, “".join(words)})


CHECK = Check(
    key="citation",
    label=gettext_lazy("Claims without a citation"),
    why=gettext_lazy("Nobody can check a number, a dose or a cause that rests on nothing."),
    source=gettext_lazy("HONcode, attribution; NHS content standard on evidence"),
    run=run,
)

"""Changes of a risk without the risk: "30% lower", "twice as likely", "halves"."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.shares import PERCENT, shares_in
from articles.checks.text import Sentence, Text
from articles.clinical.numbers import NUMBER

_PCT = rf"(?:{NUMBER})\s?(?:%|per ?cent)"
_PART = (
    r"(?:(?:about |almost |nearly |around |over |more than |roughly |at least |up to )?(?:an? |one |two[- ]"
    r"|three[- ])?(?:half|third|quarter|fifth|tenth|sixth|thirds|quarters|fifths))"
)
_TIMES = (
    rf"(?:twice|thrice|double|triple|treble|quadruple|(?:{NUMBER})(?:\s?(?:-|to|or)\s?{NUMBER})?[- ]times"
    rf"|(?:{NUMBER}|two|three|four|five|six|seven|eight|nine|ten|many|several)[- ]?fold)"
)
_LESS = (
    r"(?:lower|higher|fewer|less|more|greater|smaller|reduced|increased|raised|rarer|commoner|reduction|increase"
    r"|decrease|drop|fall|rise|cut|decline|excess|relative)"
)
_DOWN = (
    r"(?:cut(?:s|ting)?|reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|decreas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)"
    r"|increas(?:e|es|ed|ing)"
    r"|f[ae]ll(?:s|en|ing)?|(?:brings?|brought) (?=[^.;:]{1,60} down by)"
    r"|r[io]se(?:s|n)?|drop(?:s|ped|ping)?|decline[sd]?|shr[ia]nks?|slash(?:es|ed)?"
    r"|prevent(?:s|ed|ing)?|gr[eo]ws?|went (?:up|down)|goes (?:up|down)|go (?:up|down)"
    r"|boost(?:s|ed)?|avoid(?:s|ed)?|sav(?:e|es|ed))"
)
_WHO_GET_IT = r"number of (?:people|patients|children|women|men|babies) who"
_RISKS = (
    rf"(?:risks?|chances?|odds|{_WHO_GET_IT}|likelihood|probabilit(?:y|ies)|rates?|deaths?|mortality|dying|die[ds]?|incidence"
    r"|hazard|stroke|strokes|heart|attacks?"
    r"|fractures?|infections?|cancers?|diseases?|illness(?:es)?|bleed(?:s|ing)?|clots?|falls|cases?|events?"
    r"|relapses?|recurrences?|recurrence|admissions?"
    r"|hospital\w*|asthma|flare[- ]?ups?|flares?|seizures?|exacerbations?|complications?|diabetes|dementia"
    r"|depression|arthritis|pneumonia|miscarriages?"
    r"|births?|thrombosis|thromboembolism|failures?|injur(?:y|ies)|ulcers?|migraines?|headaches?|episodes?"
    r"|side[- ]effects?|birth defects?|preterm|stillbirths?"
    r"|sepsis|amputations?|blindness|overdoses?|transmission|infarctions?|crises|crashes|surgery|readmissions?"
    r"|allerg(?:y|ies)|eczema|cavities|decay|survival|survive"
    r"|problems?|symptoms?|suicides?|wheez\w*|reactions?|outbreaks?|covid\S*|flu|colds?|measles|malaria"
    r"|hepatitis|neuropathy|retinopathy|kidney|syndrome|gout|obesity|hypertension|pain|nausea|vomiting)"
)
_OTHER_THINGS = (
    r"(?:doses?|weights?|salt|sugars?|calories?|price|costs?|alcohol|fat|fats|volume|concentration|creatinine"
    r"|clearance|hba1c|cholesterol|ldl|potassium|sodium|glucose"
    r"|blood pressure|pressure|tablets?|intake|speed|rate of infusion|infusion(?: rate)?|heart rate|pulse"
    r"|breathing rate|size|length|time|waiting times?|portions?|meals?|spending|hours|gfr|egfr"
    r"|platelets?|count|levels?|units|insulin|energy|caffeine|volumes?|oxygen|fluid|body|work|budget|staff"
    r"|visits|viral load|smoking|tumou?r size|width|amount)"
)
_SUBJECT = re.compile(_RISKS, re.IGNORECASE)
_EXPRESSIONS = re.compile(
    "|".join(
        f"(?:{one})"
        for one in (
            rf"\b{_DOWN}(?: \w+)? (?P<up>(?:{NUMBER}|\w+)[- ]?fold)\b",
            rf"\b{_DOWN}\b(?P<what>[^.;:]{{0,80}}?)\bby (?:up to |about |almost |nearly |around |over "
            rf"|more than |as much as |roughly |at least )?(?P<by>{_PCT}|{_PART}\b)",
            rf"(?P<first>(?<![\w.,]){_PCT} {_LESS})\b(?P<after>[^.;:]{{0,60}})",
            rf"\b(?:relative )?risk reduction (?:of|was|is|were) (?P<rrr>{_PCT})",
            r"\b(?P<ratio>(?:hazard|odds|risk|rate|incidence(?: rate)?) ratios?(?: of| was| is|,|:"
            r"| =)?\s?\(?(?:\d[\d.]*)?|\b(?:a?HR|a?OR|RR|IRR|RRR)\b(?: of| was|,|:| =)?\s?\d[\d.]*%?)",
            rf"\b(?P<times>{_TIMES} (?:as |more |less )?(?:likely|common|often|frequent(?:ly)?|high|great|many"
            rf"|the|greater|higher|lower|risk|increase|reduction|rise|fall|fewer|increased"
            rf"|reduced)\b(?: (?:likely|common|often|risk|chances?))?)(?P<after2>[^.;:]{{0,60}})",
            rf"\b(?P<fold>{_TIMES})(?= (?:\w+ ){{0,2}}?(?:risk|increase|reduction|rise|more|less|higher|lower"
            rf"|greater)\b)",
            r"\b(?P<halves>halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)"
            r"|quadrupl(?:e|es|ed|ing))\b(?P<obj>[^.;:]{0,70})",
            rf"(?P<eff>(?<![\w.,]){_PCT} (?:effective|protective|protection|efficacy))\b|\b(?:efficacy"
            rf"|effectiveness|protection)(?: \w+){{0,3}} (?:of|was|is) (?P<eff2>{_PCT})",
            r"\b(?P<half>half|(?:a |one |two[- ])?(?:third|quarter|thirds)) (?:as (?:likely|common|many|often)"
            r"|the (?:risk|chance|odds|rate|number of (?:deaths|cases|attacks|strokes)))",
            r"\b(?P<frac>(?:a |one )(?:third|quarter|fifth) (?:fewer|less|lower|more|higher|less likely"
            r"|more likely))\b(?P<after3>[^.;:]{0,60})",
        )
    ),
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\bpercentage points?\b|\babsolute(?:ly)?\b|\bNNT|\bnumber needed to\b|\bfrom (?:about "
    r"|around )?(?:\d[\d.,]*\s?%?)(?: in \d[\d,]*)?(?: \w+){0,3} to (?:about |around )?\d"
    r"|\d[\d.,]* (?:against|versus|vs\.?|compared with) \d|\b\d[\d.,]*\s?% (?:against|versus|vs\.?"
    r"|compared with|and|to|rather than|instead of) \d[\d.,]*\s?%|\bper (?:1,?000|10,?000|100,?000|100|million"
    r"|patient|person)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:reduce|increase|lower|raise|cut|double|halve|triple|give|take|use|start|adjust|decrease)\b", re.IGNORECASE
)
_OF_OTHER_THINGS = re.compile(
    rf"\s*(?:(?:in|of|the|your|their|its|a|an|daily|usual|starting|body|total|more|less|own|birth) )*{_OTHER_THINGS}\b",
    re.IGNORECASE,
)
_OTHER_THINGS_BEFORE = re.compile(
    rf"\b{_OTHER_THINGS}(?: (?:is|was|are|were|of \w+|should be|may be|can be))?(?: \w+)? ?$", re.IGNORECASE
)
_IN_HANDS = re.compile(
    r"\s*(?:along|easily|of|in half|up|check|the (?:tablets?|pills?)|them|it|vision|room|doors?|chin)\b", re.IGNORECASE
)
_OF_PEOPLE = re.compile(
    r" (?:of )?(?:the )?(?:people|patients|women|men|children|adults|those|them|babies|with|without|on|in|had|have)\b"
)
_SAYS_RISK = re.compile(rf"\b(?:likely|risk|chances?|odds|deaths?|{_WHO_GET_IT})\b", re.IGNORECASE)
_EACH_DAY = re.compile(r"\b(?:a|per|each|every) (?:day|week|month|night|year)\b", re.IGNORECASE)
_NAMED = ("up", "by", "first", "rrr", "ratio", "times", "fold", "halves", "eff", "eff2", "half", "frac")


def _relative(sentence: Sentence) -> Iterator[tuple[int, int]]:
    plain = sentence.plain
    for match in _EXPRESSIONS.finditer(plain):
        name = next(one for one in _NAMED if match[one])
        if name in ("ratio", "rrr", "eff", "eff2") or _is_of_a_risk(sentence, match, name):
            yield _named(match, name)


def _named(match: re.Match[str], name: str) -> tuple[int, int]:
    start, end = match.span(name)
    while match.string[end - 1] in " (,:":
        end -= 1
    return start, end


def _is_of_a_risk(sentence: Sentence, match: re.Match[str], name: str) -> bool:
    """Whether it is a risk that changes, and no dose, weight or salt."""
    plain = sentence.plain
    groups = ("what", "after", "after2", "obj", "after3")
    around = " ".join(filter(None, (match.groupdict().get(one) for one in groups)))
    if match.start() == 0 and _ASKING.match(plain):
        return False
    if _OF_OTHER_THINGS.match(around) or _OTHER_THINGS_BEFORE.search(match.groupdict().get("what") or ""):
        return False
    if name == "halves" and _IN_HANDS.match(around):
        return False
    if _SAYS_RISK.search(match[0]):
        return True
    before = plain[: match.start()]
    if _EACH_DAY.search(around[:14]) or _OTHER_THINGS_BEFORE.search(before):
        return False
    return bool(_SUBJECT.search(f"{before} {around}"))


def _has_absolute(block: list[Sentence], spans: dict[Sentence, list[tuple[int, int]]]) -> bool:
    """Whether figures of the risk itself stand beside it."""
    return any(_ABSOLUTE.search(one.plain) or _says_how_many(one, spans.get(one, [])) for one in block)


def _says_how_many(sentence: Sentence, spans: list[tuple[int, int]]) -> bool:
    """Whether shares of people stand in a sentence that are no part of what is said of their change."""
    apart = [
        share
        for share in shares_in(sentence)
        if not any(start < share.end and share.start < end for start, end in spans)
    ]
    return any(share.base != PERCENT or _OF_PEOPLE.match(sentence.plain, share.end) for share in apart)


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each sentence that tells only how a risk changes, where nothing in its paragraph, list or row tells the risk."""
    for block in text.blocks:
        spans = {one: found for one in block if (found := list(_relative(one)))}
        if not spans or _has_absolute(block, spans):
            continue
        for sentence, found in spans.items():
            words = sentence.cut(*found)
            message = gettext(
                "“%(words)s” tells how the risk changes, and not how large it is: give both in numbers of people."
            )
            yield Hit(words, sentence.text, message % {"words": "”, “".join(words)})


CHECK = Check(
    key="absolute-risk",
    label=gettext_lazy("Risk without its size"),
    why=gettext_lazy("“Half the risk” is the same for 2 in 10 and for 2 in a million: readers take it for much more."),
    source=gettext_lazy("NHS digital service manual, numbers; CDC Clear Communication Index, risk"),
    run=run,
)

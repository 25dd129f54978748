"""Whether words are as sure as the evidence that they cite: GRADE's ladder of "reduces", "probably" and "may"."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy

from articles.checks.findings import Check, Context, Hit
from articles.checks.text import Sentence, Text

RANKS = {"very low": 0, "low": 1, "moderate": 2, "high": 3}
_PROBABLY, _PLAIN = 2, 3

# Base form, then what it is with "he" and what it was.
_REGULAR = (
    "reduce|lower|prevent|help|ease|improve|relieve|increase|raise|cause|treat|stop|protect|boost|shorten"
    "|slow|control|clear|heal|kill|decrease"
    "|eliminate|remove|strengthen|weaken|worsen|delay|extend|prolong|promote|enhance|restore|reverse|soothe"
    "|calm|soften|loosen|benefit|outperform"
    "|save|cure|halve|double|triple|trigger|support|work|suppress|block|settle|aid|lessen|limit|minimise"
    "|minimize|maximise|maximize|avert|hasten"
    "|alleviate|lengthen|accelerate|abolish|harm|damage|affect|stabilise|stabilize|normalise|normalize"
    "|preserve|diminish|end|repair|rebuild|fight"
)


def _third(verb: str) -> str:
    if verb.endswith(("sh", "ss", "x", "ch")):
        return f"{verb}es"
    return f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb in ("stop", "cut"):
        return f"{verb}ped"
    return {"control": "controlled", "fight": "fought"}.get(verb, f"{verb}ed")


_BASES = "|".join([_REGULAR, "cut", "lead to", "result in", "speed up", "beat"])
_THIRDS = "|".join([*map(_third, _REGULAR.split("|")), "cuts", "leads to", "results in", "speeds up", "beats"])
_PASTS = "|".join([*(_past(verb) for verb in _REGULAR.split("|")), "led to", "resulted in", "sped up", "fell", "rose"])
_EFFECTS = re.compile(
    rf"\b(?P<third>{_THIRDS})\b|\b(?P<base>{_BASES})\b|\b(?P<past>{_PASTS})\b"
    r"|\b(?P<makes>makes?|made|keeps?|kept|gives?|gave|brings?|brought)\b(?= (?:\w+ ){0,5}?(?:longer|shorter"
    r"|better|worse|easier|harder|faster|slower|sooner|later|more|less|fewer|stronger|weaker|milder|healthier"
    r"|calmer|happier|softer|likely|relief|down|sleep|lower|higher|smaller|larger)\b)"
    r"|\b(?P<be>is|are|was|were)(?= (?:\w+ly )?(?:effective|ineffective|better|worse|safer|superior|inferior"
    r"|more effective|less effective|as effective|useful|helpful|beneficial|harmful|reduced|lowered|prevented"
    r"|improved|increased|eased|shortened|safe and effective|no better|no more)\b)"
    r"|\b(?P<has>has|have|had)(?= (?:a |an |no |some |little |large |small |clear |strong |great "
    r"|the )*(?:effect|impact|benefit|fewer|less|lower|more|higher|better|longer|shorter|milder|worse)\b)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(?:prove[ns]?|proved|definitely|certainly|undoubtedly|undeniably|unquestionably|conclusively|clearly"
    r"|surely|without (?:a |any )?doubt|no doubt|no question|beyond (?:all |any )?doubt|guarante\w+"
    r"|always|well[- ]established|established that|(?:it is|it's) (?:certain|clear|known|a fact"
    r"|well known) that|cures?|cured|strong evidence|there is (?:good|clear|strong|ample|solid) evidence"
    r"|undisputed|indisputably|invariably|confirmed that)\b",
    re.IGNORECASE,
)
_PROBABLE = re.compile(
    (
        r"\b(?:probably|(?<!more )(?<!less )(?<!as )(?<!most )likely(?! than)|in all likelihood|moderate[- ]certainty"
        r"|presumably)\b"
    ),
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|maybe|appears?|seems?|suggest(?:s|ed)?|potentially|conceivably"
    r"|low[- ]certainty|some (?:weak )?evidence|limited evidence|weak evidence|evidence is (?:limited|weak"
    r"|poor|thin|low|sparse)|hints?|tentative(?:ly)?|[Ii]t is possible)\b"
)
_UNKNOWN = re.compile(
    r"\b(?:very uncertain|uncertain|unsure|not (?:very |quite |yet |at all )?(?:sure|certain|clear|known)"
    r"|unclear|unknown|do(?:es)? not know|don't know|cannot (?:say|tell|be sure)|can't (?:say|tell)"
    r"|no (?:good |reliable |clear |strong )?evidence|little evidence|not enough evidence"
    r"|insufficient evidence|very low[- ]certainty|doubtful|remains to be seen|hard to (?:say|tell))\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    (
        r"\b(?:may|might|could|can|will|would|should|must|to|not|n't|cannot|shall|does|do|did|let|helps?"
        r"|please)(?: \w+ly| also| even| still| sometimes| all)* $|\b(?:may|might|could|can|will|would|should"
        r"|to) [^.;:]*(?:,| and| or)(?: \w+ly)? $"
    ),
    re.IGNORECASE,
)
_DENYING = re.compile(r"\b(?P<words>do(?:es)? not|did not|doesn't|don't|didn't)(?: \w+ly)? $", re.IGNORECASE)
_PROMISING = re.compile(r"\b(?:will|can)(?: \w+ly| also)? $", re.IGNORECASE)
_ASKED = re.compile(
    (
        r"\b(?:whether|if|when|unless|how|until|(?:people|parents|patients) (?:find|feel|say|think"
        r"|believe) (?:that)?|aim\w*|want\w*|hop\w+|tr(?:y|ies|ied)|plan\w*|designed|meant|intended"
        r"|used|compared|measured|looked at|asked|studied|test(?:s|ed)|what)\b[^,;]*$"
    ),
    re.IGNORECASE,
)
_DETERMINER_BEFORE = re.compile(
    r"\b(?:the|a|an|any|no|of|your|more|with|for|in|some|their|its|all|main|common|first|each|these|those|other) $",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    (
        r"\b(?:the|a|an|this|that|any|no|of|your|more|most|with|for|in|some|their|its|all|from|main|common|first|each"
        r"|by|every|much|these|those|need|needs|get|gets|ask|asks|medical|urgent|without|seek)(?: \w+)? $"
    ),
    re.IGNORECASE,
)
_ADJECTIVE_BEFORE = re.compile(
    (
        r"\b(?:the|a|an|with|of|have|has|had|is|are|was|were|be|been|being|get|gets|got|by|your|their|not|were not"
        r"|highly|newly|severely)(?: \w+ly)? $"
    ),
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    (
        r"[a-z]\w*(?:s|people|children|women|men|it|they|you|this|that)\)? (?:\w+ly |also |often |sometimes |usually "
        r"|all )?$|^\w+(?: \w+)? and \w+(?: \w+)? $"
    ),
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    (
        r"^(?:(?:please|always|never|do not|don't|then|first|to|and|so|if needed,) )*$|(?:[;:]|, (?:then|and)"
        r"|\bthen) $"
    ),
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"^ (?:also |only |still |need to |want to |have to |be |not )?(?:take|taken|use|used|eat|drink|drive|stop"
    r"|start|continue|go|return|bring|ask|choose|wish|want|wear|keep|stay|leave|come|bath|bathe|shower|swim"
    r"|fly|travel|work|give|given|have|need|repeat|repeated|double|skip|resume|apply|applied|open|add|split"
    r"|halve|crush|feel|notice|see|contact|call|book|visit)\b",
    re.IGNORECASE,
)
_HEDGE_NEXT = re.compile(r" (probably|likely|possibly|perhaps|maybe|potentially)\b", re.IGNORECASE)
_EFFECT_AFTER = re.compile(
    r" (?:\w+ly |also |even |still |be (?:able|used) to |not |slightly |have |be )?"
    rf"(?:{_BASES}|{_PASTS}|make|keep|give|bring|less|more|better|worse|effective|an? (?:effective|useful"
    rf"|helpful)|benefit"
    r"|effects?|lower|fewer)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|whether|if)(?: \w+){0,2} $", re.IGNORECASE)
_VERY_UNSURE = re.compile(r"very|know", re.IGNORECASE)
_STILL_GOVERNED = re.compile(r"\b(?:may|might|could)\b(?!.*\band $)")
_ADJECTIVE_AFTER = re.compile(r"-|\s(?:by|kidney|liver|heart|hearing|risk of)\b(?! \w+ \w+ than)")
_CLAUSE = re.compile(r"[;:]|,? (?:but|while|although|whereas|though) ", re.IGNORECASE)


def _levels(sentence: Sentence, context: Context) -> tuple[int, int] | None:
    """The lowest and highest certainty stated for what a sentence cites."""
    stated = dict(context.certainty)
    ranks = [rank for key in sentence.cites if (rank := RANKS.get(stated.get(key, "").replace("_", " "))) is not None]
    return (min(ranks), max(ranks)) if ranks else None


def _asserted(plain: str) -> Iterator[tuple[int, int, int]]:
    """Where an effect is claimed, and how surely: plainly, or with "probably". What is asked, told to do or allowed is
    no claim."""
    start = 0
    for clause in [*_CLAUSE.finditer(plain), None]:
        end = clause.start() if clause else len(plain)
        part = plain[start:end]
        for match in _EFFECTS.finditer(part):
            found = _claim(part, match)
            if found:
                yield start + found[0], start + found[1], found[2]
        start = clause.end() if clause else end


def _claim(part: str, match: re.Match[str]) -> tuple[int, int, int] | None:
    before = part[: match.start()]
    if not before.strip() or _ASKED.search(before) or _IMPERATIVE.search(before):
        return None
    if _POSSIBLE.search(before) and (match["base"] or not _STILL_GOVERNED.search(before)):
        return None
    if match["base"]:
        return _claim_of_base(part, match, before)
    if (match["third"] and _DETERMINER_BEFORE.search(before)) or (match["past"] and _ADJECTIVE_BEFORE.search(before)):
        return None
    if match["be"] and (hedge := _HEDGE_NEXT.match(part, match.end())):
        return (*hedge.span(1), _PROBABLY) if hedge[1].lower() in ("probably", "likely") else None
    if match["past"] and _ADJECTIVE_AFTER.match(part, match.end()) and not _SUBJECT.search(before):
        return None
    return _with_hedge(before, match.span())


def _claim_of_base(part: str, match: re.Match[str], before: str) -> tuple[int, int, int] | None:
    """As in "statins reduce", "will reduce", "do not reduce"; not "to reduce", "should reduce" or a noun."""
    if denial := _DENYING.search(before):
        return None if not before[: denial.start()].strip() else _with_hedge(before, (denial.start(), match.end()))
    if promise := _PROMISING.search(before):
        return _with_hedge(before, (promise.start(), match.end()))
    if _MODAL.search(before) or _NOUN_BEFORE.search(before) or not _SUBJECT.search(before):
        return None
    return _with_hedge(before, match.span())


def _with_hedge(before: str, span: tuple[int, int]) -> tuple[int, int, int]:
    hedges = list(_PROBABLE.finditer(before))
    return (*hedges[-1].span(), _PROBABLY) if hedges else (*span, _PLAIN)


def _too_sure(plain: str, most: int) -> list[tuple[int, int]]:
    if most >= RANKS["high"] or _UNKNOWN.search(plain):
        return []
    sure = [match.span() for match in _SURE.finditer(plain) if not _DENIED.search(plain[: match.start()])]
    claims = [(start, end) for start, end, how in _asserted(plain) if how > most]
    likely = [match.span() for match in _PROBABLE.finditer(plain)] if most < _PROBABLY and not claims else []
    return sorted({*sure, *claims, *likely})


def _too_unsure(plain: str, least: int) -> list[tuple[int, int]]:
    """Only what is much weaker than the evidence: "may" for high, "very uncertain" for moderate."""
    if least < _PROBABLY:
        return []
    unknown = [match.span() for match in _UNKNOWN.finditer(plain)]
    if least < RANKS["high"]:
        return [span for span in unknown if _VERY_UNSURE.search(plain[slice(*span)])]
    return unknown + [match.span() for match in _POSSIBLE.finditer(plain) if _weakens(plain, match)]


def _weakens(plain: str, match: re.Match[str]) -> bool:
    """Whether a "may" is said of an effect, and allows or foretells nothing."""
    if match[0] not in ("may", "might", "could"):
        return True
    after = plain[match.end() :]
    return not _ALLOWS.match(after) and bool(_EFFECT_AFTER.match(after))


def run(text: Text, context: Context) -> Iterator[Hit]:
    """Each sentence that is surer, or much less sure, than the evidence that it cites."""
    for sentence in text.sentences:
        levels = _levels(sentence, context)
        if levels is None or sentence.is_question:
            continue
        if spans := _too_sure(sentence.plain, levels[1]):
            said = gettext("“%(words)s” is surer than the evidence: low certainty says “may”, moderate “probably”.")
        elif spans := _too_unsure(sentence.plain, levels[0]):
            said = gettext("“%(words)s” is less sure than the evidence: moderate says “probably”, high just says it.")
        else:
            continue
        words = sentence.cut(*spans)
        yield Hit(words, sentence.text, said % {"words": "”, “".join(words)})


CHECK = Check(
    key="certainty",
    label=gettext_lazy("As sure as the evidence"),
    why=gettext_lazy("Readers decide by how sure the words are; the library says how sure the evidence is."),
    source=gettext_lazy("GRADE guidelines 26: informative statements (2020)"),
    run=run,
)

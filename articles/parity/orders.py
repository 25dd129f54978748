"""What people are told to do and not to do: a wording that allows what was forbidden, or forbids what was allowed."""

import re
from collections.abc import Sequence

from articles.parity.claims import GENERIC, Claim
from articles.parity.differences import Difference, Side, negation_shown
from articles.parity.facts import Facts, Span
from articles.parity.lexicons import lexicon

_UNDONE = 40  # letters within which a denial is denied again
_IF_BEFORE = re.compile(r"\b(?:if|when|until|unless|before)\b[^,.;:]*$")
_CLAUSE_END = re.compile(r"[.;:!?,]")
_ENOUGH = 2  # words in common that say that two sentences are of one thing
_BEGINS = 20  # letters that are the beginning of a sentence


def forbids(claim: Claim, denial: Span, sources: Sequence[Claim], language: str) -> bool:
    """Whether a claim says "cannot" or "need not" where a clause of its sources says "can" or "need", and no "not"."""
    after = [word for word, at in claim.words if at.start >= denial.end]
    needs = after[:1] == ["need"]
    if not (needs or _is_of_permission(claim.facts, denial, language)):
        return False
    for source in sources:
        text = source.facts.words.text
        patterns = lexicon(language).allows
        places = [Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)]
        if needs:
            places = [at for word, at in source.words if word == "need"]
        for place in places:
            start, end = source.clause(place)
            here = {word for word, at in source.words if start <= at.start < end} - GENERIC - {"need"}
            denied = any(start <= mark.start < end for mark in source.facts.mark("not"))
            if not denied and here & (set(after) if needs else claim.stems):
                return True
    return False


def _is_of_permission(facts: Facts, denial: Span, language: str) -> bool:
    """Whether a denial is one of what may be done: "cannot", "is not safe"."""
    text = facts.words.text
    if _IF_BEFORE.search(text[: denial.start]):
        return False
    before, after = text[max(0, denial.start - 6) : denial.start].split(), text[denial.end :].lstrip()
    denied = text[denial.start : denial.end].removesuffix("not")
    said = (denied, before[-1] if before and not denied else "")
    return any(
        pattern.match(after) or any(pattern.fullmatch(one) for one in said if one)
        for pattern in lexicon(language).allows
    )


def told_to(source: Claim, keeping: Sequence[Claim], old: Side, language: str) -> list[Difference]:
    """Where a sentence tells people to do what its source tells them not to."""
    for facts, span in old.marks("not"):
        for claim in keeping:
            if not claim.facts.mark("not") and _tells_to(claim, source, span, language):
                return [Difference("negation", negation_shown(facts, span), "", claim.text)]
    return []


def _tells_to(claim: Claim, source: Claim, denial: Span, language: str) -> bool:
    """Whether a sentence begins with the verb that is denied, or with any and has what is denied."""
    before = [word for word, at in source.words if at.end <= denial.start]
    after = [word for word, at in source.words if at.start >= denial.end]
    first = after[0] if after else ""
    begins = claim.words[0][0] if claim.words and claim.words[0][1].start == 0 else ""
    if first and first not in before and first in (begins, "need") and first in claim.stems:
        return bool((source.stems - {first}) & claim.stems)
    text, (start, end) = source.facts.words.text, source.clause(denial)
    if is_undone(source.facts, denial) or _IF_BEFORE.search(text[: denial.start]):
        return False
    near = [(word, at) for word, at in source.words if start <= at.start < end]
    nearest = [word for word, at in near if at.end <= denial.start][-2:]
    nearest += [word for word, at in near if at.start >= denial.end][:2]
    denied = set(nearest) - GENERIC
    is_told = begins in GENERIC or begins in denied or _begins_allowing(claim, source, language)
    return is_told and bool(denied & claim.stems) and len((source.stems & claim.stems) - GENERIC) >= _ENOUGH


def _begins_allowing(claim: Claim, source: Claim, language: str) -> bool:
    """ "You can use it", of what its source allows nowhere."""
    start = claim.facts.words.text[:_BEGINS]
    said = source.facts.words.text
    patterns = lexicon(language).allows
    return any(one.search(start) for one in patterns) and not any(one.search(said) for one in patterns)


def is_undone(facts: Facts, denial: Span) -> bool:
    """Whether what is denied denies something itself: "do not shower without a cover", "does not rule out"."""
    text = facts.words.text
    return any(
        0 <= mark.start - denial.end < _UNDONE and not _CLAUSE_END.search(text[denial.end : mark.start])
        for mark in facts.mark("undone")
    )

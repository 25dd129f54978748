"""The sentences of a text as claims: what each says, about what, and which of another text say it too."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from articles.clinical.items import items_of
from articles.clinical.passages import EMPTY
from articles.clinical.spelling import stem
from articles.parity.differences import same_amount
from articles.parity.facts import Facts, Number, Span, facts_of
from articles.parity.lexicons import DATA
from articles.parity.passages import passages_of

_WORD = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[.;:!?,。，；]")
_SHORT = 6  # letters by which words of other languages are held alike
_ENOUGH = 2  # words in common that say that two claims are about the same
_SCOPE = 2  # words after a denial that say what is denied
GENERIC = frozenset(
    {"take", "use", "give", "be", "have", "do", "get", "drink", "eat", "need", "administer", "go", "put"}
)
_EMPTY = EMPTY | frozenset(
    {"should", "must", "could", "would", "from", "if", "no", "than", "more", "less", "one", "when", "while", "because"}
)


@dataclass(frozen=True)
class Claim:
    """A sentence, with the words that say what it is about, in the form in which they are compared."""

    text: str
    cites: tuple[str, ...]
    facts: Facts
    words: tuple[tuple[str, Span], ...]
    medicines: dict[str, str]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word for word, _ in self.words)

    def clause(self, span: Span) -> tuple[int, int]:
        """Where the clause around a part begins and ends."""
        text = self.facts.words.text
        ends = [match.start() for match in _CLAUSE.finditer(text) if not text[match.end() : match.end() + 1].isdigit()]
        before = [end for end in ends if end < span.start]
        after = [end for end in ends if end >= span.end]
        return (before[-1] if before else 0), (after[0] if after else len(text))

    def around(self, denial: Span) -> set[str]:
        """What is denied, and of what: the words on both sides of a denial, if there are two."""
        before = [word for word, span in self.words if span.end <= denial.start][-1:]
        after = [word for word, span in self.words if span.start >= denial.end][:1]
        return {*before, *after} if before and after else set()

    def scope(self, denial: Span) -> list[str]:
        """The first words after a denial (before it, where nothing follows) that say what is denied."""
        _, limit = self.clause(denial)
        following = [word for word, span in self.words if denial.end <= span.start < limit]
        if not following:
            following = [word for word, span in self.words if span.end <= denial.start][-_SCOPE:][::-1]
        first = following[:_SCOPE] if following and following[0] in GENERIC else following[:1]
        return [word for word in first if word not in GENERIC] or first


def claims_of(html: str, language: str) -> list[Claim]:
    return [_claim(one.text, one.cites, language) for one in passages_of(html) if one.text]


def _claim(text: str, cites: tuple[str, ...], language: str) -> Claim:
    facts = facts_of(text, language, shares=True)
    english = language == "en"
    drugs = [item for item in items_of(text) if item.kind == "drug"] if english else []
    words = [
        (meaning, Span(*match.span()))
        for match in _WORD.finditer(facts.words.text)
        if (meaning := _meaning(match[0], language))
    ]
    return Claim(text, cites, facts, tuple(words), {str(item.key): text[item.start : item.end] for item in drugs})


def _meaning(word: str, language: str) -> str:
    if language == "en":
        said = stem(word)
        return "" if said in _EMPTY or word in _EMPTY else plain_words().get(said, said)
    return word[:_SHORT] if len(word) > 3 or language == "zh" else ""


@cache
def plain_words() -> dict[str, str]:
    """The plain words for those of medicine, both as they are compared."""
    found: dict[str, str] = {}
    for line in (DATA / "plain.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            simple, _, learned = line.partition(": ")
            found |= {stem(word): stem(simple) for word in learned.split(", ")}
    return found


def support_of(claim: Claim, place: float, told: Sequence[Claim]) -> list[int]:
    """Which claims of a text say what a claim says: the one that is most alike, and those that say the rest of it."""
    often = Counter(word for source in told for word in source.stems)
    weights = [_alike(claim, source, place - index / len(told), often) for index, source in enumerate(told)]
    best = max(range(len(told)), key=weights.__getitem__)
    chosen = [best]
    for index in sorted(range(len(told)), key=lambda one: -weights[one]):
        if index in chosen or not (claim.stems & told[index].stems or abs(index - best) == 1):
            continue
        if _adds(claim, told[index], [told[one] for one in chosen]):
            chosen.append(index)
    return chosen


def _adds(claim: Claim, source: Claim, chosen: Sequence[Claim]) -> bool:
    """Whether a further claim says of this one what those already chosen do not, nor say otherwise."""
    said = [number for one in chosen for number in one.facts.numbers]
    open_ones = [n for n in claim.facts.numbers if not n.soft and not _among(n, said)]
    spare = [n for n in said if not _among(n, claim.facts.numbers)]
    explained = any(_among(n, source.facts.numbers) and not _rival(n, spare) for n in open_ones)
    cited = {key for one in chosen for key in one.cites}
    drugs = {name for one in chosen for name in one.medicines}
    often = {rate.a_day for one in chosen for rate in one.facts.rates}
    said_often = {rate.a_day for rate in claim.facts.rates}
    more_often = bool((said_often - often) & {rate.a_day for rate in source.facts.rates}) and not often - said_often
    return (
        explained
        or _denies_of(source, claim)
        or _denies_of(claim, source)
        or more_often
        or any(key not in cited and key in source.cites for key in claim.cites)
        or any(name not in drugs and name in source.medicines for name in claim.medicines)
    )


def _denies_of(claim: Claim, other: Claim) -> bool:
    """Whether a claim denies what the other one speaks of."""
    scopes = [set(claim.scope(span)) - GENERIC for span in claim.facts.mark("not")]
    return any(scope and scope <= other.stems for scope in scopes)


def _among(number: Number, others: Sequence[Number]) -> bool:
    return any(same_amount(number, other) for other in others)


def _rival(number: Number, spare: Sequence[Number]) -> bool:
    return any(other.measured == number.measured and number.unit for other in spare)


def _alike(claim: Claim, source: Claim, away: float, often: Counter[str]) -> float:
    shared = sum(_rarity(word, often) for word in claim.stems & source.stems)
    numbers = sum(1.2 for n in claim.facts.numbers if not n.soft and _among(n, source.facts.numbers))
    rates = len({rate.a_day for rate in claim.facts.rates} & {rate.a_day for rate in source.facts.rates})
    cites = 2 * len(set(claim.cites) & set(source.cites))
    drugs = 2 * len(claim.medicines.keys() & source.medicines.keys())
    return shared + numbers + rates + cites + drugs - abs(away)


def _rarity(word: str, often: Counter[str]) -> float:
    if word in GENERIC:
        return 0.2
    return 1.0 + 1.0 / often[word]


def shares_words(source: Claim, keeping: Sequence[Claim]) -> bool:
    """Whether what a claim is about is said in two words at least."""
    said = {word for claim in keeping for word in claim.stems}
    return len((source.stems & said) - GENERIC) >= _ENOUGH


def shared_weight(source: Claim, keeping: Sequence[Claim]) -> float:
    """How much of what a claim is about its keepers are about too."""
    said = {word for claim in keeping for word in claim.stems}
    own = source.stems - GENERIC
    return len(own & said) / len(own) if own else 1.0

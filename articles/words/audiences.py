"""Which words an audience reads: pure functions, decided on the server alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.words.content import BASE, SectionContent, Wording

LEFT_OUT = "left out"


@dataclass(frozen=True)
class AudiencePlan:
    """An audience as it is frozen in an edition. No part of that is ``grade``: the highest reading
    grade to aim at, where plain language is wanted."""

    key: str
    label: str
    fallback: str | None = None
    is_default: bool = False
    disclaimer: str = ""
    grade: int | None = field(default=None, compare=False)

    def as_dict(self) -> dict:
        return {
            "key": self.key,
            "label": self.label,
            "fallback": self.fallback,
            "is_default": self.is_default,
            "disclaimer": self.disclaimer,
        }


def fallback_chain(key: str, audiences: Mapping[str, AudiencePlan]) -> list[str]:
    """The audience itself, then whose wording it reads instead, and so on; a circle ends where it would begin again."""
    chain: list[str] = []
    current: str | None = key
    while current is not None and current in audiences and current not in chain:
        chain.append(current)
        current = audiences[current].fallback
    return chain


def source_of(content: SectionContent, key: str, audiences: Mapping[str, AudiencePlan]) -> str:
    """Whose wording of this section the audience ``key`` reads: an audience's key, "" for the text for everyone, or
    :data:`LEFT_OUT`. The first of the fallback chain that has a wording decides; "left out" ends the chain.
    """
    for candidate in fallback_chain(key, audiences):
        wording = content.wordings.get(candidate)
        if wording is not None:
            return LEFT_OUT if wording.left_out else candidate
    return BASE


def grade_wanted(content: SectionContent, source: str, audiences: Mapping[str, AudiencePlan]) -> int | None:
    """The highest reading grade that those are to be given who read this wording of the section ("" is the text for
    everyone); None if nobody among them needs plain language."""
    grades = [
        audience.grade
        for audience in audiences.values()
        if audience.grade is not None and source_of(content, audience.key, audiences) == source
    ]
    return min(grades, default=None)


def wording_from(content: SectionContent, source: str) -> Wording | None:
    """The words that a source (see :func:`source_of`) stands for, or None if the section is left out.

    An audience's wording may leave its heading to the text for everyone; the front's question and summary likewise.
    """
    if source == LEFT_OUT:
        return None
    if source == BASE:
        return content.base
    own, base = content.wordings[source], content.base
    return Wording(
        heading=own.heading or base.heading,
        html=own.html or base.html,
        question=own.question or base.question,
        summary=own.summary or base.summary,
    )


def as_mapping(audiences: Iterable[AudiencePlan]) -> dict[str, AudiencePlan]:
    return {audience.key: audience for audience in audiences}

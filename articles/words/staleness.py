"""Whether each audience's words still fit the text for everyone. Pure questions over confirmations already read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.words.audiences import AudiencePlan, source_of
from articles.words.content import BASE, SectionContent


@dataclass(frozen=True)
class Pair:
    """A wording beside a base text, as a confirmation names them; an empty wording digest means "reads the base"."""

    section: str
    audience: str
    base: str
    wording: str


def pair_for(content: SectionContent, audience: str) -> Pair:
    """The pair that must be confirmed for this audience: its own wording, or its reading the base text."""
    own = content.wordings.get(audience)
    return Pair(content.section, audience, content.base.digest, own.digest if own else "")


def stale_audiences(content: SectionContent, confirmed: Iterable[Pair]) -> list[str]:
    """Audiences whose own wording was neither written nor confirmed beside today's base text."""
    confirmed = set(confirmed)
    return [key for key in sorted(content.wordings) if pair_for(content, key) not in confirmed]


def unconfirmed_base_readers(
    content: SectionContent, audiences: Mapping[str, AudiencePlan], confirmed: Iterable[Pair]
) -> list[str]:
    """Audiences that would read the base text of this section, without anybody having said that they may."""
    confirmed = set(confirmed)
    return [
        key
        for key in audiences
        if source_of(content, key, audiences) == BASE and pair_for(content, key) not in confirmed
    ]

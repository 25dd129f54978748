"""What a board member should look at first: what changed in substance for the readers of a wording. Pure.

A wording is compared with what its own readers read before, along the fallback chain: somebody whose first own wording
appears read another audience's words or the text for everyone until now, and somebody whose wording goes reads those.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from articles.clinical import Comparison, Finding, compare, odd_letters
from articles.words.audiences import LEFT_OUT, AudiencePlan, as_mapping, source_of, wording_from
from articles.words.content import BASE, SectionContent, Wording

NO_RULES = gettext_lazy(
    "These words do not seem to be in English, and the lists of dangerous words are English. Only "
    "numbers, units, dates, names of medicines, links and citations were compared."
)


@dataclass(frozen=True)
class Look:
    """A change that may be dangerous, said before the redline is read. ``place`` says where it stands."""

    label: str
    old: str
    new: str
    context: str
    place: str = ""

    @classmethod
    def at(cls, finding: Finding) -> "Look":
        return cls(finding.label, finding.old, finding.new, finding.sentence, finding.place)


@dataclass(frozen=True)
class Looks:
    """The looks at one wording; those of one label stand together. ``said`` tells what could not be compared."""

    looks: tuple[Look, ...] = ()
    said: str = ""

    @classmethod
    def of(cls, compared: Comparison) -> "Looks":
        return cls(tuple(map(Look.at, compared.findings)), "" if compared.knows_language else NO_RULES)


@dataclass(frozen=True)
class Readings:
    """What a section says and said, and to whom: ``before`` is None for a section that is new."""

    content: SectionContent
    before: SectionContent | None
    audiences: tuple[AudiencePlan, ...]
    names: dict[str, str] = field(default_factory=dict)

    def looks_at(self, key: str) -> Looks:
        """The looks at one wording ("" for the text for everyone)."""
        if self.before is None:
            words = _own(self.content, key)
            return Looks.of(odd_letters(words)) if words else Looks()
        return Looks.of(compare(*self._sides(key), name_citation=lambda one: self.names.get(one, one)))

    def _sides(self, key: str) -> tuple[Wording | None, Wording | None]:
        """What the readers of this wording read before, and what they read now."""
        sources = [self._source(content, key) for content in (self.before, self.content)]
        if sources[0] == sources[1] and sources[0] != LEFT_OUT:
            # What they have not of their own is shown where it belongs.
            return _own(self.before, sources[0]), _own(self.content, sources[1])
        return _read(self.before, sources[0]), _read(self.content, sources[1])

    def _source(self, content: SectionContent, key: str) -> str:
        known = as_mapping(self.audiences)
        if key in known:
            return source_of(content, key, known)
        own = content.wordings.get(key)
        return BASE if key == BASE or own is None else LEFT_OUT if own.left_out else key


def _own(content: SectionContent, key: str) -> Wording | None:
    wording = content.base if key == BASE else content.wordings.get(key)
    return None if wording is None or wording.left_out else content.as_read(key, wording)


def _read(content: SectionContent, source: str) -> Wording | None:
    wording = wording_from(content, source)
    return None if wording is None else content.as_read(source, wording)

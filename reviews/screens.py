"""What stood on the screen when a section was signed, as digests: pure.

Five parts, so that a refusal can say what became different:

- ``words``: the section version, which is every wording, the citations and, for the front, the order of sections;
- ``audiences``: who reads which of these wordings, under which label;
- ``evidence``: the cited references as the edition froze and prints them;
- ``standings``: the standing of each of them today (good, corrected, retracted…);
- ``asks``: the version of the review policy, with its questions for such a section.

The page's form carries them, the signature keeps them, and the record's verification makes them anew.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from articles.content import SectionContent
from articles.manifest import FrozenManifest
from editorial.shared.canonical import canonical_json, sha256
from reviews.checklist import questions_for
from reviews.models import PolicyVersion

CHANGED = {
    "words": "The words of this section have changed since you opened it.",
    "audiences": "Who reads which wording of this section has changed since you opened it.",
    "evidence": "The references cited here have changed since you opened the section.",
    "standings": "The standing of a reference cited here has changed since you opened the section.",
    "asks": "The review policy, or what it asks of you here, has changed since you opened the section.",
}


@dataclass(frozen=True)
class Screen:
    """The digest of each part of what was shown."""

    words: str
    audiences: str
    evidence: str
    standings: str
    asks: str

    @property
    def token(self) -> str:
        """As the form carries it."""
        return ".".join(asdict(self).values())

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    def changed_since(self, token: str) -> list[str]:
        """Which parts are not those of a token; what is no token at all is different words."""
        was = token.split(".")
        parts = asdict(self)
        if len(was) != len(parts):
            return ["words"]
        return [name for name, before in zip(parts, was, strict=True) if parts[name] != before]


def screen_of(
    words: str, content: SectionContent, manifest: FrozenManifest, policy: PolicyVersion, standings: Mapping[str, str]
) -> Screen:
    """What a member sees of a section in an edition. ``words`` is the digest of the version whose content it is;
    ``standings`` are today's, by reference key."""
    cited = sorted(content.cited_keys())
    plan = {key: sources.get(content.section) for key, sources in manifest.plan.items()}
    labels = {audience.key: audience.label for audience in manifest.audiences}
    asked = [question.as_dict() for question in questions_for(policy, content.kind)]
    return Screen(
        words=words,
        audiences=_digest({"labels": labels, "plan": plan}),
        evidence=_digest({key: manifest.references.get(key) for key in cited}),
        standings=_digest({key: standings.get(key) for key in cited}),
        asks=_digest({"checklist": asked, "policy": str(policy.pk)}),
    )


def _digest(value: object) -> str:
    return sha256(canonical_json(value))

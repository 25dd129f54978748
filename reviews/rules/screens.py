"""What stood on the screen when a section was signed, as digests: pure.

Five parts, so that a refusal can say what became different:

- ``words``: the section version, which is every wording, the citations and, for the front, the order of sections;
- ``audiences``: who reads which of these wordings, under which label;
- ``evidence``: the cited references as the edition froze and prints them;
- ``standings``: the standing of each of them today (good, corrected, retracted…);
- ``asks``: the version of the review policy, with its questions for such a section.

The page's form carries them, the signature keeps them, and the record's verification makes them anew. The form carries
one thing more: the member's own last verdict on these words, so that what is sent twice is signed once.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from articles.site.manifest import FrozenManifest
from articles.words.content import SectionContent
from editorial.shared.canonical import canonical_json, sha256
from reviews.models import PolicyVersion
from reviews.rules.checklist import questions_for

CHANGED = {
    "words": gettext_lazy("The words of this section have changed since you opened it."),
    "audiences": gettext_lazy("Who reads which wording of this section has changed since you opened it."),
    "evidence": gettext_lazy("The references cited here have changed since you opened the section."),
    "standings": gettext_lazy("The standing of a reference cited here has changed since you opened the section."),
    "asks": gettext_lazy("The review policy, or what it asks of you here, has changed since you opened the section."),
    "follows": gettext_lazy("You have signed this section since you opened it: what you sent was not signed again."),
}
NEVER_SIGNED = "-"


@dataclass(frozen=True)
class Screen:
    """The digest of each part of what was shown; ``follows`` names the member's verdict before."""

    words: str
    audiences: str
    evidence: str
    standings: str
    asks: str
    follows: str = NEVER_SIGNED

    @property
    def token(self) -> str:
        """As the form carries it."""
        return ".".join(asdict(self).values())

    def as_dict(self) -> dict[str, str]:
        """What a signature keeps of it: what was shown."""
        return {name: digest for name, digest in asdict(self).items() if name != "follows"}

    def changed_since(self, token: str) -> list[str]:
        """Which parts are not those of a token; what is no token at all is different words."""
        was = token.split(".")
        parts = asdict(self)
        if len(was) != len(parts):
            return ["words"]
        return [name for name, before in zip(parts, was, strict=True) if parts[name] != before]


def screen_of(
    words: str,
    content: SectionContent,
    manifest: FrozenManifest,
    policy: PolicyVersion,
    standings: Mapping[str, str],
    follows: Any = None,
) -> Screen:
    """What a member sees of a section in an edition. ``words`` is the digest of the version whose content it is;
    ``standings`` are today's, by reference key; ``follows`` is the id of the member's last verdict on the version."""
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
        follows=str(follows or NEVER_SIGNED),
    )


def _digest(value: object) -> str:
    return sha256(canonical_json(value))

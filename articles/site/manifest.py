"""What an edition was when it was submitted, as a value: pure. Stored as canonical JSON in ``models.Manifest``.

::

    {"scheme": 1, "article": "<uuid>", "edition": 3, "based_on": "<uuid>" | null,
     "pins": [{"section", "anchor", "kind", "version", "digest"}, …]      # the front first, then in the outline's order
     "removals": [{"section", "anchor", "reason"}],
     "audiences": [{"key", "label", "fallback", "is_default", "disclaimer"}, …],
     "plan": {"patient": {"<section uuid>": "patient" | "" | "left out"}},
     "references": {"lane1998": {"csl", "kind", "kind_label", "formatted", "name", "standing"}},
     "bylines": [{"name", "credentials", "role", "interests"}],
     "policy": "<uuid of the policy version>"}

What the edition says of itself (:mod:`articles.statement`) is scheme 2: ``"statement": {"note", "funding", …}``,
with what is said and nothing else. So is the language of its words, where it is another than :data:`SILENT`
(``"language": "de"``), and so are pictures and sound, by their files, with the smaller pictures of each:
``"media": {"<sha256>": {"kind", "media_type", "width", "height", "renditions": [{"file", "media_type", "width",
"height"}]}}``; and the passages that stand in it, whose sections are among the pins, by the passages' ids:
``"passages": [{"article", "edition", "sections": ["<section uuid>", …]}]``. An edition that has none of it is written
in scheme 1, so its digest is what it always was.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articles.languages import SILENT
from articles.site.media import FrozenMedium, frozen_medium_from
from articles.statement import Statement, statement_from
from articles.words.audiences import AudiencePlan, as_mapping, source_of
from articles.words.content import SectionContent
from editorial.shared.canonical import canonical_json, sha256

SCHEMES = (1, 2)


@dataclass(frozen=True)
class FrozenPin:
    """One pin as it is frozen."""

    section: str
    anchor: str
    kind: str
    version: str
    digest: str


@dataclass(frozen=True)
class FrozenManifest:
    """A manifest read back for use."""

    article: str
    edition: int
    pins: tuple[FrozenPin, ...]
    audiences: tuple[AudiencePlan, ...]
    plan: Mapping[str, Mapping[str, str]]
    references: Mapping[str, dict]
    bylines: tuple[dict, ...]
    removals: tuple[dict, ...]
    policy: str | None
    statement: Statement = field(default_factory=Statement)
    media: Mapping[str, FrozenMedium] = field(default_factory=dict)
    passages: tuple[dict, ...] = ()
    language: str = SILENT

    @property
    def default_audience(self) -> AudiencePlan:
        return next(audience for audience in self.audiences if audience.is_default)


def audience_plan(contents: list[SectionContent], audiences: list[AudiencePlan]) -> dict[str, dict[str, str]]:
    """For each audience, whose wording of each section it reads: resolved once, at submission."""
    by_key = as_mapping(audiences)
    return {
        audience.key: {content.section: source_of(content, audience.key, by_key) for content in contents}
        for audience in audiences
    }


def manifest_text(
    *,
    statement: Statement,
    language: str,
    media: Mapping[str, FrozenMedium] | None = None,
    passages: Sequence[dict] = (),
    **parts,
) -> str:
    """The canonical JSON of a manifest; ``parts`` are the entries named in the module's description."""
    shown = {file: one.as_dict() for file, one in (media or {}).items()}
    own = "" if language == SILENT else language
    added = {"statement": statement.as_dict(), "language": own, "media": shown, "passages": list(passages)}
    said = {name: part for name, part in added.items() if part}
    return canonical_json({"scheme": 2 if said else 1, **said, **parts})


def manifest_digest(text: str) -> str:
    return sha256(text)


def manifest_from_text(text: str) -> FrozenManifest:
    """Read a stored manifest. Only for use; what is checked is always the stored text itself."""
    value = json.loads(text)
    if value["scheme"] not in SCHEMES:
        raise ValueError(f"This program does not know scheme {value['scheme']} of manifests.")
    return FrozenManifest(
        article=value["article"],
        edition=value["edition"],
        pins=tuple(FrozenPin(**pin) for pin in value["pins"]),
        audiences=tuple(AudiencePlan(**audience) for audience in value["audiences"]),
        plan=value["plan"],
        references=value["references"],
        bylines=tuple(value["bylines"]),
        removals=tuple(value["removals"]),
        policy=value["policy"],
        statement=statement_from(value.get("statement", {})),
        media={file: frozen_medium_from(one) for file, one in value.get("media", {}).items()},
        passages=tuple(value.get("passages", ())),
        language=value.get("language", SILENT),
    )

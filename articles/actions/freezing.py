"""Freezing what an edition is, at the moment of submission."""

from typing import Any

from articles.content import SectionContent
from articles.enums import EditionState
from articles.manifest import audience_plan, manifest_digest, manifest_text
from articles.models import Contribution, Edition, Manifest, Pin
from articles.queries import Part, active_audiences, parts_of
from references.enums import Kind
from references.formatting import format_reference, short_name
from references.models import Reference
from references.queries import references_by_key

from .versions import contribute

APPROVED_ONCE = (EditionState.APPROVED, EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETIRED)


def freeze_edition(edition: Edition, *, policy: str | None, by: Any) -> Manifest:
    """Write the manifest of a locked draft, and count submitter and named contributors as contributors to what is new.

    ``policy`` is the id of the policy version under which it is submitted.
    """
    parts = parts_of(edition)
    text = frozen_text(edition, parts, policy=policy)
    manifest = Manifest.objects.create(edition=edition, content=text, digest=manifest_digest(text))
    new = [part.version for part in parts if part.version.pk not in _approved_before(parts)]
    contribute(new, by=by, part=Contribution.Part.SUBMITTED)
    for byline in edition.bylines.select_related("contributor__user"):
        if byline.contributor.user is not None:
            contribute(new, by=byline.contributor.user, part=Contribution.Part.NAMED)
    return manifest


def _approved_before(parts: list[Part]) -> set:
    """The versions that were in an edition approved earlier: carrying them over contributes nothing to them."""
    pins = Pin.objects.filter(version__in=[part.version.pk for part in parts], edition__state__in=APPROVED_ONCE)
    return set(pins.values_list("version_id", flat=True))


def frozen_text(edition: Edition, parts: list[Part], *, policy: str | None) -> str:
    """The canonical JSON of what the draft is now."""
    contents = [part.content for part in parts]
    audiences = active_audiences()
    return manifest_text(
        article=str(edition.article_id),
        edition=edition.number,
        based_on=str(edition.based_on_id) if edition.based_on_id else None,
        pins=[_frozen_pin(part) for part in parts],
        removals=[
            {"section": str(row.section_id), "anchor": row.section.anchor, "reason": row.reason}
            for row in edition.removals.select_related("section").order_by("section__anchor")
        ],
        audiences=[audience.as_dict() for audience in audiences],
        plan=audience_plan(contents, audiences),
        references=frozen_references(contents),
        bylines=[_frozen_byline(byline) for byline in edition.bylines.select_related("contributor")],
        policy=policy,
    )


def _frozen_pin(part: Part) -> dict:
    return {
        "section": part.key,
        "anchor": part.section.anchor,
        "kind": part.section.kind,
        "version": str(part.version.pk),
        "digest": part.version.digest,
    }


def _frozen_byline(byline) -> dict:
    person = byline.contributor
    return {
        "name": person.name,
        "credentials": person.credentials,
        "role": byline.role,
        "interests": person.interests,
    }


def frozen_references(contents: list[SectionContent]) -> dict[str, dict]:
    """The cited references as they are now, with the formatted text that readers will get; locks them.

    A reference that was merged into another is shown as that one, still under the key that the words cite.
    """
    keys = set().union(*(content.cited_keys() for content in contents))
    list(Reference.objects.select_for_update().filter(key__in=keys).order_by("pk").values_list("pk"))
    return {key: frozen_reference(row) for key, row in references_by_key(keys).items()}


def frozen_reference(row: Reference) -> dict:
    return {
        "csl": row.csl,
        "kind": row.kind,
        "kind_label": Kind(row.kind).label,
        "formatted": format_reference(row.csl),
        "name": short_name(row.csl),
        "standing": row.standing,
    }

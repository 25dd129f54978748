"""What a dossier tells beyond its own edition: the requests that its words answer, and evidence that changed. Reads.

Of decisions and requests only those on words that the board was given: a draft's are the draft's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from articles.models import Edition, Pin
from articles.site.manifest import FrozenManifest
from articles.words.content import content_from_text
from editorial.shared.canonical import sha256
from references.formatting import short_name
from references.models import Reference, StandingChange
from reviews.enums import Verdict
from reviews.models import EvidenceDecision, SignOff


@dataclass(frozen=True)
class DecidedSentence:
    """What was decided of one sentence that rests on the reference."""

    decision: EvidenceDecision
    section: str
    text: str


@dataclass(frozen=True)
class EvidenceStory:
    """What was learned of one reference, and what was decided of the sentences that rest on it, in order of time."""

    name: str
    changes: tuple[StandingChange, ...]
    decisions: tuple[DecidedSentence, ...]


def requests_answered(edition: Edition, manifest: FrozenManifest) -> dict[str, list[SignOff]]:
    """By section: the requests for changes that earlier words drew since the edition that was live when this one was
    opened. Its own words came after them. One query."""
    pinned = {pin.section: pin.version for pin in manifest.pins}
    since = edition.based_on.number if edition.based_on else 0
    rows = SignOff.objects.filter(
        verdict=Verdict.REQUEST_CHANGES,
        version__section__in=[UUID(section) for section in pinned],
        edition__article=edition.article_id,
        edition__number__gte=since,
        edition__number__lt=edition.number,
    ).exclude(version__in=pinned.values())
    found = defaultdict(list)
    for row in rows.select_related("version", "edition", "settlement__by").order_by("at", "id"):
        found[str(row.version.section_id)].append(row)
    return found


def evidence_stories(manifest: FrozenManifest) -> tuple[EvidenceStory, ...]:
    """Of every reference that the edition cites, or that a decision about its sections names. Four queries at most."""
    decisions = _decisions(manifest)
    references = {row.pk: row for row in _references(manifest.references, decisions)}
    changes = defaultdict(list)
    for change in StandingChange.objects.filter(reference__in=references).select_related("by").order_by("at", "id"):
        changes[change.reference_id].append(change)
    stories = (
        EvidenceStory(
            name=short_name(reference.csl),
            changes=tuple(changes[pk]),
            decisions=tuple(_decided(one) for one in decisions if one.alarm.reference_id == pk),
        )
        for pk, reference in references.items()
    )
    return tuple(story for story in stories if story.changes or story.decisions)


def _decisions(manifest: FrozenManifest) -> list[EvidenceDecision]:
    given = Pin.objects.filter(edition__submitted_at__isnull=False).values("version")
    rows = EvidenceDecision.objects.filter(section__in=[pin.section for pin in manifest.pins], version__in=given)
    return list(rows.select_related("alarm", "version", "replacement", "section").order_by("at", "id"))


def _references(cited: Mapping[str, Any], decisions: Iterable[EvidenceDecision]) -> Iterable[Reference]:
    """With those into which duplicates were merged: what is learned of a work is written there."""
    named = {one.alarm.reference_id for one in decisions}
    return Reference.objects.filter(Q(key__in=cited) | Q(duplicates__key__in=cited) | Q(pk__in=named)).distinct()


def _decided(decision: EvidenceDecision) -> DecidedSentence:
    content = content_from_text(decision.version.content)
    marks = (mark.sentence for _, _, mark in content.citations() if sha256(mark.sentence) == decision.digest)
    return DecidedSentence(decision, content.base.heading or content.anchor, next(marks, ""))

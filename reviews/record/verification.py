"""The verification of the record for one edition: what ``verify_record`` checks of everything. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Edition, Pin, SectionVersion
from articles.verification import body_failure, manifest_failure, version_failure
from editorial.record.actions import article_chain
from editorial.record.models import ChainHead, Event
from editorial.record.verification import Failure, event_failures, head_failure
from reviews.models import Letter, Retirement, Revocation, Settlement, SignOff
from reviews.verification import approval_failure, reason_failure, sign_off_failure


@dataclass(frozen=True)
class Verified:
    """One part of an edition: how many rows were recomputed, and those that do not hold."""

    name: str
    count: int
    failures: tuple[Failure, ...]


def verify_edition(edition: Edition) -> list[Verified]:
    """Recompute every digest of an edition and the whole chain of its article, from what is stored now."""
    versions = Pin.objects.filter(edition=edition).values("version")
    signed = SignOff.objects.filter(version__in=versions).select_related("version")
    chain = article_chain(edition.article_id)
    events = [
        *event_failures(Event.objects.filter(chain=chain).order_by("seq").iterator()),
        *[head_failure(head) for head in ChainHead.objects.filter(chain=chain)],
    ]
    return [
        _part("words of the sections", map(version_failure, SectionVersion.objects.filter(pk__in=versions))),
        _part("contents as submitted", [manifest_failure(edition.manifest)]),
        _part("signatures", map(sign_off_failure, signed)),
        _part("approvals", map(approval_failure, edition.approvals.all())),
        _part("letters and reasons", map(reason_failure, _reasoned(edition, versions))),
        _part("words that readers get", map(body_failure, edition.bodies.all())),
        _part("events of the article", events),
    ]


def _reasoned(edition: Edition, versions: Any) -> Iterable[Any]:
    """What was written with the decisions on an edition. Four queries."""
    yield from Letter.objects.filter(edition=edition)
    yield from Settlement.objects.filter(sign_off__version__in=versions)
    yield from Revocation.objects.filter(approval__edition=edition).select_related("approval")
    yield from Retirement.objects.filter(edition=edition)


def _part(name: str, found: Iterable[Failure | None]) -> Verified:
    found = list(found)
    return Verified(name, len(found), tuple(one for one in found if one is not None))

"""Urgent safety changes: what one may differ in, who must have signed it, and whether it is still marked. Reads.

Urgent is a basis on approving, not another path: the edition goes through the same states, and everything that is not
about the named sections is left to the review that follows.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from articles.models import Edition, Pin
from articles.queries import manifest_of
from editorial.shared.issues import Issue
from reviews.enums import ApprovalBasis
from reviews.models import Approval
from reviews.progress import WITHOUT_EXPIRY, EditionProgress, SectionProgress, progress_of_each


@dataclass(frozen=True)
class Urgent:
    """That an edition is approved as an urgent safety change: of these sections (ids as text), for a public reason."""

    sections: frozenset[str]
    reason: str


@dataclass(frozen=True)
class UrgentMark:
    """That what readers have was approved urgently, and which of its sections still lack the normal signatures."""

    at: datetime
    by: str
    reason: str
    sections: tuple[SectionProgress, ...]

    @property
    def headings(self) -> list[str]:
        return [name_of(place) for place in self.sections]


def name_of(place: SectionProgress) -> str:
    return place.part.content.base.heading or place.part.section.anchor


def urgent_of(approval: Approval) -> Urgent | None:
    """What an approval says of its urgency; None for one on the normal basis."""
    if approval.basis != ApprovalBasis.URGENT:
        return None
    return Urgent(frozenset(json.loads(approval.content)["sections"]), approval.reason)


def changed_places(progress: EditionProgress) -> list[SectionProgress]:
    """The sections whose words readers do not have yet. One query."""
    live = set(Pin.objects.filter(edition=progress.edition.based_on_id).values_list("version_id", flat=True))
    return [place for place in progress.sections if place.part.version.pk not in live]


def scope_issues(progress: EditionProgress, urgent: Urgent) -> list[Issue]:
    """It is based on what is live, says publicly why, and differs from it in exactly the sections that are named."""
    issues = [] if urgent.reason else [Issue("no-reason", "Tell readers why this cannot wait.", "reason")]
    if progress.edition.based_on_id is None:
        message = "Nothing was live when this edition was opened: an urgent change starts from what readers have."
        return [*issues, Issue("nothing-live", message)]
    changed = {place.part.key: name_of(place) for place in changed_places(progress)}
    if not changed:
        issues.append(Issue("no-change", "No section differs from what readers have: there is nothing urgent in it."))
    issues += [
        Issue("not-named", f"“{name}” differs from what is live too: name it, or return the edition.", "sections")
        for key, name in changed.items()
        if key not in urgent.sections
    ]
    if urgent.sections - set(changed):
        issues.append(Issue("not-changed", "Name only sections that differ from what is live.", "sections"))
    return [*issues, *other_words_issues(progress.edition, changed)]


def other_words_issues(edition: Edition, changed: Iterable[str]) -> list[Issue]:
    """Nobody reads another wording of an unchanged section than before. Two queries."""
    plan, live = manifest_of(edition).plan, manifest_of(edition.based_on).plan
    same = set.intersection(*(set(reads) for reads in (*plan.values(), *live.values()))) - set(changed)
    others = [key for key in set(plan) & set(live) if any(plan[key][one] != live[key][one] for one in same)]
    if not others:
        return []
    message = (
        "Since the live edition, another wording of unchanged sections was chosen for some readers: that can wait."
    )
    return [Issue("other-words", message)]


def urgent_signature_issues(progress: EditionProgress, approver: Any) -> list[Issue]:
    """Who approves and one more member have signed every section that differs; nobody asks for changes in one."""
    return [issue for place in changed_places(progress) for issue in _place_issues(place, approver)]


def _place_issues(place: SectionProgress, approver: Any) -> Iterable[Issue]:
    name, target = name_of(place), f"section:{place.part.section.anchor}"
    signers = {one.user for one in place.standing.approvals}
    if approver not in signers:
        yield Issue("own-signature-missing", f"“{name}” is not signed by you: an urgent change needs that.", target)
    if not signers - {approver}:
        message = f"“{name}” needs the signature of one more member beside yours."
        yield Issue("second-signature-missing", message, target)
    for request in place.standing.requests:
        yield Issue("changes-requested", f"{request.name} asks for changes in “{name}”: {request.note}", target)


def only_changed(progress: EditionProgress) -> EditionProgress:
    """The progress as far as it is about the sections that differ: comments on the others, and what those rest on, are
    not what an urgent change is about."""
    sections = {place.part.section.pk for place in changed_places(progress)}
    return replace(
        progress,
        open_comments=tuple(one for one in progress.open_comments if one.section_id in sections),
        resting=tuple(one for one in progress.resting if one.section.pk in sections),
    )


def urgent_marks(editions: Iterable[Edition]) -> dict[Any, UrgentMark]:
    """Which of these editions are marked, by their ids. One query where none was approved urgently, else a constant
    number. Expired signatures count here: a quorum that was reached once took the mark away for good."""
    editions = {edition.pk: edition for edition in editions}
    rows = Approval.objects.filter(
        edition__in=editions, basis=ApprovalBasis.URGENT, revocation__isnull=True, edition__published_at__isnull=False
    )
    approvals = {row.edition_id: row for row in rows}
    progresses = progress_of_each([editions[pk] for pk in approvals], on=WITHOUT_EXPIRY)
    marks = {pk: mark_from(approval, progresses[pk]) for pk, approval in approvals.items()}
    return {pk: mark for pk, mark in marks.items() if mark is not None}


def urgent_mark(edition: Edition | None) -> UrgentMark | None:
    """The mark of one edition, if it has one."""
    return urgent_marks([edition]).get(edition.pk) if edition else None


def mark_from(approval: Approval | None, progress: EditionProgress) -> UrgentMark | None:
    """The mark that an approval gives, from the edition's progress without expiry; None once the quorum is there."""
    if approval is None or approval.basis != ApprovalBasis.URGENT:
        return None
    said = json.loads(approval.content)
    urgent = {*said["sections"], *said["carried"]}
    lacking = tuple(place for place in progress.sections if place.part.key in urgent and not place.standing.is_reached)
    return UrgentMark(approval.at, approval.printed_name, approval.reason, lacking) if lacking else None

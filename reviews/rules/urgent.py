"""Urgent safety changes: what one may differ in, who must have signed it, and whether it is still marked. Reads.

Urgent is a basis on approving, not another path: the edition goes through the same states, and everything that is not
about the named sections is left to the review that follows.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from articles.models import Edition, Pin
from articles.queries import manifest_of
from editorial.shared.issues import Issue
from references.sameness import same_work
from reviews.enums import ApprovalBasis
from reviews.models import Approval
from reviews.rules.case import WITHOUT_EXPIRY, Case, SectionProgress, cases_of


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


def changed_places(case: Case) -> list[SectionProgress]:
    """The sections whose words readers do not have yet. One query."""
    live = set(Pin.objects.filter(edition=case.edition.based_on_id).values_list("version_id", flat=True))
    return [place for place in case.sections if place.part.version.pk not in live]


def scope_issues(case: Case, urgent: Urgent) -> list[Issue]:
    """It is based on what is live, says publicly why, and differs from it in exactly the sections that are named."""
    issues = [] if urgent.reason else [Issue("no-reason", gettext("Tell readers why this cannot wait."), "reason")]
    if case.edition.based_on_id is None:
        message = gettext(
            "Nothing was live when this edition was opened: an urgent change starts from what readers have."
        )
        return [*issues, Issue("nothing-live", message)]
    changed = {place.part.key: name_of(place) for place in changed_places(case)}
    if not changed:
        issues.append(
            Issue("no-change", gettext("No section differs from what readers have: there is nothing urgent in it."))
        )
    issues += [
        Issue(
            "not-named",
            gettext("“%(name)s” differs from what is live too: name it, or return the edition.") % {"name": name},
            "sections",
        )
        for key, name in changed.items()
        if key not in urgent.sections
    ]
    if urgent.sections - set(changed):
        issues.append(Issue("not-changed", gettext("Name only sections that differ from what is live."), "sections"))
    return [*issues, *other_words_issues(case.edition, changed), *other_works_issues(case, changed)]


def other_words_issues(edition: Edition, changed: Iterable[str]) -> list[Issue]:
    """Nobody reads another wording of an unchanged section than before. Two queries."""
    if edition.based_on is None:
        return []
    plan, live = manifest_of(edition).plan, manifest_of(edition.based_on).plan
    same = set.intersection(*(set(reads) for reads in (*plan.values(), *live.values()))) - set(changed)
    others = [key for key in set(plan) & set(live) if any(plan[key][one] != live[key][one] for one in same)]
    if not others:
        return []
    message = gettext(
        "Since the live edition, another wording of unchanged sections was chosen for some readers: that can wait."
    )
    return [Issue("other-words", message)]


def other_works_issues(case: Case, changed: Iterable[str]) -> list[Issue]:
    """What is cited in an unchanged section is the work that it was, perhaps with a corrected record: nobody signs it
    again. Two queries."""
    base = case.edition.based_on
    if base is None:
        return []
    same = [place.part for place in case.sections if place.part.key not in set(changed)]
    cited = set().union(*(part.content.cited_keys() for part in same))
    now, live = manifest_of(case.edition).references, manifest_of(base).references
    others = sorted(key for key in cited & now.keys() & live.keys() if not _one_work(live[key]["csl"], now[key]["csl"]))
    if not others:
        return []
    message = gettext(
        "Since the live edition, the record of a work that unchanged sections cite became another "
        "work’s (%(others)s): correct it, take this edition back and submit it again, or have all of "
        "it reviewed."
    ) % {"others": ", ".join(others)}
    return [Issue("other-works", message)]


def _one_work(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return before == after or same_work(before, after)


def new_audiences(case: Case) -> list[str]:
    """The labels of the audiences that the live edition did not have: readers to whom nobody has shown what stays. Two
    queries."""
    if case.edition.based_on is None:
        return []
    known = manifest_of(case.edition.based_on).plan
    return [audience.label for audience in manifest_of(case.edition).audiences if audience.key not in known]


def urgent_signature_issues(case: Case, approver: UUID) -> list[Issue]:
    """Who approves and one more member have signed every section that differs; nobody asks for changes in one. Where
    there are new readers, that is every section: it is new to them, and was shown to nobody for them."""
    changed, new = changed_places(case), new_audiences(case)
    issues = [issue for place in changed for issue in _place_issues(place, approver)]
    left = [place for place in case.sections if new and place not in changed]
    return [*issues, *_new_reader_issues(new, left, approver)]


def unsigned_places(case: Case, approver: UUID) -> list[SectionProgress]:
    """The sections of which :func:`urgent_signature_issues` says that a signature lacks."""
    asked = case.sections if new_audiences(case) else changed_places(case)
    return [place for place in asked if any(_place_issues(place, approver))]


def _new_reader_issues(new: list[str], left: list[SectionProgress], approver: UUID) -> list[Issue]:
    unsigned = [name_of(place) for place in left if any(_place_issues(place, approver))]
    if not unsigned:
        return []
    readers, sections = "”, “".join(new), "”, “".join(unsigned)
    message = gettext(
        "Readers who are new since the live edition (“%(readers)s”) would get sections that nobody "
        "signed for them (“%(sections)s”): you and one more member sign these too, or an "
        "administrator stops offering these readers and the edition is submitted again."
    ) % {"readers": readers, "sections": sections}
    return [Issue("new-readers", message)]


def _place_issues(place: SectionProgress, approver: UUID) -> Iterable[Issue]:
    name, target = name_of(place), f"section:{place.part.section.anchor}"
    signers = {one.user for one in place.standing.approvals}
    if approver not in signers:
        yield Issue(
            "own-signature-missing",
            gettext("“%(name)s” is not signed by you: an urgent change needs that.") % {"name": name},
            target,
        )
    if not signers - {approver}:
        message = gettext("“%(name)s” needs the signature of one more member beside yours.") % {"name": name}
        yield Issue("second-signature-missing", message, target)
    for request in place.standing.requests:
        yield Issue(
            "changes-requested",
            gettext("%(name)s asks for changes in “%(name_2)s”: %(note)s")
            % {"name": request.name, "name_2": name, "note": request.note},
            target,
        )


def only_changed(case: Case) -> Case:
    """The case as far as it is about the sections that differ, or that it takes out: comments on the others, and what
    those rest on, are not what an urgent change is about."""
    sections = {place.part.section.pk for place in changed_places(case)} | _taken_out(case)
    return replace(
        case,
        open_comments=tuple(one for one in case.open_comments if one.section_id in sections),
        resting=tuple(one for one in case.resting if one.section.pk in sections),
    )


def _taken_out(case: Case) -> set[Any]:
    """The sections that readers have, that the edition has no more, and that comments are waiting on. One query, and
    only where there may be such."""
    gone = {one.section_id for one in case.open_comments} - {place.part.section.pk for place in case.sections}
    live = Pin.objects.filter(edition=case.edition.based_on_id, section__in=gone)
    return set(live.values_list("section", flat=True)) if gone else set()


def urgent_marks(some: Iterable[Edition]) -> dict[Any, UrgentMark]:
    """Which of these editions are marked, by their ids. One query where none was approved urgently, else a constant
    number. Expired signatures count here: a quorum that was reached once took the mark away for good."""
    editions = {edition.pk: edition for edition in some}
    rows = Approval.objects.filter(
        edition__in=editions, basis=ApprovalBasis.URGENT, revocation__isnull=True, edition__published_at__isnull=False
    )
    approvals = {row.edition_id: row for row in rows}
    cases = cases_of([editions[pk] for pk in approvals], on=WITHOUT_EXPIRY)
    marks = {pk: mark_from(approval, cases[pk]) for pk, approval in approvals.items()}
    return {pk: mark for pk, mark in marks.items() if mark is not None}


def urgent_mark(edition: Edition | None) -> UrgentMark | None:
    """The mark of one edition, if it has one."""
    return urgent_marks([edition]).get(edition.pk) if edition else None


def mark_from(approval: Approval | None, case: Case) -> UrgentMark | None:
    """The mark that an approval gives, from the edition's case without expiry; None once the quorum is there."""
    if approval is None or approval.basis != ApprovalBasis.URGENT:
        return None
    said = json.loads(approval.content)
    urgent = {*said["sections"], *said["carried"]}
    lacking = tuple(place for place in case.sections if place.part.key in urgent and not place.standing.is_reached)
    return UrgentMark(approval.at, approval.printed_name, approval.reason, lacking) if lacking else None

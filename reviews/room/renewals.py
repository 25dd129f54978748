"""Reviewing what is live again: which signatures a member can renew, and what has happened since they signed. Reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from references.models import Reference
from reviews.enums import Verdict
from reviews.room.page import ReviewPage
from reviews.room.sections import ReferenceReview, SectionReview


@dataclass(frozen=True)
class Renewal:
    """One live section beside this member's signature on exactly these words, if there is one."""

    section: SectionReview
    signed_at: datetime | None
    news: tuple[ReferenceReview, ...]
    requests: int

    @property
    def may_sign(self) -> bool:
        return Verdict.APPROVE in self.section.verdicts

    @property
    def is_due(self) -> bool:
        """Whether the board waits for this signature now."""
        return self.section.waits_for_me

    @property
    def is_disputed(self) -> bool:
        """Whether the member's own request for changes stands here: signing closes it."""
        mine = self.section.mine
        return mine is not None and mine.verdict == Verdict.REQUEST_CHANGES

    @property
    def is_quiet(self) -> bool:
        """Nothing has happened since: the words are those that were signed, and their evidence stands as it stood."""
        return self.signed_at is not None and not self.news and not self.requests

    @property
    def lapses_on(self) -> date | None:
        return self.section.standing.expires_on


def renewals(page: ReviewPage) -> list[Renewal]:
    """The sections of a live edition in their order. One query beside those of the page."""
    changed = standing_changes(page)
    return [_renewal(section, changed) for section in page.sections]


def _renewal(section: SectionReview, changed: dict[str, datetime]) -> Renewal:
    mine = section.mine if section.mine and section.mine.verdict == Verdict.APPROVE else None
    return Renewal(
        section=section,
        signed_at=mine.at if mine else None,
        news=tuple(one for one in section.references if mine and changed.get(one.key, mine.at) > mine.at),
        requests=len(section.standing.requests),
    )


def standing_changes(page: ReviewPage) -> dict[str, datetime]:
    """When the standing of the cited references last changed, by key; those of which it never did are not there."""
    rows = Reference.objects.filter(key__in=list(page.manifest.references), standing_changed_at__isnull=False)
    return {key: timezone.localtime(at) for key, at in rows.values_list("key", "standing_changed_at")}


def due_first(rows: Iterable[Renewal]) -> tuple[list[Renewal], list[Renewal]]:
    """What is due, and what can be renewed although it is not; what this member may not sign is in neither."""
    able = [row for row in rows if row.may_sign]
    return [row for row in able if row.is_due], [row for row in able if not row.is_due]

"""Whether a section version has the signatures that it needs: pure, over sign-offs already read."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from reviews.enums import Verdict


@dataclass(frozen=True)
class Signed:
    """A sign-off as the count sees it. ``board`` is the one for which it was given."""

    id: Any
    version: Any
    user: Any
    verdict: str
    at: datetime
    digest: str
    name: str = ""
    note: str = ""
    specialties: tuple[str, ...] = ()
    settled: bool = False
    board: Any = None


@dataclass(frozen=True)
class Demand:
    """What the policy asks for one kind of section. ``months`` is how long a signature holds."""

    sign_offs: int
    months: int
    specialties: tuple[str, ...] = ()


@dataclass
class SectionStanding:
    """Where one section version stands: who approved, whose approval has expired, who asks for changes, and what is
    missing."""

    needed: int
    approvals: list[Signed] = field(default_factory=list)
    expired: list[Signed] = field(default_factory=list)
    requests: list[Signed] = field(default_factory=list)
    missing_specialties: list[str] = field(default_factory=list)
    reached_on: date | None = None
    expires_on: date | None = None

    @property
    def signed(self) -> int:
        return len(self.approvals)

    @property
    def is_reached(self) -> bool:
        """Enough distinct eligible approvals, of every specialty asked for; open requests are another matter."""
        return self.signed >= self.needed and not self.missing_specialties


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of that month where it has no such day (31 Jan + 1 = 28 Feb)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def latest_verdicts(sign_offs: Iterable[Signed]) -> dict[Any, Signed]:
    """Each member's latest verdict on one version; "withdrawn" leaves the member without one."""
    latest: dict[Any, Signed] = {}
    for sign_off in sorted(sign_offs, key=lambda one: one.at):
        latest[sign_off.user] = sign_off
    return {user: one for user, one in latest.items() if one.verdict != Verdict.WITHDRAWN}


def standing_of(
    sign_offs: Iterable[Signed],
    demand: Demand,
    *,
    on: date,
    aside: Collection[Signed] = (),
    since: datetime | None = None,
) -> SectionStanding:
    """Where a version stands on a day. ``aside`` are verdicts that do not count (see ``reviews.rules.eligibility``).

    A member's approval counts until it expires. A request for changes blocks until its author approves or withdraws,
    or the chair settles it; requests of those who may not sign do not block. Approvals given before ``since`` do not
    count (the evidence changed then, and the board has not decided what that means).
    """
    sign_offs = list(sign_offs)
    standing = SectionStanding(needed=demand.sign_offs)
    for one in latest_verdicts(sign_offs).values():
        if one in aside:
            continue
        if one.verdict == Verdict.APPROVE and since is not None and one.at < since:
            continue
        if one.verdict == Verdict.APPROVE and on < add_months(one.at.date(), demand.months):
            standing.approvals.append(one)
        elif one.verdict == Verdict.APPROVE:
            standing.expired.append(one)
        elif one.verdict == Verdict.REQUEST_CHANGES and not one.settled:
            standing.requests.append(one)
    standing.approvals.sort(key=lambda one: one.at)
    standing.missing_specialties = _missing_specialties(standing.approvals, demand)
    if standing.is_reached:
        users = {one.user for one in standing.approvals}
        given = [one for one in sign_offs if one.user in users and one.verdict == Verdict.APPROVE]
        given = [one for one in given if one not in aside]
        standing.reached_on = _reached_on(given, demand)
        standing.expires_on = _expires_on(standing.approvals, demand)
    return standing


def _missing_specialties(approvals: list[Signed], demand: Demand) -> list[str]:
    present = {specialty for one in approvals for specialty in one.specialties}
    return [name for name in demand.specialties if name not in present]


def _enough(approvals: list[Signed], demand: Demand) -> bool:
    signers = {one.user for one in approvals}
    return len(signers) >= demand.sign_offs and not _missing_specialties(approvals, demand)


def _reached_on(given: Iterable[Signed], demand: Demand) -> date | None:
    """The last day on which a whole quorum had signed afresh: a single newer signature moves no date, and one that had
    lapsed by then makes no quorum."""
    reached: date | None = None
    fresh: list[Signed] = []
    for one in sorted(given, key=lambda one: one.at):
        held = [other for other in fresh if one.at.date() < add_months(other.at.date(), demand.months)]
        fresh = [*held, one]
        if _enough(fresh, demand):
            reached, fresh = one.at.date(), []
    return reached


def _expires_on(approvals: list[Signed], demand: Demand) -> date:
    """The first day on which the signatures no longer suffice: they lapse one by one, the oldest first."""
    remaining = list(approvals)
    while _enough(remaining[1:], demand):
        remaining = remaining[1:]
    return add_months(remaining[0].at.date(), demand.months)

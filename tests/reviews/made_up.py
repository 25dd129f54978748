"""Cases, sections and people that no database has: for rules that are pure."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from reviews.enums import Verdict
from reviews.rules.case import Case, SectionProgress
from reviews.rules.quorum import SectionStanding, Signed

BOARD = "the board"
ON = date(2026, 6, 1)
POLICY = SimpleNamespace(policy=SimpleNamespace(board=BOARD))


def signed(user: str, version: str = "v1", day: date = date(2026, 5, 1), **parts: Any) -> Signed:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    verdict = parts.pop("verdict", Verdict.APPROVE)
    return Signed(f"{user}{version}{day}", version, user, verdict, at, "digest", board=BOARD, **parts)


def place(version: str, *sign_offs: Signed, **standing: Any) -> Any:
    """A section with a standing as it is said, whatever was signed."""
    part = SimpleNamespace(version=SimpleNamespace(pk=version), section=SimpleNamespace(kind="body", pk=version))
    return SectionProgress(part, SectionStanding(needed=1, **standing), sign_offs)


def case(*sections: Any, eligibility: Any = None, policy: Any = POLICY, **more: Any) -> Case:
    return Case(SimpleNamespace(article="the article"), policy, eligibility, sections, (), on=ON, **more)


def term(name: str, role: str, **user: Any) -> tuple[str, Any]:
    person = SimpleNamespace(pk=name, credentials="MD", credentials_expire_on=None, **user)
    return name, SimpleNamespace(user=person, role=role, specialties=[], declared_on=timezone.localdate())

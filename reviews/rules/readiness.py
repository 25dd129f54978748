"""Whether a member is ready to sign, whatever the article: with a declaration of interests that holds, and credentials
that do. One rule, asked when signing and approving, by the pages that explain it, and by those who assign.

A signature given while both held stays valid when they lapse, with the name and credentials printed then.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from editorial.accounts.models import User
from editorial.shared.compiled import compiled
from editorial.shared.issues import Issue
from reviews.models import BoardMember, Declaration
from reviews.rules.quorum import add_months

HOLDS_MONTHS = 12
SOON = timedelta(days=30)  # how long before a declaration lapses a member is reminded
CREDENTIALS_SOON = timedelta(days=60)  # the same before credentials expire
INTERESTS_PAGE = "/profile/interests/"
NOT_READY = frozenset({"not-declared", "declaration-lapsed", "credentials-expired"})


def runs_until(declared_on: date) -> date:
    """The last day on which a declaration holds: the one rule about how long it does."""
    return add_months(declared_on, HOLDS_MONTHS) - timedelta(days=1)


def holds(declared_on: date | None, on: date) -> bool:
    """Whether a declaration made on that day holds on another; there may be none."""
    return declared_on is not None and on <= runs_until(declared_on)


def lapses_soon(declared_on: date | None, on: date) -> bool:
    """Whether it still holds, and it is time to renew it."""
    return declared_on is not None and holds(declared_on, on) and runs_until(declared_on) - on < SOON


def with_declarations(terms: QuerySet[BoardMember]) -> QuerySet[BoardMember]:
    """The terms, each with the day of its member's latest declaration (``declared_on``) and its ``public_line``."""
    latest = Declaration.objects.filter(user=OuterRef("user")).order_by("-at", "-id")
    return terms.annotate(
        declared_on=Subquery(latest.values("declared_on")[:1]), public_line=Subquery(latest.values("public_line")[:1])
    )


@compiled
def terms_with_declarations(day: date, boards: Iterable[Any]) -> QuerySet[BoardMember]:
    """The terms on these boards that run on a day, with their people and :func:`with_declarations`."""
    terms = BoardMember.objects.running(day).filter(board__in=boards)
    return with_declarations(terms).select_related("user").order_by()


def current_declaration(user: User) -> Declaration | None:
    """The member's latest declaration, whether or not it still holds."""
    return Declaration.objects.filter(user=user).order_by("-at", "-id").first()


def readiness_issues(user: User, declared_on: date | None, on: date) -> list[Issue]:
    """Why this member cannot sign anything on this day: empty if they are ready."""
    return [*declaration_issues(declared_on, on), *credentials_issues(user, on)]


def declaration_issues(declared_on: date | None, on: date) -> list[Issue]:
    if declared_on is None:
        message = gettext(
            "Declare your interests before you sign. A declaration holds for %(holds_months)s months."
        ) % {"holds_months": HOLDS_MONTHS}
        return [Issue("not-declared", message, INTERESTS_PAGE)]
    if not holds(declared_on, on):
        message = gettext("Your declaration of interests ran out on %(day)s: renew it before you sign.") % {
            "day": _day(runs_until(declared_on))
        }
        return [Issue("declaration-lapsed", message, INTERESTS_PAGE)]
    return []


def credentials_issues(user: User, on: date) -> list[Issue]:
    """Credentials hold up to and including the day on which they expire; without a day, until further notice."""
    expiry = user.credentials_expire_on
    if expiry is None or on <= expiry:
        return []
    message = gettext("Your credentials expired on %(day)s: an administrator must confirm them before you sign.") % {
        "day": _day(expiry)
    }
    return [Issue("credentials-expired", message)]


def reminders_for(user: User, declared_on: date | None, on: date) -> list[Issue]:
    """What a member should see to soon, or must before signing again."""
    reminders = readiness_issues(user, declared_on, on)
    if declared_on is not None and lapses_soon(declared_on, on):
        message = gettext("Your declaration of interests holds until %(day)s. Renew it in time.") % {
            "day": _day(runs_until(declared_on))
        }
        reminders.append(Issue("declaration-lapses", message, INTERESTS_PAGE))
    expiry = user.credentials_expire_on
    if expiry is not None and on <= expiry < on + CREDENTIALS_SOON:
        message = gettext("Your credentials expire on %(day)s. Send an administrator the new ones in time.") % {
            "day": _day(expiry)
        }
        reminders.append(Issue("credentials-expire", message))
    return reminders


def shortcomings(user: User, declared_on: date | None, on: date) -> list[str]:
    """The same as facts about somebody else: "no declaration of interests", "credentials expired"."""
    words = {
        "not-declared": gettext("has not declared interests"),
        "declaration-lapsed": gettext("declaration of interests ran out"),
        "credentials-expired": gettext("credentials expired"),
    }
    return [words[issue.code] for issue in readiness_issues(user, declared_on, on)]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""A sitting: for how long what a person proved when signing in, or since, holds for what they sign.

A sitting begins when somebody proves who they are: by signing in, or by confirming it again on the page for that. It
goes on while they sign, and ends when they have signed nothing for a while (``SIGNING_IDLE``), at the latest after
``SIGNING_LONGEST``. Whoever has set up a second factor proves it by that, not by the password alone.

What is proved is read from the session, where django-allauth writes it; nothing that a form sends gets in here.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth import app_settings as allauth
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from editorial.accounts.models import User
from editorial.accounts.requests import person_of
from editorial.shared.issues import Issue

NOT_CONFIRMED = "not-confirmed"
PASSWORD, SECOND_FACTOR, COMMAND = "password", "mfa", "command"
WAYS = {
    PASSWORD: gettext_lazy("identity confirmed by password"),
    SECOND_FACTOR: gettext_lazy("identity confirmed by second factor"),
    COMMAND: gettext_lazy("given by a command of this installation"),
}
_LAST_SIGNED = "signed_at"  # in the session


@dataclass(frozen=True)
class Authentication:
    """That a person proved who they are: how, when, and when they last signed on the strength of it."""

    user: UUID
    method: str
    at: datetime
    signed_at: datetime | None = None

    def as_dict(self) -> dict[str, str]:
        """What a signature keeps of it."""
        return {"method": self.method, "at": self.at.isoformat()}


def by_command(user: User) -> Authentication:
    """For what a command of the installation itself signs, such as the samples: said so in the signature."""
    return Authentication(user.pk, COMMAND, timezone.now())


def authentication_of(request: HttpRequest) -> Authentication | None:
    """The last time that the session's person proved who they are."""
    records = get_authentication_records(request, request.user)
    if not records:
        return None
    last, signed = records[-1], request.session.get(_LAST_SIGNED)
    found = Authentication(person_of(request).pk, last["method"], _moment(last["at"]))
    return replace(found, signed_at=_moment(signed)) if signed else found


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def go_on_with_sitting(request: HttpRequest) -> None:
    """Something was signed: the sitting's idle time begins anew."""
    request.session[_LAST_SIGNED] = timezone.now().timestamp()


def sitting_issues(authentication: Authentication | None, by: User) -> list[Issue]:
    """Why this person must prove who they are before anything is signed in their name; empty if they did lately."""
    proved = (
        authentication is not None
        and authentication.user == by.pk
        and _is_running(authentication, timezone.now())
        and (authentication.method == SECOND_FACTOR or not has_second_factor(by))
    )
    if proved:
        return []
    return [
        Issue(
            NOT_CONFIRMED,
            gettext("Confirm that it is you (%(by_what)s), then sign. Nothing was signed yet.")
            % {"by_what": _by_what(by)},
        )
    ]


def _is_running(authentication: Authentication, now: datetime) -> bool:
    last = max(authentication.at, authentication.signed_at or authentication.at)
    idle = timedelta(seconds=settings.SIGNING_IDLE)
    return authentication.at <= now <= min(last + idle, authentication.at + timedelta(seconds=settings.SIGNING_LONGEST))


def has_second_factor(user: User) -> bool:
    """Whether the person has set one up, where the installation offers it (``allauth.mfa``)."""
    if not allauth.MFA_ENABLED:
        return False
    from allauth.mfa.utils import is_mfa_enabled  # only there where it is installed

    return is_mfa_enabled(user)


def _by_what(user: User) -> str:
    return gettext("by your second factor") if has_second_factor(user) else gettext("by your password")


def confirm_url(user: User) -> str:
    """The page on which this person proves who they are."""
    return reverse("mfa_reauthenticate" if has_second_factor(user) else "account_reauthenticate")

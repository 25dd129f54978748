"""What a board decides of a set on the page of its own edition, whether it may see the rest of the set or not."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from editorial.accounts.requests import SignedInRequest
from reviews.actions import leave_out, withdraw_set
from reviews.forms.common import ReasonForm
from reviews.forms.sets import WithdrawForm
from reviews.rules.case import case_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.permissions import may_read
from reviews.rules.queries import get_edition_to_retire
from reviews.rules.sets import joined_of, leaving_out_issues, withdrawal_issues, withdrawals_of

from .answering import Asking, ask, asking_page, posted
from .decisions import led_edition


@asking_page
def leave_out_edition(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Let the others of a set go live without this edition."""
    found = led_edition(request, slug, number)

    def act(reason: str) -> str:
        leave_out(edition=found, reason=reason, by=request.user)
        return gettext("Left out: the others go live without it, and it is marked as behind.")

    asked = decision_issues(Decision.LEAVE_OUT, case_of(found).relation(request.user))
    asking = Asking(
        found,
        gettext("Leave this edition out of its set"),
        gettext("Leave it out"),
        consequences=[
            gettext("The others go live without it; what was approved of them stands."),
            gettext("Its own approval, if it has one, is revoked: it is under review, and can be approved alone."),
            gettext("It stays in the set’s list, marked as behind, until something of its article goes live."),
        ],
        issues=[*leaving_out_issues(joined_of(found), found), *asked],
    )
    help_text = gettext("Why the others do not wait for it. Desk and boards read it.")
    return ask(request, asking, ReasonForm(posted(request), help_text=help_text), act)


@asking_page
def withdraw(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Agree to take down all of the set with which a live edition was published."""
    found = get_edition_to_retire(request.user, slug, number)
    joined = joined_of(found)
    agreed = list(withdrawals_of(joined)) if joined else []

    def act(note: str = "") -> str:
        if withdraw_set(edition=found, note=note, by=request.user):
            return gettext("Withdrawn: every page of the set explains why.")
        return gettext("You have agreed. All of it goes when each board has.")

    note = next((row.note for row in agreed if row.note), "")
    asking = Asking(
        found,
        gettext("Withdraw all that was published together"),
        gettext("Agree to withdraw all of it") if agreed else gettext("Withdraw all of it"),
        kind="danger",
        text=gettext("%(name)s proposes it, and readers would be told: “%(note)s”")
        % {"name": agreed[0].by.display_name, "note": note}
        if agreed
        else "",
        consequences=[
            gettext("Once somebody of each board has agreed, every page of it goes at the same moment."),
            gettext("The addresses stay and give the note to readers. Nothing goes before all have agreed."),
            gettext("To take this page alone down at once, retire it."),
        ],
        issues=withdrawal_issues(joined, found, request.user, note or "-"),
        back="" if may_read(request.user, found) else reverse("article", args=[slug]),
    )
    return ask(request, asking, WithdrawForm(posted(request), is_first=not agreed), act)

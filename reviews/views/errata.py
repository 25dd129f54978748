"""Correcting a misprint in what readers are told of an edition beside its signed words."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from editorial.accounts.requests import SignedInRequest
from reviews.actions import correct_told
from reviews.enums import ToldReaders
from reviews.forms.decisions import ErratumForm
from reviews.publishing.told import correctable, told_issues
from reviews.rules.case import case_of
from reviews.rules.decisions import Decision, decision_issues

from .answering import Asking, ask, asking_page, posted
from .decisions import led_edition


@asking_page
def correct(request: SignedInRequest, slug: str, number: int, of: str) -> HttpResponse:
    """The change note of an edition that readers have or had, or the reason why its page is gone."""
    found = led_edition(request, slug, number)
    if of not in ToldReaders.values:
        raise Http404(gettext("Nothing of that name is told."))
    now = correctable(found).get(of)

    def act(text: str, reason: str, shown: str) -> str:
        correct_told(edition=found, of=of, text=text, reason=reason, shown=shown, by=request.user)
        return gettext("Corrected. Readers see what it said before, too.")

    consequences = [
        gettext("Readers get the corrected text, with the day, and what it said before."),
        gettext("What was approved stays as it is; why it was corrected is for the board."),
    ]
    asking = Asking(
        found,
        gettext("Correct “%(what)s”") % {"what": ToldReaders(of).label},
        gettext("Correct it"),
        consequences=consequences,
        issues=[*told_issues(now), *decision_issues(Decision.CORRECT, case_of(found).relation(request.user))],
    )
    return ask(request, asking, ErratumForm(now.text if now else "", posted(request)), act)

"""Approving as an urgent safety change."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from editorial.accounts.requests import SignedInRequest
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from reviews.actions import approve
from reviews.enums import URGENT_MEANING
from reviews.forms.urgent import UrgentForm
from reviews.room.page import review_page
from reviews.rules.requirements import to_approve
from reviews.rules.urgent import Urgent, changed_places

from .answering import Asking, ask, asking_page, posted
from .decisions import led_edition, with_places
from .page import previews_of


@asking_page
def approve_urgently(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """What differs from what readers have, who signed it; and the chair's signature, with a public reason."""
    found = led_edition(request, slug, number)
    page = review_page(found, request.user)
    places = changed_places(page.case)
    form = UrgentForm(places, posted(request))

    def act(sections: list[str], reason: str) -> str:
        urgent = Urgent(frozenset(sections), reason)
        approve(edition=found, by=request.user, authentication=authentication_of(request), urgent=urgent)
        go_on_with_sitting(request)
        return gettext(
            "Approved as an urgent safety change. It is published at once, and marked until the review is complete."
        )

    everything = Urgent(frozenset(place.part.key for place in places), gettext("to be given"))
    issues = with_places(found, to_approve(page.case, request.user, everything))
    asking = Asking(
        found, gettext("Approve as an urgent safety change"), gettext("Approve and sign"), kind="danger", issues=issues
    )
    context: dict[str, Any] = {"page": page, "places": places, "previews": previews_of(page)}
    context["meaning"] = URGENT_MEANING
    return ask(request, asking, form, act, template="review/approve_urgent.html", **context)

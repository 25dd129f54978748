"""What the chair decides on an edition. Each page says what will happen, and asks first."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.enums import IN_REVIEW_STATES, OPEN_STATES
from articles.models import Edition
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from editorial.shared.issues import Issue
from reviews.actions import (
    approve,
    retire,
    return_to_editor,
    revoke_approval,
    schedule,
    set_edition_policy,
    settle_request,
)
from reviews.coverage import coverage_of
from reviews.forms import LetterForm, PolicyForm, ReasonForm, RetireForm, ScheduleForm
from reviews.letters import draft_letter
from reviews.models import SignOff
from reviews.permissions import is_chair, require
from reviews.policies import board_of
from reviews.queries import get_edition_for_review
from reviews.reading import review_page
from reviews.transitions import Move, state_issues

from .answering import Asking, ask, asking_page, edition_url, posted
from .review import previews_of


def led_edition(request: HttpRequest, slug: str, number: int) -> Edition:
    """An edition whose review this person leads; ``PermissionDenied`` for other members of the board."""
    found = get_edition_for_review(request.user, slug, number)
    require(is_chair(request.user, found.article), "Only the chair or a deputy decides this.")
    return found


@asking_page
def approve_edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything that the approval covers; and the chair's signature on it."""
    found = led_edition(request, slug, number)
    page = review_page(found, request.user)

    def act() -> str:
        approve(edition=found, by=request.user, authentication=authentication_of(request))
        go_on_with_sitting(request)
        return f"Approved. {_publication(found)}"

    asking = Asking(found, "Approve this edition", "Approve and sign", issues=with_places(found, page.approve_issues))
    context = {"page": page, "coverage": coverage_of(page), "previews": previews_of(page)}
    context["publication"] = _publication(found)
    return ask(request, asking, Form(posted(request)), act, template="review/approve.html", **context)


def with_places(found: Edition, issues: list[Issue]) -> list[Issue]:
    """The same reasons on another page than the review's own: those about a section lead back to it."""
    url = edition_url(found)
    return [
        Issue(one.code, one.message, f"{url}#{one.target.replace(':', '-', 1)}" if ":" in one.target else one.target)
        for one in issues
    ]


def _publication(found: Edition) -> str:
    if found.publish_at:
        return f"It is published on {date_format(localtime(found.publish_at), 'j F Y, H:i')}."
    return "It is published at once."


@asking_page
def return_edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Send the edition back with a letter."""
    found = led_edition(request, slug, number)
    initial = {} if request.method == "POST" else {"text": draft_letter(review_page(found, request.user))}

    def act(text: str) -> str:
        return_to_editor(edition=found, text=text, by=request.user)
        return "Returned to the editor with your letter."

    asking = Asking(
        found,
        "Return to the editor",
        "Send the letter and return",
        consequences=[
            "The editor opens the next edition with the same contents and mends it.",
            "Signatures already given go on counting wherever their words are unchanged.",
        ],
        issues=state_issues(found.state, Move.RETURN),
    )
    return ask(request, asking, LetterForm(posted(request), initial=initial), act)


@asking_page
def revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an approval back before publication."""
    found = led_edition(request, slug, number)

    def act(reason: str) -> str:
        revoke_approval(edition=found, reason=reason, by=request.user)
        return "The approval is revoked; the edition is under review again."

    text = "The edition goes back under review. All signatures of the members stay."
    issues = state_issues(found.state, Move.REVOKE_APPROVAL)
    asking = Asking(found, "Revoke the approval", "Revoke", text, "danger", issues=issues)
    return ask(request, asking, ReasonForm(posted(request)), act)


@asking_page
def retire_article(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take the live page down."""
    found = led_edition(request, slug, number)

    def act(reason: str, successor: Any) -> str:
        retire(edition=found, reason=reason, successor=successor, by=request.user)
        return "Retired. Its address now explains why."

    asking = Asking(
        found,
        "Retire this article",
        "Retire the article",
        kind="danger",
        consequences=["Readers no longer get the text.", "The address stays and gives your reason."],
        issues=state_issues(found.state, Move.RETIRE),
    )
    return ask(request, asking, RetireForm(found, posted(request)), act)


@asking_page
def settle(request: HttpRequest, slug: str, number: int, sign_off: Any) -> HttpResponse:
    """Close a member's request with a reason; the dissent is kept."""
    found = led_edition(request, slug, number)
    signed = SignOff.objects.filter(pk=sign_off, version__pins__edition=found).select_related("version__section")
    asked = signed.first()
    if asked is None:
        raise Http404("No such request in this edition.")

    def act(reason: str) -> str:
        settle_request(sign_off=asked, reason=reason, by=request.user)
        return f"The request of {asked.printed_name} is settled."

    text = f"{asked.printed_name} asked: “{asked.note}”"
    consequences = ["The request no longer blocks approval.", "It stays on record, with your reason beside it."]
    asking = Asking(found, "Settle a request for changes", "Settle it", text, consequences=consequences)
    help_text = "Why the edition may appear although the request stands."
    return ask(request, asking, ReasonForm(posted(request), help_text=help_text), act)


@asking_page
def set_policy(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Judge the edition by another policy."""
    found = led_edition(request, slug, number)

    def act(version: Any, reason: str) -> str:
        set_edition_policy(edition=found, version=version, reason=reason, by=request.user)
        return f"The edition is now judged by “{version.policy.name}”."

    issues = []
    if found.state not in IN_REVIEW_STATES:
        issues = [Issue("wrong-state", "The policy can be changed only while the edition is in review.")]
    asking = Asking(found, "Judge by another policy", "Set this policy", issues=issues)
    return ask(request, asking, PolicyForm(board_of(found.article), posted(request)), act)


@asking_page
def set_schedule(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say when the edition is published."""
    found = led_edition(request, slug, number)

    def act(publish_at: Any) -> str:
        return f"Saved. {_publication(schedule(edition=found, publish_at=publish_at, by=request.user))}"

    issues = []
    if found.state not in OPEN_STATES:
        issues = [Issue("wrong-state", "Only an edition that is not yet published can be scheduled.")]
    asking = Asking(found, "Time of publication", "Save", issues=issues)
    return ask(request, asking, ScheduleForm(found, posted(request)), act)

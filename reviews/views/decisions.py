"""What the chair decides on an edition. Each page says what will happen, and asks first."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from articles.enums import OPEN_STATES
from articles.models import Edition
from editorial.accounts.requests import SignedInRequest
from editorial.accounts.roles import is_administrator
from editorial.accounts.sitting import authentication_of, go_on_with_sitting
from editorial.shared.issues import Issue, require
from reviews.actions import (
    approve,
    carry_corrections,
    hand_over,
    retire,
    return_to_editor,
    revoke_approval,
    schedule,
    set_edition_policy,
    settle_request,
)
from reviews.enums import APPROVAL_MEANING
from reviews.forms.common import ReasonForm
from reviews.forms.decisions import HandOverForm, LetterForm, PolicyForm, RetireForm
from reviews.forms.schedule import ScheduleForm
from reviews.models import SignOff
from reviews.room.corrections import corrected
from reviews.room.coverage import coverage_of
from reviews.room.letters import draft_letter
from reviews.room.page import review_page
from reviews.rules.case import Case, case_of
from reviews.rules.decisions import Decision, decision_issues, scheduling_issues
from reviews.rules.handover import carrying_state_issues, handing_issues, policy_change_issues
from reviews.rules.permissions import leads, may_read
from reviews.rules.queries import get_edition_for_review, get_edition_to_hand_over, get_edition_to_retire
from reviews.rules.requirements import corrections
from reviews.rules.sets import joined_of
from reviews.rules.transitions import Move, state_issues

from .answering import Asking, ask, asking_page, edition_url, posted
from .page import previews_of


def led_edition(request: SignedInRequest, slug: str, number: int) -> Edition:
    """An edition whose review this person leads; ``PermissionDenied`` for other members of the board."""
    found = get_edition_for_review(request.user, slug, number)
    require(leads(request.user, found), gettext("Only the chair or a deputy decides this."))
    return found


def _asked(decision: Decision, case: Case, request: SignedInRequest) -> list[Issue]:
    """Why this leader of the board does not decide that: said on the page before anything is typed."""
    return decision_issues(decision, case.relation(request.user))


@asking_page
def approve_edition(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Everything that the approval covers; and the chair's signature on it."""
    found = led_edition(request, slug, number)
    page = review_page(found, request.user)

    def act() -> str:
        approve(edition=found, by=request.user, authentication=authentication_of(request))
        go_on_with_sitting(request)
        return gettext("Approved. %(publication)s") % {"publication": _publication(found)}

    asking = Asking(
        found,
        gettext("Approve this edition"),
        gettext("Approve and sign"),
        issues=with_places(found, page.approve_issues),
    )
    context = {"page": page, "coverage": coverage_of(page), "previews": previews_of(page)}
    context["publication"], context["meaning"] = _publication(found), APPROVAL_MEANING
    return ask(request, asking, Form(posted(request)), act, template="review/approve.html", **context)


def with_places(found: Edition, issues: list[Issue]) -> list[Issue]:
    """The same reasons on another page than the review's own: those about a section lead back to it."""
    url = edition_url(found)
    return [
        Issue(one.code, one.message, f"{url}#{one.target.replace(':', '-', 1)}" if ":" in one.target else one.target)
        for one in issues
    ]


def _publication(found: Edition) -> str:
    if joined_of(found) is not None:
        return gettext("It is published together with the others of its set, once all are approved.")
    if found.publish_at:
        return gettext("It is published on %(localtime)s.") % {
            "localtime": date_format(localtime(found.publish_at), "j F Y, H:i")
        }
    return gettext("It is published at once.")


@asking_page
def return_edition(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Send the edition back with a letter."""
    found = led_edition(request, slug, number)
    initial = {} if request.method == "POST" else {"text": draft_letter(review_page(found, request.user))}

    def act(text: str) -> str:
        return_to_editor(edition=found, text=text, by=request.user)
        return gettext("Returned to the editor with your letter.")

    asking = Asking(
        found,
        gettext("Return to the editor"),
        gettext("Send the letter and return"),
        consequences=[
            gettext("The editor opens the next edition with the same contents and mends it."),
            gettext("Signatures already given go on counting wherever their words are unchanged."),
        ],
        issues=[*state_issues(found.state, Move.RETURN), *_asked(Decision.RETURN, case_of(found), request)],
    )
    return ask(request, asking, LetterForm(posted(request), initial=initial), act)


@asking_page
def revoke(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take an approval back before publication."""
    found = led_edition(request, slug, number)

    def act(reason: str) -> str:
        revoke_approval(edition=found, reason=reason, by=request.user)
        return gettext("The approval is revoked; the edition is under review again.")

    text = gettext("The edition goes back under review. All signatures of the members stay.")
    if joined_of(found) is not None:
        text = gettext(
            "It goes live together with others: all that was approved of them goes back under review with it. All "
            "signatures of the members stay."
        )
    issues = state_issues(found.state, Move.REVOKE_APPROVAL)
    asking = Asking(found, gettext("Revoke the approval"), gettext("Revoke"), text, "danger", issues=issues)
    return ask(request, asking, ReasonForm(posted(request)), act)


@asking_page
def retire_article(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take the live page down."""
    found = get_edition_to_retire(request.user, slug, number)

    def act(reason: str, successor: Any) -> str:
        retire(edition=found, reason=reason, successor=successor, by=request.user)
        return gettext("Retired. Its address now explains why.")

    asking = Asking(
        found,
        gettext("Retire this article"),
        gettext("Retire the article"),
        kind="danger",
        consequences=[gettext("Readers no longer get the text."), gettext("The address stays and gives your reason.")],
        issues=state_issues(found.state, Move.RETIRE),
        back="" if may_read(request.user, found) else reverse("article", args=[slug]),
    )
    naming = _asked(Decision.NAME_SUCCESSOR, case_of(found), request)
    return ask(request, asking, RetireForm(found, posted(request), naming), act)


@asking_page
def settle(request: SignedInRequest, slug: str, number: int, sign_off: Any) -> HttpResponse:
    """Close a member's request with a reason; the dissent is kept."""
    found = led_edition(request, slug, number)
    signed = SignOff.objects.filter(pk=sign_off, version__pins__edition=found).select_related("version__section")
    asked = signed.first()
    if asked is None:
        raise Http404(gettext("No such request in this edition."))

    def act(reason: str) -> str:
        settle_request(sign_off=asked, reason=reason, by=request.user)
        return gettext("The request of %(asked)s is settled.") % {"asked": asked.printed_name}

    text = gettext("%(asked)s asked: “%(note)s”") % {"asked": asked.printed_name, "note": asked.note}
    consequences = [
        gettext("The request no longer blocks approval."),
        gettext("It stays on record, with your reason beside it."),
    ]
    issues = _asked(Decision.SETTLE, case_of(found), request)
    asking = Asking(
        found,
        gettext("Settle a request for changes"),
        gettext("Settle it"),
        text,
        consequences=consequences,
        issues=issues,
    )
    help_text = gettext("Why the edition may appear although the request stands.")
    return ask(request, asking, ReasonForm(posted(request), help_text=help_text), act)


@asking_page
def set_policy(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Judge the edition by another policy."""
    found = led_edition(request, slug, number)

    def act(version: Any, reason: str) -> str:
        set_edition_policy(edition=found, version=version, reason=reason, by=request.user)
        return gettext("The edition is now judged by “%(name)s”.") % {"name": version.policy.name}

    case = case_of(found)
    issues = [*policy_change_issues(case), *_asked(Decision.SET_POLICY, case, request)]
    asking = Asking(found, gettext("Judge by another policy"), gettext("Set this policy"), issues=issues)
    return ask(request, asking, PolicyForm(case.board, posted(request)), act)


@asking_page
def hand_over_edition(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Give the edition to another board: for who leads its own, or for administrators where nobody does."""
    found = get_edition_to_hand_over(request.user, slug, number)
    case = case_of(found)
    allowed = case.relation(request.user).leads or is_administrator(request.user)
    require(allowed, gettext("Only the board that judges the edition hands it over."))

    def act(version: Any, reason: str) -> str:
        hand_over(edition=found, version=version, reason=reason, by=request.user)
        return gettext("The edition is now judged by %(board)s.") % {"board": version.policy.board}

    consequences = [
        gettext("From now on the other board signs, decides and approves; %(board)s no longer does.")
        % {"board": case.board},
        gettext(
            "Signatures that were given stay on record; they count only where the new policy accepts this board’s."
        ),
        gettext("What readers have stays as it is."),
    ]
    form = HandOverForm(case.board, posted(request))
    asking = Asking(
        found,
        gettext("Hand over to another board"),
        gettext("Hand it over"),
        gettext("%(board)s judges this edition.") % {"board": case.board},
        consequences=consequences,
        issues=[*handing_issues(case, request.user), *form.nowhere_issues()],
        back=reverse("dossier", args=[slug, number]) if is_administrator(request.user) else "",
    )
    return ask(request, asking, form, act)


@asking_page
def carry(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Look at the corrected records beside what signers saw, and let the signatures count."""
    found = led_edition(request, slug, number)
    case = case_of(found)
    rows = [corrected(one) for one in corrections(case)]

    def act(reason: str) -> str:
        number = len(carry_corrections(edition=found, reason=reason, by=request.user))
        carried = ngettext(
            "%(number)s correction carried: the signatures count.",
            "%(number)s corrections carried: the signatures count.",
            number,
        )
        return carried % {"number": number}

    issues = [*carrying_state_issues(case), *_asked(Decision.CARRY, case, request)]
    if not rows:
        issues.append(Issue("nothing-to-carry", gettext("No signature waits for a correction to be carried.")))
    asking = Asking(
        found,
        gettext("Carry corrections of cited records"),
        gettext("It is the same work: carry them"),
        gettext(
            "Members signed before these records were corrected. A record that has become another work’s "
            "is not listed: what cites it is signed again."
        ),
        issues=issues,
    )
    form = ReasonForm(posted(request), help_text=gettext("What you compared. It is kept with both records."))
    return ask(request, asking, form, act, template="review/carry.html", rows=rows)


@asking_page
def set_schedule(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Say when the edition is published."""
    found = led_edition(request, slug, number)

    def act(publish_at: Any) -> str:
        return gettext("Saved. %(publication)s") % {
            "publication": _publication(schedule(edition=found, publish_at=publish_at, by=request.user))
        }

    issues = scheduling_issues(found, request.user)
    if found.state not in OPEN_STATES:
        issues = [Issue("wrong-state", gettext("Only an edition that is not yet published can be scheduled."))]
    asking = Asking(found, gettext("Time of publication"), gettext("Save"), issues=issues)
    return ask(request, asking, ScheduleForm(found, posted(request)), act)

"""What members say of themselves: whether they will review, what interests they have, that they keep out."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Edition
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from reviews.actions import (
    accept_review,
    answer_assignment,
    ask_for_time,
    declare_interest,
    end_interest,
    end_recusal,
    recuse,
)
from reviews.forms.common import ReasonForm
from reviews.forms.interests import AcceptForm, StatementForm
from reviews.forms.request_links import MoreTimeForm
from reviews.room.profiles import declarations_of
from reviews.rules.assignments import asking_time_issues, taking_issues, to_answer
from reviews.rules.queries import get_edition_for_review
from reviews.rules.readiness import declaration_issues

from .answering import Asking, ask, asking_page, board_page, edition_url, posted


@asking_page
def accept(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Say yes to what the chair asked, or take the review without having been asked; and whether an interest bears."""
    found = get_edition_for_review(request.user, slug, number)
    declared = next(iter(declarations_of(request.user)), None)
    here = f"{reverse('profile:interests')}?{urlencode({'next': request.path})}"

    def act(bears: bool, statement: str) -> str:
        accept_review(article=found.article, bears=bears, statement=statement, by=request.user)
        if bears:
            return gettext("This review is yours. You may comment here; somebody else signs.")
        return gettext("Thank you: this review is yours.")

    lacking = declaration_issues(declared and declared.declared_on, timezone.localdate())
    issues = [*(replace(one, target=here) for one in lacking), *taking_issues(found, request.user)]
    asking = Asking(found, *_words_of_accepting(found, request.user), issues=issues)
    context = {"declared": declared, "interests_url": here}
    return ask(request, asking, AcceptForm(posted(request)), act, template="review/accept.html", **context)


def _words_of_accepting(edition: Edition, user: User) -> tuple[str, str]:
    """Heading and button: who was asked accepts, who was not takes."""
    if to_answer(edition.article, user):
        return gettext("Accept this review"), gettext("Accept")
    return gettext("Take this review"), gettext("Take it")


@asking_page
def decline(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Say no, with a reason."""
    found = get_edition_for_review(request.user, slug, number)
    asked = found.article.assignments.filter(user=request.user).first()
    if asked is None:
        raise Http404(gettext("You were not asked to review this article."))

    def act(reason: str) -> str:
        answer_assignment(assignment=asked, accept=False, reason=reason, by=request.user)
        return gettext("Declined; the chair sees your reason.")

    asking = Asking(found, gettext("Decline this review"), gettext("Decline"))
    return ask(request, asking, ReasonForm(posted(request), help_text=gettext("For the chair.")), act)


@asking_page
def more_time(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Ask whoever leads the board for a later day."""
    found = get_edition_for_review(request.user, slug, number)
    asked = found.article.assignments.filter(user=request.user).first()
    if asked is None:
        raise Http404(gettext("You were not asked to review this article."))

    def act(until: date, reason: str) -> str:
        ask_for_time(assignment=asked, until=until, reason=reason, by=request.user)
        return gettext("Asked. Until a later day is given, the one that was set stays.")

    issues = asking_time_issues(asked)
    asking = Asking(found, gettext("Ask for more time"), gettext("Ask for it"), issues=issues)
    return ask(request, asking, MoreTimeForm(posted(request)), act)


@asking_page
def declare(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Declare an interest in the article."""
    found = get_edition_for_review(request.user, slug, number)

    def act(statement: str) -> str:
        declare_interest(article=found.article, statement=statement, by=request.user)
        return gettext("Your interest is declared. You may comment here, but your signatures do not count.")

    consequences = [
        gettext("Your signatures on this article stop counting, also those already given."),
        gettext("You may go on reading and commenting."),
    ]
    asking = Asking(found, gettext("Declare an interest"), gettext("Declare it"), consequences=consequences)
    return ask(request, asking, StatementForm(posted(request)), act)


@board_page
@require_POST
def end_own_interest(request: SignedInRequest, slug: str, number: int, interest: Any) -> HttpResponse:
    """Record that an interest has ended: its member, or the chair."""
    found = get_edition_for_review(request.user, slug, number)
    row = found.article.interests.filter(pk=interest).first()
    if row is None:
        raise Http404(gettext("No such interest in this article."))
    end_interest(interest=row, by=request.user)
    messages.success(request, gettext("The interest has ended."))
    return redirect(edition_url(found))


@asking_page
def keep_out(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Keep out of signing this article."""
    found = get_edition_for_review(request.user, slug, number)

    def act(reason: str) -> str:
        recuse(article=found.article, reason=reason, by=request.user)
        return gettext("You keep out of this article. The chair can end that.")

    consequences = [
        gettext("Your signatures on this article stop counting, also those already given."),
        gettext("Only the chair can end this."),
    ]
    asking = Asking(found, gettext("Keep out of this article"), gettext("Keep out"), consequences=consequences)
    return ask(request, asking, ReasonForm(posted(request), help_text=gettext("For the board.")), act)


@board_page
@require_POST
def let_back_in(request: SignedInRequest, slug: str, number: int, recusal: Any) -> HttpResponse:
    """The chair ends a member's keeping out."""
    found = get_edition_for_review(request.user, slug, number)
    row = found.article.recusals.filter(pk=recusal).first()
    if row is None:
        raise Http404(gettext("Nobody of that name keeps out of this article."))
    end_recusal(recusal=row, by=request.user)
    messages.success(request, gettext("%(name)s may sign here again.") % {"name": row.user.display_name})
    return redirect(edition_url(found))

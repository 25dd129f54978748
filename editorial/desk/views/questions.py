"""Readers' follow-up questions, for the editors of the articles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.actions.answering import close_follow_up, reopen_follow_up
from articles.queries import audience_labels, follow_ups_for, get_follow_up_for
from editorial.accounts.requests import SignedInRequest

from .articles import DESK

PAGE_SIZE = 20


@login_required
def questions(request: SignedInRequest) -> HttpResponse:
    """The questions readers asked about my articles: the open ones, or those that were answered."""
    answered = request.GET.get("show") == "answered"
    rows = follow_ups_for(request.user)
    page = Paginator(rows.filter(closed_at__isnull=not answered), PAGE_SIZE).get_page(request.GET.get("page"))
    labels = audience_labels()
    for row in page.object_list:
        row.audience_label = labels.get(row.audience, "")
    tabs = [
        {"label": "Open", "url": "/desk/questions/", "current": not answered},
        {"label": "Answered", "url": "/desk/questions/?show=answered", "current": answered},
    ]
    context = {"page": page, "answered": answered, "tabs": tabs, "trail": [DESK]}
    return render(request, "desk/questions.html", context)


@login_required
@require_POST
def close_question(request: SignedInRequest, question) -> HttpResponse:
    """Mark a question as answered."""
    close_follow_up(follow_up=get_follow_up_for(request.user, question), by=request.user)
    messages.success(request, gettext("Marked as answered."))
    return redirect("desk:questions")


@login_required
@require_POST
def reopen_question(request: SignedInRequest, question) -> HttpResponse:
    """Take a question up again."""
    reopen_follow_up(follow_up=get_follow_up_for(request.user, question), by=request.user)
    messages.success(request, gettext("The question is open again."))
    return redirect("desk:questions")

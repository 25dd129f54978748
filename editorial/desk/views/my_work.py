"""The page on which everybody who works here begins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.desk.finding import works_here
from editorial.desk.my_work import my_work_of


@login_required
@require_safe
def my_work(request: SignedInRequest) -> HttpResponse:
    """What waits for this person, in every role; who has none gets a friendly word."""
    if not works_here(request.user):
        return render(request, "desk/no_desk.html")
    return render(request, "desk/my_work.html", {"work": my_work_of(request.user)})

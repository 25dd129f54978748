"""What people say of themselves to everybody, and members of their interests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from editorial.shared.issues import Refused
from reviews.actions import declare_interests
from reviews.forms import add_issues
from reviews.forms_profile import LOOKS_BACK, SOMETHING, DeclarationForm
from reviews.permissions import has_a_seat, require
from reviews.profiles import declarations_of

from .answering import NOT_NOW, UNREADABLE, asking_page, posted


@asking_page
def interests(request: HttpRequest) -> HttpResponse:
    """Declare one's interests for the coming year, beginning with what was declared last."""
    require(has_a_seat(request.user), "Only members of a board declare their interests.")
    declared = declarations_of(request.user)
    latest = declared[0] if declared else None
    form = DeclarationForm(
        latest.items if latest else None, posted(request), public=latest.own_public_line if latest else ""
    )
    status = 200
    if request.method == "POST" and not form.adds:
        status = UNREADABLE
        if form.is_valid():
            try:
                declare_interests(
                    items=form.items() if form.cleaned_data["answer"] == SOMETHING else [],
                    public_line=form.cleaned_data["public_line"],
                    by=request.user,
                )
                messages.success(request, "Thank you: your interests are declared for a year.")
                return redirect(safe_next(request))
            except Refused as refused:
                add_issues(form, refused.issues)
                status = NOT_NOW
    context = {"form": form, "declared": declared, "looks_back": LOOKS_BACK, "back": safe_next(request)}
    return render(request, "review/interests.html", context, status=status)


def safe_next(request: HttpRequest) -> str:
    """Where the member came from, on this site; else the profile."""
    url = request.GET.get("next", "")
    ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if ours else reverse("profile:interests")

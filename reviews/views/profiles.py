"""What people say of themselves to everybody, and members of their interests."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from editorial.accounts.models import User
from editorial.accounts.photographs import MOST_BYTES
from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused, require
from editorial.shared.refusals import add_issues
from reviews.actions import declare_interests, remove_photograph, save_profile, set_photograph
from reviews.forms.interests import LOOKS_BACK, SOMETHING, DeclarationForm
from reviews.forms.profiles import PhotographForm, ProfileForm
from reviews.room.profiles import declarations_of, get_profile_for, terms_of
from reviews.rules.permissions import has_a_seat
from reviews.rules.profiles import initials_of, last_change_of
from reviews.rules.readiness import reminders_for

from .answering import NOT_NOW, UNREADABLE, asking_page, board_page, posted


@asking_page
def interests(request: SignedInRequest) -> HttpResponse:
    """Declare one's interests for the coming year, beginning with what was declared last."""
    require(has_a_seat(request.user), gettext("Only members of a board declare their interests."))
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
                messages.success(request, gettext("Thank you: your interests are declared for a year."))
                return redirect(safe_next(request))
            except Refused as refused:
                add_issues(form, refused.issues)
                status = NOT_NOW
    context = {"form": form, "declared": declared, "looks_back": LOOKS_BACK, "back": safe_next(request)}
    return render(request, "review/interests.html", context, status=status)


def safe_next(request: SignedInRequest) -> str:
    """Where the member came from, on this site; else the profile."""
    url = request.GET.get("next", "")
    ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if ours else reverse("profile:own")


@asking_page
def own(request: SignedInRequest) -> HttpResponse:
    """One's own profile."""
    return profile_page(request, request.user.pk)


@asking_page
def of(request: SignedInRequest, user: UUID) -> HttpResponse:
    """Anybody's profile, for administrators."""
    return profile_page(request, user)


def profile_page(request: SignedInRequest, person: UUID) -> HttpResponse:
    """What readers see of a person, and the forms that change it."""
    found = get_profile_for(request.user, person)
    form, status = ProfileForm(posted(request), initial=_said_by(found)), 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                save_profile(person=found, by=request.user, **form.cleaned_data)
                messages.success(request, "Saved.")
                return redirect(profile_url(request, found))
            except Refused as refused:
                add_issues(form, refused.issues)
                status = NOT_NOW
    return _show(request, found, form=form, status=status)


def _said_by(person: User) -> dict:
    return {"bio": person.bio, "orcid": person.orcid, "base": last_change_of(person)}


def _show(request: SignedInRequest, person: User, *, status: int = 200, form=None, photograph=None) -> HttpResponse:
    terms = terms_of(person)
    declared = declarations_of(person)
    is_own = person.pk == request.user.pk
    seat = has_a_seat(person)
    latest = declared[0].declared_on if declared else None
    context = {
        "person": person,
        "is_own": is_own,
        "form": form or ProfileForm(initial=_said_by(person)),
        "photograph": photograph or PhotographForm(),
        "photograph_url": profile_url(request, person, "photograph"),
        "initials": initials_of(person.display_name),
        "terms": terms,
        "declared": declared[0] if declared else None,
        "may_declare": seat and is_own,
        "reminders": reminders_for(person, latest, timezone.localdate()) if seat else [],
    }
    return render(request, "review/profile.html", context, status=status)


@board_page
@require_POST
def own_photograph(request: SignedInRequest) -> HttpResponse:
    """Set or remove one's own photograph."""
    return change_photograph(request, request.user.pk)


@board_page
@require_POST
def photograph_of(request: SignedInRequest, user: UUID) -> HttpResponse:
    """Set or remove anybody's photograph, for administrators."""
    return change_photograph(request, user)


def change_photograph(request: SignedInRequest, person: UUID) -> HttpResponse:
    """Take what was uploaded, or take the photograph away; refused with the reason beside the field."""
    found = get_profile_for(request.user, person)
    if "remove" in request.POST:
        remove_photograph(person=found, by=request.user)
        messages.success(request, gettext("The photograph is removed."))
        return redirect(profile_url(request, found))
    form = PhotographForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, found, photograph=form, status=UNREADABLE)
    try:
        set_photograph(person=found, upload=beginning_of(form.cleaned_data["photograph"]), by=request.user)
    except Refused as refused:
        add_issues(form, refused.issues)
        return _show(request, found, photograph=form, status=NOT_NOW)
    messages.success(request, gettext("The photograph is saved."))
    return redirect(profile_url(request, found))


def beginning_of(upload: UploadedFile) -> bytes:
    """No more of an upload than is needed to see that it is too large."""
    return upload.read(MOST_BYTES + 1)


def profile_url(request: SignedInRequest, person: User, what: str = "") -> str:
    """One's own address, or that of somebody else's profile."""
    if person.pk == request.user.pk:
        return reverse(f"profile:{what or 'own'}")
    return reverse(f"profile:{what}_of" if what else "profile:of", args=[person.pk])

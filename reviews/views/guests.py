"""Guests: the chair invites them; their link opens one edition to read and to comment. They sign in nowhere."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused
from editorial.shared.refusals import add_issues
from reviews.actions import comment_as_guest, invite_guest, revoke_guest
from reviews.forms.guests import GuestCommentForm, GuestForm
from reviews.models import Comment, Guest
from reviews.notices.invitations import link_of
from reviews.room.guests import GuestPage, guest_page
from reviews.rules.guests import get_guest_by_secret, guests_of, inviting_issues

from .answering import NOT_NOW, UNREADABLE, asking_page, board_page, edition_url, posted, step_url, title_in, trail_of
from .decisions import led_edition


@asking_page
def guests(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Whom the chair asked without an account, and the form to ask another. The link is shown once, here."""
    found = led_edition(request, slug, number)
    form, sent, status = GuestForm(posted(request)), {}, 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                invited, secret = invite_guest(edition=found, by=request.user, **form.cleaned_data)
                sent = {"invited": invited, "link": link_of(secret)}
                form, status = GuestForm(), 200
            except Refused as refused:
                add_issues(form, refused.issues)
                status = NOT_NOW
    context = {
        "edition": found,
        "form": form,
        **sent,
        "issues": inviting_issues(found),
        "rows": [{"guest": one, "revoke_url": step_url("revoke_guest", found, one.pk)} for one in guests_of(found)],
        "back": edition_url(found),
        "trail": trail_of(found.article, title_in(found), found),
    }
    return render(request, "review/guests.html", context, status=status)


@board_page
@require_POST
def close_link(request: SignedInRequest, slug: str, number: int, guest: Any) -> HttpResponse:
    """Close a guest's link before its day."""
    found = led_edition(request, slug, number)
    row = found.guests.filter(pk=guest).select_related("edition", "person").first()
    if row is None:
        raise Http404(gettext("No such guest of this edition."))
    revoke_guest(guest=row, by=request.user)
    messages.success(request, gettext("The link of %(person)s is closed.") % {"person": row.person.display_name})
    return redirect(step_url("guests", found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def as_guest(request: SignedInRequest, secret: str) -> HttpResponse:
    """One edition for one guest; a comment is sent to the same address."""
    guest = get_guest_by_secret(secret)
    if not guest.is_open:
        return closed(request, guest)
    page = guest_page(guest, lambda digest: reverse("guest_medium", args=[secret, digest]))
    if request.method != "POST":
        return _show(request, page, None)
    return _comment(request, page)


def _comment(request: SignedInRequest, page: GuestPage) -> HttpResponse:
    section = next((one for one in page.sections if str(one.version.pk) == request.POST.get("version")), None)
    if section is None:
        raise Http404(gettext("No such section in this edition."))
    form = GuestCommentForm(section, request.POST)
    if not form.is_valid():
        return _show(request, page, form, UNREADABLE)
    thread = _thread(page.guest, request.POST.get("in_reply_to", ""))
    try:
        comment_as_guest(guest=page.guest, version=section.version, in_reply_to=thread, **form.cleaned_data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return _show(request, page, form, NOT_NOW)
    messages.success(request, gettext("Thank you: the board and the article’s editors can read your comment now."))
    return redirect(f"{request.path}#section-{section.anchor}")


def _thread(guest: Guest, pk: str) -> Comment | None:
    """The guest's own comment that is gone on from; None if none is named."""
    own = [str(row.pk) for row in Comment.objects.filter(author=guest.person, in_reply_to__isnull=True)]
    if pk and pk not in own:
        raise Http404(gettext("No such comment of yours."))
    return Comment.objects.get(pk=pk) if pk else None


def _show(request: SignedInRequest, page: GuestPage, form: GuestCommentForm | None, status: int = 200) -> HttpResponse:
    rows = [
        (section, form if form is not None and form.anchor == section.anchor else GuestCommentForm(section))
        for section in page.sections
    ]
    context = {"page": page, "guest": page.guest, "rows": rows, "refused": form.anchor if form else ""}
    return render(request, "review/guest.html", context, status=status)


def closed(request: SignedInRequest, guest: Guest) -> HttpResponse:
    """What a link says after its day."""
    return render(request, "review/guest_closed.html", {"guest": guest}, status=410)

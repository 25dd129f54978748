"""Guests: the chair invites them; their link opens one edition to read and to comment. They sign in nowhere."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from editorial.shared.issues import Refused
from reviews.actions import comment_as_guest, invite_guest, revoke_guest
from reviews.forms import add_issues
from reviews.forms_assigning import GuestCommentForm, GuestForm
from reviews.guests import GuestPage, get_guest_by_secret, guest_page, guests_of, inviting_issues
from reviews.inviting import link_of, send_invitation
from reviews.models import Comment, Guest

from .answering import NOT_NOW, UNREADABLE, asking_page, board_page, edition_url, posted, step_url
from .decisions import led_edition


@asking_page
def guests(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whom the chair asked without an account, and the form to ask another. The link is shown once, here."""
    found = led_edition(request, slug, number)
    form, sent, status = GuestForm(posted(request)), {}, 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                invited, secret = invite_guest(edition=found, by=request.user, **form.cleaned_data)
                sent = {"invited": invited, "link": link_of(secret), "was_mailed": send_invitation(invited, secret)}
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
    }
    return render(request, "review/guests.html", context, status=status)


@board_page
@require_POST
def close_link(request: HttpRequest, slug: str, number: int, guest: Any) -> HttpResponse:
    """Close a guest's link before its day."""
    found = led_edition(request, slug, number)
    row = found.guests.filter(pk=guest).select_related("edition", "person").first()
    if row is None:
        raise Http404("No such guest of this edition.")
    revoke_guest(guest=row, by=request.user)
    messages.success(request, f"The link of {row.person.display_name} is closed.")
    return redirect(step_url("guests", found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def as_guest(request: HttpRequest, secret: str) -> HttpResponse:
    """One edition for one guest; a comment is sent to the same address."""
    guest = get_guest_by_secret(secret)
    if not guest.is_open:
        return _private(render(request, "review/guest_closed.html", {"guest": guest}, status=410))
    page = guest_page(guest)
    if request.method != "POST":
        return _show(request, page, None)
    return _comment(request, page)


def _comment(request: HttpRequest, page: GuestPage) -> HttpResponse:
    section = next((one for one in page.sections if str(one.version.pk) == request.POST.get("version")), None)
    if section is None:
        raise Http404("No such section in this edition.")
    form = GuestCommentForm(section.anchor, request.POST)
    if not form.is_valid():
        return _show(request, page, form, UNREADABLE)
    thread = _thread(page.guest, request.POST.get("in_reply_to", ""))
    try:
        comment_as_guest(guest=page.guest, version=section.version, in_reply_to=thread, **form.cleaned_data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return _show(request, page, form, NOT_NOW)
    messages.success(request, "Thank you: the board and the article’s editors can read your comment now.")
    return _private(redirect(f"{request.path}#section-{section.anchor}"))


def _thread(guest: Guest, pk: str) -> Comment | None:
    """The guest's own comment that is gone on from; None if none is named."""
    own = [str(row.pk) for row in Comment.objects.filter(author=guest.person, in_reply_to__isnull=True)]
    if pk and pk not in own:
        raise Http404("No such comment of yours.")
    return Comment.objects.get(pk=pk) if pk else None


def _show(request: HttpRequest, page: GuestPage, form: GuestCommentForm | None, status: int = 200) -> HttpResponse:
    rows = [
        (section, form if form is not None and form.anchor == section.anchor else GuestCommentForm(section.anchor))
        for section in page.sections
    ]
    context = {"page": page, "guest": page.guest, "rows": rows, "refused": form.anchor if form else ""}
    return _private(render(request, "review/guest.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the key: no search engine is to learn it. (No other site does: see SECURE_REFERRER_POLICY.)"""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""What was typed and not saved: kept at every pause, shown again on its page, forgotten once it has arrived.

The script of the working pages (``scratch.js``) sends what stands in a form while somebody writes in it; it is kept as
a :mod:`scratch copy <editorial.scratch>`, for whoever typed it and nobody else. Nothing is done with it but to show it:
beside what the page has, to be put back into the form or dropped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from articles.redline import redline, redline_line
from editorial.accounts.kept import NOT_KEPT, WRITER, name_of, owner_of, words_in
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest, person_of
from editorial.kept import leads_to_sign_in, with_notice
from editorial.middleware import way_back
from editorial.scratch.actions import Pause, Place, drop, has_arrived, has_arrived_in_part, keep_typed
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_of
from editorial.shared.filling import CHOSEN, Difference, differences, fill
from editorial.shared.issues import Refused
from editorial.shared.refusals import NotTaken

PUT_BACK = "typed"
"""Of a page's address: which copy is put back into its form."""
SEALED = "pasted"
"""The field of what was noticed at pastes: nobody typed it, and it goes back into the form with the words."""
MOST_SHOWN = 200_000
"""Characters of a field up to which what differs is marked in it; beyond, the words alone are shown."""
_NUMBER = re.compile(r"^[0-9]{1,15}$")
_PAUSE = re.compile(r"^([A-Za-z0-9.\-]{1,100}):([0-9]{1,15})$")
_BESIDES = NOT_KEPT | {SEALED}
_HAS_WORDS = (b"<textarea", b'type="text"', b'type="url"')


@dataclass(frozen=True)
class Shown:
    """A field in which something else was typed: by the page's name for it, with the redline, or the words alone."""

    label: str
    redline: SafeString | None
    words: str


@dataclass(frozen=True)
class Unsaved:
    """A copy, and what is different in it."""

    copy: ScratchCopy
    differs: list[Shown]


class UnsavedWordsMiddleware:
    """Forgets what has arrived, and shows what has not on the page where it was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and WRITER in request.POST and request.user.is_authenticated:
            if is_saved(response):
                _arrived(request, person_of(request))
        elif request.method == "GET" and _has_forms(response) and request.user.is_authenticated:
            return _shown(request, response, person_of(request))
        return response


def is_saved(response: HttpResponse) -> bool:
    """Whether what a form sent was taken: not refused, nor put off until somebody has signed in or confirmed who they
    are."""
    if isinstance(response, NotTaken) or response.status_code >= 400:
        return False
    is_elsewhere = response.status_code == 302 and urlsplit(response["Location"]).path.startswith("/accounts/")
    return not is_elsewhere and not leads_to_sign_in(response)


def _arrived(request: HttpRequest, by: User) -> None:
    """Forget the copies that have the form's words; the form says also whether its buttons save a part of it each."""
    pauses = pauses_in(request.POST[WRITER])
    action = _path(request.POST.get("scratch_action", ""))
    if not action:
        has_arrived(pauses, by=by)
    elif pauses:
        sent = request.POST.copy()
        for name in NOT_KEPT & sent.keys():
            del sent[name]
        place = Place(_path(request.POST.get("scratch_page", "")) or request.path, action)
        has_arrived_in_part(pauses[0], place=place, sent=sent.urlencode(), by=by, replaces=pauses[1:])


def pauses_in(said: str) -> list[Pause]:
    """What a form or a notice says of copies: ``<writer>:<number>``, several with spaces between."""
    found = [_PAUSE.match(one) for one in said.split()[:20]]
    return [Pause(one[1], int(one[2])) for one in found if one]


def _has_forms(response: HttpResponse) -> bool:
    """Whether it is the page of somebody signed in, with a form that takes words, and none were put back into it."""
    if response.streaming or response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return False
    if b'name="form_owner"' not in response.content or b"data-put-back=" in response.content:
        return False
    return any(mark in response.content for mark in _HAS_WORDS)


def _shown(request: HttpRequest, response: HttpResponse, owner: User) -> HttpResponse:
    """The page with what its forms' writer had typed before: put back, if they ask for it; else beside it."""
    copies = list(copies_of(owner, page=request.path))
    if not copies:
        return response
    html = response.content.decode()
    back = next((copy for copy in copies if str(copy.pk) == request.GET.get(PUT_BACK)), None)
    if back is not None:
        html, notice = _put_back(request, html, back)
    else:
        notice = _beside(request, html, copies, owner)
    response.content = with_notice(html, notice).encode() if notice else response.content
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    add_never_cache_headers(response)
    return response


def _put_back(request: HttpRequest, html: str, copy: ScratchCopy) -> tuple[str, SafeString]:
    """The page with a copy's words in its form, and the notice that says so."""
    sent = QueryDict(copy.sent)
    filled = fill(html, page=request.path, action=copy.action, sent=dict(sent.lists()), besides=_BESIDES)
    left = [(name, value) for name, values in filled.left.items() for value in values]
    context = {"copy": copy, "left": left, "index": filled.index, "sealed": sent.getlist(SEALED)}
    return filled.html, render_to_string("unsaved/_put_back.html", context, request=request)


def _beside(request: HttpRequest, html: str, copies: list[ScratchCopy], owner: User) -> SafeString:
    """What is different in each copy from what the page has. A copy in which nothing is has arrived, and goes."""
    found = []
    for copy in copies:
        sent = dict(QueryDict(copy.sent).lists())
        differs = differences(html, page=request.path, action=copy.action, sent=sent, besides=_BESIDES)
        fields = [shown for one in differs if not (copy.in_part and one.is_nowhere) and (shown := _field(one))]
        if fields:
            found.append(Unsaved(copy, fields))
        else:
            drop(copy=copy, by=owner)
    return render_to_string("unsaved/_beside.html", {"unsaved": found}, request=request) if found else SafeString()


def _field(differs: Difference) -> Shown | None:
    """One field's difference in the way it is read: as text with its looks, as a line, or as a choice."""
    label = differs.label or name_of(differs.field.name)
    if differs.field.type in CHOSEN or differs.field.tag == "option":
        return Shown(label, None, gettext("chosen otherwise"))
    if len(differs.now) + len(differs.typed) > MOST_SHOWN:
        return Shown(label, None, differs.typed)
    if "data-prose" not in differs.field.attributes:
        return Shown(label, mark_safe(redline_line(differs.now, differs.typed).html), differs.typed)
    found = redline(differs.now, differs.typed)
    return Shown(label, mark_safe(found.html), differs.typed) if found.changed else None


@require_http_methods(["GET", "HEAD", "POST"])
def typed(request: HttpRequest) -> HttpResponse:
    """Keep what somebody types (POST, by the script); or show all that is kept of theirs (GET).

    The script is answered as data: 401 when the sign-in has ended, 422 when it is somebody else's by now, 413 when it
    is too much.
    """
    as_data = request.headers.get("Accept", "").startswith("application/json")
    if not as_data and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        return _keep(request)
    if as_data:
        account = str(request.user.pk) if request.user.is_authenticated else ""
        return JsonResponse({"account": account, "token": get_token(request)})
    return _list(cast(SignedInRequest, request))


def _keep(request: HttpRequest) -> JsonResponse:
    if not request.user.is_authenticated:
        return JsonResponse({"reason": "signed-out"}, status=401)
    owner, pauses = owner_of(request), pauses_in(request.POST.get("pause", ""))
    page, action = _path(request.POST.get("page", "")), _path(request.POST.get("action", ""))
    if owner is None or len(pauses) != 1 or not page or not action:
        raise SuspiciousOperation(gettext("This is no form of ours."))
    if owner.account != str(request.user.pk):
        return JsonResponse({"reason": "somebody-else"}, status=422)
    words = request.POST.get("sent", "").replace("\x00", "")
    try:
        at = keep_typed(
            pause=pauses[0],
            place=Place(page, action, request.POST.get("title", "").replace("\x00", "")),
            sent=words,
            by=person_of(request),
            replaces=pauses_in(request.POST.get("replaces", "")),
        )
    except Refused as refused:
        return JsonResponse({"reason": str(refused)}, status=413)
    return JsonResponse({"kept": at is not None})


def _list(request: SignedInRequest) -> HttpResponse:
    copies = [(copy, words_in(QueryDict(copy.sent))) for copy in copies_of(request.user)]
    return render(request, "unsaved/list.html", {"copies": copies})


@login_required
@require_POST
def drop_typed(request: SignedInRequest, copy: UUID) -> HttpResponse:
    """Throw away what one had typed, as far as the page that asked has shown it."""
    found, seen = get_object_or_404(copies_of(request.user), pk=copy), request.POST.get("number", "")
    found.number = int(seen) if _NUMBER.match(seen) else found.number
    if drop(copy=found, by=request.user):
        messages.info(request, gettext("What you had typed is thrown away."))
    else:
        messages.warning(request, gettext("You have typed more there since: look at it first."))
    return redirect(_path(way_back(request)) or reverse("typed"))


def _path(address: str) -> str:
    """The path of a page of this site, of a length that can be kept; "" if it is none."""
    path = address.partition("?")[0].partition("#")[0]
    return (
        path if path.startswith("/") and not path.startswith("//") and len(path) <= 500 and "\x00" not in path else ""
    )

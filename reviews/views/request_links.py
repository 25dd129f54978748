"""The page behind the link in a mail about a request to review. It needs no sign-in, and looking at it decides nothing.

The address is the key. So no search engine, other site or cache is to learn it, and what must be typed and chosen keeps
programs that open links, or press buttons, from answering. A form is taken only with a seal that the page gave out;
the usual token needs an origin, of which no-referrer leaves nothing.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from editorial.shared.issues import Refused
from editorial.shared.refusals import add_issues
from editorial.shared.throttle import is_within
from reviews.actions import answer_by_link, ask_for_time_by_link
from reviews.forms.request_links import Answer, RequestForm
from reviews.notices.reading import titles_for
from reviews.rules.request_links import Request, get_link_by_secret, request_of

from .answering import NOT_NOW, UNREADABLE

LOOKS, ANSWERS = (60, 60), (20, 3600)
"""How often in how many seconds one address looks, and one link answers."""
SEAL = signing.TimestampSigner(salt="reviews.request.page")
HOLDS = 24 * 3600  # seconds for which the form of a page can be sent


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, secret: str) -> HttpResponse:
    """One request to one member: what is asked, and the form to answer it. An answer is sent to the same address."""
    limit, seconds = LOOKS
    if not is_within("request-links", get_adapter().get_client_ip(request), limit=limit, seconds=seconds):
        return _too_many(request, seconds)
    asked = request_of(get_link_by_secret(secret))
    if request.method == "POST":
        _require_seal(request, asked)
    if asked.ending:
        return render(request, "review/request_ended.html", _context(asked), status=410)
    if request.method != "POST":
        return _show(request, asked, RequestForm(asked.assignment))
    limit, seconds = ANSWERS
    if not is_within("request-answers", str(asked.link.pk), limit=limit, seconds=seconds):
        return _too_many(request, seconds)
    return _take(request, asked)


def _take(request: HttpRequest, asked: Request) -> HttpResponse:
    form = RequestForm(asked.assignment, request.POST)
    if not form.is_valid():
        return _show(request, asked, form, UNREADABLE)
    answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
    try:
        if answer == Answer.TIME:
            ask_for_time_by_link(link=asked.link, until=form.cleaned_data["until"], reason=reason)
        else:
            answer_by_link(link=asked.link, accept=answer == Answer.ACCEPT, reason=reason)
    except Refused as refused:
        add_issues(form, refused.issues)
        return _show(request, asked, form, NOT_NOW)
    return redirect(request.path)


def _show(request: HttpRequest, asked: Request, form: RequestForm, status: int = 200) -> HttpResponse:
    context = {**_context(asked), "form": form, "seal": SEAL.sign(str(asked.link.pk))}
    return render(request, "review/request.html", context, status=status)


def _context(asked: Request) -> dict[str, Any]:
    """What the mail said, and how things stand; of the article only its title, and that only while it is open."""
    row = asked.assignment
    title = "" if asked.ending else titles_for(row.user, [row.article_id]).get(row.article_id, "")
    return {"asked": asked, "row": row, "title": title}


def _require_seal(request: HttpRequest, asked: Request) -> None:
    """That the form comes from this page, opened not long ago."""
    try:
        found = SEAL.unsign(request.POST.get("seal", ""), max_age=HOLDS)
    except signing.BadSignature:
        found = ""
    if found != str(asked.link.pk):
        raise PermissionDenied(
            gettext("This form is not from the link’s page, or older than a day: open the link again.")
        )


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds)
    return response

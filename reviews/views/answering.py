"""How the board's pages answer: nothing is cached, and what is refused comes back with everything that was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Article, Edition
from articles.queries import titles_of_each
from editorial.accounts.requests import SignedInRequest, person_of
from editorial.accounts.sitting import NOT_CONFIRMED, confirm_url
from editorial.record.denials import note_denial
from editorial.shared.issues import Issue, Refused
from editorial.shared.refusals import add_issues
from reviews.rules.eligibility import ended_term_of

UNREADABLE, NOT_NOW = 422, 409
THERE = "there"  # the tag of such a message
STASH = "sent_before_confirming"  # in the session


def board_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for people who are signed in, kept by no cache. What they may see is decided where the object is read.

    Whose term has ended is told so instead of “not found” or “not allowed”, whatever the address: it says nothing of
    what exists. What an action denied, because the term ended at this moment, is noted like any denial.
    """

    @wraps(view)
    def answered(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as no:
            if (term := ended_term_of(request.user)) is None:
                raise
            if denied := isinstance(no, PermissionDenied):
                note_denial(request, no)
            return render(request, "review/term_over.html", {"term": term}, status=403 if denied else 404)

    return never_cache(login_required(answered))


def asking_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page that shows a form and takes it."""
    return board_page(require_http_methods(["GET", "HEAD", "POST"])(view))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing; None while the form is only looked at.

    Whoever comes back from confirming who they are finds what they had sent before (:func:`confirm_first`).
    """
    if request.method == "POST":
        return request.POST
    stashed = request.session.get(STASH)
    if stashed is None or stashed["path"] != request.path:
        return None
    del request.session[STASH]
    return QueryDict(stashed["sent"])


def asks_to_confirm(refused: Refused) -> bool:
    """Whether nothing but a fresh proof of who it is was missing."""
    return all(issue.code == NOT_CONFIRMED for issue in refused.issues)


def confirm_first(request: HttpRequest, back: str) -> HttpResponse:
    """To the page on which people prove who they are, which leads back to where they were."""
    return redirect(f"{confirm_url(person_of(request))}?{urlencode({'next': back})}")


def stash(request: HttpRequest) -> None:
    """Keep in the session what was sent, for the moment that confirming takes."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    request.session[STASH] = {"path": request.path, "sent": sent.urlencode()}


def say_there(request: HttpRequest, text: str) -> None:
    """Say it where it is seen although the page opens at a place far below its top: in the bar that stays."""
    messages.success(request, text, extra_tags=THERE)


def edition_url(edition: Edition, fragment: str = "") -> str:
    """The review page of an edition, perhaps at a place on it."""
    url = reverse("review:edition", args=[edition.article.slug, edition.number])
    return f"{url}#{fragment}" if fragment else url


def trail_of(article: Article, title: str, edition: Edition | None = None) -> list[dict[str, Any]]:
    """The way up from a page of the board about an article: to the queue, the edition submitted last, the one meant."""
    reviews = {"label": gettext("Reviews"), "url": reverse("review:queue")}
    latest = {"label": title, "url": reverse("review:latest", args=[article.slug]), "is_article": True}
    if edition is None:
        return [reviews, latest]
    named = gettext("Edition %(number)s") % {"number": edition.number}
    return [reviews, latest, {"label": named, "url": reverse("review:edition", args=[article.slug, edition.number])}]


def title_in(edition: Edition) -> str:
    """What an edition is called; its address where it has no title. One query."""
    return titles_of_each([edition]).get(edition.pk) or edition.article.slug


def step_url(name: str, edition: Edition, *more: Any) -> str:
    """The address of something that is done to an edition."""
    return reverse(f"review:{name}", args=[edition.article.slug, edition.number, *more])


@dataclass(frozen=True)
class Asking:
    """What a page that asks before it does something says."""

    edition: Edition
    heading: str
    label: str
    text: str = ""
    kind: str = ""
    consequences: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    fragment: str = ""
    back: str = ""

    @property
    def goes_to(self) -> str:
        """Where one is afterwards, and after "Cancel": the review page, if they may read no other."""
        return self.back or edition_url(self.edition, self.fragment)


def ask(
    request: HttpRequest,
    asking: Asking,
    form: Form,
    act: Callable[..., str],
    *,
    template: str = "review/ask.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it is sent, do ``act`` with what was filled in and go back to the review page.

    ``act`` returns what is said afterwards. What it refuses is shown in the form, which keeps all that was typed; if
    only a proof of who it is was missing, they are sent to give it, and come back to the form as they had filled it in.
    """
    status = 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                say_there(request, act(**form.cleaned_data))
                return redirect(asking.goes_to)
            except Refused as refused:
                if asks_to_confirm(refused):
                    stash(request)
                    return confirm_first(request, request.path)
                add_issues(form, refused.issues)
                status = NOT_NOW
    title = title_in(asking.edition)
    context |= {
        "asking": asking,
        "form": form,
        "edition": asking.edition,
        "title": title,
        "trail": trail_of(asking.edition.article, title, asking.edition),
        "back": asking.goes_to,
    }
    return render(request, template, context, status=status)

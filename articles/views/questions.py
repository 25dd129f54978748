"""The follow-up question: a page of its own, since it needs a form token that public pages must not have."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions.followups import ask_follow_up
from articles.models import PublicPage
from articles.question_form import QuestionForm
from articles.site.published import open_page
from editorial.shared.public_answers import public_page
from editorial.shared.refusals import act
from editorial.shared.throttle import is_within

TOO_MANY = gettext_lazy("You have asked several questions in a short time. Please wait an hour, then send this one.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask about an article that readers can read; any other is not found. What was typed is kept when refused."""
    page = open_page(slug)
    form = QuestionForm(request.POST or None, initial={"audience": request.GET.get("audience", "")})
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, page, form, status=422 if request.method == "POST" else 200)
    if form.is_from_machine:
        return HttpResponseRedirect(f"/articles/{slug}/asked/")
    if not is_within("questions", get_adapter().get_client_ip(request), limit=5, seconds=3600):
        form.add_error(None, TOO_MANY)
        return _form_page(request, page, form, status=429)
    if not act(form, lambda: ask_follow_up(slug=slug, **form.asked)):
        return _form_page(request, page, form, status=422)
    return HttpResponseRedirect(f"/articles/{slug}/asked/")


def _form_page(request: HttpRequest, page: PublicPage, form: QuestionForm, *, status: int) -> HttpResponse:
    return render(request, "articles/ask.html", {"form": form, "article": _named(page)}, status=status)


def _named(page: PublicPage) -> dict[str, str]:
    return {"title": page.card["title"], "url": f"/articles/{page.slug}/"}


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and the way back."""
    return public_page(request, "articles/asked.html", {"article": _named(open_page(slug)), "canonical": ""})

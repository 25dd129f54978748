"""What readers get. Pages are stored bytes: the same for everyone, no session, no cookie, no form token."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.models import PublicPage
from articles.models.old_path import MAX_PATH
from articles.site.published import Stored, published_articles, stored_page
from editorial.shared.public_answers import public_answer, public_page, public_redirect

Kind = PublicPage.Kind


@require_safe
def article_page(request: HttpRequest, slug: str, audience: str = "") -> HttpResponse:
    """An article for one audience, or for the default one: a single query. Unknown audiences lead to the default."""
    page = stored_page(slug, audience)
    if page is None and audience:
        return _without_own_page(request, slug, audience)
    if page is None:
        raise Http404(gettext("No such page."))
    return answer(request, page)


def _without_own_page(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """This audience has no page of its own here: an old address, a retired article, or an audience added later."""
    default = stored_page(slug)
    if default is None:
        raise Http404(gettext("No such page."))
    if default.kind == Kind.MOVED:
        return public_redirect(f"{default.location}for/{audience}/")
    if default.kind == Kind.GONE:
        return answer(request, default)
    return _not_kept(HttpResponseRedirect(f"/articles/{slug}/"))


def answer(request: HttpRequest, page: Stored) -> HttpResponse:
    """The stored bytes with the headers for their kind."""
    if page.kind == Kind.MOVED:
        return public_redirect(page.location)
    if page.kind == Kind.PENDING:
        response = _not_kept(HttpResponse(page.content))
        response["X-Robots-Tag"] = "noindex"
        return response
    return public_answer(request, page.content, etag=page.etag, status=410 if page.kind == Kind.GONE else 200)


def _not_kept(response: HttpResponse) -> HttpResponse:
    """What may be gone, or otherwise, at any moment."""
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def article_by_id(request: HttpRequest, article, audience: str = "") -> HttpResponse:
    """Where links inside signed words lead: the article's address today."""
    page = PublicPage.objects.filter(article=article, is_default=True).exclude(kind=Kind.MOVED).only("slug").first()
    if page is None:
        raise Http404(gettext("No such page."))
    suffix = f"for/{audience}/" if audience else ""
    return _not_kept(HttpResponseRedirect(f"/articles/{page.slug}/{suffix}"))


def moved_to(path: str) -> HttpResponse | None:
    """The way from a path below which an article stood elsewhere; None, as for any other, until readers have it. One
    query."""
    if len(path) > MAX_PATH or "\x00" in path:
        return None
    pages = PublicPage.objects.filter(article__old_paths__path=path, is_default=True).exclude(kind=Kind.MOVED)
    page = pages.only("slug", "kind").first()
    if page is None:
        return None
    address = f"/articles/{page.slug}/"
    return _not_kept(HttpResponseRedirect(address)) if page.kind == Kind.PENDING else public_redirect(address)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The published articles, the last reviewed first. One query."""
    return public_page(request, "home.html", {"articles": published_articles(), "current": "articles"})

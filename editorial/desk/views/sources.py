"""What an article was imported from, for its editors."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.doubts import get_source_in, shown_source
from articles.queries import get_article_for
from editorial.accounts.requests import SignedInRequest
from editorial.files.serving import as_attachment

from .articles import trail


@require_safe
@never_cache
@login_required
def source(request: SignedInRequest, slug: str, source) -> HttpResponse:
    """The reader's report, and what was doubtful."""
    article = get_article_for(request.user, slug)
    found = get_source_in(article, source)
    context = {
        "shown": shown_source(found),
        "file_url": reverse("desk:source_file", args=[slug, found.pk]),
        "trail": trail(article),
    }
    return render(request, "sources/page.html", context)


@require_safe
@never_cache
@login_required
def source_file(request: SignedInRequest, slug: str, source) -> FileResponse:
    """The file as it came, to be saved."""
    found = get_source_in(get_article_for(request.user, slug), source)
    return as_attachment(found.file, found.name)

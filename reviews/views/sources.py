"""What an edition was imported from, for its board."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.doubts import get_source_in, shown_source
from articles.models import SourceDocument
from editorial.accounts.requests import SignedInRequest
from editorial.files.serving import as_attachment
from reviews.rules.queries import get_edition_for_review

from .answering import board_page, title_in, trail_of


def _found(request: SignedInRequest, slug: str, number: int, source: str) -> SourceDocument:
    edition = get_edition_for_review(request.user, slug, number)
    return get_source_in(edition.article, source, submitted_up_to=edition)


@board_page
@require_safe
def source(request: SignedInRequest, slug: str, number: int, source: str) -> HttpResponse:
    """The reader's report, and what was doubtful."""
    edition = get_edition_for_review(request.user, slug, number)
    found = get_source_in(edition.article, source, submitted_up_to=edition)
    context = {
        "shown": shown_source(found),
        "file_url": reverse("review:source_file", args=[slug, number, found.pk]),
        "trail": trail_of(edition.article, title_in(edition), edition),
    }
    return render(request, "sources/page.html", context)


@board_page
@require_safe
def source_file(request: SignedInRequest, slug: str, number: int, source: str) -> FileResponse:
    """The file as it came, to be saved."""
    found = _found(request, slug, number, source)
    return as_attachment(found.file, found.name)

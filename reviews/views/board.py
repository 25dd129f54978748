"""The public page about the medical advisory board."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.shared.public_answers import public_page
from reviews.board_page import shown_boards


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Who signs, with credentials, specialties and terms, and what their signature means."""
    return public_page(request, "public/board.html", {"boards": shown_boards(), "current": "board"})

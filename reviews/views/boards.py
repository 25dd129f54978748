"""The public pages about the medical advisory boards, and the portraits on them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from editorial.shared.public_answers import public_answer, public_page
from reviews.publishing.boards import shown_boards
from reviews.room.profiles import shown_photograph


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Who signs, with credentials, specialties and terms; where there are several boards, a way to each of them."""
    boards = shown_boards()
    only = boards[0] if len(boards) == 1 else None
    return public_page(request, "public/board.html", {"boards": boards, "board": only, "current": "board"})


@require_safe
def board_detail(request: HttpRequest, board: str) -> HttpResponse:
    """One board among several."""
    found = next(iter(shown_boards(board)), None)
    if found is None:
        raise Http404(gettext("No such board."))
    context = {"boards": [found], "board": found, "is_own_page": True, "current": "board"}
    return public_page(request, "public/board.html", context)


@require_safe
def photograph(request: HttpRequest, sha256: str) -> HttpResponse:
    """A member's portrait: a JPEG that we drew ourselves, named by its content."""
    found = shown_photograph(sha256)
    if found is None:
        raise Http404(gettext("No such photograph."))
    return public_answer(request, bytes(found.content), etag=found.sha256, content_type="image/jpeg")

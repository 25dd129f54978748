"""Showing a kept file in a page: a picture, or a sound. Whether somebody may have it is asked before, by the view.

The type is what was found when it was kept; a browser is to believe nothing else, and runs nothing of it.
"""

from django.http import Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from editorial.shared.public_answers import matches

from .models import StoredFile
from .pieces import answer_in_pieces

FOR_EVER = "public, max-age=31536000, immutable"
FOR_ONE = "private, no-store"


def shown_file(request: HttpRequest, file: StoredFile, media_type: str, *, cache: str = FOR_ONE) -> HttpResponseBase:
    """The file, or the part that a player asks for, to be shown. ``cache`` is who may keep it: what has a digest as its
    address never changes there, but who may see it may."""
    tag = f'"{file.digest}"'
    response: HttpResponseBase
    if cache == FOR_EVER and matches(request.headers.get("If-None-Match", ""), tag):
        response = HttpResponseNotModified()
    else:
        response = _answered(request, file, media_type)
    response["ETag"] = tag
    response["Cache-Control"] = cache
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _answered(request: HttpRequest, file: StoredFile, media_type: str) -> HttpResponseBase:
    try:
        return answer_in_pieces(request, file, media_type)
    except OSError as error:
        raise Http404(gettext("No such file.")) from error

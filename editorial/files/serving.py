"""Handing a kept file to somebody who may have it. Whether they may is asked before, by the view."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from .kinds import HTML, UNKNOWN
from .models import StoredFile
from .store import open_file


def as_attachment(file: StoredFile, name: str) -> FileResponse:
    """The file, to be saved and never shown by the browser: whatever is in it runs nowhere, and no cache keeps it."""
    kind = UNKNOWN if file.media_type == HTML else file.media_type
    response = FileResponse(open_file(file), content_type=kind)
    _only_to_save(response, name or file.digest)
    response["Content-Length"] = str(file.size)
    return response


def made_attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that was made for this answer, under the same conditions."""
    response = HttpResponse(data, content_type=media_type)
    _only_to_save(response, name)
    response["Content-Length"] = str(len(data))
    return response


def _only_to_save(response: HttpResponseBase, name: str) -> None:
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"

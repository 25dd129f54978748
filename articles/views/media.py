"""Pictures and sound of published words: the same bytes for everyone."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.media_files import file_for_readers
from editorial.files.models import DIGEST_LENGTH
from editorial.files.showing import FOR_EVER, FOR_ONE, shown_file


@require_safe
def medium(request: HttpRequest, digest: str) -> HttpResponseBase:
    """A file that readers may have, by its digest. What was published is so for ever; what is shown before its
    approval may be gone at any moment, and no cache keeps it."""
    found = file_for_readers(digest) if len(digest) == DIGEST_LENGTH else None
    if found is None:
        raise Http404(gettext("No such file."))
    return shown_file(request, found.file, found.media_type, cache=FOR_EVER if found.is_for_ever else FOR_ONE)

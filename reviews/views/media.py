"""Pictures and sound of words that readers do not have yet, for those who may see these words."""

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from editorial.files.showing import shown_file
from reviews.rules.guests import get_guest_by_secret
from reviews.rules.media import get_file_for, get_file_in

from .answering import board_page


@board_page
@require_safe
def medium_of(request: SignedInRequest, article: UUID, digest: str) -> HttpResponseBase:
    """A file of an article, for its editors, its board and administrators, as far as they see where it stands."""
    found = get_file_for(request.user, article, digest)
    return shown_file(request, found.file, found.media_type)


@never_cache
@require_safe
def medium_for_guest(request: SignedInRequest, secret: str, digest: str) -> HttpResponseBase:
    """A file of the edition to which a guest's link leads, for as long as it is open."""
    guest = get_guest_by_secret(secret)
    if not guest.is_open:
        raise Http404(gettext("No such file."))
    found = get_file_in(guest.edition, digest)
    return shown_file(request, found.file, found.media_type)

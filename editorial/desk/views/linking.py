"""Articles to link to, for the editor's picker. Answers; writes nothing."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.linked import is_own, to_link_to
from articles.permissions import may_write
from editorial.accounts.requests import SignedInRequest

MAX_TEXT = 2000


@never_cache
@login_required
@require_safe
def articles_json(request: SignedInRequest) -> JsonResponse:
    """The articles that what was typed may mean, by title or by an address of this site. ``own`` says that it is
    such an address, whether or not an article is there."""
    if not may_write(request.user):
        raise PermissionDenied(gettext("Only editors write articles."))
    text = request.GET.get("q", "")[:MAX_TEXT].replace("\x00", "")
    results = [
        {
            "article": one.target,
            "title": one.title,
            "state": gettext("Published") if one.is_published else gettext("Readers do not have it yet"),
            "published": one.is_published,
            "path": one.path,
        }
        for one in to_link_to(request.user, text)
    ]
    return JsonResponse({"results": results, "own": is_own(text.strip())})

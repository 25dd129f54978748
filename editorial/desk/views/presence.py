"""A page of the desk says every few seconds that it is open, and is told who else is there and what they saved."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.enums import EditionState
from articles.models import Article, Pin
from articles.queries import get_article_for
from editorial.accounts.requests import SignedInRequest
from editorial.desk.presence import here_on

LONGEST_ANCHOR = 80


@login_required
@require_POST
def here(request: SignedInRequest, slug: str) -> JsonResponse:
    """Who else has the article open, and, for a page that says which version it began with, what was saved since."""
    article = get_article_for(request.user, slug)
    section, version = request.POST.get("section", "")[:LONGEST_ANCHOR], request.POST.get("version", "")
    section = section.replace("\x00", "")
    people = here_on(article, section, by=request.user)
    return JsonResponse(
        {
            "people": people,
            "saved": _saved(request, article, section, version) if section and version else None,
        }
    )


def _saved(request: SignedInRequest, article: Article, section: str, version: str) -> dict[str, Any] | None:
    """What the draft's section says by now, if it is not that version."""
    pins = Pin.objects.filter(
        edition__article=article, edition__state=EditionState.DRAFT, section__anchor=section
    ).select_related("version__created_by")
    pin = pins.first()
    if pin is None or str(pin.version_id) == version:
        return None
    now = pin.version
    said = gettext("%(name)s saved this section at %(time)s (version %(version)s).") % {
        "name": now.created_by.display_name,
        "time": date_format(localtime(now.created_at), "H:i"),
        "version": now.number,
    }
    began = request.POST.get("number", "")
    since = f"&from={began}" if began.isascii() and began.isdecimal() and len(began) < 10 else ""
    history = reverse("desk:section_history", args=[article.slug, section])
    return {"says": said, "changes": f"{history}?to={now.number}{since}"}

"""The public page on which anybody checks an edition's code."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from editorial.shared.public_answers import public_page
from editorial.shared.throttle import is_within
from reviews.publishing.check import checked, readable_code, what_is_wrong

LIMIT, SECONDS = 60, 60


@require_safe
def check_page(request: HttpRequest) -> HttpResponse:
    """What a code belongs to. The same bytes for everyone, so the answer may be kept by any cache."""
    typed = request.GET.get("code", "").strip()
    context = {"typed": typed[:400], "asked": bool(typed), "code": readable_code(typed)}
    if not context["code"]:
        return public_page(request, "public/check.html", context | {"wrong": what_is_wrong(typed)})
    if not is_within("checks", get_adapter().get_client_ip(request), limit=LIMIT, seconds=SECONDS):
        return _too_many(context)
    return public_page(request, "public/check.html", context | {"found": checked(context["code"])})


@require_safe
def how_page(request: HttpRequest) -> HttpResponse:
    """How anybody works out a code without us."""
    return public_page(request, "public/check_how.html", {"site_address": settings.SITE_ADDRESS})


def _too_many(context: dict) -> HttpResponse:
    content = render_to_string("public/check.html", {**context, "site_name": settings.SITE_NAME, "too_many": True})
    response = HttpResponse(content, status=429)
    response["Cache-Control"], response["Retry-After"] = "no-store", str(SECONDS)
    return response

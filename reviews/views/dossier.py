"""An edition's dossier: to read, to print, and as PDF."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from editorial.accounts.requests import SignedInRequest
from reviews.record.dossier import Dossier, dossier_of, get_edition_for_dossier
from reviews.record.dossier_pdf import pdf_of
from reviews.record.proof import proof_of
from reviews.rules.permissions import may_read_interests

from .answering import board_page, trail_of


def _found(request: SignedInRequest, slug: str, number: int) -> Dossier:
    edition, confidential = get_edition_for_dossier(request.user, slug, number)
    names = may_read_interests(request.user, edition.article)
    return dossier_of(edition, confidential=confidential, names_interests=names)


def _context(dossier: Dossier) -> dict:
    return {
        "dossier": dossier,
        "edition": dossier.edition,
        "made_at": timezone.now(),
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
    }


@board_page
@require_safe
def dossier(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Everything about an edition on one page, made for paper too."""
    context = _context(_found(request, slug, number))
    trail = trail_of(context["edition"].article, context["dossier"].title, context["edition"])
    return render(request, "dossier/page.html", {**context, "trail": trail})


@board_page
@require_safe
def dossier_pdf(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """The same as PDF."""
    content = pdf_of("dossier/document.html", _context(_found(request, slug, number)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-edition-{number}-dossier.pdf"'
    return response


@board_page
@require_safe
def dossier_proof(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """What its codes are worked out from, as a file."""
    response = JsonResponse(proof_of(_found(request, slug, number)), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{slug}-edition-{number}-proof.json"'
    return response

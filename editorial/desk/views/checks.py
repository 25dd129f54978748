"""What the checks find in words that are not saved yet. Answers; writes nothing."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.queries import get_draft_for, parts_of
from articles.words.content import SectionContent, Wording
from editorial.accounts.requests import SignedInRequest
from editorial.desk.checked import ShownChecks, checks_of
from editorial.desk.forms.sections import FrontWordingForm, WordingForm, prefix_of
from editorial.shared.throttle import is_within

LIMIT, SECONDS = 120, 60


@never_cache
@login_required
@require_POST
def checks(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """The list under one text of a section of one's own draft, for the words that were sent."""
    edition = get_draft_for(request.user, slug)
    parts = parts_of(edition)
    part = next((one for one in parts if one.section.anchor == anchor), None)
    if part is None:
        return HttpResponse(status=404)
    if not is_within("checks", str(request.user.pk), limit=LIMIT, seconds=SECONDS):
        return HttpResponse(status=429)
    audience = request.POST.get("audience", "")
    make = FrontWordingForm if part.content.is_front else WordingForm
    form = make(request.POST, prefix=prefix_of(audience))
    if not form.is_valid():
        return HttpResponse(status=422)
    content = _with(part.content, audience, form.wording())
    shown = checks_of(edition, parts, part, content, request.POST).get(audience, ShownChecks())
    return render(request, "desk/_checks.html", {"checks": shown})


def _with(content: SectionContent, audience: str, wording: Wording) -> SectionContent:
    if not audience:
        return replace(content, base=wording)
    return replace(content, wordings={**content.wordings, audience: wording})

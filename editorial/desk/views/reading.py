"""How hard what is being typed is to read: asked while somebody writes. Answers; writes nothing."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.plain_terms import plain_table
from articles.queries import get_draft_for, part_of
from articles.words.content import Wording
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import standings, title_of
from editorial.desk.forms.sections import FrontWordingForm, WordingForm
from editorial.desk.reading import read_of
from editorial.shared.throttle import is_within

LIMIT, SECONDS = 120, 60


@never_cache
@login_required
@require_POST
def read_again(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """One wording of a section of one's own draft as it is typed now, for the panel under it."""
    edition = get_draft_for(request.user, slug)
    part = part_of(edition, anchor)
    if not is_within("readings", str(request.user.pk), limit=LIMIT, seconds=SECONDS):
        return HttpResponse(status=429)
    standing = next((one for one in standings(part) if one.key == request.POST.get("audience", "")), None)
    if standing is None:
        raise Http404(gettext("No such wording."))
    form = (FrontWordingForm if part.content.is_front else WordingForm)(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    saved = part.content.wordings.get(standing.key, Wording()) if standing.key else part.content.base
    read = read_of(
        form.wording(),
        key=standing.key,
        label=standing.label,
        wanted=standing.grade,
        title=title_of(part),
        language=edition.article.language,
        table=plain_table(),
        saved=saved,
    )
    return render(request, "desk/_reading.html", {"read": read})

"""What is pasted into a section: read on the server before the browser's editor sees it. Answers; writes nothing."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.exchange.apart import read_fragment_apart
from articles.exchange.fragment import Fragment
from articles.imports import get_import_for
from articles.queries import get_draft_for, part_of
from articles.text import keys_cited_in, plain_text
from editorial.accounts.requests import SignedInRequest
from editorial.desk.editing import cited_references
from editorial.desk.pasted import sealed
from editorial.shared.issues import Issue, Refused
from editorial.shared.throttle import is_within

LIMIT, SECONDS = 60, 60
TOO_OFTEN = gettext_lazy("You have pasted very often in the last minute. Wait a minute, or paste the plain text.")


@never_cache
@login_required
@require_POST
def paste(request: SignedInRequest, slug: str, anchor: str) -> JsonResponse:
    """What was pasted into a section of one's own draft, as it may be stored, with what was noticed."""
    try:
        edition = get_draft_for(request.user, slug)
    except Refused as refused:
        return _refused(refused.issues, status=409)
    part = part_of(edition, anchor)
    return _answer(request, str(part.section.pk))


@never_cache
@login_required
@require_POST
def paste_into_import(request: SignedInRequest, pk: UUID) -> JsonResponse:
    """The same for a text of one's own import."""
    draft = get_import_for(request.user, pk)
    return _answer(request, str(draft.pk))


def _answer(request: SignedInRequest, place: str) -> JsonResponse:
    if not is_within("pastes", str(request.user.pk), limit=LIMIT, seconds=SECONDS):
        return _refused([Issue("too-often", str(TOO_OFTEN))], status=429)
    try:
        fragment = read_fragment_apart(_field(request, "html"), _field(request, "text"), known=_known)
    except Refused as refused:
        return _refused(refused.issues, status=422)
    text = _field(request, "text") or plain_text(fragment.html)
    return JsonResponse(_as_json(fragment) | {"sealed": sealed(fragment, text, place=place)})


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


def _known(keys: Collection[str]) -> Collection[str]:
    return cited_references(set(keys)).keys()


def _as_json(fragment: Fragment) -> dict[str, Any]:
    """For paste.js: what has to be decided first."""
    ordered = sorted(fragment.remarks, key=lambda remark: not remark.serious)
    cited = cited_references(set(keys_cited_in(fragment.html)))
    return {
        "html": fragment.html,
        "unresolved": fragment.unresolved,
        "notes": [
            {"said": remark.message, "sentence": remark.sentence, "serious": remark.serious} for remark in ordered
        ],
        "names": {key: one.as_found for key, one in cited.items()},
    }


def _refused(issues: list[Issue], *, status: int) -> JsonResponse:
    return JsonResponse({"issues": [issue.message for issue in issues]}, status=status)

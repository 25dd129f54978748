"""The public page about the record: the keys that sign its checkpoints, and the newest one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from editorial.shared.public_answers import public_answer, public_page

from .models import Checkpoint, CheckpointKey

PLAIN = "text/plain; charset=utf-8"


@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    """What outsiders need to keep and check checkpoints. Nothing in it says what happened: only how far it is."""
    keys = list(CheckpointKey.objects.order_by("-number"))
    return public_page(request, "public/record.html", {"keys": keys, "newest": _newest(), "current": "record"})


@require_safe
def latest_note(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint as a signed note, byte for byte."""
    newest = _newest()
    if newest is None:
        raise Http404("No checkpoint has been written yet.")
    return public_answer(request, newest.note, content_type=PLAIN)


def _newest() -> Checkpoint | None:
    return Checkpoint.objects.filter(number__isnull=False).order_by("number").last()

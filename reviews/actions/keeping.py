"""What a member ticked and typed and has not signed yet."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from articles.models import Edition
from reviews.models import KeptDecision
from reviews.permissions import require_review


@transaction.atomic
def keep_decisions(*, edition: Edition, typed: Mapping[Any, Mapping[str, Any]], by: Any) -> int:
    """Keep what a member ticked and typed on versions of an edition until they come back; says on how many sections.

    ``typed`` is by version id; what is empty is forgotten, versions of other editions are passed over. It is the
    member's alone and no part of the record, so it writes no event, and nobody waits for the article's lock.
    """
    require_review(by, edition.article)
    here = set(edition.pins.filter(version__in=list(typed)).values_list("version_id", flat=True))
    kept = {version: dict(data) for version, data in typed.items() if data and version in here}
    KeptDecision.objects.filter(user=by, version__in=here - kept.keys()).delete()
    for version, data in kept.items():
        KeptDecision.objects.update_or_create(user=by, version_id=version, defaults={"data": data})
    return len(kept)

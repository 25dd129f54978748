"""What readers are told of an edition beside its signed words, with the corrections of misprints in it. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import EditionState
from articles.models import Edition
from editorial.shared.issues import Issue
from reviews.enums import ToldReaders
from reviews.models import Erratum

PUBLISHED_ONCE = (EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.RETIRED)


@dataclass(frozen=True)
class Told:
    """A text for readers as it reads today; ``before`` is what it was first, where it was corrected, and ``corrected``
    the day of the last correction."""

    text: str
    before: str = ""
    corrected: date | None = None


def first_told(edition: Edition, of: str) -> str:
    """What readers were told before any correction; empty if nothing."""
    if of == ToldReaders.NOTE:
        return edition.change_note if edition.state in PUBLISHED_ONCE else ""
    try:
        return edition.retirement.reason
    except ObjectDoesNotExist:
        return ""


def told(edition: Edition, of: str, errata: Iterable[Erratum]) -> Told:
    """``errata``: of any editions, the oldest first."""
    rows = [row for row in errata if row.edition_id == edition.pk and row.of == of]
    if not rows:
        return Told(first_told(edition, of))
    return Told(rows[-1].text, rows[0].before, timezone.localdate(rows[-1].at))


def errata_of(editions: Iterable[Edition]) -> list[Erratum]:
    """The corrections of these editions, the oldest first. One query."""
    return list(Erratum.objects.filter(edition__in=[edition.pk for edition in editions]).order_by("at", "id"))


def correctable(edition: Edition) -> dict[str, Told]:
    """What readers are told of the edition and what may thus be corrected, by its kind. At most two queries; none
    before it was published, and nothing of a passage, whose own editions have no page that says it."""
    if edition.state not in PUBLISHED_ONCE or edition.article.is_passage:
        return {}
    rows = errata_of([edition])
    now: dict[Any, Told] = {of: told(edition, of, rows) for of in ToldReaders.values}
    return {of: one for of, one in now.items() if one.text}


def told_issues(now: Told | None) -> list[Issue]:
    """Why there is nothing to correct, if so."""
    if now is not None:
        return []
    return [Issue("nothing-told", gettext("Readers were told nothing of that, so there is nothing to correct."))]

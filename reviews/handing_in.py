"""What keeps a draft from being submitted: what it lacks in itself, and what it rests on. Reads only."""

from collections.abc import Iterable
from typing import Any

from articles.models import Edition
from articles.requirements import to_submit_each
from editorial.shared.issues import Issue
from reviews.evidence import submission_issues
from reviews.resting import sentences_at_risk_in


def to_hand_in(edition: Edition) -> list[Issue]:
    """Everything that keeps this draft from being submitted."""
    return to_hand_in_each([edition])[edition.pk]


def to_hand_in_each(editions: Iterable[Edition]) -> dict[Any, list[Issue]]:
    """:func:`to_hand_in` for several drafts, by their ids. As many queries as for one."""
    editions = list(editions)
    own, resting = to_submit_each(editions), sentences_at_risk_in(editions)
    return {edition.pk: [*own[edition.pk], *submission_issues(resting[edition.pk])] for edition in editions}

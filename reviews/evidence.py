"""What changed evidence keeps from happening: rules over sentences already read. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from editorial.shared.issues import Issue
from references.enums import Standing
from references.formatting import short_name
from reviews.resting import Sentence


def suspended_since(sentences: Iterable[Sentence]) -> dict[Any, datetime]:
    """For each version, since when its sign-offs count for new approvals.

    Those given before the standing of a reference changed do not, until the board has decided that every sentence that
    rests on it is still right.
    """
    result: dict[Any, datetime] = {}
    for one in sentences:
        since = one.reference.standing_changed_at
        if since is not None and not one.is_settled_by_board:
            result[one.version.pk] = max(since, result.get(one.version.pk, since))
    return result


def approval_issues(sentences: Iterable[Sentence]) -> list[Issue]:
    """No alarm undecided, and nothing left as it was that is to be mended: one issue for each section and reference."""
    undecided, to_mend = {}, {}
    for one in sentences:
        place = (one.section.pk, one.reference.pk)
        if one.decision is None:
            undecided[place] = one
        elif not one.is_settled:
            to_mend[place] = one
    return [
        *(Issue("evidence-changed", _undecided(one), f"evidence:{one.reference.key}") for one in undecided.values()),
        *(Issue("evidence-to-mend", _to_mend(one), f"evidence:{one.reference.key}") for one in to_mend.values()),
    ]


def submission_issues(sentences: Iterable[Sentence]) -> list[Issue]:
    """The same before the board has it. A retracted reference may be cited only as retracted, with a reason."""
    issues = []
    for one, issue in _first_of_each(sentences):
        if one.decision is None and one.reference.standing == Standing.RETRACTED:
            message = (
                f"The reference “{one.reference.key}” in “{one.heading}” was retracted: replace it, rewrite what rests "
                "on it, or say why it is cited as retracted."
            )
            issue = Issue("retracted-reference", message, f"evidence:{one.reference.key}")
        issues.append(issue)
    return issues


def _first_of_each(sentences: Iterable[Sentence]) -> Iterable[tuple[Sentence, Issue]]:
    seen = set()
    for one in sentences:
        place = (one.section.pk, one.reference.pk, one.decision is None)
        if not one.is_settled and place not in seen:
            seen.add(place)
            yield one, approval_issues([one])[0]


def _undecided(one: Sentence) -> str:
    return (
        f"A sentence in “{one.heading}” rests on {short_name(one.reference.csl)} ({one.reference.key}), which is now: "
        f"{one.reference.get_standing_display()}. Decide what becomes of it."
    )


def _to_mend(one: Sentence) -> str:
    verdict = one.decision.get_verdict_display().lower()
    return f"For a sentence in “{one.heading}” it was decided: {verdict} ({one.reference.key}). It still stands there."

"""What was changed about an article beside its words: address, topic, owner, collaborators. Reads the audit only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from articles.models import Article, Collaborator

FIELDS = {"slug": "Address", "topic": "Topic", "owner_id": "Owner"}


@dataclass(frozen=True)
class Change:
    """One field that became different, by whom and when."""

    at: datetime
    who: str
    what: str
    before: str
    after: str


def changes_of(article: Article) -> list[Change]:
    """The newest first. Two queries; consecutive rows are compared in memory."""
    rows = list(article.history.select_related("owner").order_by("history_date", "history_id"))
    changes = [change for before, after in pairwise(rows) for change in _differences(before, after)]
    changes += _collaborators(article)
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _differences(before: Any, after: Any) -> Iterable[Change]:
    for name, label in FIELDS.items():
        if getattr(before, name) != getattr(after, name):
            yield Change(after.history_date, after.history_user_name, label, _shown(before, name), _shown(after, name))


def _shown(row: Any, name: str) -> str:
    if name == "owner_id":
        return row.owner.display_name
    return getattr(row, name)


def _collaborators(article: Article) -> Iterable[Change]:
    rows = Collaborator.history.filter(article=article).select_related("user").order_by("history_date")
    for row in rows:
        added = row.history_type == "+"
        name = row.user.display_name
        yield Change(
            row.history_date, row.history_user_name, "Collaborator", "" if added else name, name if added else ""
        )

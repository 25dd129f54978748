"""Comments as the desk shows them: each with its answers. Reads only."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from articles.models import Article
from articles.queries import Part
from articles.text import plain_text
from reviews.models import Comment


@dataclass
class Thread:
    """A comment with its answers. ``gone``: the words that it quotes are no longer in the section."""

    comment: Comment
    gone: bool = False
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_resolved(self) -> bool:
        return self.comment.resolved_at is not None


def threads_on(part: Part) -> list[Thread]:
    """The comments on a section, the open ones first. One query."""
    rows = list(Comment.objects.filter(section=part.section).select_related("author", "resolved_by").order_by("at"))
    said = " ".join(
        " ".join((wording.heading, wording.question, wording.summary, plain_text(wording.html)))
        for _, wording in part.content.all_wordings()
    )
    threads = {row.pk: Thread(row, gone=bool(row.quote) and row.quote not in said) for row in rows}
    for row in rows:
        root = _root(row, {one.pk: one for one in rows})
        if root is not row:
            threads[root.pk].answers.append(row)
            del threads[row.pk]
    return sorted(threads.values(), key=lambda thread: thread.is_resolved)


def _root(comment: Comment, known: dict[Any, Comment]) -> Comment:
    while comment.in_reply_to_id in known:
        comment = known[comment.in_reply_to_id]
    return comment


def open_comments(article: Article) -> dict[Any, dict[str, int]]:
    """Per section: how many comments are open, and how many of them must be answered. One query."""
    rows = Comment.objects.filter(article=article, resolved_at__isnull=True, in_reply_to__isnull=True)
    counted = (
        rows.order_by().values("section").annotate(open=Count("pk"), must=Count("pk", filter=Q(must_be_answered=True)))
    )
    return defaultdict(lambda: {"open": 0, "must": 0}, {row["section"]: row for row in counted})

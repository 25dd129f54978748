"""Which comments reach whom: one door, through which every page, dossier, notice and mail reads them. Reads.

The desk reads whatever is said to everybody. The board reads a comment once the version that it is about was submitted:
what the desk says of a draft, and the words it quotes, are the draft's and leak no sooner than it (promise 7). What the
board says among itself never reaches who wrote the article.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Pin
from articles.permissions import may_edit
from editorial.accounts.models import User
from reviews.models import Comment
from reviews.rules.permissions import hears_the_board


def _was_submitted(version: str) -> Exists:
    return Exists(Pin.objects.filter(version=OuterRef(version), edition__submitted_at__isnull=False))


def reached() -> Q:
    """Holds of the comments that may leave the desk: on words that the board was given.

    An answer is as far as what it answers, unless it quotes other words: then these must have been submitted as well.
    """
    first = Q(in_reply_to__isnull=True) | Q(_was_submitted("in_reply_to__version"))
    first &= Q(in_reply_to__in_reply_to__isnull=True) | Q(_was_submitted("in_reply_to__in_reply_to__version"))
    says_nothing_else = Q(in_reply_to__isnull=False, quote="", proposal="")
    return first & (says_nothing_else | Q(_was_submitted("version")))


def has_reached(comment: Comment) -> bool:
    """Whether the board may read this comment (as far as its words go: see :func:`may_hear`)."""
    return Comment.objects.filter(reached(), pk=comment.pk).exists()


def is_given_to_the_board(version: Any) -> bool:
    """Whether a comment written now on this version reaches the board."""
    return Pin.objects.filter(version=version, edition__submitted_at__isnull=False).exists()


def heard_by(user: User, article: Article, *, hears: bool | None = None) -> QuerySet[Comment]:
    """The comments on an article that this person of its desk or board may read.

    ``hears`` is the answer of ``hears_the_board`` where it was asked already.
    """
    rows = Comment.objects.filter(article=article)
    hears = hears_the_board(user, article) if hears is None else hears
    rows = rows if hears else rows.filter(board_only=False)
    return rows if may_edit(user, article) else rows.filter(reached())


def heard_outside_the_desk(article: Any) -> QuerySet[Comment]:
    """What has left the desk, by the article's id: for documents and guests. What only the board reads is among it."""
    return Comment.objects.filter(reached(), article=article)


def kept_at_the_desk(article: Article) -> Iterable[str]:
    """The subjects of the events about comments that the board does not know of."""
    rows = Comment.objects.filter(article=article).exclude(reached())
    return [f"comment:{pk}" for pk in rows.values_list("pk", flat=True)]


def may_hear(user: User, article: Article, *, board_only: bool, reaches_board: bool) -> bool:
    """Whether somebody of the article's desk or board may read a comment of this kind."""
    if board_only:
        return hears_the_board(user, article)
    return reaches_board or may_edit(user, article)

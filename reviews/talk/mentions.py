"""Who can be mentioned in the talk about an article: only those who may read it. Reads."""

from typing import Any

from django.db.models import Q

from articles.models import Article, Collaborator
from editorial.accounts.models import User
from reviews.models import BoardMember, Comment
from reviews.rules.comments import has_reached, may_hear
from reviews.rules.policies import boards_of
from reviews.talk.text import Mentions, Person, mentions_in


def people_around(article: Article) -> list[User]:
    """The article's board of today, its owner and its collaborators, by name. Two queries."""
    terms = BoardMember.objects.running().filter(board__in=boards_of(article))
    editing = Q(pk=article.owner_id) | Q(pk__in=Collaborator.objects.filter(article=article).values("user"))
    return list(
        User.objects.filter(Q(pk__in=terms.values("user")) | (editing & Q(is_editor=True)), is_active=True).order_by(
            "display_name"
        )
    )


def hearers_of(article: Article, *, board_only: bool, reaches_board: bool) -> list[User]:
    """Those of :func:`people_around` who may read a comment of this kind."""
    people = people_around(article)
    if reaches_board and not board_only:
        return people
    return [one for one in people if may_hear(one, article, board_only=board_only, reaches_board=reaches_board)]


def names_around(article: Article, besides: Any, *, reaches_board: bool = True) -> list[str]:
    """The names that a page offers to somebody who types ``@``: of those who would be told."""
    people = hearers_of(article, board_only=False, reaches_board=reaches_board)
    return [user.display_name for user in people if user.pk != besides.pk]


def mentions_on(article: Article, text: str, *, board_only: bool, reaches_board: bool) -> Mentions:
    """Whom the text mentions. Who may not read it is nobody there."""
    if "@" not in text:
        return Mentions()
    people = hearers_of(article, board_only=board_only, reaches_board=reaches_board)
    return mentions_in(text, [Person(user.pk, user.display_name) for user in people])


def mentions_in_comment(comment: Comment) -> Mentions:
    """Whom a comment mentions of those who may read it now."""
    reaches = "@" in comment.text and has_reached(comment)
    return mentions_on(comment.article, comment.text, board_only=comment.board_only, reaches_board=reaches)

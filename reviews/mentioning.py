"""Who can be mentioned in the talk about an article: only those who may read it. Reads."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Collaborator
from editorial.accounts.models import User
from reviews.eligibility import terms_on
from reviews.models import BoardMember
from reviews.permissions import hears_the_board
from reviews.policies import board_of
from reviews.talk import Mentions, Person, mentions_in


def people_around(article: Article) -> list[User]:
    """The article's board of today, its owner and its collaborators, by name. Two queries."""
    terms = BoardMember.objects.filter(terms_on(timezone.localdate()), board=board_of(article))
    editing = Q(pk=article.owner_id) | Q(pk__in=Collaborator.objects.filter(article=article).values("user"))
    return list(
        User.objects.filter(Q(pk__in=terms.values("user")) | (editing & Q(is_editor=True)), is_active=True).order_by(
            "display_name"
        )
    )


def names_around(article: Article, besides: Any) -> list[str]:
    """The names that a page offers to somebody who types ``@``."""
    return [user.display_name for user in people_around(article) if user.pk != besides.pk]


def mentions_on(article: Article, text: str, *, board_only: bool) -> Mentions:
    """Whom the text mentions. Who may not read what the board says among itself is nobody there."""
    if "@" not in text:
        return Mentions()
    people = [user for user in people_around(article) if not board_only or hears_the_board(user, article)]
    return mentions_in(text, [Person(user.pk, user.display_name) for user in people])

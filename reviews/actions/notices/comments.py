"""Who is told of a comment because of what is special about it: mentions, proposals, what only the board reads.

That there is a comment or a reply at all is told by :mod:`reviews.actions.notices.sentences`.
"""

from collections.abc import Iterable

from django.urls import reverse

from editorial.accounts.models import User
from reviews.actions.notices.telling import desk_of
from reviews.enums import NoticeKind
from reviews.models import Comment
from reviews.rules.comments import has_reached
from reviews.rules.permissions import hears_the_board
from reviews.rules.queries import latest_submitted_of
from reviews.talk.mentions import hearers_of

from .sentences import board_page, heading_of, tell_comment
from .telling import tell


def tell_of_comment(comment: Comment, *, by: User) -> None:
    """Tell who is mentioned, and whoever else is to know of the comment; everybody once.

    Nobody is told of what the board says among itself but members who hear it, and of what the desk says of words that
    the board was never given, nobody but the desk.
    """
    heading = heading_of((comment.in_reply_to or comment).version)
    reaches = has_reached(comment)
    around = hearers_of(comment.article, board_only=comment.board_only, reaches_board=reaches)
    mentioned = [user for user in around if user.pk in comment.mentioned]
    _tell(comment, mentioned, NoticeKind.MENTION, f"{by.display_name} mentions you in a comment on “{heading}”.", by)
    if comment.board_only:
        others = [user for user in _speakers(comment) if user.pk not in comment.mentioned]
        _tell(comment, others, NoticeKind.COMMENT, f"{by.display_name} replied in a thread on “{heading}”.", by)
    tell_comment(comment, by, reaches_board=reaches)


def tell_of_outcome(comment: Comment, *, by: User) -> None:
    """Tell who proposed words what became of them."""
    text = f"{by.display_name} {comment.get_outcome_display().lower()} the words that you proposed for"
    _tell(comment, [comment.author], NoticeKind.COMMENT, f"{text} “{heading_of(comment.version)}”.", by)


def _speakers(comment: Comment) -> Iterable[User]:
    first = comment.in_reply_to
    return [first.author, *(row.author for row in first.replies.select_related("author"))] if first else []


def _tell(comment: Comment, people: Iterable[User], kind: str, text: str, by: User) -> None:
    """Each with a link to the page on which they can answer."""
    article = comment.article
    people = [user for user in people if not comment.board_only or hears_the_board(user, article)]
    desk = {user.pk for user in desk_of(article)}
    place = f"#comment-{(comment.in_reply_to or comment).pk}"
    editing = [user for user in people if user.pk in desk]
    if editing:
        url = f"{reverse('desk:section', args=[article.slug, comment.section.anchor])}{place}"
        tell(people=editing, kind=kind, text=text, url=url, by=by, article=article)
    edition = latest_submitted_of(article) if len(editing) < len(people) else None
    if edition is not None:
        edition.article = article
        reviewing = [user for user in people if user.pk not in desk]
        tell(people=reviewing, kind=kind, text=text, url=f"{board_page(edition)}{place}", by=by, article=article)

"""What becomes of readers' questions on the desk."""

from django.db import transaction
from django.utils import timezone

from articles.locks import lock_article
from articles.models import FollowUp
from articles.permissions import require_edit
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain


@transaction.atomic
def close_follow_up(*, follow_up: FollowUp, by: User) -> FollowUp:
    """Mark a reader's question as answered. Doing it twice changes nothing."""
    return _set_closed(follow_up, True, by)


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, by: User) -> FollowUp:
    """Take a question up again."""
    return _set_closed(follow_up, False, by)


def _set_closed(follow_up: FollowUp, closed: bool, by: User) -> FollowUp:
    article = lock_article(follow_up.article_id)
    require_edit(by, article)
    row = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if (row.closed_at is not None) != closed:
        row.closed_at = timezone.now() if closed else None
        row.save()
        verb = "question.answered" if closed else "question.reopened"
        append_event(chain=article_chain(article.pk), verb=verb, subject=f"question:{row.pk}", by=by)
    return row

"""Making room for an urgent safety change."""

from django.db import transaction
from django.utils.translation import gettext

from articles.actions import open_from_live
from articles.actions.editions import work_waiting
from articles.enums import EditionState
from articles.locks import lock_article
from articles.models import Article, Edition
from articles.permissions import may_edit
from articles.queries import latest_edition_of, live_edition_of, open_edition_of
from editorial.accounts.models import User
from editorial.shared.issues import refuse, require
from reviews.rules.interruption import urgent_opening_issues
from reviews.rules.transitions import Move, apply_transition

from .notices.sentences import tell_taken_back
from .publication import compose_pages_of_locked


@transaction.atomic
def open_urgent_edition(*, article: Article, by: User) -> Edition:
    """Open a draft with exactly what readers have now, for a change that cannot wait.

    What is open is taken back or, while it is a draft, set aside; nothing of it is lost: the edition after the urgent
    one begins with it again, merged with what the urgent one changed. Refused if nothing is live, if the open edition
    is an urgent one already, or once it is approved.
    """
    article = lock_article(article.pk)
    require(may_edit(by, article), gettext("Only owner and collaborators make room for an urgent change."))
    now = open_edition_of(article)
    refuse(urgent_opening_issues(article, now))
    if now is None:
        waiting = work_waiting(live_edition_of(article), latest_edition_of(article))
    else:
        waiting = Edition.objects.select_for_update().get(pk=now.pk)
        move = Move.SET_ASIDE if waiting.state == EditionState.DRAFT else Move.TAKE_BACK
        apply_transition(waiting, move, by=by)
        if move == Move.TAKE_BACK:
            tell_taken_back(waiting, by)
    edition = open_from_live(article=article, interrupts=waiting, by=by)
    compose_pages_of_locked(article)
    return edition

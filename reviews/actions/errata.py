"""Correcting a misprint in what readers are told beside the signed words."""

from typing import cast

from django.db import transaction
from django.utils.translation import gettext

from articles.locks import lock_edition
from articles.models import Edition
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, refuse, require
from reviews.models import Erratum
from reviews.publishing.told import Told, correctable, told_issues
from reviews.rules.case import case_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.permissions import leads

from .publication import compose_pages_of_locked


@transaction.atomic
def correct_told(*, edition: Edition, of: str, text: str, reason: str, shown: str, by: User) -> Erratum:
    """Say what the change note of a published edition, or the reason why a page is gone, should have said.

    What was told stays as it is, under its approval; readers see both. ``shown``: what stood there when this was
    written, so that no correction goes over another one that was not seen. For leaders of the board that judged it."""
    edition = lock_edition(edition.pk)
    require(leads(by, edition), gettext("Only the chair or a deputy decides this."))
    refuse(decision_issues(Decision.CORRECT, case_of(edition).relation(by)))
    text, reason = clean_note(text), clean_note(reason)
    told = correctable(edition).get(of)
    refuse(told_issues(told))
    now = cast(Told, told)
    refuse(_issues(now, text, reason, shown))
    row = Erratum.objects.create(edition=edition, of=of, before=now.text, text=text, reason=reason, by=by)
    append_event(
        chain=article_chain(edition.article_id),
        verb="told.corrected",
        subject=f"edition:{edition.pk}",
        by=by,
        erratum=str(row.pk),
        of=of,
    )
    compose_pages_of_locked(edition.article)
    return row


def _issues(now: Told, text: str, reason: str, shown: str) -> list[Issue]:
    issues = []
    if clean_note(shown) != now.text:
        message = gettext("It was corrected meanwhile; it reads now: %(now)s") % {"now": now.text}
        issues.append(Issue("told-changed", message, "text"))
    if not text:
        issues.append(Issue("no-words", gettext("Say what it should have said."), "text"))
    elif text == now.text:
        issues.append(Issue("same-words", gettext("It says that already."), "text"))
    if not reason:
        issues.append(Issue("no-reason", gettext("Say what was wrong with it."), "reason"))
    return issues

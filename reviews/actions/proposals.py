"""What becomes of words that a comment proposes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.actions import save_section
from articles.models import Edition, SectionVersion
from articles.permissions import require_edit
from articles.queries import part_of
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse
from reviews.models import Comment
from reviews.talk.proposals import accept_issues, outcome_issues, with_proposal

from .comments import lock_comment, record_comment
from .hands import count_hands
from .notices.comments import tell_of_outcome
from .returned import hands_of


@transaction.atomic
def accept_proposal(*, comment: Comment, edition: Edition, base_version: Any, by: User) -> SectionVersion:
    """Put the proposed words in the quotation's place, as a new version of the section in the draft; returns it.

    ``base_version`` is the version that the editor looked at: :class:`StaleBase` if it is no longer the one. Who
    proposed the words had a hand in them from then on, and does not count for that section's signatures. A comment that
    must be answered stays open until its author or the chair resolves it; any other is resolved by this.
    """
    article, comment = lock_comment(comment, by)
    require_edit(by, article)
    part = part_of(edition, comment.section.anchor)
    refuse(accept_issues(comment, edition, part.content))
    content = with_proposal(comment, part.content)
    version, changed = save_section(
        edition=edition,
        anchor=part.section.anchor,
        base_version=base_version,
        base=content.base,
        wordings=content.wordings,
        by=by,
    )
    if not changed:
        raise Refused(
            Issue("no-change", gettext("The text says this already: decline the proposal, or resolve the comment."))
        )
    users, people = hands_of(comment)
    count_hands(version, users=users, people=people)
    comment.outcome, comment.outcome_by, comment.outcome_at = Comment.Outcome.ACCEPTED, by, timezone.now()
    comment.led_to = version
    if not comment.must_be_answered:
        comment.resolved_by, comment.resolved_at = by, comment.outcome_at
    save_audited(comment, by=by, reason="Proposal accepted")
    record_comment(article, comment, "comment.accepted", by, led_to=str(version.pk))
    tell_of_outcome(comment, by=by)
    return version


@transaction.atomic
def decline_proposal(*, comment: Comment, reason: str, by: User) -> Comment:
    """Leave the text as it is, and say why. The comment stays open: its author may answer."""
    article, comment = lock_comment(comment, by)
    require_edit(by, article)
    reason = clean_note(reason)
    issues = [] if reason else [Issue("no-reason", gettext("Say why: who proposed it reads this."), "reason")]
    refuse(outcome_issues(comment) or issues)
    comment.outcome, comment.outcome_by, comment.outcome_at = Comment.Outcome.DECLINED, by, timezone.now()
    comment.outcome_reason = reason
    save_audited(comment, by=by, reason="Proposal declined")
    record_comment(article, comment, "comment.declined", by)
    tell_of_outcome(comment, by=by)
    return comment

"""Answering what a check found."""

from django.db import transaction
from django.utils.translation import gettext

from articles.findings import StandingFinding, checked_in, language_of, references_known
from articles.models import Dismissal, Edition
from articles.queries import parts_of
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused

from .drafting import lock_draft

MAX_REASON = 1000


@transaction.atomic
def dismiss_finding(
    *, edition: Edition, anchor: str, audience: str, check: str, fingerprint: str, reason: str, by: User
) -> Dismissal:
    """Let words stand at which a check points, and say why; the board reads it. Saying the same again writes nothing;
    another reason later stands instead.

    Refused without a reason, and if the draft's words for that audience have no such finding now.
    """
    edition = lock_draft(edition, by)
    said = _reason(reason, fingerprint)
    standing = _found(edition, anchor, (audience, check, fingerprint))
    before = standing.dismissal
    if before is not None and before.reason == said:
        return before
    finding = standing.finding
    dismissal = Dismissal.objects.create(
        edition=edition,
        section_id=standing.section,
        audience=audience,
        check_key=check,
        fingerprint=fingerprint,
        words=finding.pointed_at,
        sentence=finding.sentence,
        reason=said,
        by=by,
        printed_name=by.printed_name[:200],
    )
    append_event(
        chain=article_chain(edition.article_id),
        verb="finding.dismissed",
        subject=f"edition:{edition.pk}",
        by=by,
        section=str(standing.section),
        audience=audience,
        check=check,
    )
    return dismissal


def _reason(reason: str, fingerprint: str) -> str:
    said = clean_note(reason)
    if not said:
        raise Refused(Issue("no-reason", gettext("Say why the words stay as they are."), f"finding:{fingerprint}"))
    if len(said) > MAX_REASON:
        message = gettext("Say it in at most %(most)s characters.") % {"most": MAX_REASON}
        raise Refused(Issue("long-reason", message, f"finding:{fingerprint}"))
    return said


def _found(edition: Edition, anchor: str, key: tuple[str, str, str]) -> StandingFinding:
    """The finding as it stands in the draft now."""
    parts = parts_of(edition)
    part = next((one for one in parts if one.section.anchor == anchor), None)
    if part is not None:
        known = references_known(part.content.cited_keys())
        for text in checked_in(parts, language=language_of(edition), known=known, only=part.section.pk):
            for one in text.standing:
                if one.key[1:] == key:
                    return one
    raise Refused(Issue("no-finding", gettext("The words that this was about are no longer in the draft.")))

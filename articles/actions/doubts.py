"""Deciding what an import left doubtful."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from articles.doubts import StandingDoubt, doubts_in
from articles.exchange.doubts import MENDED, VERDICTS, Decided
from articles.exchange.remarks import Remark
from articles.models import Doubt, DoubtDecision, Edition
from articles.queries import Part, parts_of
from articles.text import clean_line
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.issues import Issue, Refused

from .drafting import lock_draft, own_part_of
from .sources import keep_pasted, write_decision

MAX_NOTE = 1000


@transaction.atomic
def decide_doubt(*, edition: Edition, doubt: Doubt, verdict: str, note: str = "", by: User) -> DoubtDecision:
    """Say of a doubt in a draft that the words are right as they stand, or that they were mended; the board sees who
    said so, when, and the note. Saying the same again writes nothing; another word later stands instead.

    Refused if the doubt is about nothing in the draft, and for “mended” while the words are still as they came in.
    """
    edition = lock_draft(edition, by)
    if verdict not in VERDICTS:
        raise Refused(
            Issue("no-verdict", gettext("Say whether the words are right as they stand, or mended."), "verdict")
        )
    decided = Decided(verdict, clean_line(note, where=gettext("the note"))[:MAX_NOTE])
    part, standing = _found(edition, doubt)
    before = standing.decision
    if before is not None and (before.verdict, before.note) == (decided.verdict, decided.note):
        return before
    if verdict == MENDED and part.version.pk == doubt.version_id:
        message = gettext(
            "The words are still as they came in: mend them first, or say that they are right as they stand."
        )
        raise Refused(Issue("not-mended", message, f"doubt:{doubt.pk}"))
    decision = write_decision(doubt, edition, decided, by=by)
    append_event(
        chain=article_chain(edition.article_id),
        verb="doubt.decided",
        subject=f"edition:{edition.pk}",
        by=by,
        section=str(doubt.section_id),
        doubt=str(doubt.pk),
        verdict=verdict,
    )
    return decision


@transaction.atomic
def leave_pasted(*, edition: Edition, anchor: str, text: str, remarks: Iterable[Remark], by: User) -> None:
    """What was doubtful in words that were just pasted into a section and saved stays with it until it is decided."""
    edition = lock_draft(edition, by)
    keep_pasted(edition=edition, part=own_part_of(edition, anchor), text=text, remarks=remarks, by=by)


def _found(edition: Edition, doubt: Doubt) -> tuple[Part, StandingDoubt]:
    """The doubt where it stands in the draft now."""
    parts = {part.version.pk: part for part in parts_of(edition)}
    for version, standing in doubts_in(parts.values()).items():
        for one in standing:
            if one.doubt.pk == doubt.pk:
                return parts[version], one
    raise Refused(Issue("no-doubt", gettext("The words that this was about are no longer in the draft.")))

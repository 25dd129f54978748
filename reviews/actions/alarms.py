"""Alarms: opened and closed by looking at what rests on what; and the decisions on sentences."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.locks import lock_article
from articles.models import Section
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.record.actions import SITE, NewEvent, append_event, append_events, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from references.enums import AT_RISK
from references.formatting import short_name
from references.models import Reference, StandingChange
from reviews.actions.notices.telling import desk_of, leaders_of
from reviews.enums import EvidenceVerdict, NoticeKind
from reviews.models import Alarm, AlarmChange, EvidenceDecision
from reviews.rules.alarms import Deciders
from reviews.rules.evidence import Sentence, by_article, references_to_watch, sentences_on

from .notices.telling import tell


def evidence_path(reference: Reference) -> str:
    return f"/evidence/{reference.key}/"


def raise_alarms() -> int:
    """The sweeper: open, join and close alarms as things stand now; returns how many changed. Safe to repeat.

    It looks at what rests on what, so no change can be missed: one that no message told of, a citation that was added
    later, a sentence that is gone.
    """
    open_now = Alarm.objects.filter(closed_at__isnull=True).values_list("reference_id", flat=True)
    watched = {reference.pk for reference in references_to_watch()}
    return sum(settle_alarm(reference_id=pk) for pk in sorted(watched | set(open_now)))


@transaction.atomic
def settle_alarm(*, reference_id: Any) -> bool:
    """Bring the alarm about one reference up to what is so now; returns whether anything changed."""
    reference = Reference.objects.select_for_update().get(pk=reference_id)
    alarm = Alarm.objects.select_for_update().filter(reference=reference, closed_at__isnull=True).first()
    wanted = reference.standing in AT_RISK
    unsettled = [one for one in sentences_on([reference]) if not one.is_settled] if wanted else []
    if alarm is None and not unsettled:
        return False
    opened = alarm is None
    alarm = alarm or _open(reference, len(unsettled))
    joined = _join(alarm)
    if opened or joined:
        _tell(alarm, unsettled)
    return _close(alarm) if not unsettled else opened or bool(joined)


def _open(reference: Reference, sentences: int) -> Alarm:
    alarm = Alarm(reference=reference, opened_at=timezone.now())
    save_audited(alarm, by=None, reason="Opened")
    append_event(
        chain=SITE,
        verb="alarm.opened",
        subject=f"alarm:{alarm.pk}",
        by=None,
        reference=str(reference.pk),
        standing=reference.standing,
        sentences=sentences,
    )
    return alarm


def _join(alarm: Alarm) -> list[StandingChange]:
    """Changes of the reference's standing that no alarm is about yet."""
    rows = list(StandingChange.objects.filter(reference=alarm.reference_id, alarmed__isnull=True))
    AlarmChange.objects.bulk_create([AlarmChange(change=row, alarm=alarm) for row in rows])
    for row in rows:
        append_event(chain=SITE, verb="alarm.joined", subject=f"alarm:{alarm.pk}", by=None, change=str(row.pk))
    return rows


def _tell(alarm: Alarm, sentences: list[Sentence]) -> None:
    """Tell each article's editors and the leaders of its board, once for each standing."""
    reference = alarm.reference
    for some in by_article(sentences).values():
        article = some[0].article
        leaders = leaders_of(article) if any(one.is_boards for one in some) else []
        count = "1 sentence rests" if len(some) == 1 else f"{len(some)} sentences rest"
        tell(
            people=[*desk_of(article), *leaders],
            kind=NoticeKind.ALARM,
            text=f"{short_name(reference.csl)} is now: {reference.get_standing_display()}. {count} on it.",
            url=evidence_path(reference),
            by=None,
            article=article,
            urgent=True,
            once=f"alarm:{alarm.pk}:{reference.standing}:{article.pk}",
        )


def _close(alarm: Alarm) -> bool:
    alarm.closed_at = timezone.now()
    save_audited(alarm, by=None, reason="Nothing is left to decide or to mend")
    append_event(chain=SITE, verb="alarm.closed", subject=f"alarm:{alarm.pk}", by=None)
    return True


@transaction.atomic
def decide_sentence(
    *,
    reference: Reference,
    section: Section,
    audience: str,
    digest: str,
    verdict: str,
    reason: str,
    by: User,
    replacement: Reference | None = None,
) -> EvidenceDecision:
    """Say what becomes of one sentence that rests on a reference at risk. The last decision on the same words counts.

    Where other wordings of the section say it in the same words, it is decided there with it, as far as that is the
    same person's to decide: nobody is asked twice about one sentence. What board or readers have, a member of the board
    decides who may sign those words; a draft's, its editors. ``PermissionDenied`` to others. Refused if the sentence is
    no longer there, or without a reason.
    """
    article = lock_article(section.article_id)
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    alike = _alike(reference, section, digest)
    sentence = _in_wording(alike, audience)
    deciders = Deciders(by, alike)
    issues = deciders.issues(sentence)
    if any(issue.code == "not-yours" for issue in issues):
        raise PermissionDenied(issues[0].message)
    replacement = replacement and Reference.objects.get(pk=replacement.pk)
    reason = clean_note(reason)
    refuse([*issues, *_decision_issues(reference, verdict, reason, replacement)])
    settle_alarm(reference_id=reference.pk)
    alarm = Alarm.objects.filter(reference=reference).order_by("closed_at").last()
    alarm = reference.alarms.filter(closed_at__isnull=True).first() or alarm or _open(reference, 1)
    said = {"alarm": alarm, "standing": reference.standing, "verdict": verdict, "reason": reason}
    said |= {"replacement": replacement, "by": by, "printed_name": by.printed_name, "at": timezone.now()}
    theirs = [one for one in alike if one is sentence or not deciders.issues(one)]
    decisions = [_decision(one, said) for one in theirs]
    EvidenceDecision.objects.bulk_create(decisions)
    append_events(chain=article_chain(article.pk), by=by, events=[_decided(one, reference) for one in decisions])
    settle_alarm(reference_id=reference.pk)
    return decisions[theirs.index(sentence)]


def _decision(one: Sentence, said: Mapping[str, Any]) -> EvidenceDecision:
    """The row on one sentence, not yet written."""
    place = {"section": one.section, "version": one.version, "audience": one.audience, "digest": one.digest}
    return EvidenceDecision(by_board=one.is_boards, **place, **said)


def _decided(row: EvidenceDecision, reference: Reference) -> NewEvent:
    facts = {"decision": str(row.pk), "reference": str(reference.pk), "verdict": str(row.verdict)}
    return NewEvent("evidence.decided", f"section:{row.section_id}", {**facts, "sentence": row.digest})


def _alike(reference: Reference, section: Section, digest: str) -> list[Sentence]:
    """The sentence in every wording of the section that says it in these words."""
    if reference.standing not in AT_RISK:
        refuse([Issue("good-again", gettext("The reference is in good standing: there is nothing to decide."))])
    return [one for one in sentences_on([reference]) if (one.section.pk, one.digest) == (section.pk, digest)]


def _in_wording(alike: list[Sentence], audience: str) -> Sentence:
    for one in alike:
        if one.audience == audience:
            return one
    refuse([Issue("sentence-gone", gettext("This sentence no longer stands there: look at the page as it is now."))])
    raise LookupError("refuse() raises")


def _decision_issues(reference: Reference, verdict: str, reason: str, replacement: Reference | None) -> list[Issue]:
    if verdict not in EvidenceVerdict.values:
        return [Issue("unknown-verdict", gettext("Choose what becomes of the sentence."), "verdict")]
    issues = [] if reason else [Issue("no-reason", gettext("Say why: board and desk read it."), "reason")]
    if verdict == EvidenceVerdict.REPLACE and replacement is None:
        issues.append(
            Issue("no-replacement", gettext("Name the reference that takes its place, by its key."), "replacement")
        )
    if replacement is not None and (replacement.pk == reference.pk or replacement.standing in AT_RISK):
        issues.append(Issue("bad-replacement", gettext("Name another reference, in good standing."), "replacement"))
    if verdict != EvidenceVerdict.REPLACE and replacement is not None:
        issues.append(Issue("needless-replacement", gettext("A replacement is named only to replace."), "replacement"))
    return issues

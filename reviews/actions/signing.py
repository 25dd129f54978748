"""Signing section versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import EditionState
from articles.locks import lock_article
from articles.models import Article, Edition, SectionVersion
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, Refused, refuse
from reviews.eligibility import eligibility_for, lock_term_of
from reviews.enums import MEANINGS, Verdict
from reviews.models import BoardMember, Settlement, SignOff
from reviews.permissions import is_chair, require
from reviews.policies import board_of
from reviews.queries import edition_to_sign
from reviews.transitions import Move, apply_transition

from .prose import clean_note
from .publishing import mark_dates_changed

SCHEME = 1


@transaction.atomic
def sign(*, version: SectionVersion, verdict: str, by: Any, note: str = "") -> SignOff:
    """Give a member's verdict on exactly this version of a section; returns the signature.

    It counts wherever the version is pinned. Signing in a submitted edition begins its review. The same verdict again
    is a fresh signature with today's date (a re-review). Refused if the version is no longer to be signed, to who
    contributed to it, and to who has an interest; ``PermissionDenied`` to who is not on the board today.
    """
    article = lock_article(version.section.article_id)
    board = board_of(article)
    term = lock_term_of(by, board)
    require(term is not None, "Only members of the article's board may sign.")
    edition = edition_to_sign(article, version)
    refuse(_signing_issues(article, board, version, edition, verdict, note, by))
    if edition.state == EditionState.SUBMITTED:
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        apply_transition(locked, Move.BEGIN_REVIEW, by=by)
    signature = _signature(version, edition, verdict, clean_note(note), by, term)
    append_event(
        chain=article_chain(article.pk),
        verb="section.signed",
        subject=f"version:{version.pk}",
        by=by,
        sign_off=str(signature.pk),
        digest=signature.digest,
        verdict=str(verdict),
        edition=str(edition.pk),
    )
    mark_dates_changed(article)
    return signature


@dataclass(frozen=True)
class Decided:
    """What a member decided of one section version, to be signed with others."""

    version: SectionVersion
    verdict: str
    note: str = ""


@transaction.atomic
def sign_several(*, decisions: Sequence[Decided], by: Any) -> list[SignOff]:
    """Give several verdicts on one article in one act: each becomes a signature of its own, or none does.

    Refused with the reasons for every section that cannot be signed, each naming its section.
    """
    signatures, issues = [], []
    for one in decisions:
        try:
            signatures.append(sign(version=one.version, verdict=one.verdict, note=one.note, by=by))
        except Refused as refused:
            target = f"section:{one.version.section.anchor}"
            issues += [Issue(issue.code, issue.message, target) for issue in refused.issues]
    refuse(issues)
    return signatures


def _signing_issues(
    article: Article, board, version: SectionVersion, edition: Edition | None, verdict: str, note: str, by: Any
) -> list[Issue]:
    target = f"section:{version.section.anchor}"
    if verdict not in Verdict.values:
        return [Issue("unknown-verdict", "Choose what your signature says.", target)]
    if edition is None:
        message = "These words are no longer up for review: the section has changed since you opened it."
        return [Issue("version-changed", message, target)]
    if verdict == Verdict.WITHDRAWN:
        return _withdrawal_issues(version, by, target)
    issues = eligibility_for(article, board, [version]).issues(by, version)
    if verdict == Verdict.REQUEST_CHANGES and not note.strip():
        issues.append(Issue("no-note", "Say what should change.", "note"))
    return issues


def _withdrawal_issues(version: SectionVersion, by: Any, target: str) -> list[Issue]:
    latest = SignOff.objects.filter(version=version, user=by).order_by("-at", "-id").first()
    if latest is None or latest.verdict != Verdict.REQUEST_CHANGES:
        return [Issue("nothing-to-withdraw", "You have no open request for changes here.", target)]
    return []


def _signature(
    version: SectionVersion, edition: Edition, verdict: str, note: str, by: Any, term: BoardMember
) -> SignOff:
    at = timezone.now()
    content = canonical_json(
        {
            "scheme": SCHEME,
            "version": str(version.pk),
            "version_digest": version.digest,
            "edition": str(edition.pk),
            "user": str(by.pk),
            "printed_name": by.printed_name,
            "board_role": term.role,
            "specialties": term.specialties,
            "verdict": str(verdict),
            "meaning": MEANINGS[Verdict(verdict)],
            "note": note,
            "at": at.isoformat(),
        }
    )
    return SignOff.objects.create(
        version=version,
        edition=edition,
        user=by,
        verdict=verdict,
        note=note,
        printed_name=by.printed_name,
        specialties=term.specialties,
        at=at,
        content=content,
        digest=sha256(content),
    )


@transaction.atomic
def settle_request(*, sign_off: SignOff, reason: str, by: Any) -> Settlement:
    """The chair closes a member's request for changes with a reason. The dissent stays on record with it."""
    article = lock_article(sign_off.version.section.article_id)
    require(is_chair(by, article), "Only the chair settles requests.")
    reason = clean_note(reason)
    issues = []
    if sign_off.verdict != Verdict.REQUEST_CHANGES or Settlement.objects.filter(sign_off=sign_off).exists():
        issues.append(Issue("nothing-to-settle", "This is no open request for changes."))
    if sign_off.user_id == by.pk:
        issues.append(Issue("own-request", "This is your own request: withdraw it instead."))
    if not reason:
        issues.append(Issue("no-reason", "Give the reason; it is kept beside the request.", "reason"))
    refuse(issues)
    settlement = Settlement.objects.create(sign_off=sign_off, by=by, reason=reason)
    append_event(
        chain=article_chain(article.pk),
        verb="request.settled",
        subject=f"sign_off:{sign_off.pk}",
        by=by,
    )
    return settlement

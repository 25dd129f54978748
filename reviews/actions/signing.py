"""Signing section versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import EditionState
from articles.locks import lock_article
from articles.models import Article, Edition, SectionVersion
from editorial.accounts.sitting import Authentication, sitting_issues
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, Refused, refuse
from reviews.checklist import Answer, answer_issues, kept_answers
from reviews.eligibility import Eligibility, eligibility_for, lock_term_of
from reviews.enums import MEANINGS, Verdict
from reviews.models import BoardMember, KeptDecision, Settlement, SignOff
from reviews.permissions import is_chair, require
from reviews.policies import board_of
from reviews.progress import progress_of
from reviews.readiness import current_declaration
from reviews.requirements import unmet
from reviews.screens import CHANGED
from reviews.signable import SigningPlace, signing_places
from reviews.transitions import Move, apply_transition

from .prose import clean_note
from .publishing import mark_dates_changed
from .told import tell_ready, tell_settled, tell_signed

SCHEME = 2


@dataclass(frozen=True)
class Decided:
    """What a member decided of one section version, to be signed with others.

    ``screen`` is the token of what the member saw (``reviews.screens``); ``answers`` are those to the policy's
    questions by key; ``supports`` the references that the member found to support what is said.
    """

    version: SectionVersion
    verdict: str
    note: str = ""
    screen: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    supports: Sequence[str] = ()

    @property
    def prose(self) -> list[str]:
        """Everything that the member typed."""
        return [self.note, *(answer.reason for answer in self.answers.values())]


@transaction.atomic
def sign(
    *,
    version: SectionVersion,
    verdict: str,
    by: Any,
    authentication: Authentication | None,
    screen: str,
    note: str = "",
    answers: Mapping[str, Answer] | None = None,
    supports: Sequence[str] = (),
) -> SignOff:
    """Give a member's verdict on exactly this version of a section: :func:`sign_several` with one."""
    decided = Decided(version, verdict, note, screen, answers or {}, supports)
    return sign_several(decisions=[decided], by=by, authentication=authentication)[0]


@transaction.atomic
def sign_several(*, decisions: Sequence[Decided], by: Any, authentication: Authentication | None) -> list[SignOff]:
    """Give verdicts on sections of one article in one act: each becomes a signature of its own, or none does.

    Each counts wherever its version is pinned. Signing in a submitted edition begins its review. The same verdict again
    is a fresh signature with today's date (a re-review). Refused, with the reasons for every section and each naming
    its section, if a version is no longer to be signed or is not what was on the screen, if a question that the policy
    requires was not answered, to who contributed to a version or has an interest; and last, if the member has not
    proved lately who they are. ``PermissionDenied`` to who is not on the board today.
    """
    article = lock_article(decisions[0].version.section.article_id)
    board = board_of(article)
    term = lock_term_of(by, board)
    require(term is not None, "Only members of the article's board may sign.")
    versions = [one.version for one in decisions]
    places = signing_places(article, versions)
    eligibility = eligibility_for(article, board, versions)
    issues = [_signing_issues(one, places.get(one.version.pk), eligibility, by) for one in decisions]
    refuse(dict.fromkeys(issue for some in issues for issue in some))  # what is said of the member, once
    refuse(sitting_issues(authentication, by))
    _begin_reviews({places[version.pk].edition.pk for version in versions}, by)
    signatures = [_sign(article, one, places[one.version.pk], authentication, by, term) for one in decisions]
    KeptDecision.objects.filter(user=by, version__in=versions).delete()
    mark_dates_changed(article)
    for signature in signatures:
        tell_signed(signature, article, by)
    for edition in {place.edition.pk: place.edition for place in places.values()}.values():
        _tell_if_ready(edition, by)
    return signatures


def _tell_if_ready(edition: Edition, by: Any) -> None:
    edition = Edition.objects.select_related("article").get(pk=edition.pk)
    if edition.state == EditionState.UNDER_REVIEW and not unmet(progress_of(edition)):
        tell_ready(edition, by)


def _signing_issues(one: Decided, place: SigningPlace | None, eligibility: Eligibility, by: Any) -> list[Issue]:
    """Why this cannot be signed, each reason naming the section, or the page on which to see to it."""
    target = f"section:{one.version.section.anchor}"
    return [
        issue if issue.target.startswith("/") else Issue(issue.code, issue.message, target)
        for issue in _reasons(one, place, eligibility, by)
    ]


def _reasons(one: Decided, place: SigningPlace | None, eligibility: Eligibility, by: Any) -> list[Issue]:
    if one.verdict not in Verdict.values:
        return [Issue("unknown-verdict", "Choose what your signature says.")]
    if place is None:
        message = "These words are no longer up for review: the section has changed since you opened it."
        return [Issue("version-changed", message)]
    if one.verdict == Verdict.WITHDRAWN:
        return [*_withdrawal_issues(one.version, by), *_prose_issues(one)]
    return [
        *eligibility.issues(by, one.version),
        *_prose_issues(one),
        *(Issue("screen-changed", CHANGED[part]) for part in place.screen.changed_since(one.screen)),
        *answer_issues(place.questions, one.answers, one.verdict),
        *_support_issues(one, place),
    ]


def _withdrawal_issues(version: SectionVersion, by: Any) -> list[Issue]:
    latest = SignOff.objects.filter(version=version, user=by).order_by("-at", "-id").first()
    if latest is None or latest.verdict != Verdict.REQUEST_CHANGES:
        return [Issue("nothing-to-withdraw", "You have no open request for changes here.")]
    return []


def _prose_issues(one: Decided) -> Iterable[Issue]:
    if one.verdict == Verdict.REQUEST_CHANGES and not one.note.strip():
        yield Issue("no-note", "Say what should change.")
    for text in one.prose:
        try:
            clean_note(text)
        except Refused as refused:
            yield from refused.issues


def _support_issues(one: Decided, place: SigningPlace) -> list[Issue]:
    if set(one.supports) <= place.content.cited_keys():
        return []
    return [Issue("not-cited", "A reference that you ticked is not cited in this section.")]


def _begin_reviews(editions: set, by: Any) -> None:
    """What is signed is under review."""
    for edition in Edition.objects.select_for_update().filter(pk__in=editions, state=EditionState.SUBMITTED):
        apply_transition(edition, Move.BEGIN_REVIEW, by=by)


def _sign(
    article: Article, one: Decided, place: SigningPlace, authentication: Authentication, by: Any, term: BoardMember
) -> SignOff:
    at, answers = timezone.now(), {key: Answer(a.answer, clean_note(a.reason)) for key, a in one.answers.items()}
    columns = {
        "verdict": str(one.verdict),
        "note": clean_note(one.note),
        "printed_name": by.printed_name,
        "specialties": term.specialties,
    }
    content = canonical_json(
        {
            **columns,
            "scheme": SCHEME,
            "version": str(one.version.pk),
            "version_digest": one.version.digest,
            "edition": str(place.edition.pk),
            "user": str(by.pk),
            "board_role": term.role,
            "declaration": _declaration_of(by),
            "meaning": MEANINGS[Verdict(one.verdict)],
            "at": at.isoformat(),
            "authentication": authentication.as_dict(),
            "screen": place.screen.as_dict(),
            "standings": dict(place.standings),
            "policy": str(place.policy.pk),
            "checklist": kept_answers(place.questions, answers),
            "supports": sorted(set(one.supports)),
        }
    )
    signature = SignOff.objects.create(
        version=one.version, edition=place.edition, user=by, at=at, content=content, digest=sha256(content), **columns
    )
    append_event(
        chain=article_chain(article.pk),
        verb="section.signed",
        subject=f"version:{one.version.pk}",
        by=by,
        sign_off=str(signature.pk),
        digest=signature.digest,
        verdict=columns["verdict"],
        edition=str(place.edition.pk),
    )
    return signature


def _declaration_of(by: Any) -> str | None:
    """The digest of what the member had declared; None only for who withdraws a request and never declared."""
    declaration = current_declaration(by)
    return declaration.digest if declaration else None


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
        words=sha256(reason),
    )
    tell_settled(sign_off, by)
    return settlement

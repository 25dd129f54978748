"""Signing section versions, and keeping what is not signed yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.actions.pages import mark_pages_stale
from articles.enums import EditionState
from articles.locks import lock_article, lock_article_of_section
from articles.models import Article, Edition, SectionVersion
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.accounts.sitting import Authentication, sitting_issues
from editorial.record.actions import NewEvent, append_event, append_events, article_chain
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, Refused, refuse, require
from reviews.enums import MEANINGS, Verdict
from reviews.models import KeptDecision, Settlement, SignOff
from reviews.rules.case import Case, case_of, signed_of
from reviews.rules.decisions import Decision, decision_issues
from reviews.rules.eligibility import lock_terms_of
from reviews.rules.permissions import require_review
from reviews.rules.policies import boards_of
from reviews.rules.readiness import current_declaration
from reviews.rules.requirements import unmet
from reviews.rules.signoffs import (
    CHANGED,
    Answer,
    SigningPlace,
    answer_issues,
    kept_answers,
    signable_editions,
    signing_places,
)
from reviews.rules.transitions import Move, apply_transition

from .notices.sentences import tell_ready, tell_settled, tell_signed

SCHEME = 3


@dataclass(frozen=True)
class Decided:
    """What a member decided of one section version, to be signed with others.

    ``screen`` is the token of what the member saw (``reviews.rules.signoffs``); ``answers`` are those to the policy's
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
    by: User,
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
def sign_several(*, decisions: Sequence[Decided], by: User, authentication: Authentication | None) -> list[SignOff]:
    """Give verdicts on sections of one article in one act: each becomes a signature of its own, or none does.

    Each is given for the board that judges the edition in which the section is read, and counts wherever its version is
    pinned and that board's signatures are accepted. Signing in a submitted edition begins its review. The same verdict
    again, from a page opened since, is a fresh signature with today's date (a re-review). Refused, with the reasons for
    every section and each naming its section, if a version is no longer to be signed or is not what was on the screen
    (also if the member has signed it since), if a question that the policy requires was not answered, to who
    contributed to a version or has an interest; and last, if the member has not proved lately who they are.
    ``PermissionDenied`` to who is on no board of the article today."""
    article = lock_article_of_section(decisions[0].version.section_id)
    terms = lock_terms_of(by)
    versions = [one.version for one in decisions]
    places = signing_places(article, versions, by)
    judging = {place.case.board.pk for place in places.values()}
    sits = terms.keys() & judging or terms.keys() & boards_of(article)
    require(bool(sits), gettext("Only members of the article's board may sign."))
    refuse(_twice_issues(versions))
    issues = [_signing_issues(one, places.get(one.version.pk), by) for one in decisions]
    refuse(dict.fromkeys(issue for some in issues for issue in some))  # what is said of the member, once
    refuse(sitting_issues(authentication, by))
    cases = {place.edition.pk: place.case for place in places.values()}
    _begin_reviews(cases.values(), by)
    declared, at = current_declaration(by), timezone.now()
    proof = Proof(cast(Authentication, authentication), declared.digest if declared else None, at)
    signatures = [_signature(one, places[one.version.pk], proof, by) for one in decisions]
    SignOff.objects.bulk_create(signatures)
    append_events(chain=article_chain(article.pk), by=by, events=[_event_of(one) for one in signatures])
    KeptDecision.objects.filter(user=by, version__in=versions).delete()
    mark_pages_stale(article)  # the dates on live pages may move: the sweeper composes them
    for signature in signatures:
        tell_signed(signature, article, by)
    for case in cases.values():
        _tell_if_ready(case.with_signatures(map(signed_of, signatures)), by)
    return signatures


def _twice_issues(versions: list[SectionVersion]) -> list[Issue]:
    once = len({version.pk for version in versions}) == len(versions)
    return [] if once else [Issue("twice", gettext("Decide each section once: one of them was sent twice."))]


def _tell_if_ready(case: Case, by: User) -> None:
    if case.edition.state == EditionState.UNDER_REVIEW and not unmet(case):
        tell_ready(case.edition, by)


def _signing_issues(one: Decided, place: SigningPlace | None, by: User) -> list[Issue]:
    """Why this cannot be signed, each reason naming the section, or the page on which to see to it."""
    target = f"section:{place.anchor if place else one.version.section.anchor}"
    return [
        issue if issue.target.startswith("/") else Issue(issue.code, issue.message, target)
        for issue in _reasons(one, place, by)
    ]


def _reasons(one: Decided, place: SigningPlace | None, by: User) -> list[Issue]:
    if one.verdict not in Verdict.values:
        return [Issue("unknown-verdict", gettext("Choose what your signature says."))]
    if place is None:
        message = gettext("These words are no longer up for review: the section has changed since you opened it.")
        return [Issue("version-changed", message)]
    if one.verdict == Verdict.WITHDRAWN:
        return [*_withdrawal_issues(place, by), *_prose_issues(one)]
    changed = place.screen.changed_since(one.screen)
    if changed == ["follows"]:
        return [Issue("signed-since", str(CHANGED["follows"]))]
    return [
        *place.case.eligibility.issues(by, one.version),
        *_prose_issues(one),
        *(Issue("screen-changed", str(CHANGED[part])) for part in changed),
        *answer_issues(place.questions, one.answers, one.verdict),
        *_support_issues(one, place),
    ]


def _withdrawal_issues(place: SigningPlace, by: User) -> list[Issue]:
    if not place.case.relation(by).is_member:
        return place.case.eligibility.readiness(by)
    if place.mine is None or place.mine.verdict != Verdict.REQUEST_CHANGES:
        return [Issue("nothing-to-withdraw", gettext("You have no open request for changes here."))]
    return []


def _prose_issues(one: Decided) -> Iterable[Issue]:
    if one.verdict == Verdict.REQUEST_CHANGES and not one.note.strip():
        yield Issue("no-note", gettext("Say what should change."))
    for text in one.prose:
        try:
            clean_note(text)
        except Refused as refused:
            yield from refused.issues


def _support_issues(one: Decided, place: SigningPlace) -> list[Issue]:
    if set(one.supports) <= place.content.cited_keys():
        return []
    return [Issue("not-cited", gettext("A reference that you ticked is not cited in this section."))]


def _begin_reviews(cases: Iterable[Case], by: User) -> None:
    """What is signed is under review."""
    for case in cases:
        if case.edition.state == EditionState.SUBMITTED:
            apply_transition(case.edition, Move.BEGIN_REVIEW, by=by)


@dataclass(frozen=True)
class Proof:
    """How and when the member proved who they are, the digest of what they had declared, and the moment of signing."""

    authentication: Authentication
    declaration: str | None
    at: datetime


def _signature(one: Decided, place: SigningPlace, proof: Proof, by: User) -> SignOff:
    """The row, not yet written."""
    answers = {key: Answer(answer.answer, clean_note(answer.reason)) for key, answer in one.answers.items()}
    follows, relation = place.mine.id if place.mine else None, place.case.relation(by)
    columns = {
        "verdict": str(one.verdict),
        "note": clean_note(one.note),
        "printed_name": by.printed_name,
        "specialties": relation.specialties,
    }
    content = canonical_json(
        {
            **columns,
            "scheme": SCHEME,
            "version": str(one.version.pk),
            "version_digest": one.version.digest,
            "edition": str(place.edition.pk),
            "user": str(by.pk),
            "board": str(place.case.board.pk),
            "board_role": relation.role,
            "follows": str(follows) if follows else None,
            "declaration": proof.declaration,
            "meaning": MEANINGS[Verdict(one.verdict)],
            "at": proof.at.isoformat(),
            "authentication": proof.authentication.as_dict(),
            "screen": place.screen.as_dict(),
            "standings": dict(place.standings),
            "policy": str(place.policy.pk),
            "checklist": kept_answers(place.questions, answers),
            "supports": sorted(set(one.supports)),
        }
    )
    return SignOff(
        version=one.version,
        edition=place.edition,
        user=by,
        board=place.case.board,
        follows_id=follows,
        at=proof.at,
        content=content,
        digest=sha256(content),
        **columns,
    )


def _event_of(signature: SignOff) -> NewEvent:
    return NewEvent(
        "section.signed",
        f"version:{signature.version_id}",
        {
            "sign_off": str(signature.pk),
            "digest": signature.digest,
            "verdict": signature.verdict,
            "edition": str(signature.edition_id),
        },
    )


@transaction.atomic
def settle_request(*, sign_off: SignOff, reason: str, by: User) -> Settlement:
    """The chair closes a member's request for changes with a reason. The dissent stays on record with it."""
    article = lock_article(sign_off.version.section.article_id)
    case = _case_of_request(article, sign_off)
    relation = case.relation(by)
    require(relation.leads, gettext("Only chair and deputies settle requests."))
    reason = clean_note(reason)
    issues = decision_issues(Decision.SETTLE, relation)
    if sign_off.verdict != Verdict.REQUEST_CHANGES or Settlement.objects.filter(sign_off=sign_off).exists():
        issues.append(Issue("nothing-to-settle", gettext("This is no open request for changes.")))
    if sign_off.user_id == by.pk:
        issues.append(Issue("own-request", gettext("This is your own request: withdraw it instead.")))
    if not reason:
        issues.append(Issue("no-reason", gettext("Give the reason; it is kept beside the request."), "reason"))
    refuse(issues)
    settlement = Settlement.objects.create(sign_off=sign_off, by=by, reason=reason)
    append_event(
        chain=article_chain(article.pk),
        verb="request.settled",
        subject=f"sign_off:{sign_off.pk}",
        by=by,
    )
    tell_settled(sign_off, by)
    return settlement


def _case_of_request(article: Article, sign_off: SignOff) -> Case:
    """The case in which a request stands: of the edition submitted last that has its words, else of the live one, else
    of the one in which it was made."""
    holding = [one for one in signable_editions(article) if one.pins.filter(version=sign_off.version_id).exists()]
    return case_of(next(iter(holding), sign_off.edition))


def _clean(typed: Any) -> Any:
    """What was typed, however deep it stands; hidden characters are refused as everywhere."""
    if isinstance(typed, dict):
        return {key: _clean(value) for key, value in typed.items()}
    if isinstance(typed, list):
        return [_clean(value) for value in typed]
    return clean_note(typed) if isinstance(typed, str) else typed


@transaction.atomic
def keep_decisions(*, edition: Edition, typed: Mapping[Any, Mapping[str, Any]], by: User) -> int:
    """Keep what a member ticked and typed on versions of an edition until they come back; says on how many sections.

    ``typed`` is by version id; what is empty is forgotten, versions of other editions are passed over. It is the
    member's alone and no part of the record, so it writes no event, and nobody waits for the article's lock.
    """
    require_review(by, edition.article)
    here = set(edition.pins.filter(version__in=list(typed)).values_list("version_id", flat=True))
    kept = {version: _clean(dict(data)) for version, data in typed.items() if data and version in here}
    KeptDecision.objects.filter(user=by, version__in=here - kept.keys()).delete()
    for version, data in kept.items():
        KeptDecision.objects.update_or_create(user=by, version_id=version, defaults={"data": data})
    return len(kept)

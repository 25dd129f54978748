"""The chair's decisions on a whole edition, and when it is published."""

from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.enums import OPEN_STATES, EditionState
from articles.locks import lock_edition
from articles.models import Edition, PublishedBody
from articles.permissions import may_edit
from articles.queries import contents_of, manifest_of
from articles.site.rendering import render_body
from articles.text import clean_note
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from editorial.accounts.sitting import Authentication, sitting_issues
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.clock import database_now
from editorial.shared.issues import Issue, Refused, refuse, require
from reviews.enums import APPROVAL_MEANING, URGENT_MEANING, ApprovalBasis
from reviews.models import Approval, BoardMember, CarriedCorrection, EditionPolicy, Letter, PolicyVersion, Revocation
from reviews.rules.case import Case, case_of
from reviews.rules.decisions import Decision, decision_issues, publishing_time_issues, scheduling_issues
from reviews.rules.eligibility import lock_terms_of
from reviews.rules.handover import carrying_state_issues, hand_over_issues, policy_change_issues, same_board_issues
from reviews.rules.permissions import leads, require_move
from reviews.rules.queries import standing_approval
from reviews.rules.requirements import corrections, to_approve
from reviews.rules.sets import Joined, closing_issues, own_time_issues
from reviews.rules.transitions import Move, apply_transition, state_issues
from reviews.rules.urgent import Urgent, urgent_mark

from .notices.sentences import tell_approved, tell_handed_over, tell_returned, tell_revoked
from .publication import compose_pages_of_locked
from .set_locks import lock_with_set
from .soon import publish_set_soon, publish_soon
from .together import revoke_with_set

SCHEME = 2
IN_A_SET = 3  # the same, with the set that it names


@transaction.atomic
def approve(
    *, edition: Edition, by: User, authentication: Authentication | None, urgent: Urgent | None = None
) -> Approval:
    """Sign an edition as a whole: chair or deputy of the board that judges it, who had no hand in it, and who has
    proved lately who they are. ``urgent`` gives another basis: an urgent safety change of the named sections, signed by
    the approver and one more member, with a public reason.

    Renders every audience's body in this very transaction and signs their digests with the manifest's and those of
    the sign-offs counted. Publication follows on commit, or at the scheduled time; it only makes these bodies live. Of
    an edition that belongs to a set the approval names that, with all who are in it, and it waits for them.
    """
    edition, joined = lock_with_set(edition.pk)
    lock_terms_of(by)
    case = case_of(edition)
    relation = case.relation(by)
    require(relation.leads, gettext("Only chair and deputies of the board that judges the edition approve it."))
    refuse(state_issues(edition.state, Move.APPROVE))
    urgent = urgent and Urgent(urgent.sections, clean_note(urgent.reason))
    refuse(to_approve(case, by, urgent))
    refuse(sitting_issues(authentication, by))
    term, proof = cast(BoardMember, relation.term), cast(Authentication, authentication)  # refused above without them
    signer: dict[str, object] = {"board_role": term.role, "authentication": proof.as_dict(), **_together(joined)}
    approval = _approval(case, _bodies(case), by, signer, urgent)
    apply_transition(edition, Move.APPROVE, by=by, approval=str(approval.pk), digest=approval.digest)
    # Until it is published readers get what they had: to them, "approved" is "under review".
    if joined is None:
        publish_soon(edition)
    elif joined.all_approved:
        publish_set_soon(joined.set.pk)
    board = [term.user for term in case.eligibility.members.values()] if urgent else []
    tell_approved(edition, by, urgent_to=board, wanting=_lacks_signatures(case, urgent))
    return approval


def _together(joined: Joined | None) -> dict[str, object]:
    """What an approval says of the set to which its edition belongs."""
    return {"set": {"id": str(joined.set.pk), "digest": joined.digest}} if joined else {}


def _lacks_signatures(case: Case, urgent: Urgent | None) -> bool:
    """Whether sections that an urgent change names go live without all their signatures."""
    named = urgent.sections if urgent else frozenset()
    return any(place.part.key in named and not place.standing.is_reached for place in case.sections)


def _bodies(case: Case) -> dict[str, PublishedBody]:
    """Render what every audience will read. The same words for the same edition are the same row."""
    edition = case.edition
    manifest = manifest_of(edition)
    contents = contents_of(manifest, case.parts)
    there = {(row.audience, row.digest): row for row in PublishedBody.objects.filter(edition=edition)}
    new, bodies = [], {}
    for audience in manifest.audiences:
        html = render_body(manifest, contents, audience.key)
        body = there.get((audience.key, sha256(html)))
        if body is None:
            body = PublishedBody(edition=edition, audience=audience.key, digest=sha256(html), html=html)
            new.append(body)
        bodies[audience.key] = body
    PublishedBody.objects.bulk_create(new)
    return bodies


def _approval(
    case: Case,
    bodies: dict[str, PublishedBody],
    by: User,
    signer: dict[str, object],
    urgent: Urgent | None,
) -> Approval:
    at, edition = timezone.now(), case.edition
    basis = _urgent_basis(edition, urgent) if urgent else {"meaning": APPROVAL_MEANING}
    content = canonical_json(
        {
            **signer,
            "scheme": IN_A_SET if "set" in signer else SCHEME,
            "edition": str(edition.pk),
            "manifest": edition.manifest.digest,
            "policy": str(case.policy.pk),
            "sign_offs": sorted(one.digest for section in case.sections for one in section.standing.approvals),
            "bodies": {audience: body.digest for audience, body in bodies.items()},
            "user": str(by.pk),
            "printed_name": by.printed_name,
            "at": at.isoformat(),
            **basis,
        }
    )
    return Approval.objects.create(
        edition=edition,
        basis=ApprovalBasis.URGENT if urgent else ApprovalBasis.QUORUM,
        reason=urgent.reason if urgent else "",
        by=by,
        printed_name=by.printed_name,
        at=at,
        content=content,
        digest=sha256(content),
    )


def _urgent_basis(edition: Edition, urgent: Urgent) -> dict[str, Any]:
    """``carried`` are the sections of an earlier urgent change that still lack signatures: they stay marked."""
    before = urgent_mark(edition.based_on)
    carried = {place.part.key for place in before.sections} if before else set()
    return {
        "meaning": URGENT_MEANING,
        "basis": str(ApprovalBasis.URGENT),
        "reason": urgent.reason,
        "sections": sorted(urgent.sections),
        "carried": sorted(carried - urgent.sections),
    }


@transaction.atomic
def schedule(*, edition: Edition, publish_at: datetime | None, by: User) -> Edition:
    """Say when an edition is published once it is approved; None means at once. The article's editors, or the chair who
    may decide about it."""
    edition = lock_edition(edition.pk)
    require(
        may_edit(by, edition.article) or leads(by, edition),  # a draft may have no board yet
        gettext("Only the chair or the article's editors set the time of publication."),
    )
    refuse([*scheduling_issues(edition, by), *own_time_issues(edition)])
    if edition.state not in OPEN_STATES:
        raise Refused(Issue("wrong-state", gettext("Only an edition that is not yet published can be scheduled.")))
    if edition.publish_at != publish_at:
        refuse(publishing_time_issues(publish_at, database_now()))
        edition.publish_at = publish_at
        edition.save()
        append_event(
            chain=article_chain(edition.article_id),
            verb="edition.scheduled",
            subject=f"edition:{edition.pk}",
            by=by,
            publish_at=publish_at.isoformat() if publish_at else None,
        )
        if edition.state == EditionState.APPROVED:
            publish_soon(edition)
    return edition


@transaction.atomic
def revoke_approval(*, edition: Edition, reason: str, by: User) -> Revocation:
    """The chair takes an approval back before publication, with a reason: the edition is under review again. In a set,
    all that was approved together is.

    Any leader of the board may: it only holds words back."""
    edition, joined = lock_with_set(edition.pk)
    require_move(by, edition, Move.REVOKE_APPROVAL)
    refuse(state_issues(edition.state, Move.REVOKE_APPROVAL))
    reason = clean_note(reason)
    refuse([] if reason else [Issue("no-reason", gettext("Say why the approval is revoked."), "reason")])
    if joined is not None:
        return revoke_with_set(joined, {edition.pk: reason}, by=by)[edition.pk]
    approval = cast(Approval, standing_approval(edition))  # an approved edition has one
    revocation = Revocation.objects.create(approval=approval, by=by, reason=reason)
    apply_transition(edition, Move.REVOKE_APPROVAL, by=by, approval=str(revocation.approval_id))
    compose_pages_of_locked(edition.article)
    tell_revoked(edition, by)
    return revocation


@transaction.atomic
def return_to_editor(*, edition: Edition, text: str, by: User) -> Letter:
    """Send an edition back with a letter. The next draft opens with its contents; signatures given go on counting."""
    edition = lock_edition(edition.pk)
    require_move(by, edition, Move.RETURN)
    refuse([*state_issues(edition.state, Move.RETURN), *closing_issues(edition)])
    text, issues = clean_note(text), decision_issues(Decision.RETURN, case_of(edition).relation(by))
    refuse(
        [*issues, *([] if text else [Issue("no-letter", gettext("Write to the editor what should change."), "text")])]
    )
    letter = Letter.objects.create(edition=edition, by=by, text=text)
    apply_transition(edition, Move.RETURN, by=by)
    compose_pages_of_locked(edition.article)
    tell_returned(edition, by)
    return letter


@transaction.atomic
def set_edition_policy(*, edition: Edition, version: PolicyVersion, reason: str, by: User) -> EditionPolicy:
    """The chair has an edition in review judged under another policy version of the same board, with a reason.

    (Another board's: :func:`hand_over`.)"""
    edition = lock_edition(edition.pk)
    case = case_of(edition)
    relation, reason = case.relation(by), clean_note(reason)
    require(relation.leads, gettext("Only chair and deputies of the board that judges the edition set another policy."))
    asked = decision_issues(Decision.SET_POLICY, relation)
    refuse([*policy_change_issues(case), *asked, *same_board_issues(case, version), *_why(reason)])
    return _set_policy(case, version, "edition.policy_set", reason=reason, by=by)


@transaction.atomic
def hand_over(*, edition: Edition, version: PolicyVersion, reason: str, by: User) -> EditionPolicy:
    """Give an edition that is in review or live to another board, to judge it under a version of that board's policy.

    Its board's leader does, who may decide about it; or an administrator, if the board has no such leader. Signatures
    given for the old board count from now on only where the new policy also accepts them; what readers have stays.
    """
    edition = lock_edition(edition.pk)
    case = case_of(edition)
    relation, reason = case.relation(by), clean_note(reason)
    require(relation.leads or is_administrator(by), gettext("Only the board that judges the edition hands it over."))
    refuse([*hand_over_issues(case, by, version), *_why(reason)])
    row = _set_policy(case, version, "edition.handed_over", reason=reason, by=by, handed_from=case.board)
    tell_handed_over(edition, case.board, version.policy.board, by)
    return row


def _why(reason: str) -> list[Issue]:
    return [] if reason else [Issue("no-reason", gettext("Say why another policy applies."), "reason")]


def _set_policy(
    case: Case, version: PolicyVersion, verb: str, *, reason: str, by: User, **handed: Any
) -> EditionPolicy:
    edition = case.edition
    row = EditionPolicy.objects.create(edition=edition, version=version, by=by, reason=reason, **handed)
    # Another policy may show a pending page, or hide it; another board has other dates.
    compose_pages_of_locked(edition.article)
    append_event(
        chain=article_chain(edition.article_id),
        verb=verb,
        subject=f"edition:{edition.pk}",
        by=by,
        policy=str(version.pk),
        board=str(version.policy.board_id),
    )
    return row


@transaction.atomic
def carry_corrections(*, edition: Edition, reason: str, by: User) -> list[CarriedCorrection]:
    """The chair looked at the corrected records of an edition's references and found the same works: signatures given
    before count. Each correction is kept with the record before and after, and the reason.

    Refused where there is none to carry: another work is another reference, and is signed again.
    """
    edition = lock_edition(edition.pk)
    case = case_of(edition)
    relation, reason, found = case.relation(by), clean_note(reason), corrections(case)
    require(relation.leads, gettext("Only chair and deputies of the board that judges the edition carry corrections."))
    issues = [*carrying_state_issues(case), *decision_issues(Decision.CARRY, relation)]
    if not found:
        issues.append(Issue("nothing-to-carry", gettext("No signature waits for a correction to be carried.")))
    if not reason:
        issues.append(Issue("no-reason", gettext("Say what you compared, and why it is the same work."), "reason"))
    refuse(issues)
    rows = [
        CarriedCorrection(edition=edition, key=one.name, before=one.before, after=one.after, reason=reason, by=by)
        for one in found
    ]
    CarriedCorrection.objects.bulk_create(rows)
    append_event(
        chain=article_chain(edition.article_id),
        verb="corrections.carried",
        subject=f"edition:{edition.pk}",
        by=by,
        carried=[str(row.pk) for row in rows],
    )
    return rows

"""The chair's decisions on a whole edition."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.enums import EditionState
from articles.locks import lock_edition
from articles.models import Edition, PublishedBody
from articles.queries import contents_of, manifest_of
from articles.rendering import render_body
from editorial.accounts.sitting import Authentication, sitting_issues
from editorial.record.actions import append_event, article_chain
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Issue, refuse
from reviews.eligibility import lock_term_of
from reviews.enums import APPROVAL_MEANING, URGENT_MEANING, ApprovalBasis
from reviews.models import Approval, EditionPolicy, Letter, PolicyVersion, Revocation
from reviews.permissions import is_chair, require, require_move
from reviews.policies import board_of
from reviews.progress import EditionProgress, progress_of
from reviews.queries import standing_approval
from reviews.requirements import to_approve
from reviews.transitions import Move, apply_transition, state_issues
from reviews.urgent import Urgent, urgent_mark

from .prose import clean_note
from .publishing import compose_pages, publish_soon
from .told import tell_approved, tell_returned, tell_revoked, tell_urgent

SCHEME = 2


@transaction.atomic
def approve(
    *, edition: Edition, by: Any, authentication: Authentication | None, urgent: Urgent | None = None
) -> Approval:
    """Sign an edition as a whole: chair or deputy, neither of whom contributed to it, and who has proved lately who
    they are. ``urgent`` gives another basis: an urgent safety change of the named sections, signed by the approver and
    one more member, with a public reason.

    Renders every audience's body in this very transaction and signs their digests with the manifest's and those of
    the sign-offs counted. Publication follows on commit, or at the scheduled time; it only makes these bodies live.
    """
    edition = lock_edition(edition.pk)
    term = lock_term_of(by, board_of(edition.article))
    require_move(by, edition.article, Move.APPROVE)
    refuse(state_issues(edition.state, Move.APPROVE))
    progress = progress_of(edition)
    urgent = urgent and Urgent(urgent.sections, clean_note(urgent.reason))
    refuse(to_approve(progress, by, urgent))
    refuse(sitting_issues(authentication, by))
    signer = {"board_role": term.role, "authentication": authentication.as_dict()}
    approval = _approval(edition, progress, _bodies(edition), by, signer, urgent)
    apply_transition(edition, Move.APPROVE, by=by, approval=str(approval.pk), digest=approval.digest)
    compose_pages(edition.article)
    publish_soon(edition)
    if urgent:
        tell_urgent(edition, [term.user for term in progress.eligibility.members.values()], by)
    else:
        tell_approved(edition, by)
    return approval


def _bodies(edition: Edition) -> dict[str, PublishedBody]:
    """Render what every audience will read. The same words for the same edition are the same row."""
    manifest = manifest_of(edition)
    contents = contents_of(manifest)
    bodies = {}
    for audience in manifest.audiences:
        html = render_body(manifest, contents, audience.key)
        bodies[audience.key], _ = PublishedBody.objects.get_or_create(
            edition=edition, audience=audience.key, digest=sha256(html), defaults={"html": html}
        )
    return bodies


def _approval(
    edition: Edition,
    progress: EditionProgress,
    bodies: dict[str, PublishedBody],
    by: Any,
    signer: dict,
    urgent: Urgent | None,
) -> Approval:
    at = timezone.now()
    basis = _urgent_basis(edition, urgent) if urgent else {"meaning": APPROVAL_MEANING}
    content = canonical_json(
        {
            **signer,
            "scheme": SCHEME,
            "edition": str(edition.pk),
            "manifest": edition.manifest.digest,
            "policy": str(progress.policy.pk),
            "sign_offs": sorted(one.digest for section in progress.sections for one in section.standing.approvals),
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
def revoke_approval(*, edition: Edition, reason: str, by: Any) -> Revocation:
    """The chair takes an approval back before publication, with a reason: the edition is under review again."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.REVOKE_APPROVAL)
    refuse(state_issues(edition.state, Move.REVOKE_APPROVAL))
    reason = clean_note(reason)
    refuse([] if reason else [Issue("no-reason", "Say why the approval is revoked.", "reason")])
    revocation = Revocation.objects.create(approval=standing_approval(edition), by=by, reason=reason)
    apply_transition(edition, Move.REVOKE_APPROVAL, by=by, approval=str(revocation.approval_id), words=sha256(reason))
    compose_pages(edition.article)
    tell_revoked(edition, by)
    return revocation


@transaction.atomic
def return_to_editor(*, edition: Edition, text: str, by: Any) -> Letter:
    """Send an edition back with a letter. The next draft opens with its contents; signatures given go on counting."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.RETURN)
    refuse(state_issues(edition.state, Move.RETURN))
    text = clean_note(text)
    refuse([] if text else [Issue("no-letter", "Write to the editor what should change.", "text")])
    letter = Letter.objects.create(edition=edition, by=by, text=text)
    apply_transition(edition, Move.RETURN, by=by, words=sha256(text))
    compose_pages(edition.article)
    tell_returned(edition, by)
    return letter


@transaction.atomic
def set_edition_policy(*, edition: Edition, version: PolicyVersion, reason: str, by: Any) -> EditionPolicy:
    """The chair has an edition in review judged under another policy version, with a reason."""
    edition = lock_edition(edition.pk)
    require(is_chair(by, edition.article), "Only the chair sets another policy.")
    reason = clean_note(reason)
    issues = [] if reason else [Issue("no-reason", "Say why another policy applies.", "reason")]
    if edition.state not in (EditionState.SUBMITTED, EditionState.UNDER_REVIEW):
        issues.append(Issue("wrong-state", "The policy can be changed only while the edition is in review."))
    refuse(issues)
    row = EditionPolicy.objects.create(edition=edition, version=version, by=by, reason=reason)
    compose_pages(edition.article)  # another policy may show a pending page, or hide it
    append_event(
        chain=article_chain(edition.article_id),
        verb="edition.policy_set",
        subject=f"edition:{edition.pk}",
        by=by,
        policy=str(version.pk),
    )
    return row

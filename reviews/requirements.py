"""What an edition must fulfil to be approved and to be published. Each rule is a function that returns issues."""

from typing import Any

from articles.models import Edition
from articles.queries import live_edition_of
from editorial.shared.issues import Issue
from reviews.enums import ApprovalBasis, Approvers, BoardRole
from reviews.evidence import approval_issues
from reviews.progress import EditionProgress
from reviews.queries import standing_approval
from reviews.transitions import Move, state_issues
from reviews.urgent import Urgent, only_changed, scope_issues, urgent_signature_issues


def to_approve(progress: EditionProgress, user: Any, urgent: Urgent | None = None) -> list[Issue]:
    """Everything that keeps this user from approving the edition now; ``urgent``: as an urgent safety change."""
    edition = progress.edition
    if urgent is not None:
        return [
            *state_issues(edition.state, Move.APPROVE),
            *based_on_issues(edition),
            *own_words_issues(progress, user),
            *approver_issues(progress, user),
            *scope_issues(progress, urgent),
            *urgent_review_issues(progress, user.pk),
        ]
    return [
        *state_issues(edition.state, Move.APPROVE),
        *based_on_issues(edition),
        *own_words_issues(progress, user),
        *approver_issues(progress, user),
        *unmet(progress),
    ]


def unmet(progress: EditionProgress) -> list[Issue]:
    """What an edition lacks before it can be approved, whoever approves it."""
    return [*signature_issues(progress), *comment_issues(progress), *evidence_issues(progress)]


def to_publish(progress: EditionProgress) -> list[Issue]:
    """What must still be true at the moment of publication; otherwise the approval is revoked and the chair told."""
    edition, approval = progress.edition, standing_approval(progress.edition)
    if approval is not None and approval.basis == ApprovalBasis.URGENT:
        return [
            *state_issues(edition.state, Move.PUBLISH),
            *based_on_issues(edition),
            *urgent_review_issues(progress, approval.by_id),
        ]
    return [
        *state_issues(edition.state, Move.PUBLISH),
        *based_on_issues(edition),
        *signature_issues(progress),
        *evidence_issues(progress),
    ]


def urgent_review_issues(progress: EditionProgress, approver: Any) -> list[Issue]:
    """What an urgent change needs in the sections that differ: two signatures, no open question, sound evidence."""
    here = only_changed(progress)
    return [
        *urgent_signature_issues(progress, approver),
        *comment_issues(here),
        *evidence_issues(here),
    ]


def based_on_issues(edition: Edition) -> list[Issue]:
    """Nothing restores old text by accident: what this edition was opened from must still be live."""
    live = live_edition_of(edition.article)
    if (live.pk if live else None) == edition.based_on_id:
        return []
    message = "Another edition has gone live since this one was opened: return it, and open one from what is live."
    return [Issue("based-on-changed", message)]


def own_words_issues(progress: EditionProgress, user: Any) -> list[Issue]:
    """Who contributed to an edition cannot approve it, nor who has an interest in it; a deputy does. Approving is
    signing too: it takes a declaration and credentials that hold."""
    if user.pk in progress.eligibility.conflicted:
        return [Issue("conflict", "You declared an interest or recused yourself here: a deputy must approve.")]
    if any(user.pk in users for users in progress.eligibility.contributors.values()):
        return [Issue("contributor", "You contributed to this edition: a deputy must approve it.")]
    return progress.eligibility.readiness(user)


def approver_issues(progress: EditionProgress, user: Any) -> list[Issue]:
    """Whether the policy lets this leader of the board approve."""
    rule, term = progress.policy.approvers, progress.eligibility.members.get(user.pk)
    if term is None or term.role == BoardRole.CHAIR or rule == Approvers.LEADERS:
        return []
    if rule == Approvers.CHAIR:
        message = "Under this policy only the chair approves. If the chair may not, set another policy, with a reason."
        return [Issue("chair-approves", message)]
    if chair_may_approve(progress):
        return [Issue("chair-approves", "Under this policy the chair approves; a deputy only where the chair may not.")]
    return []


def chair_may_approve(progress: EditionProgress) -> bool:
    """Whether somebody holds the chair who neither contributed to the edition nor has an interest in it."""
    barred = progress.eligibility.conflicted.union(*progress.eligibility.contributors.values())
    chairs = {user for user, term in progress.eligibility.members.items() if term.role == BoardRole.CHAIR}
    return bool(chairs - barred)


def signature_issues(progress: EditionProgress) -> list[Issue]:
    """Every pinned version has its signatures, and no open request for changes."""
    issues = []
    for section in progress.sections:
        name = section.part.content.base.heading or section.part.section.anchor
        target = f"section:{section.part.section.anchor}"
        standing = section.standing
        if standing.signed < standing.needed:
            message = f"“{name}” has {standing.signed} of {standing.needed} signatures."
            issues.append(Issue("signatures-missing", message, target))
        for specialty in standing.missing_specialties:
            issues.append(Issue("specialty-missing", f"“{name}” still needs a signer from {specialty}.", target))
        for request in standing.requests:
            message = f"{request.name} asks for changes in “{name}”: {request.note}"
            issues.append(Issue("changes-requested", message, target))
    return issues


def comment_issues(progress: EditionProgress) -> list[Issue]:
    """Comments that must be answered first, each on its section."""
    headings = {place.part.section.pk: place.part.content.base.heading for place in progress.sections}
    return [
        Issue(
            "comment-unanswered",
            f"A comment by {comment.author.display_name} on "
            f"“{headings.get(comment.section_id) or comment.section.anchor}” must be answered first.",
            f"section:{comment.section.anchor}",
        )
        for comment in progress.open_comments
    ]


def evidence_issues(progress: EditionProgress) -> list[Issue]:
    """Every sentence that rests on a reference at risk was decided, and none is left that was to be mended."""
    return approval_issues(progress.resting)

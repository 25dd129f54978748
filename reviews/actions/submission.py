"""The editor's moves: submit, take back, discard; and how a review begins."""

from django.db import transaction
from django.utils import timezone

from articles.actions import freeze_edition
from articles.locks import lock_edition, lock_edition_and_passages, lock_people
from articles.models import Edition
from editorial.accounts.models import User
from editorial.shared.issues import refuse
from reviews.models import EditionPolicy
from reviews.rules.permissions import require_move
from reviews.rules.policies import current_version_of, policy_of
from reviews.rules.sets import closing_issues
from reviews.rules.submission import drafts_of, to_submit
from reviews.rules.transitions import Move, apply_transition, state_issues

from .notices.sentences import tell_submitted, tell_taken_back
from .publication import compose_pages_of_locked


@transaction.atomic
def submit(*, edition: Edition, by: User) -> Edition:
    """Hand a draft to the board: freezes its manifest and the policy version it is reviewed under.

    Refused with everything that is missing. From here on the edition's contents never change. If the policy shows
    pending pages, the article's page appears with its caution.
    """
    edition = lock_edition_and_passages(edition.pk)
    require_move(by, edition, Move.SUBMIT)
    refuse(state_issues(edition.state, Move.SUBMIT))
    lock_people(edition)
    draft = drafts_of([edition])[edition.pk]
    refuse(to_submit(edition, draft))
    policy = current_version_of(policy_of(edition.article))
    manifest = freeze_edition(edition, draft, policy=str(policy.pk), by=by)
    EditionPolicy.objects.create(edition=edition, version=policy, by=by)
    edition.submitted_at, edition.submitted_by = timezone.now(), by
    apply_transition(edition, Move.SUBMIT, by=by, manifest=manifest.digest, policy=str(policy.pk))
    compose_pages_of_locked(edition.article)
    tell_submitted(edition, by)
    return edition


@transaction.atomic
def begin_review(*, edition: Edition, by: User) -> Edition:
    """A member of the board starts: the edition is under review from now on."""
    edition = lock_edition(edition.pk)
    require_move(by, edition, Move.BEGIN_REVIEW)
    apply_transition(edition, Move.BEGIN_REVIEW, by=by)
    compose_pages_of_locked(edition.article)
    return edition


@transaction.atomic
def take_back(*, edition: Edition, by: User) -> Edition:
    """Withdraw an edition from review to mend it. Signatures already given stay with their versions, and members go
    on signing; the next draft opens with the same contents."""
    edition = lock_edition(edition.pk)
    require_move(by, edition, Move.TAKE_BACK)
    refuse([*state_issues(edition.state, Move.TAKE_BACK), *closing_issues(edition)])
    apply_transition(edition, Move.TAKE_BACK, by=by)
    compose_pages_of_locked(edition.article)
    tell_taken_back(edition, by)
    return edition


@transaction.atomic
def discard(*, edition: Edition, by: User) -> Edition:
    """Give a draft up. Its versions stay in the history."""
    edition = lock_edition(edition.pk)
    require_move(by, edition, Move.DISCARD)
    refuse([*state_issues(edition.state, Move.DISCARD), *closing_issues(edition)])
    apply_transition(edition, Move.DISCARD, by=by)
    return edition

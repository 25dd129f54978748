"""The editor's moves: submit, take back, discard; and how a review begins."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions import freeze_edition
from articles.locks import lock_edition
from articles.models import Edition
from editorial.shared.issues import refuse
from reviews.handing_in import to_hand_in
from reviews.models import EditionPolicy
from reviews.permissions import require_move
from reviews.policies import current_version_of, policy_of
from reviews.transitions import Move, apply_transition, state_issues

from .publishing import compose_pages
from .told import tell_submitted, tell_taken_back


@transaction.atomic
def submit(*, edition: Edition, by: Any) -> Edition:
    """Hand a draft to the board: freezes its manifest and the policy version it is reviewed under.

    Refused with everything that is missing. From here on the edition's contents never change. If the policy shows
    pending pages, the article's page appears with its caution.
    """
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.SUBMIT)
    refuse(state_issues(edition.state, Move.SUBMIT) or to_hand_in(edition))
    policy = current_version_of(policy_of(edition.article))
    manifest = freeze_edition(edition, policy=str(policy.pk), by=by)
    EditionPolicy.objects.create(edition=edition, version=policy, by=by)
    edition.submitted_at, edition.submitted_by = timezone.now(), by
    apply_transition(edition, Move.SUBMIT, by=by, manifest=manifest.digest, policy=str(policy.pk))
    compose_pages(edition.article)
    tell_submitted(edition, by)
    return edition


@transaction.atomic
def begin_review(*, edition: Edition, by: Any) -> Edition:
    """A member of the board starts: the edition is under review from now on."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.BEGIN_REVIEW)
    apply_transition(edition, Move.BEGIN_REVIEW, by=by)
    compose_pages(edition.article)
    return edition


@transaction.atomic
def take_back(*, edition: Edition, by: Any) -> Edition:
    """Withdraw an edition from review to mend it. Signatures already given stay with their versions, and members go
    on signing; the next draft opens with the same contents."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.TAKE_BACK)
    apply_transition(edition, Move.TAKE_BACK, by=by)
    compose_pages(edition.article)
    tell_taken_back(edition, by)
    return edition


@transaction.atomic
def discard(*, edition: Edition, by: Any) -> Edition:
    """Give a draft up. Its versions stay in the history."""
    edition = lock_edition(edition.pk)
    require_move(by, edition.article, Move.DISCARD)
    apply_transition(edition, Move.DISCARD, by=by)
    return edition

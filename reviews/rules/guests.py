"""Whose a guest's link is, and what keeps a guest from being asked or from commenting. Reads."""

from datetime import date, timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.enums import WITH_BOARD_STATES
from articles.models import Edition, Pin, SectionVersion
from editorial.shared.canonical import sha256
from editorial.shared.issues import Issue
from reviews.models import Comment, Guest

LONGEST_INVITATION = timedelta(days=90)  # how far ahead the last day of a link may lie

CLOSED = gettext_lazy("This link no longer opens anything. Please ask whoever invited you for another one.")


def get_guest_by_secret(secret: str) -> Guest:
    """Whose link this is, also if it is closed; ``Http404`` for any other."""
    rows = Guest.objects.filter(link_digest=sha256(secret))
    guest = rows.select_related("person", "edition__article", "invited_by").first()
    if guest is None:
        raise Http404(gettext("No such invitation."))
    return guest


def guests_of(edition: Edition) -> list[Guest]:
    """Everybody who was invited to an edition, the latest first. One query."""
    return list(edition.guests.select_related("person", "invited_by", "revoked_by", "mail"))


def inviting_issues(edition: Edition, until: date | None = None) -> list[Issue]:
    """Why no guest can be asked to read this edition, or not until this day."""
    issues = []
    if edition.state not in WITH_BOARD_STATES:
        issues.append(Issue("wrong-state", gettext("Guests are asked while the edition is with the board.")))
    return issues + (until_issues(until) if until is not None else [])


def until_issues(until: date) -> list[Issue]:
    """Why a guest's link cannot open something until this day."""
    today = timezone.localdate()
    if today <= until <= today + LONGEST_INVITATION:
        return []
    message = gettext("Choose a day from today on, at most %(days)s days ahead.") % {"days": LONGEST_INVITATION.days}
    return [Issue("past" if until < today else "too-far", message, "until")]


def comment_issues(guest: Guest, version: SectionVersion, in_reply_to: Comment | None = None) -> list[Issue]:
    """Why a guest cannot comment on these words now."""
    if not guest.is_open:
        return [Issue("closed", str(CLOSED))]
    if not Pin.objects.filter(edition=guest.edition_id, version=version).exists():
        return [
            Issue("other-edition", gettext("These words do not belong to the edition that you were asked to read."))
        ]
    if in_reply_to is not None and not (began(guest, in_reply_to) and in_reply_to.section_id == version.section_id):
        return [Issue("not-yours", gettext("You can go on only in what you began yourself."))]
    return []


def began(guest: Guest, comment: Comment) -> bool:
    """Whether a comment began a thread of the guest's own."""
    return comment.author_id == guest.person_id and comment.in_reply_to_id is None

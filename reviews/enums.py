"""The words of this app that are stored or shown."""

from django.db import models
from django.utils.translation import gettext_lazy


class BoardRole(models.TextChoices):
    """What a term on a board allows."""

    MEMBER = "member", gettext_lazy("Member")  # reads, comments, signs
    DEPUTY = "deputy", gettext_lazy("Deputy chair")  # also approves when the chair may not
    CHAIR = "chair", gettext_lazy("Chair")  # also assigns, settles, returns, approves, retires


LEADING_ROLES = (BoardRole.CHAIR, BoardRole.DEPUTY)


class Approvers(models.TextChoices):
    """Whom a review policy lets approve an edition as a whole."""

    LEADERS = "leaders", gettext_lazy("The chair or a deputy")
    CHAIR_FIRST = (
        "chair_first",
        gettext_lazy("The chair; a deputy only where the chair may not"),
    )  # an interest, own words, no chair
    CHAIR = (
        "chair",
        gettext_lazy("The chair alone"),
    )  # where the chair may not, the edition must be put under another policy


class Verdict(models.TextChoices):
    """What a sign-off says of one section version."""

    APPROVE = "approve", gettext_lazy("Approve")  # counts towards the quorum
    REQUEST_CHANGES = "request_changes", gettext_lazy("Request changes")  # blocks approval until closed
    OUTSIDE_FIELD = "outside_field", gettext_lazy("Outside my field")  # has read it; counts neither way
    WITHDRAWN = "withdrawn", gettext_lazy("Request withdrawn")  # takes back one's own request


MEANINGS = {
    Verdict.APPROVE: "I have read this section in every wording and approve it for publication.",
    Verdict.REQUEST_CHANGES: "I have read this section and ask for changes before it is published.",
    Verdict.OUTSIDE_FIELD: "I have read this section; judging it is outside my field.",
    Verdict.WITHDRAWN: "I withdraw my request for changes.",
}

URGENT_MEANING = (
    "I approve this edition for publication as an urgent safety change, in every wording that it has. It differs from "
    "what is live only in the sections named; another member and I have signed them."
)
APPROVAL_MEANING = "I approve this edition for publication in every wording that it has."


class AssignmentStatus(models.TextChoices):
    """How a member answered the request to review."""

    ASKED = "asked", gettext_lazy("Asked")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    DECLINED = "declined", gettext_lazy("Declined")
    RELEASED = "released", gettext_lazy("Released")  # the chair took it back, or gave it to somebody else


STANDING_ASSIGNMENTS = (AssignmentStatus.ASKED, AssignmentStatus.ACCEPTED)
"""The answers with which a review is somebody's."""


class ApprovalBasis(models.TextChoices):
    """On what ground an edition was approved."""

    QUORUM = "quorum", gettext_lazy("Every section has its signatures")
    URGENT = "urgent", gettext_lazy("Urgent safety change")


class NoticeKind(models.TextChoices):
    """What a notice tells of. The label is how people choose and recognise it."""

    SUBMITTED = "submitted", gettext_lazy("An edition was submitted")
    ASSIGNED = "assigned", gettext_lazy("You were asked to review")
    ANSWERED = "answered", gettext_lazy("A member answered")  # accepted, declined, keeps out, declared an interest
    REQUEST = "request", gettext_lazy("Changes were requested")
    COMMENT = "comment", gettext_lazy("A comment")
    MENTION = "mention", gettext_lazy("You were mentioned")
    SETTLED = "settled", gettext_lazy("A request was settled")
    RETURNED = "returned", gettext_lazy("An edition was returned")
    TAKEN_BACK = "taken_back", gettext_lazy("An edition was taken back")
    READY = "ready", gettext_lazy("An edition can be approved")
    APPROVED = "approved", gettext_lazy("An edition was approved")
    PUBLISHED = "published", gettext_lazy("An edition was published")
    REVOKED = "revoked", gettext_lazy("An approval was revoked")
    RETIRED = "retired", gettext_lazy("An article was retired")
    HANDED_OVER = "handed_over", gettext_lazy("An edition was handed over")
    URGENT = "urgent", gettext_lazy("An urgent change")
    REVIEW_DUE = "review_due", gettext_lazy("A review is due")
    REMINDER = "reminder", gettext_lazy("A reminder")
    ESCALATION = "escalation", gettext_lazy("Somebody is late")
    ALARM = "alarm", gettext_lazy("Evidence changed")
    QUESTION = "question", gettext_lazy("A reader asked")
    BOARD = "board", gettext_lazy("The board changed")  # terms, credentials, declarations of interest


class Delivery(models.TextChoices):
    """When a person gets mail about their notices. In the site they always have them at once."""

    DAILY = "daily", gettext_lazy("One message a day")  # urgent ones come at once
    AT_ONCE = "at_once", gettext_lazy("At once")
    NEVER = "never", gettext_lazy("No mail")  # not even urgent ones


class Recipient(models.TextChoices):
    """Whom a reminder goes to."""

    MEMBER = "member", gettext_lazy("The member who was asked")
    LEADERS = "leaders", gettext_lazy("The chair and the deputies")


class EvidenceVerdict(models.TextChoices):
    """What becomes of a sentence whose evidence changed."""

    STILL_RIGHT = (
        "still_right",
        gettext_lazy("Still right"),
    )  # stays as it is; of a retracted work: it is cited as retracted
    REPLACE = "replace", gettext_lazy("Replace the reference")  # with one that is named
    REWRITE = "rewrite", gettext_lazy("Rewrite the sentence")
    TAKE_DOWN = "take_down", gettext_lazy("Take the sentence down")


class ToldReaders(models.TextChoices):
    """What readers are told beside the signed words, so that a misprint in it is no new edition."""

    NOTE = "note", gettext_lazy("What changed")
    REASON = "reason", gettext_lazy("Why the page is gone")

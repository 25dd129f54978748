"""The words of this app that are stored or shown."""

from django.db import models


class BoardRole(models.TextChoices):
    """What a term on a board allows."""

    MEMBER = "member", "Member"  # reads, comments, signs
    DEPUTY = "deputy", "Deputy chair"  # also approves when the chair may not
    CHAIR = "chair", "Chair"  # also assigns, settles, returns, approves, retires


LEADING_ROLES = (BoardRole.CHAIR, BoardRole.DEPUTY)


class Approvers(models.TextChoices):
    """Whom a review policy lets approve an edition as a whole."""

    LEADERS = "leaders", "The chair or a deputy"
    CHAIR_FIRST = "chair_first", "The chair; a deputy only where the chair may not"  # an interest, own words, no chair
    CHAIR = "chair", "The chair alone"  # where the chair may not, the edition must be put under another policy


class Verdict(models.TextChoices):
    """What a sign-off says of one section version."""

    APPROVE = "approve", "Approve"  # counts towards the quorum
    REQUEST_CHANGES = "request_changes", "Request changes"  # blocks approval until closed
    OUTSIDE_FIELD = "outside_field", "Outside my field"  # has read it; counts neither way
    WITHDRAWN = "withdrawn", "Request withdrawn"  # takes back one's own request


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

    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    RELEASED = "released", "Released"  # the chair took it back, or gave it to somebody else


STANDING_ASSIGNMENTS = (AssignmentStatus.ASKED, AssignmentStatus.ACCEPTED)
"""The answers with which a review is somebody's."""


class ApprovalBasis(models.TextChoices):
    """On what ground an edition was approved."""

    QUORUM = "quorum", "Every section has its signatures"
    URGENT = "urgent", "Urgent safety change"


class NoticeKind(models.TextChoices):
    """What a notice tells of. The label is how people choose and recognise it."""

    SUBMITTED = "submitted", "An edition was submitted"
    ASSIGNED = "assigned", "You were asked to review"
    ANSWERED = "answered", "A member answered"  # accepted, declined, keeps out, declared an interest
    REQUEST = "request", "Changes were requested"
    COMMENT = "comment", "A comment"
    MENTION = "mention", "You were mentioned"
    SETTLED = "settled", "A request was settled"
    RETURNED = "returned", "An edition was returned"
    TAKEN_BACK = "taken_back", "An edition was taken back"
    READY = "ready", "An edition can be approved"
    APPROVED = "approved", "An edition was approved"
    PUBLISHED = "published", "An edition was published"
    REVOKED = "revoked", "An approval was revoked"
    RETIRED = "retired", "An article was retired"
    URGENT = "urgent", "An urgent change"
    REVIEW_DUE = "review_due", "A review is due"
    REMINDER = "reminder", "A reminder"
    ESCALATION = "escalation", "Somebody is late"
    ALARM = "alarm", "Evidence changed"
    QUESTION = "question", "A reader asked"
    BOARD = "board", "The board changed"  # terms, credentials, declarations of interest


class Delivery(models.TextChoices):
    """When a person gets mail about their notices. In the site they always have them at once."""

    DAILY = "daily", "One message a day"  # urgent ones come at once
    AT_ONCE = "at_once", "At once"
    NEVER = "never", "No mail"  # not even urgent ones


class Recipient(models.TextChoices):
    """Whom a reminder goes to."""

    MEMBER = "member", "The member who was asked"
    LEADERS = "leaders", "The chair and the deputies"


class EvidenceVerdict(models.TextChoices):
    """What becomes of a sentence whose evidence changed."""

    STILL_RIGHT = "still_right", "Still right"  # stays as it is; of a retracted work: it is cited as retracted
    REPLACE = "replace", "Replace the reference"  # with one that is named
    REWRITE = "rewrite", "Rewrite the sentence"
    TAKE_DOWN = "take_down", "Take the sentence down"

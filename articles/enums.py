"""The words of this app that are stored: kinds of section and states of an edition."""

from django.db import models


class SectionKind(models.TextChoices):
    """What a section is for; review policies may ask for more signatures on some kinds."""

    FRONT = "front", "Front"  # always first: question, title, summary, lead and the outline
    BODY = "body", "Text"
    BENEFITS = "benefits", "Benefits"
    RISKS = "risks", "Risks"
    DOSING = "dosing", "Dosing"
    HELP = "help", "When to get help"
    RESOURCE = "resource", "Resource"
    AUDIO = "audio", "Audio with transcript"
    NOTE = "note", "Note"


class EditionState(models.TextChoices):
    """The life of an edition (design: section 4). Only ``reviews.transitions.apply_transition`` assigns it."""

    DRAFT = "draft", "Draft"  # content may change; never public
    DISCARDED = "discarded", "Discarded"  # a draft given up; never public
    SUBMITTED = "submitted", "Submitted"  # content frozen; waits for the board
    UNDER_REVIEW = "under_review", "Under Review"  # the board has begun
    TAKEN_BACK = "taken_back", "Taken back"  # the editor withdrew it to mend something, or set it aside
    RETURNED = "returned", "Returned"  # the chair sent it back with a letter
    APPROVED = "approved", "Approved"  # signed as a whole; waits for its moment of publication
    PUBLISHED = "published", "Published"  # live: what readers get
    SUPERSEDED = "superseded", "Superseded"  # was live; another edition took its place
    RETIRED = "retired", "Retired"  # was live; the address explains why it is gone


OPEN_STATES = (EditionState.DRAFT, EditionState.SUBMITTED, EditionState.UNDER_REVIEW, EditionState.APPROVED)
IN_REVIEW_STATES = (EditionState.SUBMITTED, EditionState.UNDER_REVIEW)
WITH_BOARD_STATES = (*IN_REVIEW_STATES, EditionState.APPROVED)
CLOSED_UNPUBLISHED_STATES = (EditionState.DISCARDED, EditionState.TAKEN_BACK, EditionState.RETURNED)


class Callout(models.TextChoices):
    """Kinds of callout in the text."""

    NOTE = "note", "Note"
    TIP = "tip", "Tip"
    WARNING = "warning", "Warning"
    DANGER = "danger", "Danger"

"""The words of this app that are stored: kinds of section and states of an edition."""

from django.db import models
from django.utils.translation import gettext_lazy


class ArticleKind(models.TextChoices):
    """What an article is for; it is that from its beginning."""

    ARTICLE = "article", gettext_lazy("Article")  # read at an address of its own
    PASSAGE = "passage", gettext_lazy("Passage")  # words that stand in articles, without an address for readers


class SectionKind(models.TextChoices):
    """What a section is for; review policies may ask for more signatures on some kinds."""

    FRONT = "front", gettext_lazy("Front")  # always first: question, title, summary, lead and the outline
    BODY = "body", gettext_lazy("Text")
    BENEFITS = "benefits", gettext_lazy("Benefits")
    RISKS = "risks", gettext_lazy("Risks")
    DOSING = "dosing", gettext_lazy("Dosing")
    HELP = "help", gettext_lazy("When to get help")
    RESOURCE = "resource", gettext_lazy("Resource")
    AUDIO = "audio", gettext_lazy("Audio with transcript")
    NOTE = "note", gettext_lazy("Note")


class Subject(models.TextChoices):
    """What kind of thing an article is about: which template it begins with, and what checks ask of it."""

    CONDITION = "condition", gettext_lazy("Condition")
    SYMPTOM = "symptom", gettext_lazy("Symptom")
    MEDICINE = "medicine", gettext_lazy("Medicine")
    TEST = "test", gettext_lazy("Test")
    PROCEDURE = "procedure", gettext_lazy("Procedure")


class EditionState(models.TextChoices):
    """The life of an edition (docs/workflow.md). Only ``reviews.rules.transitions.apply_transition`` assigns it."""

    DRAFT = "draft", gettext_lazy("Draft")  # content may change; never public
    DISCARDED = "discarded", gettext_lazy("Discarded")  # a draft given up; never public
    SUBMITTED = "submitted", gettext_lazy("Submitted")  # content frozen; waits for the board
    UNDER_REVIEW = "under_review", gettext_lazy("Under Review")  # the board has begun
    TAKEN_BACK = "taken_back", gettext_lazy("Taken back")  # the editor withdrew it to mend something, or set it aside
    RETURNED = "returned", gettext_lazy("Returned")  # the chair sent it back with a letter
    APPROVED = "approved", gettext_lazy("Approved")  # signed as a whole; waits for its moment of publication
    PUBLISHED = "published", gettext_lazy("Published")  # live: what readers get
    SUPERSEDED = "superseded", gettext_lazy("Superseded")  # was live; another edition took its place
    RETIRED = "retired", gettext_lazy("Retired")  # was live; the address explains why it is gone


OPEN_STATES = (EditionState.DRAFT, EditionState.SUBMITTED, EditionState.UNDER_REVIEW, EditionState.APPROVED)
IN_REVIEW_STATES = (EditionState.SUBMITTED, EditionState.UNDER_REVIEW)
WITH_BOARD_STATES = (*IN_REVIEW_STATES, EditionState.APPROVED)
CLOSED_UNPUBLISHED_STATES = (EditionState.DISCARDED, EditionState.TAKEN_BACK, EditionState.RETURNED)


class Significance(models.TextChoices):
    """What kind of change an edition is, for whoever has read the one before."""

    CORRECTION = "correction", gettext_lazy("Correction")  # something that readers had was wrong
    UPDATE = "update", gettext_lazy("Update")  # said anew, or more of it; nothing was wrong
    NEW_EVIDENCE = "new_evidence", gettext_lazy("New evidence")  # what is known has changed


class AiUse(models.TextChoices):
    """What part AI had in the writing."""

    NONE = "none", gettext_lazy("None")
    WORDING = "wording", gettext_lazy("To improve the wording")
    DRAFTED = "drafted", gettext_lazy("To draft text")


class Callout(models.TextChoices):
    """Kinds of callout in the text."""

    NOTE = "note", gettext_lazy("Note")
    TIP = "tip", gettext_lazy("Tip")
    WARNING = "warning", gettext_lazy("Warning")
    DANGER = "danger", gettext_lazy("Danger")

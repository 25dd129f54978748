"""The words of this app that are stored: kinds of reference and their standing."""

from django.db import models
from django.utils.translation import gettext_lazy


class Kind(models.TextChoices):
    """What sort of evidence a reference is; the label is what readers see beside it."""

    GUIDELINE = "guideline", gettext_lazy("Guideline")
    SYSTEMATIC_REVIEW = "systematic_review", gettext_lazy("Systematic review")
    RESEARCH = "research", gettext_lazy("Research")
    DRUG_LABEL = "drug_label", gettext_lazy("Drug label")
    BOOK = "book", gettext_lazy("Book")
    WEB_PAGE = "web_page", gettext_lazy("Web page")
    OTHER = "other", gettext_lazy("Other")


class Standing(models.TextChoices):
    """Whether a reference can still be relied on. A change away from "good" is news for all that cites it."""

    GOOD = "good", gettext_lazy("Good")  # nothing known against it
    CORRECTED = (
        "corrected",
        gettext_lazy("Corrected"),
    )  # a correction was published: what is cited may read differently now
    CONCERN = "concern", gettext_lazy("Expression of concern")  # the journal doubts it and has not decided yet
    RETRACTED = "retracted", gettext_lazy("Retracted")  # withdrawn by its journal: may be cited only as retracted
    SUPERSEDED = "superseded", gettext_lazy("Superseded")  # sound in its day; a newer edition or guideline replaces it


AT_RISK = (Standing.CONCERN, Standing.RETRACTED, Standing.SUPERSEDED)
"""Standings under which the sentences that rest on a reference want a decision."""
MILD = (Standing.CORRECTED, Standing.SUPERSEDED)
"""Standings that say that there is something newer or better to read: readers are told in milder words."""


class StudyType(models.TextChoices):
    """What kind of study a piece of research was: said only where somebody knows it."""

    RANDOMISED_TRIAL = "randomised_trial", gettext_lazy("Randomised trial")
    OTHER_TRIAL = "other_trial", gettext_lazy("Trial without randomisation")
    COHORT = "cohort", gettext_lazy("Cohort study")
    CASE_CONTROL = "case_control", gettext_lazy("Case-control study")
    CROSS_SECTIONAL = "cross_sectional", gettext_lazy("Cross-sectional study")
    CASE_REPORT = "case_report", gettext_lazy("Case report or series")
    QUALITATIVE = "qualitative", gettext_lazy("Qualitative study")
    LABORATORY = "laboratory", gettext_lazy("Laboratory or animal study")
    OTHER = "other", gettext_lazy("Other study")


class EvidenceLevel(models.TextChoices):
    """How certain the evidence is, in the four words of GRADE: a judgement of the desk, never guessed."""

    HIGH = "high", gettext_lazy("High")
    MODERATE = "moderate", gettext_lazy("Moderate")
    LOW = "low", gettext_lazy("Low")
    VERY_LOW = "very_low", gettext_lazy("Very low")


class Nature(models.TextChoices):
    """What a source of standing reports of a work."""

    RETRACTION = "retraction", gettext_lazy("Retraction")  # also withdrawal and removal
    CONCERN = "concern", gettext_lazy("Expression of concern")
    CORRECTION = "correction", gettext_lazy("Correction")
    REINSTATEMENT = "reinstatement", gettext_lazy("Reinstatement")  # the only thing that lifts a retraction


class Source(models.TextChoices):
    """Who reports changes of standing."""

    RETRACTION_WATCH = "retraction-watch", "Retraction Watch"
    CROSSREF = "crossref", "Crossref"


class Identifier(models.TextChoices):
    """By what a work can be looked up."""

    DOI = "doi", "DOI"
    PMID = "pmid", gettext_lazy("PubMed number")
    PMCID = "pmcid", gettext_lazy("PubMed Central number")
    URL = "url", gettext_lazy("Web address")


class Progress(models.TextChoices):
    """How far a look-up is."""

    WAITING = "waiting", gettext_lazy("Looking it up")  # a worker asks, perhaps once more
    FOUND = "found", gettext_lazy("Found")
    UNKNOWN = "unknown", gettext_lazy("Not known")  # the service knows no such work: the identifier is probably wrong
    FAILED = "failed", gettext_lazy("Not looked up")  # nobody answered, or nothing that can be used


class LinkFinding(models.TextChoices):
    """What a check of a reference's link found."""

    WORKS = "works", gettext_lazy("Link works")
    MOVED = "moved", gettext_lazy("Link moved")  # it leads to another address for good
    CHANGED = "changed", gettext_lazy("Page renamed")  # another title than at the first check: perhaps another page
    DEAD = "dead", gettext_lazy("Dead link")  # the server says that it is gone, or three times nobody answered
    UNSURE = "unsure", gettext_lazy("Link not checked")  # the server refuses machines, or did not answer this time

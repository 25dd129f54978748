"""The words of this app that are stored: kinds of reference and their standing."""

from django.db import models


class Kind(models.TextChoices):
    """What sort of evidence a reference is; the label is what readers see beside it."""

    GUIDELINE = "guideline", "Guideline"
    SYSTEMATIC_REVIEW = "systematic_review", "Systematic review"
    RESEARCH = "research", "Research"
    DRUG_LABEL = "drug_label", "Drug label"
    BOOK = "book", "Book"
    WEB_PAGE = "web_page", "Web page"
    OTHER = "other", "Other"


class Standing(models.TextChoices):
    """Whether a reference can still be relied on. A change away from "good" is news for all that cites it."""

    GOOD = "good", "Good"  # nothing known against it
    CORRECTED = "corrected", "Corrected"  # a correction was published: what is cited may read differently now
    CONCERN = "concern", "Expression of concern"  # the journal doubts it and has not decided yet
    RETRACTED = "retracted", "Retracted"  # withdrawn by its journal: may be cited only as retracted
    SUPERSEDED = "superseded", "Superseded"  # sound in its day; a newer edition or guideline replaces it


AT_RISK = (Standing.CONCERN, Standing.RETRACTED, Standing.SUPERSEDED)
"""Standings under which the sentences that rest on a reference want a decision."""
MILD = (Standing.CORRECTED, Standing.SUPERSEDED)
"""Standings that say that there is something newer or better to read: readers are told in milder words."""


class StudyType(models.TextChoices):
    """What kind of study a piece of research was: said only where somebody knows it."""

    RANDOMISED_TRIAL = "randomised_trial", "Randomised trial"
    OTHER_TRIAL = "other_trial", "Trial without randomisation"
    COHORT = "cohort", "Cohort study"
    CASE_CONTROL = "case_control", "Case-control study"
    CROSS_SECTIONAL = "cross_sectional", "Cross-sectional study"
    CASE_REPORT = "case_report", "Case report or series"
    QUALITATIVE = "qualitative", "Qualitative study"
    LABORATORY = "laboratory", "Laboratory or animal study"
    OTHER = "other", "Other study"


class EvidenceLevel(models.TextChoices):
    """How certain the evidence is, in the four words of GRADE: a judgement of the desk, never guessed."""

    HIGH = "high", "High"
    MODERATE = "moderate", "Moderate"
    LOW = "low", "Low"
    VERY_LOW = "very_low", "Very low"


class Nature(models.TextChoices):
    """What a source of standing reports of a work."""

    RETRACTION = "retraction", "Retraction"  # also withdrawal and removal
    CONCERN = "concern", "Expression of concern"
    CORRECTION = "correction", "Correction"
    REINSTATEMENT = "reinstatement", "Reinstatement"  # the only thing that lifts a retraction


class Source(models.TextChoices):
    """Who reports changes of standing."""

    RETRACTION_WATCH = "retraction-watch", "Retraction Watch"
    CROSSREF = "crossref", "Crossref"


class Identifier(models.TextChoices):
    """By what a work can be looked up."""

    DOI = "doi", "DOI"
    PMID = "pmid", "PubMed number"
    PMCID = "pmcid", "PubMed Central number"
    URL = "url", "Web address"


class Progress(models.TextChoices):
    """How far a look-up is."""

    WAITING = "waiting", "Looking it up"  # a worker asks, perhaps once more
    FOUND = "found", "Found"
    UNKNOWN = "unknown", "Not known"  # the service knows no such work: the identifier is probably wrong
    FAILED = "failed", "Not looked up"  # nobody answered, or nothing that can be used


class LinkFinding(models.TextChoices):
    """What a check of a reference's link found."""

    WORKS = "works", "Link works"
    MOVED = "moved", "Link moved"  # it leads to another address for good
    CHANGED = "changed", "Page renamed"  # another title than at the first check: perhaps another page
    DEAD = "dead", "Dead link"  # the server says that it is gone, or three times nobody answered
    UNSURE = "unsure", "Link not checked"  # the server refuses machines, or did not answer this time

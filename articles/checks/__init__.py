"""What a person should look at in the words of a section before others read them: checks, and what they found.

``report_on`` is the only door. A check is a pure function from a text and its context to what it found; it judges
nothing, it points. Each says what, why, and on whose word, in the language of the editors. New checks are added to
:data:`articles.checks.registry.CHECKS`.
"""

from articles.checks.findings import Check, Context, Finding, Hit, Place, Report
from articles.checks.registry import CHECKS, CHECKS_BY_KEY, report_on
from articles.checks.text import Sentence, Text

__all__ = [
    "CHECKS",
    "CHECKS_BY_KEY",
    "Check",
    "Context",
    "Finding",
    "Hit",
    "Place",
    "Report",
    "Sentence",
    "Text",
    "report_on",
]

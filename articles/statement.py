"""What an edition says of itself beside its sections: what changed and of what kind that is, who paid for the work, and
what part AI had in the writing. Pure.

It stands in the manifest under "statement", only as far as something is said: a chair approves it with the words::

    {"note": "…", "significance": "correction", "funding": "…", "ai_use": "wording", "ai_tool": "…"}

Whom the authors are beholden to stands beside each name (bylines). That all three are named, and of AI which tool was
used and for what, is the ICMJE's recommendation (Recommendations, II.A.4, II.B, and IV.A.3.d).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from django.utils.translation import gettext, gettext_lazy

from articles.enums import AiUse, Significance
from editorial.shared.issues import Issue

STATEMENT_TARGET = "submit"
LABELS = {
    "note": gettext_lazy("What changed"),
    "significance": gettext_lazy("Kind of change"),
    "funding": gettext_lazy("Funding"),
    "ai_use": gettext_lazy("Use of AI in the writing"),
    "ai_tool": gettext_lazy("AI tool"),
}
LONGEST_TOOL = 200
WITH_A_TOOL = (AiUse.WORDING, AiUse.DRAFTED)


@dataclass(frozen=True)
class Statement:
    """All of it; an empty part is not stated. ``significance`` and ``ai_use`` are keys of the enums of that name."""

    note: str = ""
    significance: str = ""
    funding: str = ""
    ai_use: str = ""
    ai_tool: str = ""

    def as_dict(self) -> dict[str, str]:
        """Only what is said."""
        return {name: text for name, text in asdict(self).items() if text}

    @property
    def significance_label(self) -> str:
        return str(Significance(self.significance).label) if self.significance else ""

    @property
    def ai_sentence(self) -> str:
        """What readers and the board are told of AI; nothing where nothing was stated."""
        said = {
            AiUse.NONE: gettext("No AI was used in the writing."),
            AiUse.WORDING: gettext("AI (%(tool)s) was used to improve the wording. People wrote and checked the text."),
            AiUse.DRAFTED: gettext("AI (%(tool)s) drafted parts of the text. People checked every sentence of it."),
        }
        return said[AiUse(self.ai_use)] % {"tool": self.ai_tool} if self.ai_use else ""


PARTS = tuple(part.name for part in fields(Statement))


def statement_from(parts: Mapping[str, str]) -> Statement:
    return Statement(**{name: parts.get(name, "") for name in PARTS})


def statement_issues(statement: Statement, *, follows: bool) -> list[Issue]:
    """What contradicts itself. ``follows``: readers have an earlier edition. That nothing is stated is no issue: see
    :func:`unstated`."""
    issues = []
    if statement.significance and not follows:
        message = gettext("Readers have no earlier edition, so this one corrects or updates nothing.")
        issues.append(Issue("nothing-before", message, STATEMENT_TARGET))
    if len(statement.ai_tool) > LONGEST_TOOL:
        issues.append(Issue("long-ai-tool", gettext("The name of the AI tool is too long."), STATEMENT_TARGET))
    if statement.ai_use in WITH_A_TOOL and not statement.ai_tool:
        issues.append(Issue("no-ai-tool", gettext("Name the AI tool that was used."), STATEMENT_TARGET))
    if statement.ai_tool and statement.ai_use not in WITH_A_TOOL:
        message = gettext("Say what “%(tool)s” was used for.") % {"tool": statement.ai_tool}
        issues.append(Issue("no-ai-use", message, STATEMENT_TARGET))
    return issues


def said_meanwhile(stored: Statement, shown: Statement, changed: Mapping[str, str]) -> list[Issue]:
    """What somebody else has said since a form was shown, where the form says something else again."""
    issues = []
    for name, text in changed.items():
        now = getattr(stored, name)
        if now not in (getattr(shown, name), text):
            message = gettext(
                "Somebody has changed “%(part)s” meanwhile, to “%(now)s”. Send yours again to replace it."
            )
            issues.append(Issue("said-meanwhile", message % {"part": LABELS[name], "now": now}, name))
    return issues


def unstated(statement: Statement, *, follows: bool) -> list[Issue]:
    """What an editor should know to be unsaid, though it keeps nothing back."""
    missing = {
        "note": (follows and not statement.note, gettext("Nothing is said about what changed.")),
        "significance": (follows and not statement.significance, gettext("The kind of change is not stated.")),
        "funding": (not statement.funding, gettext("Who paid for the work is not stated.")),
        "ai_use": (not statement.ai_use, gettext("Whether AI was used in the writing is not stated.")),
    }
    return [
        Issue(f"unstated-{part}", message, f"#id_{part}")
        for part, (is_missing, message) in missing.items()
        if is_missing
    ]

"""Declarations of interest: what is asked, and how an answer reads. Pure. (How long one holds: ``readiness``.)

The categories are those of the disclosure form of the International Committee of Medical Journal Editors, in our words.
"""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.language import in_site_language

LOOKS_BACK_MONTHS = 36
NOTHING = "Nothing to declare."  # kept with the declaration


class InterestKind(models.TextChoices):
    """The thirteen categories, in the form's order. The first has no limit in time, the others look back 36 months."""

    THIS_WORK = "this_work", gettext_lazy("Support for work on our articles")
    GRANTS = "grants", gettext_lazy("Grants or contracts")
    ROYALTIES = "royalties", gettext_lazy("Royalties or licences")
    CONSULTING = "consulting", gettext_lazy("Consulting fees")
    SPEAKING = "speaking", gettext_lazy("Payment for lectures, teaching or writing")
    TESTIMONY = "testimony", gettext_lazy("Payment for expert testimony")
    TRAVEL = "travel", gettext_lazy("Travel and meetings")
    PATENTS = "patents", gettext_lazy("Patents")
    SAFETY_BOARDS = "safety_boards", gettext_lazy("Safety monitoring or advisory boards")
    LEADERSHIP = "leadership", gettext_lazy("Roles in other organisations")
    SHARES = "shares", gettext_lazy("Shares or share options")
    MATERIALS = "materials", gettext_lazy("Equipment, medicines, help with writing, gifts")
    OTHER = "other", gettext_lazy("Anything else")


MEANT = {
    InterestKind.THIS_WORK: gettext_lazy(
        "Money, material or help from others for reviewing or writing here. No limit in time."
    ),
    InterestKind.GRANTS: gettext_lazy("From any body, for any work."),
    InterestKind.ROYALTIES: gettext_lazy("For books, devices, medicines or software."),
    InterestKind.CONSULTING: gettext_lazy("Advice for which you or your institution were paid."),
    InterestKind.SPEAKING: gettext_lazy("Lectures, speakers’ bureaus, courses, manuscripts, educational events."),
    InterestKind.TESTIMONY: gettext_lazy("In court or before an authority."),
    InterestKind.TRAVEL: gettext_lazy("Fares, fees or hotels paid by somebody else."),
    InterestKind.PATENTS: gettext_lazy("Planned, applied for or granted."),
    InterestKind.SAFETY_BOARDS: gettext_lazy("Of trials or companies, paid or not."),
    InterestKind.LEADERSHIP: gettext_lazy("In a society, committee, board or patients’ group, paid or not."),
    InterestKind.SHARES: gettext_lazy("Yours or your family’s. Not through a broad fund."),
    InterestKind.MATERIALS: gettext_lazy("Received without paying for them."),
    InterestKind.OTHER: gettext_lazy("Whatever a reader might wish to know: also convictions, friendships, rivalries."),
}


class Recipient(models.TextChoices):
    """Who received it."""

    SELF = "self", gettext_lazy("Me")
    INSTITUTION = "institution", gettext_lazy("My institution")
    BOTH = "both", gettext_lazy("Both")


def item_words(item: Mapping[str, str]) -> str:
    """One item for those who may read it whole: “Consulting fees: Example Pharma (to me). For a trial.”"""
    words = gettext("%(label)s: %(item)s (to %(label_2)s)") % {
        "label": InterestKind(item["kind"]).label,
        "item": item["entity"],
        "label_2": Recipient(item["to"]).label.lower(),
    }
    return f"{words}. {item['details']}" if item["details"] else words


@in_site_language()
def public_words(items: Iterable[Mapping[str, str]]) -> str:
    """The public line of somebody who wrote none: categories and names, nothing that was said in confidence."""
    by_kind: dict[str, list[str]] = {}
    for item in items:
        names = by_kind.setdefault(str(InterestKind(item["kind"]).label), [])
        names.extend([item["entity"]] if item["entity"] not in names else [])
    return "; ".join(f"{label}: {', '.join(names)}" for label, names in by_kind.items()) + "." if by_kind else NOTHING

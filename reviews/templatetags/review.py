"""Words for stored values, for the review pages."""

from django import template

from reviews.enums import Verdict

register = template.Library()


@register.filter
def verdict_label(verdict: str) -> str:
    """A verdict in words."""
    return str(Verdict(verdict).label) if verdict in Verdict.values else ""

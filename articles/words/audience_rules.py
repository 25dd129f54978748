"""What must be so for a set of audiences to be usable: pure questions about rows as they are about to be saved."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext

from articles.exchange.markdown_render import CALLOUTS, ELEMENTS
from articles.models import Audience
from articles.models.audience import KEY_PATTERN
from editorial.shared.issues import Issue

# In files, "::: warning" is a callout and "::: table" an element; on pages, "everyone" is the text without an audience.
RESERVED_KEYS = CALLOUTS | ELEMENTS | {"everyone"}
MAX_LABEL = 120


def audience_issues(row: Audience, others: Sequence[Audience], *, is_new: bool) -> list[Issue]:
    """Why ``row`` cannot be saved beside ``others``; when it becomes the default, the one before it ceases to be."""
    return [
        *(key_issues(row, others) if is_new else []),
        *label_issues(row, others),
        *fallback_issues(row, others),
        *default_issues(row, others),
    ]


def key_issues(row: Audience, others: Sequence[Audience]) -> list[Issue]:
    """Keys stand in addresses, in files and in signed words: each is given once."""
    if not re.fullmatch(KEY_PATTERN, row.key):
        message = gettext("A key begins with a letter: up to 60 lower-case letters, digits and hyphens.")
        return [Issue("key-syntax", message, "key")]
    if row.key in RESERVED_KEYS:
        return [
            Issue(
                "key-reserved",
                gettext("“%(key)s” has another meaning in files: choose another key.") % {"key": row.key},
                "key",
            )
        ]
    if any(other.key == row.key for other in others):
        return [
            Issue(
                "key-taken", gettext("There is an audience with the key “%(key)s” already.") % {"key": row.key}, "key"
            )
        ]
    return []


def label_issues(row: Audience, others: Sequence[Audience]) -> list[Issue]:
    """Readers choose by the label, so no two may read the same."""
    if not row.label:
        return [Issue("no-label", gettext("Say what these readers call themselves."), "label")]
    if len(row.label) > MAX_LABEL:
        return [
            Issue(
                "label-long",
                gettext("A label has at most %(max_label)s characters.") % {"max_label": MAX_LABEL},
                "label",
            )
        ]
    if any(other.label.casefold() == row.label.casefold() for other in others):
        return [
            Issue(
                "label-taken",
                gettext("Another audience is called “%(label)s”: readers could not choose.") % {"label": row.label},
                "label",
            )
        ]
    return []


def fallback_issues(row: Audience, others: Sequence[Audience]) -> list[Issue]:
    """Falling back ends somewhere, and leads only to audiences that are offered."""
    if _is_circle(row, others):
        message = gettext("These audiences would fall back to each other in a circle: end it at the text for everyone.")
        return [Issue("fallback-circle", message, "fallback")]
    fallback = next((other for other in others if other.pk == row.fallback_id), None)
    if row.is_active and fallback is not None and not fallback.is_active:
        message = gettext("“%(label)s” is not offered: fall back to another audience.") % {"label": fallback.label}
        return [Issue("fallback-inactive", message, "fallback")]
    users = [other.label for other in others if other.is_active and other.fallback_id == row.pk]
    if users and not row.is_active:
        names = ", ".join(f"“{label}”" for label in users)
        message = gettext("Its wording is read by %(names)s: give them another fallback first.") % {"names": names}
        return [Issue("is-fallback", message, "is_active")]
    return []


def _is_circle(row: Audience, others: Sequence[Audience]) -> bool:
    next_of = {other.pk: other.fallback_id for other in others} | {row.pk: row.fallback_id}
    seen, current = set(), row.pk
    while current is not None:
        if current in seen:
            return True
        seen.add(current)
        current = next_of.get(current)
    return False


def default_issues(row: Audience, others: Sequence[Audience]) -> list[Issue]:
    """There is always one default audience, and it is offered."""
    if row.is_default and not row.is_active:
        message = gettext("The default audience must be offered: make another one the default first.")
        return [Issue("default-inactive", message, "is_active")]
    if not row.is_default and not any(other.is_default for other in others):
        message = gettext("One audience is what readers see who have not chosen: make another one the default instead.")
        return [Issue("default-needed", message, "is_default")]
    return []

"""What a rule answers when it does not allow something.

A rule returns a list of :class:`Issue`; an empty list means "go ahead". The same list disables a button, explains
it and guards the write, so nobody is refused for a reason that the page did not show.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Issue:
    """One reason why something cannot be done now.

    ``code`` is stable and for machines; ``message`` is a full sentence that tells the person what to do;
    ``target`` names the thing meant: a form field ("slug"), a section's anchor ("section:dosing"), a line ("line:12").
    """

    code: str
    message: str
    target: str = ""


class Refused(Exception):
    """An action was allowed to this person, but not now: carries the reasons. Becomes a 409 page, or form errors.

    "You may not" is another thing: that is Django's ``PermissionDenied`` (403), see :func:`require`.
    """

    def __init__(self, issues: Iterable[Issue] | Issue):
        self.issues = [issues] if isinstance(issues, Issue) else list(issues)
        super().__init__(" ".join(str(issue.message) for issue in self.issues))


def refuse(issues: Iterable[Issue]) -> None:
    """Raise :class:`Refused` if there is any issue."""
    issues = list(issues)
    if issues:
        raise Refused(issues)


def require(allowed: bool, message: str) -> None:
    """Raise ``PermissionDenied`` unless it is this person's to do."""
    if not allowed:
        raise PermissionDenied(message)

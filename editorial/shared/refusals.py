"""How a form shows why an action refused."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from editorial.shared.issues import Issue, Refused


def add_issues(form: forms.Form, issues: Iterable[Issue]) -> None:
    """Show why an action refused: beside the field that is meant, else on top."""
    for issue in issues:
        form.add_error(issue.target if issue.target in form.fields else None, issue.message)


def act(form: forms.Form, action: Callable[[], Any]) -> bool:
    """Run an action on a valid form; False, with the reasons shown in the form, if it was refused."""
    try:
        action()
    except Refused as refused:
        add_issues(form, refused.issues)
        return False
    return True

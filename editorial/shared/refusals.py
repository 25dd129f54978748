"""How a form shows why an action refused, and how a view says that it did not take one."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpResponseRedirect

from editorial.shared.issues import Issue, Refused


class NotTaken(HttpResponseRedirect):
    """Sends people back to a page whose form was not taken: what they typed is not saved, and stays kept."""


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

"""What several forms share: a reason, a day, and why an action refused."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

DAYS_TO_READ = 14  # how long people are given if the chair says nothing else


class ReasonForm(forms.Form):
    """One field of prose; its label and help are given by the page that asks."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: QueryDict | None = None, *, label: str = "", help_text: str = ""):
        super().__init__(data)
        self.fields["reason"].label = label or "Reason"
        self.fields["reason"].help_text = help_text


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen from a calendar where the browser has one."""
    widget = forms.DateInput(attrs={"type": "date", "class": "input-short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)

"""Until when a preview link opens."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.previews import LONGEST


class PreviewLinkForm(forms.Form):
    """The last day of a link."""

    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The last day on which it opens anything, at most 30 days ahead."),
        initial=lambda: timezone.localdate() + timedelta(days=min(7, LONGEST.days)),
    )

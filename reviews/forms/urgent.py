"""What the chair fills in for an urgent safety change."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from reviews.rules.case import SectionProgress
from reviews.rules.urgent import name_of


class UrgentForm(forms.Form):
    """Which sections are changed, each named by the chair, and what readers are told."""

    sections = forms.MultipleChoiceField(
        label=gettext_lazy("I have read what changes in"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every section that differs from what readers have now."),
        error_messages={"required": gettext_lazy("Name every section that differs.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this cannot wait, for readers"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One or two plain sentences. They stand on the public page until the full review is done."
        ),
    )

    def __init__(self, places: Iterable[SectionProgress], data: QueryDict | None = None):
        super().__init__(data)
        self.fields["sections"].choices = [(place.part.key, name_of(place)) for place in places]

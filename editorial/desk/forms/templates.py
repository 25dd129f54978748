"""The template of one kind of article."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.templates import read_lines


class TemplateForm(forms.Form):
    """A section a line: its kind, its heading, and what stands in the editor while it is empty."""

    lines = forms.CharField(
        label=gettext_lazy("Sections"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy("One a line: kind | heading | prompt. The prompt may be left out."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_lines(self) -> Any:
        lines = self.cleaned_data["lines"]
        for issue in read_lines(lines)[1]:
            self.add_error("lines", issue.message)
        return lines

"""Forms of the import pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

MAX_TEXT = 1_000_000


class UploadForm(forms.Form):
    """A file of references, or what was pasted."""

    file = forms.FileField(
        label="A file",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.bib,.bibtex,.ris,.nbib,.txt"}),
        help_text=gettext_lazy("CSL-JSON, BibTeX (.bib), RIS (.ris), PubMed (.nbib) or a plain list (.txt)."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste references"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "In any of these formats, or simply as a list: “1. Boyer EW, Shannon M. The serotonin syndrome. …”."
        ),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not self.errors and not data.get("file") and not (data.get("text") or "").strip():
            raise ValidationError(gettext("Choose a file, or paste some references."))
        return data

"""Bringing a Word file back, and saying who a name in it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

NOBODY = "nobody"


class BringForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A file that went out of this article, with changes or comments in it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

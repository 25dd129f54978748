"""What people say of themselves to everybody."""

from django import forms
from django.utils.translation import gettext_lazy


class ProfileForm(forms.Form):
    """What a person says of themselves to everybody."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bio = forms.CharField(
        label=gettext_lazy("About you"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("For readers: where you work, what you know, in two or three sentences."),
    )
    orcid = forms.CharField(
        label=gettext_lazy("ORCID iD"),
        required=False,
        max_length=19,
        widget=forms.TextInput(attrs={"class": "input-medium", "placeholder": ""}),
        help_text=gettext_lazy("Sixteen digits in fours: 0000-0002-1825-0097."),
    )

    def clean_base(self) -> int:
        return self.cleaned_data["base"] or 0


class PhotographForm(forms.Form):
    """A picture to upload. What it is shows when it is read, not in its name."""

    photograph = forms.FileField(
        label=gettext_lazy("Photograph"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, up to 8 MB. It is cut to a square and drawn anew, without where and when it was taken."
        ),
    )

"""What editors say to the board about their words."""

from django import forms
from django.utils.translation import gettext_lazy


class ReplyForm(forms.Form):
    """An answer to a comment, or a comment of the desk's own."""

    text = forms.CharField(label=gettext_lazy("Your reply"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    quote = forms.CharField(label=gettext_lazy("Words it is about"), required=False, max_length=1000)

"""The form with which readers ask."""

from django import forms
from django.utils.translation import gettext_lazy

from articles.models import FollowUp

MAX_LENGTH: int = FollowUp._meta.get_field("question").max_length or 0


class QuestionForm(forms.Form):
    """A question, and where to answer it. What may be stored is decided by the action.

    ``website`` is a trap: people do not see it, so whoever fills it in is a machine.
    """

    question = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=4 * MAX_LENGTH,  # the action says what is too long, after tidying
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Please leave out names and anything else that says who you or others are."),
        error_messages={"required": gettext_lazy("Write your question.")},
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Only if you would like an answer. We use it for nothing else."),
    )
    audience = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    @property
    def is_from_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def seen(self) -> list:
        """The fields for people."""
        return [self["question"], self["reply_to"]]

    @property
    def asked(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("question", "reply_to", "audience")}

"""What a member answers by the link in a mail, and what passes between them and the chair about more time."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.forms.common import day_field
from reviews.models import Assignment


class Answer(models.TextChoices):
    """The three answers to a request."""

    ACCEPT = "accept", _("I will review it")
    DECLINE = "decline", _("I decline")
    TIME = "time", _("I need more time")


def reason_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class RequestForm(forms.Form):
    """One of the three answers. None is chosen beforehand: whatever only presses buttons sends nothing.

    Without a day that was set there is no more time to ask for.
    """

    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    until = day_field(_("More time until"), required=False, help_text=_("Only if you need more time."))
    reason = reason_field(_("Reason"), required=False, help_text=_("If you decline or need more time."))

    def __init__(self, assignment: Assignment, data: QueryDict | None = None):
        super().__init__(data)
        if assignment.due_on is None:
            del self.fields["until"]
            cast(forms.ChoiceField, self.fields["answer"]).choices = [
                one for one in Answer.choices if one[0] != Answer.TIME
            ]
            self.fields["reason"].help_text = gettext("If you decline.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        answer = said.get("answer")
        if answer == Answer.TIME and not said.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Say until when."))
        if answer in (Answer.DECLINE, Answer.TIME) and not said.get("reason", "").strip():
            why = (
                gettext("Say why you decline.") if answer == Answer.DECLINE else gettext("Say why you need more time.")
            )
            self.add_error("reason", why)
        return said


class MoreTimeForm(forms.Form):
    """A member, signed in, asks for a later day."""

    until = day_field(_("More time until"))
    reason = reason_field(_("Reason"), help_text=_("For who asked you, and for those who lead the board."))


class TimeForm(forms.Form):
    """Whoever leads the board gives a later day, or says why not."""

    until = day_field(
        _("By"), required=False, help_text=_("The day that they asked for, or another. Empty: the day stays.")
    )
    reason = reason_field(
        _("Why the day stays"), required=False, help_text=_("Only if you give no later day; the member reads it.")
    )

    def __init__(self, wanted: date | None, data: QueryDict | None = None):
        super().__init__(data, initial={"until": wanted})

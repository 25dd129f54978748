"""Forms of the desk that are about the workflow."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from reviews.models import ReviewPolicy


class ScheduleForm(forms.Form):
    """When an edition is published once it is approved."""

    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish at"),
        required=False,
        help_text=gettext_lazy("Empty: as soon as it is approved."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input-medium"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def clean_publish_at(self):
        when = self.cleaned_data["publish_at"]
        if when is not None and when <= timezone.now():
            raise forms.ValidationError(
                gettext("This time has passed: choose a later one, or none to publish at once.")
            )
        return when


class ArticlePolicyForm(forms.Form):
    """Which policy the article's next submission is reviewed under."""

    policy = forms.ModelChoiceField(
        label=gettext_lazy("Review policy"),
        queryset=ReviewPolicy.objects.all(),
        empty_label=None,
        help_text=gettext_lazy(
            "For the next submission. An edition that the board has keeps the policy it was submitted under."
        ),
    )

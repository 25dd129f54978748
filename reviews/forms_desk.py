"""Forms of the desk that are about the workflow."""

from django import forms
from django.utils import timezone

from reviews.models import ReviewPolicy


class ScheduleForm(forms.Form):
    """When an edition is published once it is approved."""

    publish_at = forms.DateTimeField(
        label="Publish at",
        required=False,
        help_text="Empty: as soon as it is approved.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input-medium"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def clean_publish_at(self):
        when = self.cleaned_data["publish_at"]
        if when is not None and when <= timezone.now():
            raise forms.ValidationError("This time has passed: choose a later one, or none to publish at once.")
        return when


class ArticlePolicyForm(forms.Form):
    """Which policy the article's next submission is reviewed under."""

    policy = forms.ModelChoiceField(
        label="Review policy",
        queryset=ReviewPolicy.objects.all(),
        empty_label=None,
        help_text="For the next submission. An edition that the board has keeps the policy it was submitted under.",
    )


class ReplyForm(forms.Form):
    """An answer to a comment, or a comment of the desk's own."""

    text = forms.CharField(label="Your reply", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    quote = forms.CharField(label="Words it is about", required=False, max_length=1000)

"""What the chair fills in to ask a guest, and what the guest writes."""

from datetime import date, timedelta
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from reviews.forms.common import DAYS_TO_READ, day_field
from reviews.room.comparison import TEXT_FOR_EVERYONE
from reviews.room.guests import GuestSection
from reviews.rules.guests import until_issues


class GuestForm(forms.Form):
    """An expert without an account, asked for an opinion on one edition."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("As it stands beside what they write.")
    )
    credentials = forms.CharField(
        label=gettext_lazy("Credentials"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example “MD, PhD”."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, help_text=gettext_lazy("The link is sent there.")
    )
    question = forms.CharField(
        label=_("Your question"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands on top of what they read. It is not part of the mail."),
    )
    until = day_field("Until", help_text=gettext_lazy("After this day the link no longer opens anything."))

    def __init__(self, data: QueryDict | None = None):
        super().__init__(data, initial={"until": timezone.localdate() + timedelta(days=DAYS_TO_READ)})

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        for issue in until_issues(until):
            raise forms.ValidationError(issue.message, issue.code)
        return until


class GuestCommentForm(forms.Form):
    """What a guest has to say about a section, and the words that they propose; ``section`` tells the forms of a page
    apart."""

    use_required_attribute = False  # words proposed need no comment beside them

    text = forms.CharField(
        label=_("Your comment"),
        max_length=5000,
        error_messages={"required": _("Write your comment first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quote = forms.CharField(
        label=_("Words it is about"), required=False, max_length=1000, help_text=_("Copied from the text.")
    )
    audience = forms.ChoiceField(label=_("In which wording"), required=False)
    proposal = forms.CharField(
        label=_("Words that should stand there instead"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The editor may take them over. You then had a hand in the section, under your name."),
    )

    def __init__(self, section: GuestSection, data: QueryDict | None = None):
        super().__init__(data, auto_id=f"comment-{section.anchor}-%s")
        self.anchor = section.anchor
        wordings = [(wording.key, wording.label) for wording in section.wordings if wording.key]
        cast(forms.ChoiceField, self.fields["audience"]).choices = [("", TEXT_FOR_EVERYONE), *wordings]
        if not wordings:
            self.fields["audience"].widget = forms.HiddenInput()
        self.fields["text"].required = data is None or not data.get("proposal")

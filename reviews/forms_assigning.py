"""What the chair fills in to ask members and guests, with what speaks for each member beside the name."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Section
from reviews.models import BoardMember
from reviews.suggesting import Suggestion

DAYS_TO_READ = 14
LONGEST_INVITATION = 90


def described(one: Suggestion) -> SafeString:
    """A member's name over what the chair wants to know before asking."""
    badge = format_html(' <span class="badge badge-info">Suggested</span>') if one.is_suggested else ""
    return format_html(
        '<span class="member-choice"><strong>{}</strong>{}<span class="small muted">{}</span></span>',
        one.user.printed_name,
        badge,
        "; ".join(one.reasons),
    )


class MemberChoice(forms.ModelChoiceField):
    """One member of the board."""

    def label_from_instance(self, term: BoardMember) -> str:
        return term.user.printed_name


class MembersChoice(MemberChoice, forms.ModelMultipleChoiceField):
    """Several of them."""


def offer(field: forms.ModelChoiceField, suggestions: Iterable[Suggestion]) -> None:
    """Let the field take these members and show them in this order, each with its reasons."""
    suggestions = list(suggestions)
    terms = BoardMember.objects.filter(pk__in=[one.term.pk for one in suggestions])
    field.queryset = terms.select_related("user")
    field.widget.choices = [(one.term.pk, described(one)) for one in suggestions]


def _day_field(label: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "input-short"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class AssignForm(forms.Form):
    """Whom the chair asks to review what, and by when. ``sections``: (id, heading) of all of the edition's."""

    members = MembersChoice(label="Members", queryset=BoardMember.objects.none(), widget=forms.CheckboxSelectMultiple)
    due_on = _day_field("By", required=False)
    sections = forms.MultipleChoiceField(
        label="Only these sections",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: the whole article.",
    )

    def __init__(
        self,
        suggestions: Iterable[Suggestion],
        sections: Iterable[tuple[str, str]],
        data: QueryDict | None = None,
    ):
        super().__init__(data, initial={"due_on": timezone.localdate() + timedelta(days=DAYS_TO_READ)})
        offer(self.fields["members"], suggestions)
        self.fields["sections"].choices = list(sections)

    def asked_sections(self) -> list[Section]:
        return list(Section.objects.filter(pk__in=self.cleaned_data["sections"]))


class ReassignForm(forms.Form):
    """To whom a review goes that somebody else has."""

    to = MemberChoice(
        label="Give it to", queryset=BoardMember.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the assignment; the board sees it.",
    )

    def __init__(self, suggestions: Iterable[Suggestion], data: QueryDict | None = None):
        super().__init__(data)
        offer(self.fields["to"], suggestions)


class ReleaseForm(forms.Form):
    """Why a review is taken back."""

    reason = ReassignForm.base_fields["reason"]


class GuestForm(forms.Form):
    """An expert without an account, asked for an opinion on one edition."""

    name = forms.CharField(label="Name", max_length=200, help_text="As it stands beside what they write.")
    credentials = forms.CharField(
        label="Credentials", required=False, max_length=200, help_text="For example “MD, PhD”."
    )
    email = forms.EmailField(label="E-mail address", max_length=254, help_text="The link is sent there.")
    until = _day_field("Until", help_text="After this day the link no longer opens anything.")

    def __init__(self, data: QueryDict | None = None):
        super().__init__(data, initial={"until": timezone.localdate() + timedelta(days=DAYS_TO_READ)})

    def clean_until(self) -> date:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + timedelta(days=LONGEST_INVITATION):
            raise forms.ValidationError(f"Choose a day from today on, at most {LONGEST_INVITATION} days ahead.")
        return until


class GuestCommentForm(forms.Form):
    """What a guest has to say about a section; ``anchor`` tells the forms of a page apart."""

    text = forms.CharField(label="Your comment", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    quote = forms.CharField(
        label="Words it is about", required=False, max_length=1000, help_text="Copied from the text."
    )

    def __init__(self, anchor: str, data: QueryDict | None = None):
        super().__init__(data, auto_id=f"comment-{anchor}-%s")
        self.anchor = anchor

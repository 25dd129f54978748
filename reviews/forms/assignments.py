"""What the chair fills in to ask members, with what speaks for each member beside the name."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from articles.models import Section
from reviews.forms.common import DAYS_TO_READ, day_field
from reviews.models import BoardMember
from reviews.room.suggestions import Suggestion

SUGGESTED = mark_safe(' <span class="badge badge-info">Suggested</span>')  # words of our own


def described(one: Suggestion) -> SafeString:
    """A member's name over what the chair wants to know before asking."""
    badge = SUGGESTED if one.is_suggested else ""
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


class AssignForm(forms.Form):
    """Whom the chair asks to review what, and by when. ``sections``: (id, heading) of all of the edition's."""

    members = MembersChoice(
        label=gettext_lazy("Members"), queryset=BoardMember.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = day_field("By", required=False)
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Only these sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the whole article."),
    )

    def __init__(
        self,
        suggestions: Iterable[Suggestion],
        sections: Iterable[tuple[str, str]],
        data: QueryDict | None = None,
    ):
        super().__init__(data, initial={"due_on": timezone.localdate() + timedelta(days=DAYS_TO_READ)})
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()
        offer(self.fields["members"], suggestions)
        self.fields["sections"].choices = list(sections)

    def asked_sections(self) -> list[Section]:
        return list(Section.objects.filter(pk__in=self.cleaned_data["sections"]))


class ReassignForm(forms.Form):
    """To whom a review goes that somebody else has."""

    to = MemberChoice(
        label=gettext_lazy("Give it to"),
        queryset=BoardMember.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the assignment; the board sees it."),
    )

    def __init__(self, suggestions: Iterable[Suggestion], data: QueryDict | None = None):
        super().__init__(data)
        offer(self.fields["to"], suggestions)


class ReleaseForm(forms.Form):
    """Why a review is taken back."""

    reason = ReassignForm.base_fields["reason"]

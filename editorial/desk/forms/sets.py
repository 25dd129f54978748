"""What is filled in about sets."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from articles.models import Article, Edition
from editorial.desk.forms.common import LineField
from editorial.desk.sets import Offered
from reviews.actions.sets import LONGEST_NAME


class JoinForm(forms.Form):
    """Which articles join: those that are offered, and can."""

    articles = forms.MultipleChoiceField(
        label=gettext_lazy("Editions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the editions first.")},
    )

    def __init__(self, data: Any, *, offered: Sequence[Offered], chosen: Iterable[str] = ()) -> None:
        super().__init__(data, initial={"articles": list(chosen)})
        self.offered = {str(one.article.pk): one for one in offered if not one.issues}
        self.kept_out = [one for one in offered if one.issues]
        choices = [(pk, one.title) for pk, one in self.offered.items()]
        cast(forms.MultipleChoiceField, self.fields["articles"]).choices = choices

    def ticked(self) -> set[str]:
        """What is ticked as the form is shown."""
        return {str(one) for one in self["articles"].value() or ()}

    def chosen(self) -> list[Article]:
        """The articles."""
        return [self.offered[pk].article for pk in self.cleaned_data["articles"]]


class NewSetForm(JoinForm):
    """What a set begins with."""

    name = LineField(
        label=gettext_lazy("What it is called"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As desk and boards speak of it: “Lithium warnings”. Readers do not see it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why these belong together"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For desk and boards. It stays as it is."),
    )


class ApproveSetForm(forms.Form):
    """Which editions one approves, and the set as one looked at it."""

    editions = forms.MultipleChoiceField(
        label=gettext_lazy("Editions that you approve"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one edition.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, editions: Sequence[Edition], titles: Any, seen: str) -> None:
        super().__init__(data, initial={"seen": seen})
        choices = [(str(one.pk), titles.get(one.pk) or one.article.slug) for one in editions]
        cast(forms.MultipleChoiceField, self.fields["editions"]).choices = choices

    def ticked(self) -> set[str]:
        """What is ticked as the form is shown."""
        return {str(one) for one in self["editions"].value() or ()}

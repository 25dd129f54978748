"""Forms of the desk that are about the workflow."""

import json

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from articles.enums import AiUse, Significance
from articles.models import Edition
from articles.statement import LABELS, PARTS, Statement, statement_from
from editorial.desk.forms.common import LineField
from reviews.models import ReviewPolicy

SHOWN = "statement_shown"
"""The field that says what stood in the page: so that nothing is replaced that whoever sends it has not seen."""
NOT_STATED = ("", gettext_lazy("Not stated"))


class StatementForm(forms.Form):
    """What an edition says of itself. A part that was not sent stays as it is."""

    note = LineField(
        label=LABELS["note"],
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One or two sentences. The board reads it first; readers find it under “what changed and when”."
        ),
    )
    significance = forms.ChoiceField(
        label=LABELS["significance"],
        required=False,
        choices=[NOT_STATED, *Significance.choices],
        help_text=gettext_lazy("A correction is of something that readers had, and that was wrong."),
    )
    funding = LineField(
        label=LABELS["funding"],
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who paid for the work; “none” is an answer. Readers see it."),
    )
    ai_use = forms.ChoiceField(label=LABELS["ai_use"], required=False, choices=[NOT_STATED, *AiUse.choices])
    ai_tool = LineField(
        label=LABELS["ai_tool"],
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name and version, if one was used."),
    )

    @classmethod
    def of(cls, edition: Edition, sent: QueryDict | None = None) -> "StatementForm":
        """The form of this edition; what kind of change it is, is asked only where readers have the one before."""
        said = edition.statement
        form = cls(sent, initial={part: getattr(said, part) for part in PARTS})
        if edition.based_on_id is None and not said.significance:
            del form.fields["significance"]
        return form

    def said(self) -> dict[str, str]:
        """The parts that were sent."""
        return {part: self.cleaned_data[part] for part in self.fields if part in self.data}

    def shown(self) -> Statement | None:
        """What the edition said of itself on the page from which this was sent; None if that is not known."""
        try:
            shown = json.loads(self.data.get(SHOWN, ""))
            return statement_from({part: str(text) for part, text in shown.items()})
        except (ValueError, AttributeError, RecursionError):
            return None


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

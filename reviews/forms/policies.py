"""What an administrator fills in to say what a review policy asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from articles.admin import CleanLines
from articles.enums import SectionKind
from articles.text import clean_line
from editorial.shared.issues import Refused
from reviews.actions.boards import ASKS, accepted_issues
from reviews.enums import Approvers
from reviews.models import Board, ReviewPolicy
from reviews.rules.checklist import checklist_from_lines, checklist_issues, lines_of
from reviews.rules.policies import MOST

KINDS = ", ".join(SectionKind.values)


class ByKindField(forms.CharField):
    """A value for each of some kinds of section, one on a line: "dosing: 3"."""

    widget = forms.Textarea

    def __init__(self, *, numbers: bool, most: int = MOST["sign_offs"], **kwargs: Any):
        super().__init__(required=False, **kwargs)
        self.numbers, self.most = numbers, most
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{kind}: {one if self.numbers else ', '.join(one)}" for kind, one in sorted(value.items()))

    def clean(self, value: str) -> dict[str, Any]:
        return dict(self._line(line) for line in super().clean(value).splitlines() if line.strip())

    def _line(self, line: str) -> tuple[str, Any]:
        kind, _, text = (part.strip() for part in line.partition(":"))
        if kind not in SectionKind.values:
            raise ValidationError(
                gettext("“%(kind)s” is no kind of section; there are: %(values)s.")
                % {"kind": kind, "values": ", ".join(SectionKind.values)}
            )
        if not self.numbers:
            return kind, [name.strip() for name in text.split(",") if name.strip()]
        if not text.isdecimal() or not 1 <= int(text) <= self.most:
            raise ValidationError(
                gettext("“%(line)s”: give a number from 1 to %(most)s, for example “%(kind)s: 3”.")
                % {"line": line.strip(), "most": self.most, "kind": kind}
            )
        return kind, int(text)


class ChecklistField(forms.CharField):
    """Questions, one on a line, with what is special about each in square brackets."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return lines_of(value) if isinstance(value, list) else value

    def clean(self, value: str) -> list[dict]:
        try:
            lines = [clean_line(line, where="checklist") for line in super().clean(value).splitlines()]
        except Refused as refused:
            raise ValidationError([issue.message for issue in refused.issues]) from refused
        checklist = checklist_from_lines("\n".join(lines))
        if issues := checklist_issues(checklist):
            raise ValidationError([issue.message for issue in issues])
        return checklist


class PolicyForm(CleanLines, forms.ModelForm):
    """A policy and what it asks from now on. Saving something else makes its next version."""

    sign_offs = forms.IntegerField(
        label=gettext_lazy("Signatures a section"),
        min_value=1,
        max_value=MOST["sign_offs"],
        initial=2,
        help_text=gettext_lazy(
            "So many different members must sign each section before the edition can be approved. Two is usual."
        ),
    )
    sign_offs_by_kind = ByKindField(
        label=gettext_lazy("Other numbers for some kinds"),
        numbers=True,
        help_text=gettext_lazy(
            "One on a line: “dosing: 3” asks for three on sections about doses, “resource: 1” "
            "for one. Kinds: %(kinds)s."
        )
        % {"kinds": KINDS},
    )
    specialties_by_kind = ByKindField(
        label=gettext_lazy("Specialties that must be among the signers"),
        numbers=False,
        help_text=gettext_lazy(
            "One kind on a line: “dosing: pharmacology” needs a signer whose term names "
            "pharmacology, among those counted above. Give several with commas: each is needed."
        ),
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months until a signature expires"),
        min_value=1,
        max_value=MOST["months"],
        initial=36,
        help_text=gettext_lazy(
            "Then the page is due for review again. 36 is usual, for medicines 12, for what moves fast 6."
        ),
    )
    months_by_kind = ByKindField(
        label=gettext_lazy("Other months for some kinds"),
        numbers=True,
        most=MOST["months"],
        initial={"dosing": 12},
        help_text=gettext_lazy(
            "One on a line: “dosing: 12” asks for doses every year. The page is due with its earliest section."
        ),
    )
    approvers = forms.ChoiceField(
        label=gettext_lazy("Who approves the edition as a whole"),
        choices=Approvers.choices,
        initial=Approvers.LEADERS,
        help_text=gettext_lazy(
            "A deputy does everything else that the chair does in any case. Under “the chair "
            "alone”, an edition in which the chair had a hand or has an interest waits until "
            "it is put under another policy."
        ),
    )
    also_accepts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Other boards whose signatures count too"),
        required=False,
        queryset=Board.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Usually none: then a section that another board signed is signed again by this one."),
    )
    checklist = ChecklistField(
        label=gettext_lazy("Questions to who signs"),
        required=False,
        help_text=gettext_lazy(
            "One on a line; in square brackets for which kinds of section, whether an approval "
            "needs the answer, and whether “no” needs a reason: “Is every dose as its source "
            "has it? [dosing; required; reason if no]”."
        ),
    )
    independent_opinion = forms.BooleanField(
        label=gettext_lazy("Members see others’ opinions on a section only after giving their own"), required=False
    )
    show_pending = forms.BooleanField(
        label=gettext_lazy("A first edition in review may be shown, with its caution"), required=False
    )
    show_returned = forms.BooleanField(label=gettext_lazy("It stays visible after it was returned"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Kept with the version, and needed where a policy changes: those who come after will want to know."
        ),
    )
    lines = ("name", "reason")

    class Meta:
        model = ReviewPolicy
        fields = ("name", "board", "is_default")
        labels = {"is_default": gettext_lazy("The default policy")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.was_default = self.instance.is_default
        self.now = None if self.instance._state.adding else self.instance.versions.order_by("-number").first()
        for name in ASKS if self.now else ():
            self.fields[name].initial = getattr(self.now, name)

    def clean_also_accepts(self) -> list[Any]:
        return sorted(board.pk for board in self.cleaned_data["also_accepts"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        board = data.get("board") or (self.now and self.instance.board)
        if board:
            for issue in accepted_issues(board, data.get("also_accepts", [])):
                self.add_error("also_accepts", issue.message)
        if self.was_default and not data.get("is_default"):
            self.add_error("is_default", gettext("Make another policy the default one instead."))
        if self.now and not self.errors and self.asks_otherwise(data) and not data.get("reason"):
            self.add_error("reason", gettext("Say why the policy asks for something else from now on."))
        return data

    def asks_otherwise(self, data: dict[str, Any]) -> bool:
        """Whether saving makes a new version."""
        return any(getattr(self.now, name) != data.get(name) for name in ASKS)

    def _get_validation_exclusions(self) -> set[str]:
        """That there is one default is the action's to keep: it ends the one before."""
        return {*super()._get_validation_exclusions(), "is_default"}  # type: ignore[misc]  # Django has it, its stubs do not

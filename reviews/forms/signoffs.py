"""The one form of the review page, to which the fields of all its sections belong."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.issues import Issue
from reviews.enums import MEANINGS, Verdict
from reviews.room.page import ReviewPage
from reviews.room.sections import SectionReview
from reviews.rules.signoffs import NO, YES, Answer, Question, answer_issues

SIGNING = "signing"  # the form's id
LONGEST = 5000
# What is sent is named by the id of exactly the version on the screen, then by its part.
_NAME = re.compile(r"^(?P<version>[0-9a-f-]{36})-(?:verdict|note|screen|supports|answer_.*|reason_.*)$")


class VerdictForm(forms.Form):
    """A member's verdict on one section version, with what the policy asks and the references that they confirm.

    It takes any verdict, and offers those that are possible now: what became impossible while the page was open is
    refused with its reason by the action, not lost here.
    """

    screen = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=gettext_lazy("Your decision"), required=False, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What should change, or why. It is signed with your decision and read by the board and the editor."
        ),
    )
    supports = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, section: SectionReview, data: QueryDict | None = None, kept: Mapping[str, Any] | None = None):
        kept = kept or {}
        super().__init__(data, prefix=str(section.version.pk), initial={**kept, "screen": section.screen.token})
        self.section, self.is_kept = section, bool(kept)
        self.fields["verdict"].choices = Verdict.choices
        self.fields["verdict"].widget.choices = [
            (verdict, format_html("<strong>{}</strong> <span>{}</span>", Verdict(verdict).label, MEANINGS[verdict]))
            for verdict in section.verdicts
        ]
        self.fields["supports"].choices = [(one.key, one.name) for one in section.references]
        for question in section.questions:
            self._ask(question)
        for field in self.fields.values():
            field.widget.attrs["form"] = SIGNING
            if section.mine:  # the browser's Back must not tick again what was signed in between
                field.widget.attrs["autocomplete"] = "off"

    def _ask(self, question: Question) -> None:
        self.fields[f"answer_{question.key}"] = forms.ChoiceField(
            label=question.text, required=False, choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect
        )
        self.fields[f"reason_{question.key}"] = forms.CharField(
            label=gettext("Why") if question.reason_on_no else gettext("Remark"), required=False, max_length=LONGEST
        )

    @property
    def asked(self) -> Iterator[tuple[Question, forms.BoundField, forms.BoundField]]:
        """Each question with its two fields."""
        for question in self.section.questions:
            yield question, self[f"answer_{question.key}"], self[f"reason_{question.key}"]

    @property
    def supported(self) -> list[str]:
        """The references that are ticked."""
        return self["supports"].value() or []

    @property
    def is_begun(self) -> bool:
        """Whether anything was chosen or typed, so that the section must not be folded away."""
        return bool(self.errors if self.is_bound else self.is_kept)

    @property
    def is_overtaken(self) -> bool:
        """Whether the member signed these words after opening the page from which this comes: another tab did."""
        return "follows" in self.section.screen.changed_since(self["screen"].data or "")

    @property
    def repeats(self) -> bool:
        """Whether it says, from such a page, no more than that signature: to keep it would ask for it again."""
        mine = self.section.mine
        if mine is None or not self.is_overtaken:
            return False
        return self["verdict"].data in (None, "", mine.verdict) and (self["note"].data or "").strip() in ("", mine.note)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.is_overtaken:
            return data  # it cannot be signed: the action says so, and nothing else is asked for
        if data.get("verdict") == Verdict.REQUEST_CHANGES and not data.get("note", "").strip():
            self.add_error("note", gettext("Say what should change."))
        elif data.get("note") and not data.get("verdict"):
            self.add_error("verdict", gettext("Choose what your note goes with, or write a comment instead."))
        if data.get("verdict"):
            for issue in answer_issues(self.section.questions, self.answers(), data["verdict"]):
                part = "reason" if issue.code == "no-reason" else "answer"
                self.add_error(f"{part}_{issue.target}", issue.message)
        return data

    def answers(self) -> dict[str, Answer]:
        """What was answered, by question."""
        data = self.cleaned_data
        return {
            one.key: Answer(data[f"answer_{one.key}"], data.get(f"reason_{one.key}", ""))
            for one in self.section.questions
            if data.get(f"answer_{one.key}")
        }

    def typed(self) -> dict[str, Any]:
        """Everything that was ticked and typed, also what is not complete yet: what is kept until it is signed."""
        found = {name: self[name].data for name in self.fields if name != "screen"}
        return {name: _storable(value) for name, value in found.items() if value}


def _storable(value: Any) -> Any:
    if isinstance(value, list):
        return [_storable(one) for one in value[:200]]
    return str(value).replace("\x00", "")[:LONGEST]


class Signing:
    """The verdicts on all sections of a page. Only versions that stand in this edition are known here."""

    def __init__(self, page: ReviewPage, data: QueryDict | None = None):
        named = {found["version"] for name in data or () if (found := _NAME.match(name))}
        if not named <= {str(section.version.pk) for section in page.sections}:
            raise Http404(gettext("No such section in this edition."))
        self.forms = {
            section.key: VerdictForm(section, data, None if data is not None else page.kept.get(section.version.pk))
            for section in page.sections
            if section.verdicts or str(section.version.pk) in named
        }

    def is_valid(self) -> bool:
        return False not in {form.is_valid() for form in self.forms.values()}

    def chosen(self) -> list[VerdictForm]:
        """The valid forms in which a verdict was chosen, in the order of the page."""
        return [form for form in self.forms.values() if form.cleaned_data.get("verdict")]

    def typed(self) -> dict[Any, dict[str, Any]]:
        """By version id: what was ticked and typed, {} where nothing was; without what was signed since."""
        return {form.section.version.pk: form.typed() for form in self.forms.values() if not form.repeats}

    @property
    def begun(self) -> list[VerdictForm]:
        """Where something is kept that was not signed yet."""
        return [form for form in self.forms.values() if form.is_kept]

    def issues(self) -> list[Issue]:
        """What is wrong, naming the section."""
        return [
            Issue("invalid", f"“{form.section.heading}”: {error}", f"section:{form.section.anchor}")
            for form in self.forms.values()
            for errors in form.errors.values()
            for error in errors
        ]

"""What is filled in about passages."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy

from articles.queries import Part
from articles.words.content import Wording
from editorial.desk.forms.common import LineField
from editorial.desk.passages import Listed


class NewPassageForm(forms.Form):
    """What a passage begins with. Its short name is made from what it is called, if none is given."""

    heading = LineField(
        label=gettext_lazy("What it is called"),
        max_length=200,
        help_text=gettext_lazy("For desk and board: readers see the headings of its sections."),
    )
    summary = LineField(
        label=gettext_lazy("What it is for"),
        max_length=1000,
        help_text=gettext_lazy("Where it should stand, in a sentence or two."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    slug = forms.CharField(
        label=gettext_lazy("Short name"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Lower-case words joined by hyphens; empty: made from what it is called."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["slug"] = data.get("slug") or slugify(data.get("heading", ""))[:100].strip("-")
        return data

    def front(self) -> Wording:
        """As the passage begins with it."""
        return Wording(heading=self.cleaned_data["heading"], summary=self.cleaned_data["summary"])


class PlacePassageForm(forms.Form):
    """Which passage, and after which section."""

    passage = forms.ChoiceField(label=gettext_lazy("Passage"), widget=forms.RadioSelect)
    after = forms.ChoiceField(label=gettext_lazy("After which section?"), required=False)

    def __init__(self, data: Any, *, offered: Sequence[Listed], parts: Sequence[Part]) -> None:
        super().__init__(data)
        self.offered = {str(one.article.pk): one for one in offered}
        self.outline = [part.key for part in parts if not part.content.is_front]
        choices = {"passage": [(pk, one.title) for pk, one in self.offered.items()]}
        headings = [
            (part.key, part.content.base.heading or part.section.anchor) for part in parts if not part.content.is_front
        ]
        ends = [("", gettext("At the end")), ("front", gettext("Before all of them"))]
        choices["after"] = [*ends, *headings]
        for name, some in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = some

    def chosen(self) -> Listed:
        """The passage."""
        return self.offered[self.cleaned_data["passage"]]

    def place(self) -> int | None:
        """Where it begins, as a place in the outline; None at the end."""
        after = self.cleaned_data.get("after")
        if not after:
            return None
        return 0 if after == "front" else self.outline.index(after) + 1

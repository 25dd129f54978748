"""Where a section is divided, why the next one goes, and of which kind a section is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from articles.text import plain_text
from articles.words.content import SectionContent
from articles.words.parts import Cut, blocks_of
from editorial.desk.forms.common import LineField
from editorial.desk.forms.sections import KINDS, prefix_of

WORDS_SHOWN = 12


class SplitForm(forms.Form):
    """For each wording the block with which the second part begins, and that part's heading."""

    def __init__(
        self,
        content: SectionContent,
        labels: Mapping[str, str],
        cuts: Mapping[str, Cut | None],
        data: Any = None,
    ):
        super().__init__(data)
        self._labels = {audience: labels.get(audience, audience) for audience in cuts}
        for audience, cut in cuts.items():
            self._ask(audience, blocks_of(_html(content, audience)), cut)

    def _ask(self, audience: str, blocks: list[str], cut: Cut | None) -> None:
        prefix = prefix_of(audience)
        if blocks:
            self.fields[f"{prefix}-at"] = forms.TypedChoiceField(
                label=gettext("The second part begins with"),
                choices=_places(blocks, is_base=not audience),
                coerce=int,
                initial=cut.at if cut and (audience or 0 < cut.at < len(blocks)) else "",
            )
        self.fields[f"{prefix}-heading"] = LineField(
            label=gettext("Its heading"),
            required=not audience,
            max_length=200,
            initial=cut.heading if cut else "",
            help_text="" if not audience else gettext("Empty: the heading for everyone."),
        )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each wording's name with the fields about it."""
        names = [(label, prefix_of(audience)) for audience, label in self._labels.items()]  # two may have one label
        return [
            (label, [self[name] for end in ("at", "heading") if (name := f"{prefix}-{end}") in self.fields])
            for label, prefix in names
        ]

    def cuts(self) -> dict[str, Cut]:
        """What was chosen, by audience."""
        said = self.cleaned_data
        return {
            audience: Cut(said.get(f"{prefix_of(audience)}-at", 0), said[f"{prefix_of(audience)}-heading"])
            for audience in self._labels
        }


def _html(content: SectionContent, audience: str) -> str:
    return content.wordings[audience].html if audience else content.base.html


def _places(blocks: list[str], *, is_base: bool) -> list[tuple[Any, str]]:
    """Before each block; for an audience also before the first (all of it moves) and behind the last (none does)."""
    shown = [Truncator(" ".join(plain_text(block).split())).words(WORDS_SHOWN) for block in blocks]
    places: list[tuple[Any, str]] = [("", gettext("Choose"))]
    places += [(at, f"{at + 1}. {words}") for at, words in enumerate(shown) if at or not is_base]
    return places if is_base else [*places, (len(blocks), gettext("Nothing of it moves"))]


class MergeNextForm(forms.Form):
    """Why the next section goes, if readers have it now."""

    base_version = forms.UUIDField(widget=forms.HiddenInput)
    next_version = forms.UUIDField(widget=forms.HiddenInput)
    reason = LineField(
        label=gettext_lazy("Why does the second section go?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The board sees it beside the removal."),
    )


class KindForm(forms.Form):
    """Of which kind a section is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=KINDS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Some kinds need more signatures or other specialists: see the editorial policy."),
    )

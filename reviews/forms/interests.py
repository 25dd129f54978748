"""What members say of their interests: all of them once a year, and what of them bears on an article."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from reviews.rules.interests import LOOKS_BACK_MONTHS, MEANT, NOTHING, InterestKind, Recipient

ROW = re.compile(r"^(?P<kind>[a-z_]+)-(?P<number>\d{1,2})-(?:entity|to|details)$")
MOST_ROWS = 12  # in one category
NOTHING_TO_DECLARE, SOMETHING = "nothing", "items"
LOOSE = [("", "Choose"), *Recipient.choices]
LOOKS_BACK = gettext_lazy("%(number)s years") % {"number": LOOKS_BACK_MONTHS // 12}


class StatementForm(forms.Form):
    """A member's interest in an article."""

    statement = forms.CharField(
        label=gettext_lazy("Your interest"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "For example: paid by the maker of a medicine that the article is about. Only you, "
            "the chair, the deputies and administrators see this; other members see that there "
            "is an interest."
        ),
    )


@dataclass(frozen=True)
class Row:
    """The fields of one interest."""

    entity: forms.BoundField
    to: forms.BoundField
    details: forms.BoundField


@dataclass(frozen=True)
class Category:
    """One of the thirteen, with a row for each interest and an empty one."""

    key: str
    number: int
    label: str
    meant: str
    rows: list[Row]
    filled: int
    is_wrong: bool


class DeclarationForm(forms.Form):
    """All interests of a member, by category; it begins with what was declared last. ``add`` gives a category a row."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            (NOTHING_TO_DECLARE, gettext_lazy("I have nothing to declare in any of the thirteen categories")),
            (SOMETHING, gettext_lazy("I declare what I have written in the categories")),
        ],
    )
    public_line = forms.CharField(
        label=gettext_lazy("Public line"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "What readers see beside your name. Empty: the categories and names that you gave, or “%(nothing)s”"
        )
        % {"nothing": NOTHING},
    )

    def __init__(self, items: Sequence[Mapping[str, str]] | None, data: QueryDict | None = None, *, public: str = ""):
        super().__init__(data)
        self.before = _by_row(items or ())
        self.counts = self._counts(data)
        for kind, number in self._places():
            self._add_row(kind, number)
        if items is not None:
            self.initial["answer"] = SOMETHING if items else NOTHING_TO_DECLARE
            self.initial["public_line"] = public

    def _counts(self, data: QueryDict | None) -> Counter:
        """How many rows each category has: those that were sent, or what was declared last and an empty one."""
        sent = [match for match in map(ROW.match, data or ()) if match and match["kind"] in InterestKind.values]
        counts: Counter = Counter()
        if not sent:
            counts.update(kind for kind, _ in self.before)
            counts.update(InterestKind.values)
        for match in sent:
            counts[match["kind"]] = max(counts[match["kind"]], int(match["number"]) + 1)
        asked = (data or {}).get("add", "")
        counts[asked] += 1
        return Counter({kind: max(1, min(counts[kind], MOST_ROWS)) for kind in InterestKind.values})

    def _places(self) -> Iterator[tuple[str, int]]:
        return ((kind, number) for kind in InterestKind.values for number in range(self.counts[kind]))

    def _add_row(self, kind: str, number: int) -> None:
        was = self.before.get((kind, number), {"entity": "", "to": "", "details": ""})
        label = InterestKind(kind).label
        name = f"{kind}-{number}"
        self.fields[f"{name}-entity"] = forms.CharField(
            label=gettext("From"), required=False, max_length=200, initial=was["entity"]
        )
        self.fields[f"{name}-entity"].widget.attrs["aria-label"] = gettext("%(label)s, %(number)s: from whom") % {
            "label": label,
            "number": number + 1,
        }
        self.fields[f"{name}-to"] = forms.ChoiceField(
            label=gettext("To"), required=False, choices=LOOSE, initial=was["to"]
        )
        self.fields[f"{name}-to"].widget.attrs["aria-label"] = gettext("%(label)s, %(number)s: to whom") % {
            "label": label,
            "number": number + 1,
        }
        self.fields[f"{name}-details"] = forms.CharField(
            label=gettext("What, when and why"),
            required=False,
            max_length=1000,
            initial=was["details"],
            widget=forms.Textarea(attrs={"rows": 2, "aria-label": f"{label}, {number + 1}: what, when and why"}),
        )

    @property
    def adds(self) -> bool:
        """Whether another row is asked for, and nothing is sent yet."""
        return "add" in self.data

    def full_clean(self) -> None:
        """While a row is added, nothing is checked yet."""
        if self.adds:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def categories(self) -> Iterator[Category]:
        for number, kind in enumerate(InterestKind, start=1):
            rows = [
                Row(*(self[f"{kind.value}-{place}-{part}"] for part in ("entity", "to", "details")))
                for place in range(self.counts[kind.value])
            ]
            yield Category(
                key=kind.value,
                number=number,
                label=kind.label,
                meant=MEANT[kind],
                rows=rows,
                filled=sum(bool(row.entity.value() or row.details.value()) for row in rows),
                is_wrong=any(field.errors for row in rows for field in (row.entity, row.to, row.details)),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for kind, number in self._places():
            self._check_row(f"{kind}-{number}", data)
        items = self.items()
        if data.get("answer") == NOTHING_TO_DECLARE and items:
            self.add_error(
                "answer", gettext("You wrote interests below: choose the other answer, or empty those rows.")
            )
        if data.get("answer") == SOMETHING and not items:
            self.add_error(
                "answer", gettext("Write at least one interest into its category, or choose that there is none.")
            )
        return data

    def _check_row(self, name: str, data: Mapping[str, Any]) -> None:
        entity, to, details = (data.get(f"{name}-{part}", "") for part in ("entity", "to", "details"))
        if (to or details) and not entity:
            self.add_error(f"{name}-entity", gettext("Name the body or person that it comes from."))
        if entity and not to:
            self.add_error(f"{name}-to", gettext("Say who received it."))

    def items(self) -> list[dict[str, str]]:
        """What was filled in, in the order of the categories."""
        data = self.cleaned_data
        return [
            {"kind": kind, **{part: data.get(f"{kind}-{number}-{part}", "") for part in ("entity", "to", "details")}}
            for kind, number in self._places()
            if data.get(f"{kind}-{number}-entity")
        ]


def _by_row(items: Sequence[Mapping[str, str]]) -> dict[tuple[str, int], Mapping[str, str]]:
    """Each item by its category and its place in it."""
    seen: Counter = Counter()
    rows = {}
    for item in items:
        rows[(item["kind"], seen[item["kind"]])] = item
        seen[item["kind"]] += 1
    return rows


class AcceptForm(forms.Form):
    """Whether any interest bears on the article that a member agrees to review."""

    bears = forms.TypedChoiceField(
        label=gettext_lazy("Does any of it bear on this article?"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("No, neither what I declared nor anything since")),
            ("yes", gettext_lazy("Yes: I will read and comment, and not sign here")),
        ],
        coerce=lambda value: value == "yes",
    )
    statement = forms.CharField(
        label=gettext_lazy("If yes: which interest, and how"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Only you, the chair, the deputies and administrators see this; other members see that there is one."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("bears") is False and data.get("statement", "").strip():
            self.add_error("bears", gettext("You wrote of an interest below: answer “yes”, or empty that field."))
        return data

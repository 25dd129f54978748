"""What is said of the pictures and sound of a section, and bringing more."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from articles.words.media import AUDIO, BASE, MediumWords, PlacedMedium
from articles.words.media_rules import MOST
from editorial.desk.forms.common import LineField
from editorial.desk.forms.imports import FilesField, FilesInput
from editorial.files.models import DIGEST

FIELDS, AT_ONCE = "medium", 10
_FILE = re.compile(rf"{FIELDS}([1-9][0-9]{{0,3}})-file")  # as many as are sent; Django bounds how many fields there are
LONGEST = {"alt": 1000, "caption": 1000, "credit": 300, "licence": 300}


class MediumForm(forms.Form):
    """One picture or sound that the section holds. ``own`` are the audiences that have words of their own here."""

    file = forms.RegexField(DIGEST, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=[("picture", ""), ("audio", "")], widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=gettext_lazy("Place"),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )
    out = forms.BooleanField(label=gettext_lazy("Take it out of this section"), required=False)
    alt = LineField(
        label=gettext_lazy("Description for those who do not see it"),
        required=False,
        max_length=LONGEST["alt"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What it shows, with every number and word that matters. It is read aloud, and signed."),
    )
    caption = LineField(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=LONGEST["caption"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What stands below it, for everybody."),
    )
    credit = LineField(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=LONGEST["credit"],
        help_text=gettext_lazy("Who made it: “Drawing: A. Example”."),
    )
    licence = LineField(
        label=gettext_lazy("Licence"),
        required=False,
        max_length=LONGEST["licence"],
        help_text=gettext_lazy("On what terms it is used: “CC BY 4.0”, “With permission of the clinic”."),
    )

    def __init__(self, *args: Any, own: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.own = own
        for key, label in own.items():
            for part in ("alt", "caption"):
                self.fields[f"{part}-{key}"] = LineField(
                    label=gettext("%(field)s, for “%(label)s”") % {"field": self.fields[part].label, "label": label},
                    required=False,
                    max_length=LONGEST[part],
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
        if self.is_audio:
            self.fields["caption"].label = gettext_lazy("What it is")
            self.fields["caption"].help_text = gettext_lazy(
                "For example “This section, read aloud”. Its words are the section’s text."
            )
            for name in [name for name in self.fields if name.split("-")[0] == "alt"]:
                del self.fields[name]

    @property
    def is_audio(self) -> bool:
        return (self["kind"].value() or "") == AUDIO

    def own_fields(self) -> list[forms.BoundField]:
        """For audiences with words of their own."""
        return [self[name] for name in self.fields if "-" in name]

    def placed(self) -> PlacedMedium:
        """What the form says."""
        said = self.cleaned_data
        words = {
            key: MediumWords(said.get(f"alt{tail}", ""), said.get(f"caption{tail}", ""))
            for key, tail in [(BASE, ""), *((key, f"-{key}") for key in self.own)]
        }
        return PlacedMedium(said["file"], said["kind"], said["credit"], said["licence"], words)


class FilesForm(forms.Form):
    """New files."""

    upload = FilesField(
        label=gettext_lazy("Pictures or sound"),
        required=False,
        widget=FilesInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp,image/avif,audio/*"}),
        help_text=gettext_lazy(
            "JPEG, PNG, GIF, WebP or AVIF up to 20 MB; MP3, M4A or Ogg up to 60 MB. Choose, drop or paste them."
        ),
    )

    def clean_upload(self) -> list[Any]:
        files = self.cleaned_data["upload"]
        if len(files) > AT_ONCE:
            raise forms.ValidationError(
                gettext("These are %(count)s files: choose at most %(most)s at once.")
                % {"count": len(files), "most": AT_ONCE}
            )
        return files


class MediaForms:
    """The whole page's form: a part for each picture or sound, as stored or as sent, and one for new files."""

    def __init__(
        self, stored: Sequence[PlacedMedium], own: Mapping[str, str], sent: QueryDict | None, files: Any = None
    ):
        self.own, self.sent = own, sent
        self.new = FilesForm(sent, files)
        self.rows = list(self._sent(sent) if sent is not None else self._stored(stored))

    def _stored(self, stored: Sequence[PlacedMedium]) -> Iterator[MediumForm]:
        for number, one in enumerate(stored, 1):
            yield MediumForm(prefix=f"{FIELDS}{number}", own=self.own, initial=self._initial(one, number))

    def _initial(self, one: PlacedMedium, number: int) -> dict[str, Any]:
        said = {"file": one.file, "kind": one.kind, "credit": one.credit, "licence": one.licence, "place": number}
        for key, words in one.words.items():
            tail = f"-{key}" if key else ""
            said |= {f"alt{tail}": words.alt, f"caption{tail}": words.caption}
        return said

    def _sent(self, sent: QueryDict) -> Iterator[MediumForm]:
        for number in sorted(int(found[1]) for found in map(_FILE.fullmatch, sent) if found):
            yield MediumForm(sent, prefix=f"{FIELDS}{number}", own=self.own)

    @cached_property
    def is_valid(self) -> bool:
        return all([self.new.is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def has_errors(self) -> bool:
        return self.sent is not None and bool(self.new.errors or any(row.errors for row in self.rows))

    def placed(self, kept: Mapping[str, Mapping[str, MediumWords]]) -> list[PlacedMedium]:
        """What the section is to hold, in the places that were typed. ``kept`` is what was said to audiences that
        have no fields here, by file: it stays."""
        rows = [row for row in self.rows if not row.cleaned_data["out"]]
        ordered = sorted(rows, key=lambda row: row.cleaned_data["place"] or MOST + 1)
        return [self._with_kept(row.placed(), kept) for row in ordered]

    def _with_kept(self, one: PlacedMedium, kept: Mapping[str, Mapping[str, MediumWords]]) -> PlacedMedium:
        others = {key: said for key, said in kept.get(one.file, {}).items() if key and key not in self.own}
        return PlacedMedium(one.file, one.kind, one.credit, one.licence, {**others, **one.words})

    def add(self, kinds: Mapping[str, str]) -> None:
        """Let rows follow for files that were kept just now, with nothing said of them yet."""
        there = {row["file"].value() for row in self.rows}
        last = max((int(str(row.prefix).removeprefix(FIELDS)) for row in self.rows), default=0)
        for file, kind in kinds.items():
            if file not in there:
                number = last = last + 1
                initial = {"file": file, "kind": kind, "place": number if number <= MOST else None}
                self.rows.append(MediumForm(prefix=f"{FIELDS}{number}", own=self.own, initial=initial))

"""What a section says in every wording, and what is done to it as a whole."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from articles.enums import SectionKind
from articles.languages import direction
from articles.text import clean
from articles.text.anchors import is_of_the_page
from articles.words.content import SectionContent, Wording
from editorial.desk.editing import WordingStanding
from editorial.desk.forms.common import LineField
from editorial.desk.forms.widgets import ProseTextarea
from editorial.shared.issues import Issue, Refused

KINDS = [(value, label) for value, label in SectionKind.choices if value != SectionKind.FRONT]


class HtmlField(forms.CharField):
    """Text as it may be stored; ``notes`` say what could not be kept."""

    widget = ProseTextarea

    def __init__(self, **options: Any):
        super().__init__(strip=False, required=False, **options)
        self.notes: list[Issue] = []

    def clean(self, value: Any) -> str:
        try:
            cleaned = clean(super().clean(value) or "", where=self.label or "")
        except Refused as refused:
            raise ValidationError([issue.message for issue in refused.issues]) from refused
        self.notes = cleaned.notes
        return cleaned.html


class NewSectionForm(forms.Form):
    """A section's heading and kind. Its anchor is made from the heading, if none is given."""

    heading = LineField(label=gettext_lazy("Heading"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=SectionKind.BODY,
        help_text=gettext_lazy("Some kinds need more signatures or other specialists: see the editorial policy."),
    )
    anchor = forms.RegexField(
        r"^[a-z][a-z0-9-]{0,59}$",
        label=gettext_lazy("Anchor"),
        required=False,
        help_text=gettext_lazy(
            "Names the section in addresses; empty: made from the heading. It never changes afterwards."
        ),
        error_messages={
            "invalid": gettext_lazy("An anchor begins with a letter: lower-case letters, digits and hyphens.")
        },
    )

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("anchor") and "anchor" not in self.errors:
            data["anchor"] = anchor_from(data.get("heading", ""))
        return data


def anchor_from(heading: str) -> str:
    """An anchor made from a heading: begins with a letter."""
    slug = slugify(heading)
    begins = slug[:1].isalpha() and not is_of_the_page(slug)
    return (slug if begins else f"part-{slug}")[:60].strip("-") or "part"


class RemoveSectionForm(forms.Form):
    """Why a section goes."""

    reason = LineField(
        label=gettext_lazy("Why is it removed?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The board sees it beside the removal."),
    )


class WordingForm(forms.Form):
    """Heading and text for one audience, or for everyone."""

    heading = LineField(label=gettext_lazy("Heading"), required=False, max_length=200)
    html = HtmlField(label=gettext_lazy("Text"))
    left_out = forms.BooleanField(label=gettext_lazy("Leave this section out for these readers"), required=False)

    def wording(self) -> Wording:
        """What was typed, as it may be stored."""
        data = self.cleaned_data
        if data.get("left_out"):
            return Wording(left_out=True)
        names = [name for name in ("heading", "html", "question", "summary") if name in data]
        return Wording(**{name: data[name] for name in names})

    def notes(self) -> list[str]:
        return [note.message for note in self.fields["html"].notes]


class FrontWordingForm(WordingForm):
    """The front's: also its question and summary; it cannot be left out."""

    question = LineField(label=gettext_lazy("The reader’s question"), required=False, max_length=300)
    summary = LineField(
        label=gettext_lazy("Summary"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    left_out = None
    field_order = ("question", "heading", "summary", "html")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["heading"].label = "Title"
        self.fields["html"].label = "Lead"


EVERYONE = "everyone"


def prefix_of(audience: str) -> str:
    """The prefix of an audience's fields; "" is the text for everyone. No audience's key has an underscore."""
    return f"for_{audience}" if audience else EVERYONE


class SectionForms:
    """The section editor's forms: one for everyone and one for each audience, with the version they started from. What
    is written in them is in ``language``."""

    def __init__(
        self, content: SectionContent, standings: list[WordingStanding], data: Any = None, *, language: str = ""
    ):
        self.standings = standings
        make = FrontWordingForm if content.is_front else WordingForm
        audiences = [standing.key for standing in standings if standing.key]
        said = {"": content.base, **{key: content.wordings.get(key, Wording()) for key in audiences}}
        self.forms = {
            key: make(data, prefix=prefix_of(key), initial=initial_of(wording), auto_id="id_%s")
            for key, wording in said.items()
        }
        self.forms[""].fields.pop("left_out", None)
        written_in = {"lang": language, "dir": direction(language), "spellcheck": "true"} if language else {}
        for field in (field for form in self.forms.values() for field in form.fields.values()):
            if isinstance(field.widget, (forms.TextInput, forms.Textarea)):
                field.widget.attrs.update(written_in)

    @property
    def is_bound(self) -> bool:
        return self.forms[""].is_bound

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms.values())

    def base(self) -> Wording:
        return self.forms[""].wording()

    def wordings(self) -> dict[str, Wording]:
        """What each audience's fields say; empty ones are no wording."""
        said = {key: form.wording() for key, form in self.forms.items() if key}
        return {key: wording for key, wording in said.items() if wording.as_dict()}

    def notes(self) -> list[str]:
        """What could not be kept of what was typed or pasted."""
        return [note for form in self.forms.values() for note in form.notes()]

    @property
    def media(self):
        return self.forms[""].media


_END_OF_BLOCK = re.compile(r"(</(?:p|h3|h4|li|ul|ol|tr|thead|tbody|table|blockquote|aside)>)(?=<)")


def in_lines(html: str) -> str:
    """A stored text with a line for each block, for those who write it by hand. Cleaning joins the lines again."""
    return _END_OF_BLOCK.sub(r"\1\n", html)


def initial_of(wording: Wording) -> dict:
    return {
        "heading": wording.heading,
        "html": in_lines(wording.html),
        "question": wording.question,
        "summary": wording.summary,
        "left_out": wording.left_out,
    }

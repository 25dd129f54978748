"""Forms of the desk. They read what was typed; what may be written is decided by the actions."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.text import slugify

from articles.content import SectionContent, Wording
from articles.editing import Standing
from articles.enums import SectionKind
from articles.models import Byline, Contributor
from articles.text import clean, clean_line
from articles.widgets import ProseTextarea
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused

KINDS = [(value, label) for value, label in SectionKind.choices if value != SectionKind.FRONT]


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put an action's reasons on the form: beside the field that they are about, else on top."""
    for issue in refused.issues:
        form.add_error(issue.target if issue.target in form.fields else None, issue.message)


def act(form: forms.Form, action: Callable[[], Any]) -> bool:
    """Run an action on a valid form; False, with the reasons shown in the form, if it was refused."""
    try:
        action()
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, if anything was: also an empty form is sent."""
    return request.POST if request.method == "POST" else None


def base_version(request: HttpRequest) -> UUID | None:
    """The version that the person started from, as the form carries it; None for anything that is no version's id."""
    try:
        return UUID(request.POST.get("base_version", ""))
    except ValueError:
        return None


class LineField(forms.CharField):
    """One line of plain text, as it may be stored."""

    def clean(self, value: Any) -> str:
        try:
            return clean_line(super().clean(value))
        except Refused as refused:
            raise ValidationError([issue.message for issue in refused.issues]) from refused


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


class NewArticleForm(forms.Form):
    """What an article begins with. Its address is made from the title, if none is given."""

    heading = LineField(label="Title", max_length=200)
    question = LineField(
        label="The reader’s question",
        required=False,
        max_length=300,
        help_text="What somebody would ask or search for: “Why do my muscles twitch?”",
    )
    summary = LineField(
        label="Summary",
        required=False,
        max_length=1000,
        help_text="Two or three sentences; lists and search results show them.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topic = LineField(label="Topic", required=False, max_length=120, help_text="For example “Medicines” or “Anxiety”.")
    slug = forms.CharField(
        label="Address",
        required=False,
        max_length=100,
        help_text="Lower-case words joined by hyphens; empty: made from the title. An address is never used twice.",
    )

    def clean(self) -> dict:
        data = super().clean()
        data["slug"] = data.get("slug") or slugify(data.get("heading", ""))[:100].strip("-")
        return data

    def front(self) -> Wording:
        data = self.cleaned_data
        return Wording(heading=data["heading"], question=data["question"], summary=data["summary"])


class AddressForm(forms.Form):
    """Where an article is found."""

    slug = forms.CharField(
        label="Address", max_length=100, help_text="Lower-case words joined by hyphens. The old address will redirect."
    )
    topic = LineField(label="Topic", required=False, max_length=120)


class CollaboratorForm(forms.Form):
    """Another editor, chosen from the accounts."""

    user = forms.ModelChoiceField(User.objects.none(), label="Editor", empty_label="Choose an editor")

    def __init__(self, *args: Any, article: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        editors = User.objects.filter(is_editor=True, is_active=True).exclude(pk=article.owner_id)
        self.fields["user"].queryset = editors.exclude(collaborations__article=article)


class ContributorForm(forms.Form):
    """A person as the byline names them."""

    name = LineField(label="Name", max_length=200)
    credentials = LineField(
        label="Credentials",
        required=False,
        max_length=200,
        help_text="For example “MD, FRCP”; write “no medical credentials” if there are none.",
    )
    interests = LineField(
        label="Declared interests",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Payments, posts, shares: anything a reader would want to know. “None” is an answer, empty is not.",
    )


class NewBylineForm(ContributorForm):
    """A new person, and what they did."""

    role = forms.ChoiceField(label="Role", choices=Byline.Role.choices, widget=forms.RadioSelect, initial="author")


class KnownBylineForm(forms.Form):
    """Somebody on record already, and what they did."""

    contributor = forms.ModelChoiceField(Contributor.objects.none(), label="Person", empty_label="Choose a person")
    role = forms.ChoiceField(label="Role", choices=Byline.Role.choices)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["contributor"].queryset = choices


class NewSectionForm(forms.Form):
    """A section's heading and kind. Its anchor is made from the heading, if none is given."""

    heading = LineField(label="Heading", max_length=200)
    kind = forms.ChoiceField(
        label="Kind",
        choices=KINDS,
        widget=forms.RadioSelect,
        initial=SectionKind.BODY,
        help_text="Some kinds need more signatures or other specialists: see the editorial policy.",
    )
    anchor = forms.RegexField(
        r"^[a-z][a-z0-9-]{0,59}$",
        label="Anchor",
        required=False,
        help_text="Names the section in addresses; empty: made from the heading. It never changes afterwards.",
        error_messages={"invalid": "An anchor begins with a letter: lower-case letters, digits and hyphens."},
    )

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("anchor") and "anchor" not in self.errors:
            data["anchor"] = anchor_from(data.get("heading", ""))
        return data


def anchor_from(heading: str) -> str:
    """An anchor made from a heading: begins with a letter."""
    slug = slugify(heading)
    return (slug if slug[:1].isalpha() else f"part-{slug}")[:60].strip("-") or "part"


class RemoveSectionForm(forms.Form):
    """Why a section goes."""

    reason = LineField(
        label="Why is it removed?",
        required=False,
        max_length=500,
        help_text="The board sees it beside the removal.",
    )


class ChangeNoteForm(forms.Form):
    """What changed, for the board and for readers."""

    note = LineField(
        label="What changed",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. The board reads it first; readers find it under “what changed and when”.",
    )


class WordingForm(forms.Form):
    """Heading and text for one audience, or for everyone."""

    heading = LineField(label="Heading", required=False, max_length=200)
    html = HtmlField(label="Text")
    left_out = forms.BooleanField(label="Leave this section out for these readers", required=False)

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

    question = LineField(label="The reader’s question", required=False, max_length=300)
    summary = LineField(label="Summary", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
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
    """The section editor's forms: one for everyone and one for each audience, with the version they started from."""

    def __init__(self, content: SectionContent, standings: list[Standing], data: Any = None):
        self.standings = standings
        make = FrontWordingForm if content.is_front else WordingForm
        audiences = [standing.key for standing in standings if standing.key]
        said = {"": content.base, **{key: content.wordings.get(key, Wording()) for key in audiences}}
        self.forms = {
            key: make(data, prefix=prefix_of(key), initial=initial_of(wording), auto_id="id_%s")
            for key, wording in said.items()
        }
        self.forms[""].fields.pop("left_out", None)

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

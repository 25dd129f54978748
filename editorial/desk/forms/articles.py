"""What is filled in about an article as a whole."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from articles.enums import Subject
from articles.words.content import Wording
from editorial.accounts.models import User
from editorial.desk.forms.common import LanguageField, LineField


class SubjectField(forms.ChoiceField):
    """What kind of thing an article is about, if somebody says so."""

    def __init__(self, **options: Any):
        choices = [("", gettext_lazy("None of these")), *Subject.choices]
        super().__init__(label=gettext_lazy("About"), choices=choices, required=False, **options)


class NewArticleForm(forms.Form):
    """What an article begins with. Its address is made from the title, if none is given."""

    heading = LineField(label=gettext_lazy("Title"), max_length=200)
    question = LineField(
        label=gettext_lazy("The reader’s question"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What somebody would ask or search for: “Why do my muscles twitch?”"),
    )
    summary = LineField(
        label=gettext_lazy("Summary"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Two or three sentences; lists and search results show them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = SubjectField(
        help_text=gettext_lazy("It begins with the sections of its template. You can take out what you do not need.")
    )
    topic = LineField(
        label=gettext_lazy("Topic"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For example “Medicines” or “Anxiety”."),
    )
    language = LanguageField()
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Lower-case words joined by hyphens; empty: made from the title. An address is never used twice."
        ),
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
        label=gettext_lazy("Address"),
        max_length=100,
        help_text=gettext_lazy("Lower-case words joined by hyphens. The old address will redirect."),
    )
    about = SubjectField(help_text=gettext_lazy("Its template says which sections it should have."))
    topic = LineField(label=gettext_lazy("Topic"), required=False, max_length=120)
    language = LanguageField()


class CollaboratorForm(forms.Form):
    """Another editor, chosen from the accounts."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Editor"), empty_label=gettext_lazy("Choose an editor")
    )

    def __init__(self, *args: Any, article: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        editors = User.objects.filter(is_editor=True, is_active=True).exclude(pk=article.owner_id)
        self.fields["user"].queryset = editors.exclude(collaborations__article=article)


class TranslationForm(forms.Form):
    """What a translation begins with."""

    language = LanguageField()
    heading = LineField(label=gettext_lazy("Title, translated"), max_length=200)
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Lower-case words joined by hyphens; empty: the source’s, with the language."),
    )

    def __init__(self, *args: Any, source: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.source = source
        self.fields["language"].required = True

    def clean(self) -> dict:
        data = super().clean()
        made = f"{self.source.slug[:80]}-{data.get('language', '').lower()}"
        data["slug"] = data.get("slug") or made.strip("-")
        return data

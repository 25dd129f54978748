"""What the desk's forms share: what was sent, and fields of text as it may be stored."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from articles.languages import LONGEST, OFTEN, canonical, default_language, language_issues, name_of, own_name
from articles.text import clean_line
from editorial.desk.forms.widgets import SuggestingInput
from editorial.shared.issues import Refused


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


class LanguageField(forms.CharField):
    """A language by its tag, with the usual ones offered by name; empty says nothing of it."""

    def __init__(self, **options: Any):
        super().__init__(
            label=gettext_lazy("Language"),
            required=False,
            max_length=LONGEST,
            help_text=gettext_lazy("A tag such as de, ar or en-GB. It stays once the board has had the article."),
            widget=SuggestingInput(suggestions=suggested_languages, attrs={"autocapitalize": "off"}),
            **options,
        )

    def clean(self, value: Any) -> str:
        said = super().clean(value).strip()
        issues = language_issues(said) if said else []
        if issues:
            raise ValidationError([issue.message for issue in issues])
        return canonical(said)


def suggested_languages() -> list[tuple[str, str]]:
    """The usual languages by what those who speak them, and who read this page, call them."""
    return [(tag, f"{own_name(tag)} ({name_of(tag)})") for tag in dict.fromkeys((default_language(), *OFTEN))]

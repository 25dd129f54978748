"""What the desk's forms share: what was sent, and fields of text as it may be stored."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from articles.text import clean_line
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

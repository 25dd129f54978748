"""A row of the table of plain words."""

from django import forms
from django.utils.translation import gettext_lazy

from articles.models import PlainTerm
from editorial.desk.forms.common import LineField


class KnownPlainTermForm(forms.Form):
    """What to say instead of a term that is in the table: the term stays."""

    plain = LineField(
        label=gettext_lazy("Say instead"),
        max_length=300,
        help_text=gettext_lazy("Several are parted by a semicolon, the best first."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=PlainTerm.Kind.choices, widget=forms.RadioSelect, initial="medical"
    )
    note = LineField(
        label=gettext_lazy("What to mind"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands beside it, such as “Say whether it is cancer.”"),
    )
    source = LineField(label=gettext_lazy("Source"), max_length=200, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PlainTermForm(KnownPlainTermForm):
    """A term with what to say instead."""

    term = LineField(
        label=gettext_lazy("Term"),
        max_length=80,
        help_text=gettext_lazy("In small letters and its plainest form; it is found in every spelling and ending."),
    )
    field_order = ("term", "plain", "kind", "note", "source")

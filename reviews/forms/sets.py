"""What the chair fills in to withdraw a set."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy


class WithdrawForm(forms.Form):
    """The one note for readers of all its pages: whoever proposes it writes it."""

    note = forms.CharField(
        label=gettext_lazy("Note, for readers"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands at the address of every article in it from now on."),
    )

    def __init__(self, data: QueryDict | None = None, *, is_first: bool):
        super().__init__(data)
        if not is_first:
            del self.fields["note"]

"""Who is named on an edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from articles.models import Byline, Contributor
from articles.requirements import namesakes_of
from editorial.accounts.models import User
from editorial.desk.forms.common import LineField

NO_ACCOUNT = "none"


class ContributorForm(forms.Form):
    """A person as the byline names them."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    credentials = LineField(
        label=gettext_lazy("Credentials"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example “MD, FRCP”; write “no medical credentials” if there are none."),
    )
    interests = LineField(
        label=gettext_lazy("Declared interests"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Payments, posts, shares: anything a reader would want to know. “None” is an answer, empty is not."
        ),
    )
    account = forms.ChoiceField(
        label=gettext_lazy("Who this is"),
        required=False,
        help_text=gettext_lazy(
            "Needed before you submit. Whoever is named does not sign, so give the account of "
            "everybody who has one, also when it was made for something else."
        ),
    )
    other_than = forms.BooleanField(label=gettext_lazy("This is another person"), required=False)

    def __init__(self, *args: Any, person: Contributor | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = person or Contributor()
        self.accounts = {str(row.pk): row for row in User.objects.filter(is_active=True).order_by("display_name")}
        if self.person.user_id is not None:
            del self.fields["account"]
        else:
            self.fields["account"].choices = self._choices()
        if not self.is_bound:
            del self.fields["other_than"]

    def _choices(self) -> list[tuple[str, str]]:
        not_said = [] if self.person.is_outsider else [("", gettext("Not said yet"))]
        nobody = (NO_ACCOUNT, gettext("Somebody without an account, on no board"))
        return [*not_said, nobody, *((pk, row.printed_name) for pk, row in self.accounts.items())]

    def clean(self) -> dict[str, Any]:
        """Asks, where somebody without an account has the name of one, which it is; only then is the question shown."""
        data = super().clean() or self.cleaned_data
        found = self._namesakes() if data.get("account") == NO_ACCOUNT else []
        if found and not data["other_than"]:
            names = " and ".join(row.printed_name for row in found)
            message = gettext(
                "There is an account of %(names)s. If it is theirs, choose it above; if not, say so here."
            ) % {"names": names}
            self.add_error("other_than", message)
        elif not found:
            del self.fields["other_than"]
        return data

    def _namesakes(self) -> list[User]:
        row = Contributor(name=self.cleaned_data.get("name", ""), is_outsider=True, other_than=self.person.other_than)
        return namesakes_of([row])[row.pk]

    def said(self) -> dict[str, Any]:
        """What the action is given."""
        data = self.cleaned_data
        account = data.get("account", "")
        return {
            **{name: data[name] for name in ("name", "credentials", "interests")},
            "user": self.accounts.get(account),
            "outsider": account == NO_ACCOUNT,
            "other_than": self._namesakes() if data.get("other_than") else (),
        }


class NewBylineForm(ContributorForm):
    """A new person, and what they did."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Byline.Role.choices, widget=forms.RadioSelect, initial="author"
    )


class KnownBylineForm(forms.Form):
    """Somebody on record already, and what they did."""

    contributor = forms.ModelChoiceField(
        Contributor.objects.none(), label=gettext_lazy("Person"), empty_label=gettext_lazy("Choose a person")
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Byline.Role.choices)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["contributor"].queryset = choices

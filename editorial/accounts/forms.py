"""Forms for signing in and for passwords, and those with which administrators look after people."""

import unicodedata
from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from editorial.shared.hidden import hidden_issues

from .actions import keep_reset
from .models import User


class PlainFields:
    """allauth's form with labels above the fields only: no placeholders, no links among the help."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("login", "email"):
                field.label = gettext("E-mail address")
            if name in ("login", "password"):
                field.help_text = ""


class SignInForm(PlainFields, allauth.LoginForm):
    """Address and password."""


class ConfirmPasswordForm(PlainFields, allauth.ReauthenticateForm):
    """The password once more, before something that is signed."""


class NewPasswordForm(PlainFields, allauth.ChangePasswordForm):
    """The old password, and the new one twice."""


class FirstPasswordForm(PlainFields, allauth.SetPasswordForm):
    """A password for an account that has none."""


class ForgottenPasswordForm(PlainFields, allauth.ResetPasswordForm):
    """The address to which a link is sent, if anybody has an account with it. Either way asking is the same work."""

    def clean_email(self) -> str:
        return get_adapter().clean_email(self.cleaned_data["email"].lower())

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        keep_reset(address=self.cleaned_data["email"])
        return self.cleaned_data["email"]


class ResetPasswordForm(PlainFields, allauth.ResetPasswordKeyForm):
    """A new password, by the link that was sent."""


class ReasonMixin(forms.Form):
    """Asks why a change is made; the answer stands in the account's history. No text may hide anything: names are
    printed on signatures."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Kept in this person's history."),
    )

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name in {"display_name", "credentials", "bio", "reason"} & self.cleaned_data.keys():
            text = unicodedata.normalize("NFC", self.cleaned_data[name])
            if issues := hidden_issues(text):
                self.add_error(name, [issue.message for issue in issues])
            else:
                self.cleaned_data[name] = text


class PersonCreationForm(ReasonMixin, AdminUserCreationForm):
    """Adds a person, with a password or without (they can then set one by mail)."""

    class Meta:
        model = User
        fields = ("email", "display_name")

    def clean_email(self) -> str:
        """The address in lower case, which nobody else may have in any case."""
        return free_email(self.cleaned_data["email"], keep_for=None)


class PersonChangeForm(ReasonMixin, UserChangeForm):
    """Changes a person."""

    class Meta:
        model = User
        fields = "__all__"  # the admin's fieldsets name those that are shown

    def clean_email(self) -> str:
        """The address in lower case, which nobody else may have in any case."""
        return free_email(self.cleaned_data["email"], keep_for=self.instance)


def free_email(email: str, *, keep_for: User | None) -> str:
    """The address as it is stored; a ValidationError if another account has it."""
    email = email.strip().lower()
    others = User.objects.filter(email__iexact=email)
    if keep_for is not None:
        others = others.exclude(pk=keep_for.pk)
    if others.exists():
        raise forms.ValidationError(gettext("Another person has this e-mail address."), code="email-taken")
    return email

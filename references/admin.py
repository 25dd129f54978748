"""The library for administrators: the record as JSON, its history, and nothing that goes round the actions."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from editorial.accounts.requests import person_of
from editorial.accounts.roles import is_administrator
from editorial.shared.issues import Refused

from .actions import add_reference, update_reference
from .library.queries import record_of
from .models import Reference, StandingChange
from .requirements import duplicate_issues, key_issues, merged_issues, stale_issues


class ShallowDecoder(json.JSONDecoder):
    """Takes what is nested too deep to be read for no JSON at all, which the form's field knows how to say."""

    def decode(self, text: str, *args: Any) -> Any:
        try:
            return super().decode(text, *args)
        except RecursionError:
            raise json.JSONDecodeError(gettext("Nested too deep"), text, 0) from None


class ReferenceAdminForm(forms.ModelForm):
    """Key (once), kind and record; what an action would refuse is said at the form."""

    csl = forms.JSONField(
        label="CSL-JSON", decoder=ShallowDecoder, help_text=Reference._meta.get_field("csl").help_text
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(required=False, max_length=500, help_text=gettext_lazy("Kept in the history."))

    class Meta:
        model = Reference
        fields = ("key", "kind", "csl")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base"].initial = None if self.instance._state.adding else self.instance.revision

    def clean_csl(self) -> dict:
        try:
            return record_of(self.cleaned_data["csl"])
        except Refused as refusal:
            raise ValidationError([issue.message for issue in refusal.issues]) from refusal

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if self.instance._state.adding:
            issues = key_issues(data.get("key", ""))
            besides = None
        else:
            issues = [*merged_issues(self.instance), *stale_issues(self.instance, data.get("base") or 0)]
            besides = self.instance
        issues += duplicate_issues(data.get("csl") or {}, besides=besides)
        if issues:
            raise ValidationError([issue.message for issue in issues])
        return data


class StandingChangeInline(admin.TabularInline):
    """What was learned about the reference; read only."""

    model = StandingChange
    extra = 0
    can_delete = False
    readonly_fields = ("at", "old", "new", "by", "note", "source")

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_change_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return is_administrator(request.user)


@admin.register(Reference)
class ReferenceAdmin(SimpleHistoryAdmin):
    """References are added and changed through the actions, and never deleted: duplicates are merged on the desk."""

    form = ReferenceAdminForm
    list_display = ("key", "title", "first_author", "year", "kind", "standing", "thin")
    list_filter = ("kind", "standing", "thin")
    search_fields = ("key", "title", "first_author", "doi", "pmid")
    readonly_fields = ("standing", "standing_note", "standing_changed_at", "merged_into", "replaced_by", "thin_why")
    fieldsets = (
        (None, {"fields": ("key", "kind", "csl", "reason", "base")}),
        (gettext_lazy("Standing (changed on the desk)"), {"fields": readonly_fields}),
    )
    inlines = (StandingChangeInline,)
    history_list_display = ("standing",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    has_add_permission = has_module_permission

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return is_administrator(request.user)

    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Reference | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj is None else (*self.readonly_fields, "key")

    def save_model(self, request: HttpRequest, obj: Reference, form: ReferenceAdminForm, change: bool) -> None:
        data = form.cleaned_data
        if change:
            saved = update_reference(
                reference=obj,
                base=data["base"],
                csl=obj.csl,
                kind=obj.kind,
                by=person_of(request),
                reason=data["reason"],
            )
        else:
            saved = add_reference(csl=obj.csl, key=obj.key, kind=obj.kind, by=person_of(request))
        obj.__dict__.update(saved.__dict__)

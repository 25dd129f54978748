"""People, for administrators. The admin uses the site's own sign-in, with the same limits on guessing."""

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from editorial.shared.audit import save_audited

from .forms import PersonChangeForm, PersonCreationForm
from .models import AccountMail, User
from .roles import is_administrator

admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = admin.site.site_title = gettext_lazy("Imprimatur administration")
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)  # addresses are the accounts' own, changed below, with a reason


@admin.register(User)
class PersonAdmin(SimpleHistoryAdmin, UserAdmin):
    """Adding people and changing what they may do. Nobody is deleted: who has signed stays on record.

    Administrators look after everyone but superusers; only a superuser makes or changes one.
    """

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ("display_name", "email", "credentials", "is_editor", "is_staff", "is_active")
    list_filter = ("is_active", "is_editor", "is_staff")
    search_fields = ("display_name", "email")
    ordering = ("display_name",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "profile")
    fieldsets = (
        (None, {"fields": ("email", "password", "display_name", "credentials", "credentials_expire_on")}),
        (gettext_lazy("What they say of themselves"), {"fields": ("orcid", "bio", "profile")}),
        (gettext_lazy("What they may do"), {"fields": ("is_active", "is_editor", "is_staff", "is_superuser")}),
        (gettext_lazy("When"), {"fields": ("last_login", "date_joined")}),
        (gettext_lazy("Why"), {"fields": ("reason",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "display_name", "usable_password", "password1", "password2", "reason")}),
    )

    @admin.display(description=gettext_lazy("Profile"))
    def profile(self, person: User) -> SafeString:
        """Where the photograph is, and what readers see."""
        return format_html('<a href="/profile/of/{}/">Photograph, terms and interests</a>', person.pk)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    has_add_permission = has_module_permission

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return is_administrator(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return is_administrator(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        own = () if request.user.is_superuser else ("is_superuser",)
        return (*self.readonly_fields, *own)

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        reason = form.cleaned_data.get("reason") or ("Changed" if change else "Added")
        save_audited(obj, by=request.user, reason=reason)


@admin.register(AccountMail)
class AccountMailAdmin(admin.ModelAdmin):
    """What was mailed about accounts and when, and what could not be: looked at."""

    list_display = ("__str__", "made_at", "due_at", "attempts", "was_sent", "finished_at", "problem")
    list_filter = ("was_sent", ("finished_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    fields = ("person", "template", "made_at", "due_at", "attempts", "was_sent", "finished_at", "problem")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: AccountMail | None = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccountMail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccountMail | None = None) -> bool:
        return False

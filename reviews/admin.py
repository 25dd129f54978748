"""Boards, terms, review policies and the people named on articles, for administrators: written only through actions,
never deleted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from articles.admin import CleanLines, ForAdministrators, SetUpByAdministrators
from articles.models import Contributor
from articles.requirements import namesakes_of
from editorial.accounts.models import User

from .actions import add_member, change_board, create_board, create_policy, end_term, save_contributor
from .actions.notices.reminders import remove_reminder_rule, set_reminder_rule
from .forms.policies import PolicyForm
from .models import ArticlePolicy, Board, BoardMember, Mail, PolicyVersion, ReminderRule, ReviewPolicy
from .publishing.editorial_policy import sentences_of
from .rules.eligibility import end_issues, overlap_issues

ASKED_OF_SIGNERS = ("sign_offs", "sign_offs_by_kind", "specialties_by_kind")


def become(obj: Model, saved: Model) -> None:
    """Let the admin go on with the row that the action wrote."""
    obj.__dict__.update(saved.__dict__)


def in_lines(sentences: Iterable[str]) -> SafeString:
    """Sentences under each other."""
    return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in sentences))  # a constant


class ContributorForm(CleanLines, forms.ModelForm):
    """A person as bylines name them, and who they are: the account that they have, or that they have none."""

    lines = ("name", "credentials", "interests")
    another = forms.BooleanField(
        label=gettext_lazy("somebody else than the account of the same name"),
        required=False,
        help_text=gettext_lazy("Only for somebody without an account, where one of the same name is another person’s."),
    )

    class Meta:
        model = Contributor
        fields = ("name", "credentials", "interests", "user", "is_outsider")

    def clean(self) -> None:
        data = super().clean() or self.cleaned_data
        was = self.initial.get("is_outsider", False)
        if data.get("user") and data.get("is_outsider") and not was:
            self.add_error("is_outsider", gettext("Choose an account, or say that there is none."))
        elif was and not data.get("is_outsider") and not data.get("user"):
            self.add_error(
                "is_outsider", gettext("Choose the account that they have; who they are, once said, stays said.")
            )
        elif data.get("is_outsider") and not data.get("user") and not data.get("another") and self.namesakes():
            names = ", ".join(account.printed_name for account in self.namesakes())
            self.add_error(
                "another",
                gettext("There is an account of that name: %(names)s. Choose it, or say so here.") % {"names": names},
            )

    def namesakes(self) -> list[User]:
        """The accounts that may be theirs, by the name typed."""
        row = Contributor(name=self.cleaned_data.get("name", ""), is_outsider=True, other_than=self.instance.other_than)
        return namesakes_of([row])[row.pk]

    def _post_clean(self) -> None:
        """The form changes no row: its action judges and writes a fresh one."""


@admin.register(Contributor)
class ContributorAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """The people on bylines, through their action. An account, once named, stays: who wrote may not sign."""

    form = ContributorForm
    list_display = ("name", "credentials", "user", "is_outsider")
    list_filter = ("is_outsider", ("user", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("name", "user__display_name", "user__email")
    history_list_display = ("name", "credentials")

    def get_readonly_fields(self, request: HttpRequest, obj: Contributor | None = None) -> tuple[str, ...]:
        return ("user", "is_outsider") if obj is not None and obj.user_id else ()

    def save_model(self, request: HttpRequest, obj: Contributor, form: ContributorForm, change: bool) -> None:
        said = form.cleaned_data
        user = said.get("user")
        saved = save_contributor(
            by=request.user,
            contributor=obj if change else None,
            name=said["name"],
            credentials=said["credentials"],
            interests=said["interests"],
            user=user,
            outsider=bool(said.get("is_outsider")) and user is None,
            other_than=form.namesakes() if said.get("another") else (),
        )
        become(obj, saved)


class TermsInline(ForAdministrators, admin.TabularInline):
    """Who sits on the board, and who did."""

    model = BoardMember
    fields = ("user", "role", "specialties", "starts_on", "ends_on")
    extra = 0
    show_change_link = True


class BoardForm(CleanLines, forms.ModelForm):
    """A board's name and description."""

    lines = ("name",)

    class Meta:
        model = Board
        fields = ("name", "about")


@admin.register(Board)
class BoardAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """Boards with their members."""

    form = BoardForm
    list_display = ("name",)
    history_list_display = ("name", "about")
    inlines = (TermsInline,)

    def save_model(self, request: HttpRequest, obj: Board, form: BoardForm, change: bool) -> None:
        if change:
            become(obj, change_board(board=obj, by=request.user, **form.cleaned_data))
        else:
            become(obj, create_board(by=request.user, **form.cleaned_data))

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """Terms have a page of their own; nothing is written here."""
        formset.save(commit=False)


class NewTermForm(CleanLines, forms.ModelForm):
    """The beginning of a term."""

    class Meta:
        model = BoardMember
        fields = ("board", "user", "role", "specialties", "starts_on", "ends_on")
        help_texts = {
            "specialties": gettext_lazy("Separated by commas."),
            "ends_on": gettext_lazy("The last day; empty: until further notice."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            for issue in overlap_issues(BoardMember(**data)):
                self.add_error(issue.target, issue.message)
        return data


class TermForm(forms.ModelForm):
    """A term that has begun: only its end can be set. Another role or specialty is another term."""

    class Meta:
        model = BoardMember
        fields = ("ends_on",)
        help_texts = {"ends_on": gettext_lazy("The last day. For another role, end this term and begin a new one.")}

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if day is None:
            raise ValidationError(gettext("Give the last day of the term."))
        if issues := end_issues(self.instance, day):
            raise ValidationError([issue.message for issue in issues])
        return day


@admin.register(BoardMember)
class BoardMemberAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """Terms of office."""

    list_display = ("user", "board", "role", "specialties", "starts_on", "ends_on")
    list_filter = ("board", "role")
    list_select_related = ("user", "board")
    search_fields = ("user__display_name", "user__email")
    history_list_display = ("role", "starts_on", "ends_on")

    def get_form(self, request: HttpRequest, obj: BoardMember | None = None, change: bool = False, **kwargs: Any):
        return super().get_form(request, obj, change, **{**kwargs, "form": TermForm if change else NewTermForm})

    def get_fields(self, request: HttpRequest, obj: BoardMember | None = None) -> tuple[str, ...]:
        return NewTermForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: BoardMember | None = None) -> tuple[str, ...]:
        return () if obj is None else ("board", "user", "role", "specialties", "starts_on")

    def save_model(self, request: HttpRequest, obj: BoardMember, form: forms.ModelForm, change: bool) -> None:
        if change:
            become(obj, end_term(member=obj, on=form.cleaned_data["ends_on"], by=request.user))
        else:
            become(obj, add_member(by=request.user, **form.cleaned_data))


class VersionsInline(ForAdministrators, admin.TabularInline):
    """What the policy asked, and when: immutable."""

    model = PolicyVersion
    verbose_name_plural = gettext_lazy("What it asked, and since when")
    fields = ("number", "asked", "changed", "reason", "by", "at")
    readonly_fields = fields
    extra = 0
    ordering = ("-number",)

    @admin.display(description=gettext_lazy("What it asked"))
    def asked(self, version: PolicyVersion) -> SafeString:
        return in_lines(sentences_of(version))

    @admin.display(description=gettext_lazy("What changed with it"))
    def changed(self, version: PolicyVersion) -> SafeString | str:
        before = version.policy.versions.filter(number=version.number - 1).first()
        if before is None:
            return gettext("The first version.")
        had, has = list(sentences_of(before)), list(sentences_of(version))
        gone = [gettext("No longer: %(one)s") % {"one": one} for one in had if one not in has]
        return in_lines([*(one for one in has if one not in had), *gone])


@admin.register(ReviewPolicy)
class ReviewPolicyAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """Policies; their versions are only read."""

    form = PolicyForm
    list_display = ("name", "board", "is_default", "asks_now")
    list_select_related = ("board",)
    history_list_display = ("board", "is_default")
    inlines = (VersionsInline,)
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "board", "is_default"),
                "description": gettext_lazy(
                    "The board’s members sign and its chair approves what is reviewed under this policy."
                ),
            },
        ),
        (
            gettext_lazy("Signatures"),
            {
                "fields": (*ASKED_OF_SIGNERS, "also_accepts", "checklist", "independent_opinion"),
                "description": gettext_lazy(
                    "What each section needs. Saving makes the next version of the policy, "
                    "for editions submitted from then on. Editions that the board already "
                    "has, and everything that was signed, keep the version that they were "
                    "submitted under."
                ),
            },
        ),
        (gettext_lazy("Approval, and reviewing again"), {"fields": ("approvers", "months", "months_by_kind")}),
        (gettext_lazy("What readers may see before approval"), {"fields": ("show_pending", "show_returned")}),
        (gettext_lazy("Reason"), {"fields": ("reason",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewPolicy]:
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description=gettext_lazy("What it asks now"))
    def asks_now(self, policy: ReviewPolicy) -> SafeString:
        newest = max(policy.versions.all(), key=lambda version: version.number, default=None)
        return in_lines(sentences_of(newest) if newest else ())

    def get_readonly_fields(self, request: HttpRequest, obj: ReviewPolicy | None = None) -> tuple[str, ...]:
        return () if obj is None else ("name", "board")

    def save_model(self, request: HttpRequest, obj: ReviewPolicy, form: PolicyForm, change: bool) -> None:
        data = dict(form.cleaned_data)
        kept = {"name": obj.name, "board": obj.board} if change else {}
        become(obj, create_policy(by=request.user, **{**data, **kept}).policy)

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        """Versions are written by saving the policy; nothing is written here."""
        formset.save(commit=False)


@admin.register(ArticlePolicy)
class ArticlePolicyAdmin(ForAdministrators, SimpleHistoryAdmin):
    """Which policy an article follows: chosen at the desk, looked at here."""

    list_display = ("article", "policy")
    list_select_related = ("article", "policy")
    search_fields = ("article__slug",)


@admin.register(ReminderRule)
class ReminderRuleAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """When people are reminded. A rule's day and recipient are what it is: for others, add another."""

    list_display = ("__str__", "days", "recipient", "is_active")
    history_list_display = ("days", "recipient", "is_active")
    fields = ("days", "recipient", "is_active")
    has_delete_permission = ForAdministrators.has_view_permission

    def get_readonly_fields(self, request: HttpRequest, obj: ReminderRule | None = None) -> tuple[str, ...]:
        return () if obj is None else ("days", "recipient")

    def save_model(self, request: HttpRequest, obj: ReminderRule, form: forms.ModelForm, change: bool) -> None:
        saved = set_reminder_rule(days=obj.days, recipient=obj.recipient, is_active=obj.is_active, by=request.user)
        become(obj, saved)

    def delete_model(self, request: HttpRequest, obj: ReminderRule) -> None:
        remove_reminder_rule(rule=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for rule in queryset:
            remove_reminder_rule(rule=rule, by=request.user)


@admin.register(Mail)
class MailAdmin(ForAdministrators, admin.ModelAdmin):
    """What was mailed to whom and when, and what could not be: looked at. Their words are kept nowhere."""

    list_display = ("person", "made_at", "due_at", "attempts", "was_sent", "finished_at", "problem")
    list_filter = ("was_sent", ("finished_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("person__display_name", "person__email")
    fields = ("person", "digest_on", "made_at", "due_at", "attempts", "was_sent", "finished_at", "problem")

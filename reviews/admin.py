"""Boards, terms and review policies, for administrators: written only through the actions, never deleted."""

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
from simple_history.admin import SimpleHistoryAdmin

from articles.admin import CleanLines, ForAdministrators, SetUpByAdministrators
from articles.enums import SectionKind
from articles.text import clean_line
from editorial.shared.issues import Refused

from .actions import add_member, change_board, create_board, create_policy, end_term
from .actions.boards import ASKS
from .actions.reminding import remove_reminder_rule, set_reminder_rule
from .checklist import checklist_from_lines, checklist_issues, lines_of
from .editorial_policy import sentences_of
from .eligibility import end_issues
from .enums import Approvers
from .models import ArticlePolicy, Board, BoardMember, Mail, PolicyVersion, ReminderRule, ReviewPolicy

KINDS = ", ".join(SectionKind.values)


def become(obj: Model, saved: Model) -> None:
    """Let the admin go on with the row that the action wrote."""
    obj.__dict__.update(saved.__dict__)


def in_lines(sentences: Iterable[str]) -> SafeString:
    """Sentences under each other."""
    return format_html_join(mark_safe("<br>"), "{}", ((one,) for one in sentences))  # a constant


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
        help_texts = {"specialties": "Separated by commas.", "ends_on": "The last day; empty: until further notice."}


class TermForm(forms.ModelForm):
    """A term that has begun: only its end can be set. Another role or specialty is another term."""

    class Meta:
        model = BoardMember
        fields = ("ends_on",)
        help_texts = {"ends_on": "The last day. For another role, end this term and begin a new one."}

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if day is None:
            raise ValidationError("Give the last day of the term.")
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


class ByKindField(forms.CharField):
    """A value for each of some kinds of section, one on a line: "dosing: 3"."""

    widget = forms.Textarea

    def __init__(self, *, numbers: bool, most: int = 20, **kwargs: Any):
        super().__init__(required=False, **kwargs)
        self.numbers, self.most = numbers, most
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{kind}: {one if self.numbers else ', '.join(one)}" for kind, one in sorted(value.items()))

    def clean(self, value: str) -> dict[str, Any]:
        return dict(self._line(line) for line in super().clean(value).splitlines() if line.strip())

    def _line(self, line: str) -> tuple[str, Any]:
        kind, _, text = (part.strip() for part in line.partition(":"))
        if kind not in SectionKind.values:
            raise ValidationError(f"“{kind}” is no kind of section; there are: {', '.join(SectionKind.values)}.")
        if not self.numbers:
            return kind, [name.strip() for name in text.split(",") if name.strip()]
        if not text.isdecimal() or not 1 <= int(text) <= self.most:
            raise ValidationError(f"“{line.strip()}”: give a number from 1 to {self.most}, for example “{kind}: 3”.")
        return kind, int(text)


class ChecklistField(forms.CharField):
    """Questions, one on a line, with what is special about each in square brackets."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return lines_of(value) if isinstance(value, list) else value

    def clean(self, value: str) -> list[dict]:
        try:
            lines = [clean_line(line, where="checklist") for line in super().clean(value).splitlines()]
        except Refused as refused:
            raise ValidationError([issue.message for issue in refused.issues]) from refused
        checklist = checklist_from_lines("\n".join(lines))
        if issues := checklist_issues(checklist):
            raise ValidationError([issue.message for issue in issues])
        return checklist


class PolicyForm(CleanLines, forms.ModelForm):
    """A policy and what it asks from now on. Saving something else makes its next version."""

    sign_offs = forms.IntegerField(
        label="Signatures a section",
        min_value=1,
        max_value=20,
        initial=2,
        help_text="So many different members must sign each section before the edition can be approved. Two is usual.",
    )
    sign_offs_by_kind = ByKindField(
        label="Other numbers for some kinds",
        numbers=True,
        help_text="One on a line: “dosing: 3” asks for three on sections about doses, “resource: 1” for "
        f"one. Kinds: {KINDS}.",
    )
    specialties_by_kind = ByKindField(
        label="Specialties that must be among the signers",
        numbers=False,
        help_text="One kind on a line: “dosing: pharmacology” needs a signer whose term names pharmacology, "
        "among those counted above. Give several with commas: each is needed.",
    )
    months = forms.IntegerField(
        label="Months until a signature expires",
        min_value=1,
        max_value=240,
        initial=36,
        help_text="Then the page is due for review again. 36 is usual, for medicines 12, for what moves fast 6.",
    )
    months_by_kind = ByKindField(
        label="Other months for some kinds",
        numbers=True,
        most=240,
        initial={"dosing": 12},
        help_text="One on a line: “dosing: 12” asks for doses every year. The page is due with its earliest section.",
    )
    approvers = forms.ChoiceField(
        label="Who approves the edition as a whole",
        choices=Approvers.choices,
        initial=Approvers.LEADERS,
        help_text="A deputy does everything else that the chair does in any case. Under “the chair alone”, an "
        "edition in which the chair had a hand or has an interest waits until it is put under another policy.",
    )
    checklist = ChecklistField(
        label="Questions to who signs",
        required=False,
        help_text="One on a line; in square brackets for which kinds of section, whether an approval needs the answer, "
        "and whether “no” needs a reason: “Is every dose as its source has it? [dosing; required; reason if no]”.",
    )
    independent_opinion = forms.BooleanField(
        label="Members see others’ opinions on a section only after giving their own", required=False
    )
    show_pending = forms.BooleanField(label="A first edition in review may be shown, with its caution", required=False)
    show_returned = forms.BooleanField(label="It stays visible after it was returned", required=False)
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        help_text="Kept with the version, and needed where a policy changes: those who come after will want to know.",
    )
    lines = ("name", "reason")

    class Meta:
        model = ReviewPolicy
        fields = ("name", "board", "is_default")
        labels = {"is_default": "The default policy"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.was_default = self.instance.is_default
        self.now = None if self.instance._state.adding else self.instance.versions.order_by("-number").first()
        for name in ASKS if self.now else ():
            self.fields[name].initial = getattr(self.now, name)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.was_default and not data.get("is_default"):
            self.add_error("is_default", "Make another policy the default one instead.")
        if self.now and not self.errors and self.asks_otherwise(data) and not data.get("reason"):
            self.add_error("reason", "Say why the policy asks for something else from now on.")
        return data

    def asks_otherwise(self, data: dict[str, Any]) -> bool:
        """Whether saving makes a new version."""
        return any(getattr(self.now, name) != data.get(name) for name in ASKS)

    def _get_validation_exclusions(self) -> set[str]:
        """That there is one default is the action's to keep: it ends the one before."""
        return {*super()._get_validation_exclusions(), "is_default"}


class VersionsInline(ForAdministrators, admin.TabularInline):
    """What the policy asked, and when: immutable."""

    model = PolicyVersion
    verbose_name_plural = "What it asked, and since when"
    fields = ("number", "asked", "changed", "reason", "by", "at")
    readonly_fields = fields
    extra = 0
    ordering = ("-number",)

    @admin.display(description="What it asked")
    def asked(self, version: PolicyVersion) -> SafeString:
        return in_lines(sentences_of(version))

    @admin.display(description="What changed with it")
    def changed(self, version: PolicyVersion) -> SafeString | str:
        before = version.policy.versions.filter(number=version.number - 1).first()
        if before is None:
            return "The first version."
        had, has = list(sentences_of(before)), list(sentences_of(version))
        gone = [f"No longer: {one}" for one in had if one not in has]
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
                "description": "The board’s members sign and its chair approves what is reviewed under this policy.",
            },
        ),
        (
            "Signatures",
            {
                "fields": ("sign_offs", "sign_offs_by_kind", "specialties_by_kind", "checklist", "independent_opinion"),
                "description": "What each section needs. Saving makes the next version of the policy, for editions "
                "submitted from then on. Editions that the board already has, and everything that was signed, keep the "
                "version that they were submitted under.",
            },
        ),
        ("Approval, and reviewing again", {"fields": ("approvers", "months", "months_by_kind")}),
        ("What readers may see before approval", {"fields": ("show_pending", "show_returned")}),
        ("Reason", {"fields": ("reason",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewPolicy]:
        return super().get_queryset(request).prefetch_related("versions")

    @admin.display(description="What it asks now")
    def asks_now(self, policy: ReviewPolicy) -> SafeString:
        newest = max(policy.versions.all(), key=lambda version: version.number, default=None)
        return in_lines(sentences_of(newest) if newest else ())

    def get_readonly_fields(self, request: HttpRequest, obj: ReviewPolicy | None = None) -> tuple[str, ...]:
        return () if obj is None else ("name",)

    def save_model(self, request: HttpRequest, obj: ReviewPolicy, form: PolicyForm, change: bool) -> None:
        data = dict(form.cleaned_data)
        name = obj.name if change else data.pop("name")
        become(obj, create_policy(name=name, by=request.user, **data).policy)

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

"""Authoring for administrators: audiences to set up; articles, editions and versions to look at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from editorial.accounts.roles import is_administrator
from editorial.shared.hidden import hidden_issues
from editorial.shared.issues import Refused, refuse

from .actions.audiences import save_audience
from .enums import OPEN_STATES, EditionState
from .models import Article, ArticleSlug, Audience, Byline, Collaborator, Edition, Pin, SectionVersion
from .queries import audience_labels, last_change_of
from .text import clean_line, plain_text
from .words.audience_rules import audience_issues
from .words.content import Wording, content_from_text


class ForAdministrators:
    """Administrators look; what they may change, a subclass says. Nothing is deleted: signed words refer to it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SetUpByAdministrators(ForAdministrators):
    """They also add and change."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_administrator(request.user)

    has_change_permission = ForAdministrators.has_view_permission


class CleanLines:
    """Refuses hidden characters, at the field, in all that is typed; ``lines`` are kept as one line each."""

    lines: tuple[str, ...] = ()

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            try:
                self.cleaned_data[name] = self._cleaned(name, value)
            except Refused as refused:
                self.add_error(name, [issue.message for issue in refused.issues])

    def _cleaned(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._cleaned(name, one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._cleaned(name, one) for one in value]
        if not isinstance(value, str):
            return value
        if name in self.lines:
            return clean_line(value, where=name)
        refuse(hidden_issues(value, name))
        return value


class AudienceForm(CleanLines, forms.ModelForm):
    """An audience; its key only once. What the action would refuse is said at the form."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(required=False, max_length=300, help_text=gettext_lazy("Kept in the history."))
    lines = ("label", "disclaimer", "reason")

    class Meta:
        model = Audience
        fields = ("key", "label", "fallback", "reading_level_target", "disclaimer", "order", "is_default", "is_active")
        labels = {"is_default": gettext_lazy("The default audience"), "is_active": gettext_lazy("Offered")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        is_new = self.instance._state.adding
        self.fields["base"].initial = None if is_new else last_change_of(self.instance)

    def clean(self) -> dict:
        data = super().clean()
        if self.errors:
            return data
        is_new = self.instance._state.adding
        values = {name: value for name, value in data.items() if name not in ("reason", "base")}
        row = Audience(**({"pk": self.instance.pk, "key": self.instance.key} | values))
        others = list(Audience.objects.exclude(pk=row.pk))
        for issue in audience_issues(row, others, is_new=is_new):
            self.add_error(issue.target if issue.target in self.fields else None, issue.message)
        if not is_new and data.get("base") != last_change_of(self.instance):
            raise ValidationError(
                gettext("Somebody changed this audience meanwhile: look at it again, then make your change.")
            )
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """That there is one default is the action's to keep: it ends the one before."""
        return {*super()._get_validation_exclusions(), "is_default"}


@admin.register(Audience)
class AudienceAdmin(SetUpByAdministrators, SimpleHistoryAdmin):
    """The kinds of reader, through their action."""

    form = AudienceForm
    list_display = ("label", "key", "fallback", "reading_level_target", "order", "is_default", "is_active")
    list_select_related = ("fallback",)
    history_list_display = ("label", "order", "is_default", "is_active")
    fieldsets = (
        (None, {"fields": ("key", "label", "disclaimer")}),
        (gettext_lazy("What they read"), {"fields": ("fallback", "reading_level_target")}),
        (gettext_lazy("Among the others"), {"fields": ("order", "is_default", "is_active")}),
        (gettext_lazy("Why"), {"fields": ("reason", "base")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Audience | None = None) -> tuple[str, ...]:
        return () if obj is None else ("key",)

    def save_model(self, request: HttpRequest, obj: Audience, form: AudienceForm, change: bool) -> None:
        data = dict(form.cleaned_data)
        saved = save_audience(by=request.user, audience=obj if change else None, **data)
        obj.__dict__.update(saved.__dict__)


def link(row: Model | None, text: str = "") -> SafeString | str:
    """The row's page in the administration."""
    if row is None:
        return "–"
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, text or str(row))


class Rows(ForAdministrators, admin.TabularInline):
    """Rows that belong to what is shown; read only."""

    extra = 0
    can_delete = False


class SlugRows(Rows):
    """Every address that the article ever had."""

    model = ArticleSlug
    fields = readonly_fields = ("slug", "since")
    verbose_name_plural = "addresses"


class CollaboratorRows(Rows):
    """Who else works on it."""

    model = Collaborator
    fields = readonly_fields = ("user", "since")


class EditionRows(Rows):
    """Its attempts to be published."""

    model = Edition
    fields = readonly_fields = ("state", "opened_by", "submitted_by", "submitted_at", "published_at")
    ordering = ("-number",)
    show_change_link = True


@admin.register(Article)
class ArticleAdmin(ForAdministrators, SimpleHistoryAdmin):
    """Articles with their addresses, people and editions. They are changed on the desk, by those who work on them."""

    list_display = ("slug", "topic", "owner", "live", "open", "created_at")
    list_filter = ("topic",)
    search_fields = ("slugs__slug", "topic", "owner__display_name", "owner__email")
    fields = ("slug", "topic", "language", "owner", "created_at")
    readonly_fields = fields
    inlines = (EditionRows, CollaboratorRows, SlugRows)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("owner").prefetch_related("editions")

    @admin.display(description=gettext_lazy("Live"))
    def live(self, article: Article) -> SafeString | str:
        return link(next((one for one in article.editions.all() if one.state == EditionState.PUBLISHED), None))

    @admin.display(description=gettext_lazy("Open"))
    def open(self, article: Article) -> SafeString | str:
        found = next((one for one in article.editions.all() if one.state in OPEN_STATES), None)
        return link(found, f"{found}, {found.get_state_display()}") if found else "–"


class PinRows(Rows):
    """Which version of each section the edition contains."""

    model = Pin
    fields = readonly_fields = ("anchor", "kind", "contains")
    verbose_name_plural = "contents"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        return super().get_queryset(request).select_related("section", "version").order_by("section__anchor")

    @admin.display(description=gettext_lazy("Section"))
    def anchor(self, row: Pin) -> str:
        return row.section.anchor

    @admin.display(description=gettext_lazy("Kind"))
    def kind(self, row: Pin) -> str:
        return row.section.get_kind_display()

    @admin.display(description=gettext_lazy("Contains"))
    def contains(self, row: Pin) -> SafeString | str:
        return link(row.version)


class BylineRows(Rows):
    """Who is named on it."""

    model = Byline
    fields = readonly_fields = ("contributor", "role")


STATEMENT = ("change_note", "significance", "funding", "ai_use", "ai_tool")


@admin.register(Edition)
class EditionAdmin(ForAdministrators, admin.ModelAdmin):
    """Editions with their contents, once they were submitted: before that they are the desk's alone. They move through
    the desk and the board, never here."""

    list_display = ("name", "state", "opened_by", "submitted_at", "published_at")
    list_filter = ("state",)
    list_select_related = ("article", "opened_by")
    search_fields = ("article__slugs__slug",)
    ordering = ("article__slug", "-number")
    fields = (
        "article_page",
        "number",
        "state",
        "on_the_site",
        "based_on_page",
        *STATEMENT,
        "publish_at",
        "opened_by",
        "opened_at",
        "submitted_by",
        "submitted_at",
        "published_at",
    )
    readonly_fields = fields
    inlines = (PinRows, BylineRows)

    def get_inlines(self, request: HttpRequest, obj: Edition | None) -> tuple[type[Rows], ...]:
        return self.inlines if obj is not None and obj.submitted_at else ()

    def get_fields(self, request: HttpRequest, obj: Edition | None = None) -> tuple[str, ...]:
        if obj is not None and obj.submitted_at:
            return self.fields
        return tuple(name for name in self.fields if name not in STATEMENT)

    @admin.display(description=gettext_lazy("Edition"), ordering="article__slug")
    def name(self, edition: Edition) -> str:
        return f"{edition.article.slug}, {edition}"

    @admin.display(description=gettext_lazy("Article"))
    def article_page(self, edition: Edition) -> SafeString | str:
        return link(edition.article)

    @admin.display(description=gettext_lazy("On the site"))
    def on_the_site(self, edition: Edition) -> SafeString | str:
        """The pages of a submitted edition that are for administrators."""
        if not edition.submitted_at:
            return "–"
        place = [edition.article.slug, edition.number]
        pages = (("dossier", gettext("Dossier")), ("review:hand_over", gettext("Hand over to another board")))
        return format_html_join(
            " · ", '<a href="{}">{}</a>', ((reverse(name, args=place), text) for name, text in pages)
        )

    @admin.display(description=gettext_lazy("Based on"))
    def based_on_page(self, edition: Edition) -> SafeString | str:
        return link(edition.based_on)


@admin.register(SectionVersion)
class SectionVersionAdmin(ForAdministrators, admin.ModelAdmin):
    """What sections of submitted editions said, who had a hand in it, and which editions contain it. Words that were
    never submitted are the desk's alone."""

    list_display = ("name", "created_by", "created_at", "in_editions")
    list_filter = ("section__kind",)
    search_fields = ("section__article__slugs__slug", "section__anchor")
    ordering = ("-created_at",)
    fields = ("name", "created_by", "created_at", "hands", "editions", "words", "fingerprint")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[SectionVersion]:
        rows = super().get_queryset(request).select_related("section__article", "created_by")
        submitted = Pin.objects.filter(version=OuterRef("pk"), edition__submitted_at__isnull=False)
        return rows.filter(Exists(submitted)).annotate(number_of_editions=Count("pins", distinct=True))

    @admin.display(description=gettext_lazy("Version"), ordering="section__article__slug")
    def name(self, version: SectionVersion) -> str:
        return f"{version.section.article.slug}, “{version.section.anchor}”, {version}"

    @admin.display(description=gettext_lazy("In editions"))
    def in_editions(self, version: SectionVersion) -> int:
        return version.number_of_editions

    @admin.display(description=gettext_lazy("Who had a hand in it"))
    def hands(self, version: SectionVersion) -> SafeString:
        rows = version.contributions.select_related("user")
        return format_html_join("", "<p>{} {}</p>", ((row.user, row.get_part_display()) for row in rows))

    @admin.display(description=gettext_lazy("Editions that contain it"))
    def editions(self, version: SectionVersion) -> SafeString | str:
        pins = version.pins.select_related("edition").order_by("edition__number")
        return format_html_join(", ", "{}", ((link(pin.edition),) for pin in pins)) or "–"

    @admin.display(description=gettext_lazy("Words"))
    def words(self, version: SectionVersion) -> SafeString:
        labels = {"": gettext("For everyone"), **audience_labels()}
        wordings = content_from_text(version.content).all_wordings()
        return format_html_join(
            "", "<h3>{}</h3>{}", ((labels.get(key, key), _paragraphs(wording)) for key, wording in wordings)
        )

    @admin.display(description=gettext_lazy("SHA-256 of the stored words"))
    def fingerprint(self, version: SectionVersion) -> str:
        return version.digest


def _paragraphs(wording: Wording) -> SafeString:
    """A wording as plain lines, without its citations."""
    if wording.left_out:
        return format_html("<p><em>{}</em></p>", gettext("Left out for these readers."))
    lines = [wording.question, wording.heading, wording.summary, *plain_text(wording.html).splitlines()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))

"""What members and the chair fill in. Whether it can be done now is said by the actions, not here."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.safestring import mark_safe

from articles.enums import EditionState
from articles.models import Article, Edition
from editorial.shared.issues import Issue
from reviews.comparison import TEXT_FOR_EVERYONE
from reviews.models import Board, PolicyVersion
from reviews.reading_sections import SectionReview


def add_issues(form: forms.Form, issues: Iterable[Issue]) -> None:
    """Show why an action refused: beside the field that is meant, else on top."""
    for issue in issues:
        form.add_error(issue.target if issue.target in form.fields else None, issue.message)


class CommentForm(forms.Form):
    """A remark on one section. ``wordings`` are those of the section as the page shows it."""

    use_required_attribute = False  # words proposed need no comment beside them

    text = forms.CharField(
        label="Comment",
        max_length=5000,
        error_messages={"required": "Write your comment first."},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=mark_safe("<kbd>@</kbd> and a name tells that person."),  # words of our own
    )
    quote = forms.CharField(
        label="Words it is about",
        required=False,
        max_length=1000,
        help_text="Copied from the text. They are found again in later editions.",
    )
    audience = forms.ChoiceField(label="In which wording", required=False)
    proposal = forms.CharField(
        label="Words that should stand there instead",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The editor can accept them with one click. You then had a hand in the section, and cannot sign it.",
    )
    must_be_answered = forms.BooleanField(label="Must be answered before the edition can be approved", required=False)
    board_only = forms.BooleanField(
        label="For the board only: the article’s editors and authors never see it", required=False
    )

    def __init__(self, section: SectionReview, data: QueryDict | None = None):
        super().__init__(data, auto_id=f"comment-{section.anchor}-%s")
        self.section = section
        self.fields["audience"].choices = [
            ("", TEXT_FOR_EVERYONE),
            *((wording.key, wording.label) for wording in section.wordings if wording.key),
        ]
        self.fields["text"].required = not (data or {}).get("proposal")
        if not section.hears_the_board:
            del self.fields["board_only"]


class ReplyForm(forms.Form):
    """An answer to a comment."""

    text = forms.CharField(label="Your answer", max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    """One field of prose; its label and help are given by the page that asks."""

    reason = forms.CharField(label="Reason", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: QueryDict | None = None, *, label: str = "", help_text: str = ""):
        super().__init__(data)
        self.fields["reason"].label = label or "Reason"
        self.fields["reason"].help_text = help_text


class StatementForm(forms.Form):
    """A member's interest in an article."""

    statement = forms.CharField(
        label="Your interest",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: paid by the maker of a medicine that the article is about. Only you, the chair, "
        "the deputies and administrators see this; other members see that there is an interest.",
    )


class LetterForm(forms.Form):
    """The chair's letter to the editor."""

    text = forms.CharField(
        label="Letter to the editor",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Begins with what the members asked for; change it as you like. It is kept as it is sent.",
    )


class PolicyChoice(forms.ModelChoiceField):
    """Policy versions by what they ask."""

    def label_from_instance(self, version: PolicyVersion) -> str:
        kinds = "".join(f", {number} for {kind}" for kind, number in sorted(version.sign_offs_by_kind.items()))
        shorter = "".join(f", {months} for {kind}" for kind, months in sorted(version.months_by_kind.items()))
        asked = f"{version.sign_offs} signatures{kinds}; valid for {version.months} months{shorter}"
        return f"{version.policy.name}: {asked}; approved by {version.get_approvers_display().lower()}"


class PolicyForm(forms.Form):
    """Under which policy the edition is judged from now on."""

    version = PolicyChoice(
        label="Policy", queryset=PolicyVersion.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label="Reason", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, board: Board, data: QueryDict | None = None):
        super().__init__(data)
        rows = PolicyVersion.objects.filter(policy__board=board).order_by("policy__name", "-number")
        newest = rows.distinct("policy__name").values("pk")
        self.fields["version"].queryset = PolicyVersion.objects.filter(pk__in=newest).select_related("policy")


class ScheduleForm(forms.Form):
    """When the edition is published once it is approved."""

    publish_at = forms.DateTimeField(
        label="Publish on",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input-medium"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, edition: Edition, data: QueryDict | None = None):
        super().__init__(data, initial={"publish_at": edition.publish_at})
        self.fields[
            "publish_at"
        ].help_text = f"Time zone: {settings.TIME_ZONE}. Leave it empty to publish as soon as the edition is approved."


class RetireForm(forms.Form):
    """Why a page is taken down; readers are told."""

    reason = forms.CharField(
        label="Reason, for readers",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Stands at the article’s address from now on.",
    )
    successor = forms.ModelChoiceField(
        label="Article to read instead", required=False, queryset=Article.objects.none(), empty_label="None"
    )

    def __init__(self, edition: Edition, data: QueryDict | None = None):
        super().__init__(data)
        live = Article.objects.filter(editions__state=EditionState.PUBLISHED).exclude(pk=edition.article_id)
        self.fields["successor"].queryset = live.order_by("slug")

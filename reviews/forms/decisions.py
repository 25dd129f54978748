"""What the chair fills in to decide on an edition."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from articles.enums import ArticleKind, EditionState
from articles.models import Article, Edition
from editorial.shared.issues import Issue
from reviews.models import Board, PolicyVersion


class LetterForm(forms.Form):
    """The chair's letter to the editor."""

    text = forms.CharField(
        label=gettext_lazy("Letter to the editor"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy(
            "Begins with what the members asked for; change it as you like. It is kept as it is sent."
        ),
    )


class PolicyChoice(forms.ModelChoiceField):
    """Policy versions by what they ask."""

    def label_from_instance(self, version: PolicyVersion) -> str:
        kinds = "".join(
            gettext(", %(number)s for %(kind)s") % {"number": number, "kind": kind}
            for kind, number in sorted(version.sign_offs_by_kind.items())
        )
        shorter = "".join(
            gettext(", %(months)s for %(kind)s") % {"months": months, "kind": kind}
            for kind, months in sorted(version.months_by_kind.items())
        )
        asked = gettext("%(sign_offs)s signatures%(kinds)s; valid for %(months)s months%(shorter)s") % {
            "sign_offs": version.sign_offs,
            "kinds": kinds,
            "months": version.months,
            "shorter": shorter,
        }
        return gettext("%(name)s: %(asked)s; approved by %(approvers)s") % {
            "name": version.policy.name,
            "asked": asked,
            "approvers": version.get_approvers_display().lower(),
        }


class OtherBoardsChoice(PolicyChoice):
    """The same, with the board that keeps the policy."""

    def label_from_instance(self, version: PolicyVersion) -> str:
        return f"{version.policy.board} – {super().label_from_instance(version)}"


class PolicyForm(forms.Form):
    """Under which policy the edition is judged from now on."""

    version = PolicyChoice(
        label=gettext_lazy("Policy"), queryset=PolicyVersion.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, board: Board, data: QueryDict | None = None):
        super().__init__(data)
        self.fields["version"].queryset = _newest_versions(Q(policy__board=board))


class HandOverForm(forms.Form):
    """To which other board an edition goes, by the policy under which it will be judged there."""

    version = OtherBoardsChoice(
        label=gettext_lazy("Board and policy"),
        queryset=PolicyVersion.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Both boards and the desk read it."),
    )

    def __init__(self, board: Board, data: QueryDict | None = None):
        super().__init__(data)
        choices = self.fields["version"].queryset = _newest_versions(~Q(policy__board=board))
        self.is_nowhere = not choices.exists()
        if self.is_nowhere:
            self.fields["version"].help_text = gettext("There is none yet.")

    def nowhere_issues(self) -> list[Issue]:
        """What to say where there is nobody to hand it to: a question without a choice helps nobody."""
        if not self.is_nowhere:
            return []
        return [Issue("no-other-board", gettext("No other board has a review policy: an administrator adds one."))]


def _newest_versions(which: Q) -> QuerySet[PolicyVersion]:
    """What each of these policies asks now, by the policies' names."""
    newest = PolicyVersion.objects.filter(which).order_by("policy__name", "-number").distinct("policy__name")
    return PolicyVersion.objects.filter(pk__in=newest.values("pk")).select_related("policy__board")


class ErratumForm(forms.Form):
    """What readers should have been told, beginning with what they are told now."""

    text = forms.CharField(
        label=gettext_lazy("What it should say"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "For the board. A change of the medicine itself is a new edition, not a correction here."
        ),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, now: str, data: QueryDict | None = None):
        super().__init__(data, initial={"text": now, "shown": now})


class RetireForm(forms.Form):
    """Why a page is taken down; readers are told."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, for readers"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands at the article’s address from now on."),
    )
    successor = forms.ModelChoiceField(
        label=gettext_lazy("Article to read instead"),
        required=False,
        queryset=Article.objects.none(),
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, edition: Edition, data: QueryDict | None = None, naming: Sequence[Issue] = ()):
        """``naming`` says why this person names no article to read instead."""
        super().__init__(data)
        live = Article.objects.filter(editions__state=EditionState.PUBLISHED, kind=ArticleKind.ARTICLE).exclude(
            pk=edition.article_id
        )
        self.fields["successor"].queryset = live.order_by("slug")
        self.fields["successor"].disabled = bool(naming)
        self.fields["successor"].help_text = " ".join(str(issue.message) for issue in naming)

"""The pictures and sound of a section: bringing them, and saying what they are."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from articles.actions import keep_medium, set_media
from articles.actions.drafting import own_part_of
from articles.media import read_media_apart
from articles.models import Article, Edition
from articles.queries import (
    Part,
    active_audiences,
    audience_labels,
    frozen_media,
    get_draft_for,
    media_of,
)
from articles.site.figures import ComparedFigure, figure_of, figures_of, under
from articles.site.media import FrozenMedium
from articles.words.media import PlacedMedium
from articles.words.media_rules import media_issues, own_words
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.common import base_version
from editorial.desk.forms.media import MediaForms
from editorial.shared.issues import Issue, Refused

from .articles import trail


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def media(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """What a section holds, with all that is said of it. What cannot be taken comes back with everything typed, and
    files that were taken meanwhile are there."""
    edition = get_draft_for(request.user, slug)
    part = own_part_of(edition, anchor)
    own = _labels(part)
    sent = request.POST if request.method == "POST" else None
    forms = MediaForms(part.content.media, own, sent, request.FILES)
    refusals: list[Issue] = []
    if sent is not None:
        kept, refusals = _kept(forms, edition.article, request.user)
        if _save(forms, edition, part, kept, refusals, request):
            messages.success(request, gettext("The pictures and sound of this section are saved."))
            return redirect("desk:media", slug, anchor)
    return _show(request, edition, part, forms, refusals)


def _labels(part: Part) -> dict[str, str]:
    """The audiences with words of their own here, by key."""
    labels = {audience.key: audience.label for audience in active_audiences()}
    return {key: labels.get(key, key) for key in own_words(part.content)}


def _kept(forms: MediaForms, article: Article, by: User) -> tuple[dict[str, str], list[Issue]]:
    """The new files, each read apart and kept; and why others were not."""
    kept: dict[str, str] = {}
    refusals: list[Issue] = []
    for file in forms.new.cleaned_data["upload"] if forms.new.is_valid() else []:
        try:
            medium = keep_medium(article=article, read=read_media_apart(file.file, file.name), by=by)
            kept[medium.file_id] = medium.kind
        except Refused as refused:
            refusals += refused.issues
    return kept, refusals


def _save(
    forms: MediaForms,
    edition: Edition,
    part: Part,
    kept: dict[str, str],
    refusals: list[Issue],
    request: SignedInRequest,
) -> bool:
    """Whether all of it was saved. New files stand behind the others."""
    valid = forms.is_valid
    if valid and not refusals:
        placed = forms.placed({one.file: one.words for one in part.content.media})
        there = {one.file for one in placed}
        placed += [PlacedMedium(file, kind) for file, kind in kept.items() if file not in there]
        try:
            set_media(
                edition=edition,
                anchor=part.section.anchor,
                base_version=base_version(request),
                media=placed,
                by=request.user,
            )
            return True
        except Refused as refused:
            refusals += refused.issues
    forms.add(kept)
    return False


def _show(
    request: SignedInRequest, edition: Edition, part: Part, forms: MediaForms, refusals: list[Issue]
) -> HttpResponse:
    article, anchor = edition.article, part.section.anchor
    known = _known(article, forms)
    rows = [
        {"form": row, "figure": _figure(row, known, article), "number": number}
        for number, row in enumerate(forms.rows, 1)
    ]
    stale = any(issue.code == "stale-media" for issue in refusals)
    here = f"/desk/articles/{article.slug}/sections/{anchor}/"
    context = {
        "article": article,
        "edition": edition,
        "part": part,
        "heading": part.content.base.heading or anchor,
        "base_version": part.version.pk if stale else request.POST.get("base_version", part.version.pk),
        "rows": rows,
        "forms": forms,
        "issues": [_placed(issue) for issue in refusals],
        "now": _now(article, part) if stale else [],
        "missing": [] if forms.sent is not None else list(map(_placed, media_issues([part.content], _labels(part)))),
        "has_errors": forms.has_errors,
        "trail": [*trail(article), {"label": part.content.base.heading or anchor, "url": here}],
        "back": reverse("desk:section", args=[article.slug, anchor]),
    }
    wrong = bool(refusals) or forms.has_errors
    return render(request, "desk/media.html", context, status=422 if wrong else 200)


def _placed(issue: Issue) -> Issue:
    """With its place on this page."""
    number = issue.target.rpartition(":")[2]
    return replace(issue, target=f"#medium-{number}" if issue.target.startswith("medium:") else "#id_upload")


def _now(article: Article, part: Part) -> list[ComparedFigure]:
    """What somebody else made of the section's pictures meanwhile: who saves again has seen it."""
    media = media_of(article.pk, [part.content])
    return figures_of(part.content, media, audience_labels(), under(article.pk))


def _known(article: Article, forms: MediaForms) -> dict[str, FrozenMedium]:
    """What is known of the files that the form names, as far as they are the article's."""
    return frozen_media(article.pk, {str(row["file"].value() or "") for row in forms.rows})


def _figure(row: Any, known: dict[str, FrozenMedium], article: Article) -> Any:
    """The picture beside its fields; none for what is not the article's."""
    file = str(row["file"].value() or "")
    return figure_of(file, known[file], under(article.pk)) if file in known else None

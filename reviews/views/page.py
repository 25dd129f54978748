"""The review page, and the preview of what readers will get."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.doubts import sources_of
from articles.queries import contents_of, manifest_of
from articles.site.media import for_signed_in
from articles.site.rendering import article_path, render_body
from editorial.accounts.kept import kept_of_page
from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Issue
from reviews.actions import begin_review
from reviews.forms.comments import CommentForm
from reviews.forms.signoffs import Signing
from reviews.room.page import ReviewPage, review_page
from reviews.rules.queries import get_edition_for_review, latest_submitted_of
from reviews.talk.mentions import names_around
from reviews.views.choices import chair_choices, member_choices

from .answering import board_page, edition_url, step_url, title_in, trail_of


@board_page
@require_safe
def edition(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Everything to decide on one edition, in one place."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user, compare=request.GET.get("compare", ""))
    return show(request, page)


def show(
    request: SignedInRequest,
    page: ReviewPage,
    *,
    signing: Signing | None = None,
    comment: CommentForm | None = None,
    issues: Iterable[Issue] = (),
    status: int = 200,
) -> HttpResponse:
    """The review page, with what was typed into it where that could not be done."""
    signing = signing or Signing(page)
    latest = latest_submitted_of(page.edition.article)
    rows = [_row(section, signing, comment) for section in page.sections]
    context = {
        "page": page,
        "edition": page.edition,
        "rows": rows,
        "groups": _groups(rows),
        "issues": list(issues),
        "refused_comment": comment,
        "may_sign": any(section.verdicts for section in page.sections),
        "sign_url": step_url("sign", page.edition),
        "keep_url": step_url("keep", page.edition),
        "begun": signing.begun,
        "typed_again": kept_of_page(request) is not None,
        "bar_stays": bool(page.waiting or signing.begun) and any(section.verdicts for section in page.sections),
        "compare": request.POST.get("compare") or request.GET.get("compare", ""),
        "later": latest if latest.pk != page.edition.pk else None,
        "previews": previews_of(page),
        "member_choices": member_choices(page),
        "chair_choices": chair_choices(page) if page.leads else [],
        "sources": sources_of(page.edition),
        "people_around": names_around(page.edition.article, besides=page.user),
    }
    return render(request, "review/edition.html", context, status=status)


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order of reading: what this member decides on, what else is open, what is carried over or decided."""
    groups: dict[str, list] = {
        "For you to decide": [],
        "Also in this edition": [],
        "Carried over, or decided by you": [],
    }
    for row in rows:
        section = row["section"]
        groups[list(groups)[0 if section.waits_for_me else 2 if section.is_folded else 1]].append(row)
    return [{"title": title, "rows": some} for title, some in groups.items() if some]


def _row(section, signing: Signing, comment: CommentForm | None) -> dict[str, Any]:
    """One section with its forms."""
    refused = comment is not None and comment.section.key == section.key
    return {
        "section": section,
        "verdict": signing.forms.get(section.key) if section.verdicts else None,
        "comment": comment if refused else CommentForm(section),
        "comment_refused": refused,
    }


@board_page
@require_safe
def preview(request: SignedInRequest, slug: str, number: int, audience: str) -> HttpResponse:
    """One audience's page as approving would publish it, inside the review's own frame."""
    found = get_edition_for_review(request.user, slug, number)
    manifest = manifest_of(found)
    if audience not in manifest.plan:
        raise Http404(gettext("This edition is not made for such an audience."))
    body = render_body(manifest, contents_of(manifest), audience)
    # Parts written for other readers are named with a link: here it leads to their preview.
    here = for_signed_in(body, manifest.article).replace(
        f'href="{article_path(manifest.article)}for/', f'href="{edition_url(found)}as/'
    )
    tabs = [
        {"label": one.label, "url": step_url("preview", found, one.key), "current": one.key == audience}
        for one in manifest.audiences
    ]
    trail = trail_of(found.article, title_in(found), found)
    context = {"edition": found, "tabs": tabs, "body": mark_safe(here), "back": edition_url(found), "trail": trail}
    return render(request, "review/preview.html", context)


def previews_of(page: ReviewPage) -> list[dict]:
    """Links to every audience's page."""
    return [{"label": one.label, "url": step_url("preview", page.edition, one.key)} for one in page.manifest.audiences]


@board_page
@require_POST
def begin(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Tell the editor that the board has begun."""
    found = get_edition_for_review(request.user, slug, number)
    begin_review(edition=found, by=request.user)
    messages.success(request, gettext("The review has begun."))
    return redirect(edition_url(found))

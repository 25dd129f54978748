"""Remarks on the text: written, answered, resolved and taken up again from the review page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.models import Edition
from editorial.shared.issues import Refused
from reviews.actions import add_comment, reopen_comment, resolve_comment
from reviews.forms import CommentForm, ReplyForm, add_issues
from reviews.independence import independence_of
from reviews.models import Comment
from reviews.queries import get_edition_for_review
from reviews.reading import ReviewPage, review_page
from reviews.reading_sections import SectionReview

from .answering import NOT_NOW, UNREADABLE, Asking, ask, asking_page, board_page, edition_url, posted
from .review import show


@board_page
@require_POST
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a section, as it stands in this edition."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user)
    section = _section_named(page, request.POST.get("version", ""))
    form = CommentForm(section, request.POST)
    if not form.is_valid():
        return show(request, page, comment=form, status=UNREADABLE)
    try:
        comment = add_comment(version=section.version, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return show(request, page, comment=form, status=NOT_NOW)
    messages.success(request, f"Your comment on “{section.heading}” is kept.")
    return redirect(edition_url(found, f"comment-{comment.pk}"))


def _section_named(page: ReviewPage, version: str) -> SectionReview:
    """The section that the form was on; ``Http404`` for words that do not stand in this edition."""
    section = next((section for section in page.sections if str(section.version.pk) == version), None)
    if section is None:
        raise Http404("No such section in this edition.")
    return section


def comment_for(user: Any, found: Edition, pk: Any) -> Comment:
    """A comment on the article; ``Http404`` for any other's, and for what the reader is not to know yet."""
    comment = found.article.comments.filter(pk=pk).select_related("section", "version__section", "in_reply_to").first()
    if comment is None or independence_of(user, found.article).hides_comment(comment):
        raise Http404("No such comment on this article.")
    return comment


@asking_page
def reply(request: HttpRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Answer a comment. Answers to answers stand under the first comment."""
    found = get_edition_for_review(request.user, slug, number)
    first = comment_for(request.user, found, comment)
    first = first.in_reply_to or first

    def act(text: str) -> str:
        add_comment(version=first.version, text=text, in_reply_to=first, audience=first.audience, by=request.user)
        return "Your answer is kept."

    text = f"{first.author.display_name} wrote: “{first.text}”"
    asking = Asking(found, "Answer a comment", "Answer", text, fragment=f"comment-{first.pk}")
    return ask(request, asking, ReplyForm(posted(request)), act)


@board_page
@require_POST
def resolve(request: HttpRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Mark a comment as dealt with."""
    found = get_edition_for_review(request.user, slug, number)
    row = resolve_comment(comment=comment_for(request.user, found, comment), by=request.user)
    messages.success(request, "The comment is resolved.")
    return redirect(edition_url(found, f"comment-{row.pk}"))


@board_page
@require_POST
def reopen(request: HttpRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Take a comment up again."""
    found = get_edition_for_review(request.user, slug, number)
    row = reopen_comment(comment=comment_for(request.user, found, comment), by=request.user)
    messages.success(request, "The comment is open again.")
    return redirect(edition_url(found, f"comment-{row.pk}"))

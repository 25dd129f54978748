"""The section editor with the board's comments beside the words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.queries import Part, get_article_for, part_of, shown_edition
from articles.views.section import edit_section
from reviews.actions import add_comment, reopen_comment, resolve_comment
from reviews.forms_desk import ReplyForm
from reviews.models import Comment
from reviews.permissions import is_chair
from reviews.threads import Thread, threads_on


def section(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The section editor."""
    return edit_section(request, slug, anchor, beside=comments_beside)


def comments_beside(user: Any, part: Part) -> dict:
    """The threads on the section, each with what the user may do to it."""
    threads = [(thread, may_resolve(user, thread)) for thread in threads_on(part)]
    return {"threads": threads, "reply_form": ReplyForm(auto_id=False)}


def may_resolve(user: Any, thread: Thread) -> bool:
    """Who asked for an answer, or the chair, resolves what must be answered; anybody of desk and board the rest."""
    comment = thread.comment
    return not comment.must_be_answered or comment.author_id == user.pk or is_chair(user, comment.article)


def _comment(article: Article, anchor: str, pk: Any) -> Comment:
    on_section = Comment.objects.filter(article=article, section__anchor=anchor).select_related("section")
    found = next((one for one in on_section if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404("No such comment.")
    return found


def _back(slug: str, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('desk:section', args=[slug, anchor])}#comments")


@login_required
@require_POST
def comment(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """Comment on the section, or answer a comment on it."""
    article = get_article_for(request.user, slug)
    part = part_of(shown_edition(article), anchor)
    answered = request.POST.get("in_reply_to", "")
    form = ReplyForm(request.POST)
    if form.is_valid():
        parent = _comment(article, anchor, answered) if answered else None
        add_comment(version=part.version, text=form.cleaned_data["text"], in_reply_to=parent, by=request.user)
        messages.success(request, "Your comment stands there now.")
    else:
        messages.error(request, "Write your comment first.")
    return _back(slug, anchor)


@login_required
@require_POST
def resolve(request: HttpRequest, slug: str, anchor: str, comment) -> HttpResponse:
    """Mark a comment as dealt with, or take it up again."""
    found = _comment(get_article_for(request.user, slug), anchor, comment)
    if request.POST.get("do") == "reopen":
        reopen_comment(comment=found, by=request.user)
    else:
        resolve_comment(comment=found, by=request.user)
    return _back(slug, anchor)

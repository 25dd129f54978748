"""Remarks on the text: written, answered, resolved and taken up again from the review page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.content import SectionContent, content_from_text
from articles.models import Edition
from editorial.shared.issues import Refused
from reviews.actions import add_comment, reopen_comment, resolve_comment
from reviews.forms import CommentForm, ReplyForm, add_issues
from reviews.independence import independence_of
from reviews.mentioning import mentions_on, names_around
from reviews.models import Comment
from reviews.permissions import NOT_AMONG_THE_BOARD, require
from reviews.queries import get_edition_for_review
from reviews.reading import ReviewPage, review_page
from reviews.reading_sections import SectionReview
from reviews.talk import named
from reviews.threads import heard_by, place_of, talk_of

from .answering import NOT_NOW, UNREADABLE, Asking, ask, asking_page, board_page, edition_url, posted
from .review import show


@board_page
@require_POST
def add(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a section, as it stands in this edition."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user)
    section = _section_named(page, request.POST.get("version", ""))
    # Whoever was named as an author since they opened the page must not tell the desk what they meant for the board.
    require(section.hears_the_board or "board_only" not in request.POST, NOT_AMONG_THE_BOARD)
    form = CommentForm(section, request.POST)
    if not form.is_valid():
        return show(request, page, comment=form, status=UNREADABLE)
    try:
        comment = add_comment(version=section.version, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return show(request, page, comment=form, status=NOT_NOW)
    said = f"Your comment on “{section.heading}” is kept."
    messages.success(request, said_of(comment, section.part.content, said))
    return redirect(edition_url(found, f"comment-{comment.pk}"))


def _section_named(page: ReviewPage, version: str) -> SectionReview:
    """The section that the form was on; ``Http404`` for words that do not stand in this edition."""
    section = next((section for section in page.sections if str(section.version.pk) == version), None)
    if section is None:
        raise Http404("No such section in this edition.")
    return section


def said_of(comment: Comment, content: SectionContent, said: str) -> str:
    """What is said of a new comment: also what its author should know of its quotation and its mentions."""
    if comment.quote and place_of(comment, content) is None:
        said += " The words you quoted do not stand in the section as it is now."
    mentions = mentions_on(comment.article, comment.text, board_only=comment.board_only)
    if mentions.people:
        said += f" It mentions {', '.join(person.name for person in mentions.people)}."
    if mentions.unknown:
        names = ", ".join(f"“@{name}”" for name in mentions.unknown)
        said += f" Nobody who can read it, or more than one, is called {names}."
    return said


def comment_for(user: Any, found: Edition, pk: Any) -> Comment:
    """A comment on the article that the user may read now; ``Http404`` for any other."""
    rows = heard_by(user, found.article).filter(pk=pk)
    comment = rows.select_related("section", "version__section", "author", "in_reply_to__author").first()
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
        made = add_comment(
            version=first.version, text=text, in_reply_to=first, audience=first.audience, by=request.user
        )
        return said_of(made, content_from_text(first.version.content), "Your answer is kept.")

    wrote = named(first.text or first.proposal, talk_of([first]).references)
    text = f"{first.author.display_name} wrote: “{wrote}”"
    asking = Asking(found, "Answer a comment", "Answer", text, fragment=f"comment-{first.pk}")
    people = names_around(found.article, besides=request.user)
    return ask(request, asking, ReplyForm(posted(request)), act, template="review/answer.html", people_around=people)


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

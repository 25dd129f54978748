"""Remarks on the text: written, answered, resolved and taken up again from the review page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Edition
from articles.words.content import SectionContent, content_from_text
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Refused, require
from editorial.shared.refusals import add_issues
from reviews.actions import add_comment, reopen_comment, resolve_comment
from reviews.forms.comments import CommentForm, ReplyForm
from reviews.models import Comment
from reviews.room.page import ReviewPage, review_page
from reviews.room.sections import SectionReview
from reviews.rules.comments import heard_by
from reviews.rules.independence import independence_of
from reviews.rules.permissions import NOT_AMONG_THE_BOARD
from reviews.rules.queries import get_edition_for_review
from reviews.talk.mentions import mentions_in_comment, names_around
from reviews.talk.text import named
from reviews.talk.threads import place_of, talk_of

from .answering import NOT_NOW, UNREADABLE, Asking, ask, asking_page, board_page, edition_url, posted, say_there
from .page import show


@board_page
@require_POST
def add(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Comment on a section, as it stands in this edition."""
    found = get_edition_for_review(request.user, slug, number)
    page = review_page(found, request.user)
    section = _section_named(page, request.POST.get("version", ""))
    # Whoever was named as an author since they opened the page must not tell the desk what they meant for the board.
    require(section.hears_the_board or "board_only" not in request.POST, str(NOT_AMONG_THE_BOARD))
    form = CommentForm(section, request.POST)
    if not form.is_valid():
        return show(request, page, comment=form, status=UNREADABLE)
    try:
        comment = add_comment(version=section.version, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add_issues(form, refused.issues)
        return show(request, page, comment=form, status=NOT_NOW)
    said = gettext("Your comment on “%(heading)s” is kept.") % {"heading": section.heading}
    say_there(request, said_of(comment, section.part.content, said))
    return redirect(edition_url(found, f"comment-{comment.pk}"))


def _section_named(page: ReviewPage, version: str) -> SectionReview:
    """The section that the form was on; ``Http404`` for words that do not stand in this edition."""
    section = next((section for section in page.sections if str(section.version.pk) == version), None)
    if section is None:
        raise Http404(gettext("No such section in this edition."))
    return section


def said_of(comment: Comment, content: SectionContent, said: str) -> str:
    """What is said of a new comment: also what its author should know of its quotation and its mentions."""
    if comment.quote and place_of(comment, content) is None:
        said += gettext(" The words you quoted do not stand in the section as it is now.")
    mentions = mentions_in_comment(comment)
    if mentions.people:
        said += gettext(" It mentions %(names)s.") % {"names": ", ".join(person.name for person in mentions.people)}
    if mentions.unknown:
        names = ", ".join(f"“@{name}”" for name in mentions.unknown)
        said += gettext(" Nobody who can read it, or more than one, is called %(names)s.") % {"names": names}
    return said


def comment_for(user: User, found: Edition, pk: Any) -> Comment:
    """A comment on the article that the user may read now; ``Http404`` for any other."""
    rows = heard_by(user, found.article).filter(pk=pk)
    comment = rows.select_related("section", "version__section", "author", "in_reply_to__author").first()
    if comment is None or independence_of(user, found.article).hides_comment(comment):
        raise Http404(gettext("No such comment on this article."))
    return comment


@asking_page
def reply(request: SignedInRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Answer a comment. Answers to answers stand under the first comment."""
    found = get_edition_for_review(request.user, slug, number)
    first = comment_for(request.user, found, comment)
    first = first.in_reply_to or first

    def act(text: str) -> str:
        made = add_comment(
            version=first.version, text=text, in_reply_to=first, audience=first.audience, by=request.user
        )
        return said_of(made, content_from_text(first.version.content), gettext("Your answer is kept."))

    wrote = named(first.text or first.proposal, talk_of([first]).references)
    text = gettext("%(author)s wrote: “%(wrote)s”") % {"author": first.called, "wrote": wrote}
    asking = Asking(found, gettext("Answer a comment"), gettext("Answer"), text, fragment=f"comment-{first.pk}")
    people = names_around(found.article, besides=request.user)
    return ask(request, asking, ReplyForm(posted(request)), act, template="review/answer.html", people_around=people)


@board_page
@require_POST
def resolve(request: SignedInRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Mark a comment as dealt with."""
    found = get_edition_for_review(request.user, slug, number)
    row = resolve_comment(comment=comment_for(request.user, found, comment), by=request.user)
    say_there(request, gettext("The comment is resolved."))
    return redirect(edition_url(found, f"comment-{row.pk}"))


@board_page
@require_POST
def reopen(request: SignedInRequest, slug: str, number: int, comment: Any) -> HttpResponse:
    """Take a comment up again."""
    found = get_edition_for_review(request.user, slug, number)
    row = reopen_comment(comment=comment_for(request.user, found, comment), by=request.user)
    say_there(request, gettext("The comment is open again."))
    return redirect(edition_url(found, f"comment-{row.pk}"))

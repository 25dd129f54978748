"""The section editor with the board's comments beside the words."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles.models import Article, Edition, Pin, SectionVersion
from articles.queries import Part, get_article_for, get_draft_for, part_of, shown_edition
from articles.words.content import SectionContent, content_from_text
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.desk.forms.comments import ReplyForm
from editorial.desk.forms.common import base_version
from editorial.desk.views.sections import edit_section
from editorial.shared.issues import Issue
from editorial.shared.refusals import NotTaken
from reviews.actions import accept_proposal, add_comment, decline_proposal, reopen_comment, resolve_comment
from reviews.models import Comment
from reviews.room.returned import WhoQuestion, accounts_that_write, who_question
from reviews.rules.comments import heard_by, is_given_to_the_board
from reviews.talk.mentions import names_around
from reviews.talk.proposals import accept_issues
from reviews.talk.threads import Thread, threads_for
from reviews.views.comments import said_of


def section(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """The section editor."""
    return edit_section(request, slug, anchor, beside=comments_beside)


def comments_beside(user: User, part: Part) -> dict:
    """The threads on the section, each with what keeps its proposal from being accepted; and who can be mentioned."""
    article = part.section.article
    edition = shown_edition(article)
    threads = threads_for(user, article, {part.section.pk: part.content})[part.section.pk]
    return {
        "threads": [(thread, _accept_issues(thread, edition, part), question) for thread, question in _asked(threads)],
        "people_around": names_around(article, besides=user, reaches_board=is_given_to_the_board(part.version)),
    }


def _asked(threads: list[Thread]) -> list[tuple[Thread, WhoQuestion | None]]:
    """Each thread, with the question who wrote its words if nobody knows. No query where none is from a file."""
    from_files = any(thread.comment.returned_id for thread in threads)
    accounts = accounts_that_write(threads[0].comment.article) if from_files else []
    return [(thread, who_question(thread.comment, accounts)) for thread in threads]


def _accept_issues(thread: Thread, edition: Edition, part: Part) -> list[Issue]:
    return accept_issues(thread.comment, edition, part.content) if thread.is_proposal_open else []


def _comment(user: User, article: Article, anchor: str, pk: Any) -> Comment:
    """A comment on the section that the user may read; ``Http404`` for any other."""
    on_section = heard_by(user, article).filter(section__anchor=anchor).select_related("section", "author", "version")
    found = next((one for one in on_section if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404(gettext("No such comment."))
    return found


def _back(article: Article, anchor: str) -> HttpResponse:
    """To the comments below the section; to those on the article's page where the section is gone."""
    if Pin.objects.filter(edition=shown_edition(article), section__anchor=anchor).exists():
        return redirect(f"{reverse('desk:section', args=[article.slug, anchor])}#comments")
    return redirect(f"{reverse('desk:article', args=[article.slug])}#gone-{anchor}")


def _said_of_words(article: Article, anchor: str, parent: Comment | None) -> tuple[SectionVersion, SectionContent]:
    """What a comment is said of: the section as it stands; where it is gone, what the answered one was about."""
    if parent is not None and not Pin.objects.filter(edition=shown_edition(article), section=parent.section).exists():
        return parent.version, content_from_text(parent.version.content)
    part = part_of(shown_edition(article), anchor)
    return part.version, part.content


@login_required
@require_POST
def comment(request: SignedInRequest, slug: str, anchor: str) -> HttpResponse:
    """Comment on the section, or answer a comment on it: also on one that is gone."""
    article = get_article_for(request.user, slug)
    answered = request.POST.get("in_reply_to", "")
    parent = _comment(request.user, article, anchor, answered) if answered else None
    version, content = _said_of_words(article, anchor, parent)
    form = ReplyForm(request.POST)
    if form.is_valid():
        made = add_comment(version=version, in_reply_to=parent, by=request.user, **form.cleaned_data)
        messages.success(request, said_of(made, content, gettext("Your comment stands there now.")))
    else:
        errors = " ".join(str(error) for field in form.errors.values() for error in field)
        messages.error(request, errors if request.POST.get("text") else gettext("Write your comment first."))
        return NotTaken(_back(article, anchor)["Location"])
    return _back(article, anchor)


@login_required
@require_POST
def resolve(request: SignedInRequest, slug: str, anchor: str, comment) -> HttpResponse:
    """Mark a comment as dealt with, or take it up again."""
    article = get_article_for(request.user, slug)
    found = _comment(request.user, article, anchor, comment)
    if request.POST.get("do") == "reopen":
        reopen_comment(comment=found, by=request.user)
    else:
        resolve_comment(comment=found, by=request.user)
    return _back(article, anchor)


@login_required
@require_POST
def accept(request: SignedInRequest, slug: str, anchor: str, comment) -> HttpResponse:
    """Put the words that a comment proposes into the draft."""
    draft = get_draft_for(request.user, slug)
    found = _comment(request.user, draft.article, anchor, comment)
    version = accept_proposal(comment=found, edition=draft, base_version=base_version(request), by=request.user)
    said = gettext("Accepted: the words of %(author)s are in version %(version)s.")
    if found.returned_id is not None:
        said = gettext("Accepted: the words of the file are in version %(version)s.")
    messages.success(request, said % {"author": found.author.display_name, "version": version.number})
    return _back(draft.article, anchor)


@login_required
@require_POST
def decline(request: SignedInRequest, slug: str, anchor: str, comment) -> HttpResponse:
    """Leave the text as it is, with a reason for who proposed other words."""
    article = get_article_for(request.user, slug)
    found = _comment(request.user, article, anchor, comment)
    decline_proposal(comment=found, reason=request.POST.get("text", ""), by=request.user)
    messages.success(request, gettext("Declined. Your reason stands with the comment."))
    return _back(article, anchor)

"""Word files that come back: chosen, looked at, brought in one action; remarks confirmed, names answered."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.permissions import may_edit
from articles.queries import title_of
from editorial.accounts.models import User
from editorial.accounts.requests import SignedInRequest
from editorial.shared.issues import Issue, Refused
from editorial.shared.refusals import add_issues
from editorial.shared.retention import RETURNED_UPLOADS
from reviews.actions import bring_file, confirm_remark, say_who
from reviews.forms.returned import NOBODY, BringForm
from reviews.models import Comment, ReturnedFile
from reviews.room.returned import accounts_that_write, files_of, get_article_to_bring_to, kept_file, look_at
from reviews.rules.comments import heard_by
from reviews.rules.queries import latest_submitted_of
from reviews.rules.returned import namesakes_of
from reviews.talk.returned import Returning, read_returned

from .answering import NOT_NOW, UNREADABLE, asking_page, board_page, posted, say_there, title_in, trail_of

KEPT_FOR = int(RETURNED_UPLOADS.total_seconds())
MEGABYTE = 1024 * 1024


def _article(user: User, slug: str) -> Article:
    article = get_article_to_bring_to(user, slug)
    if article is None:
        raise Http404(_("No such article."))
    return article


def _trail(user: User, article: Article) -> list[dict[str, Any]]:
    """The way up: over the desk's page of the article, or the board's."""
    if may_edit(user, article):
        url = reverse("desk:article", args=[article.slug])
        return [{"label": _("Desk"), "url": "/desk/"}, {"label": title_of(article), "url": url, "is_article": True}]
    edition = latest_submitted_of(article)
    if edition is None:
        raise Http404(_("No such article."))
    return trail_of(article, title_in(edition), edition)


def _above(user: User, article: Article) -> dict[str, Any]:
    """The way up, and the page that leads here."""
    trail = _trail(user, article)
    return {"trail": trail, "back": trail[-1]}


def _below(user: User, article: Article) -> dict[str, Any]:
    """The same for what comes after choosing a file."""
    above = _above(user, article)
    chosen = {"label": _("Bring a Word file back"), "url": reverse("review:bring_file", args=[article.slug])}
    return {**above, "trail": [*above["trail"], chosen]}


@asking_page
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose the file. It is read, and waits at its preview; nothing of it is in the article yet."""
    article = _article(request.user, slug)
    form, status = BringForm(posted(request), request.FILES or None), 200
    if request.method == "POST":
        status = UNREADABLE
        if form.is_valid():
            try:
                return redirect("review:look_at_file", slug, _keep(request, article, form.cleaned_data["file"]))
            except Refused as refused:
                add_issues(form, refused.issues)
    context = {
        "article": article,
        "form": form,
        **_above(request.user, article),
        "files": files_of(article, request.user),
        "megabytes": settings.IMPORT_MAX_BYTES // MEGABYTE,
    }
    return render(request, "review/bring_file.html", context, status=status)


def _keep(request: SignedInRequest, article: Article, upload: Any) -> str:
    """Read it once, so that what is wrong with it is said here; then keep it for this person, a while."""
    if upload.size > settings.IMPORT_MAX_BYTES:
        message = _("%(name)s has %(size).1f MB; at most %(most)s MB are taken.")
        values = {"name": upload.name, "size": upload.size / MEGABYTE, "most": settings.IMPORT_MAX_BYTES // MEGABYTE}
        raise Refused(Issue("too-large", message % values, "file"))
    data = upload.read()
    read_returned(article, upload.name, data, by=request.user)
    token = get_random_string(24)
    _make_room(request.user, _key(request.user, article, token))
    cache.set(_key(request.user, article, token), (upload.name, data), KEPT_FOR)
    return token


def _make_room(user: User, key: str) -> None:
    """One more of this person's files waits; of more than ``RETURNED_FILES_WAITING`` those chosen first are let go."""
    index = f"returned-files:{user.pk}"
    waiting = [one for one in cache.get(index, []) if one in cache] + [key]
    cache.delete_many(waiting[: -settings.RETURNED_FILES_WAITING])
    cache.set(index, waiting[-settings.RETURNED_FILES_WAITING :], KEPT_FOR)


def _key(user: User, article: Article, token: str) -> str:
    return f"returned-file:{user.pk}:{article.pk}:{token}"


@asking_page
def look(request: SignedInRequest, slug: str, token: str) -> HttpResponse:
    """What the file says, as it fits today; and the one action that brings all of it."""
    article = _article(request.user, slug)
    kept = cache.get(_key(request.user, article, token))
    if kept is None:
        messages.warning(request, _("The file is no longer here: choose it again. Nothing of it was brought."))
        return redirect("review:bring_file", slug)
    name, data = kept
    issues: list[Issue] = []
    if request.method == "POST":
        try:
            row = bring_file(
                article=article,
                name=name,
                data=data,
                seen=request.POST.get("seen", ""),
                mine=request.POST.getlist("mine"),
                by=request.user,
            )
        except Refused as refused:
            issues = refused.issues
        else:
            cache.delete(_key(request.user, article, token))
            messages.success(request, _("Brought. Here is where each remark stands, and what fits nowhere."))
            return redirect("review:returned_file", slug, row.pk)
    return _look(request, article, read_returned(article, name, data, by=request.user), issues)


def _look(request: SignedInRequest, article: Article, returning: Returning, issues: list[Issue]) -> HttpResponse:
    context = {
        "article": article,
        "look": look_at(returning, request.user),
        "issues": issues,
        **_below(request.user, article),
    }
    return render(request, "review/look_at_file.html", context, status=NOT_NOW if issues else 200)


def _file(user: User, slug: str, pk: Any) -> ReturnedFile:
    article = _article(user, slug)
    row = next((row for row in files_of(article, user) if row.pk == pk), None)
    if row is None:
        raise Http404(_("No such file."))
    return row


@board_page
def returned_file(request: SignedInRequest, slug: str, file: Any) -> HttpResponse:
    """A file that was brought: what fitted nowhere, and where the rest stands."""
    row = _file(request.user, slug, file)
    context = {
        "kept": kept_file(row),
        "article": row.article,
        "at_desk": may_edit(request.user, row.article),
        **_below(request.user, row.article),
    }
    return render(request, "review/returned_file.html", context)


@board_page
@require_POST
def confirm(request: SignedInRequest, slug: str, comment: Any) -> HttpResponse:
    """Say that a remark of a file is one's own."""
    article = _article(request.user, slug)
    row = heard_by(request.user, article).filter(pk=comment, returned__isnull=False).first()
    if row is None:
        raise Http404(_("No such remark."))
    row = confirm_remark(comment=row, by=request.user, must_be_answered="must_be_answered" in request.POST)
    say_there(request, _("The remark is yours now."))
    return redirect(f"{_comment_page(request.user, row)}#comment-{(row.in_reply_to or row).pk}")


def _comment_page(user: User, comment: Comment) -> str:
    if may_edit(user, comment.article):
        return reverse("desk:section", args=[comment.article.slug, comment.section.anchor])
    return str(_trail(user, comment.article)[-1]["url"])


@board_page
@require_POST
def who(request: SignedInRequest, slug: str, file: Any) -> HttpResponse:
    """Say who a name in a file is: an account, or nobody who has one."""
    row = _file(request.user, slug, file)
    name, said = request.POST.get("name", ""), request.POST.get("who", "")
    if said == NOBODY:
        say_who(file=row, name=name, by=request.user, other_than=namesakes_of(name))
    else:
        user = next((one for one in accounts_that_write(row.article) if str(one.pk) == said), None)
        if user is None:
            message = _("Choose who it is, or say that it is nobody who has an account.")
            raise Refused(Issue("no-answer", message, "who"))
        say_who(file=row, name=name, by=request.user, user=user)
    messages.success(request, _("Noted. Whoever wrote words that are accepted does not sign them."))
    anchor = request.POST.get("anchor", "")
    if row.article.sections.filter(anchor=anchor).exists():
        return redirect(f"{reverse('desk:section', args=[slug, anchor])}#comments")
    return redirect("review:returned_file", slug, row.pk)

"""What an article brings along from where it stood before: its old addresses, and whose it is."""

import re
from urllib.parse import unquote, urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext

from articles.locks import lock_article
from articles.models import Article, OldPath
from articles.models.old_path import MAX_PATH
from articles.permissions import may_write, require_edit
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse

from .articles import add_collaborator

_PLAIN = re.compile(r"/[^\s?#\\]*")


def path_of(address: str) -> str:
    """The path of an old address, given whole or as a path; without query and host, as requests have it."""
    path = unquote(urlsplit(address.strip()).path)
    return path if path.startswith("/") or not path else f"/{path}"


def path_issues(path: str, article: Article | None = None) -> list[Issue]:
    """Why this old path cannot lead to the article (None: to a new one)."""
    if not _PLAIN.fullmatch(path) or path == "/" or len(path) > MAX_PATH:
        return [
            Issue(
                "old-path",
                gettext("“%(path)s” is no path of a page: give it as /folder/page.html.") % {"path": path},
                gettext("old addresses"),
            )
        ]
    if _is_ours(path):
        return [
            Issue(
                "old-path-ours",
                gettext("“%(path)s” is an address of this site itself.") % {"path": path},
                gettext("old addresses"),
            )
        ]
    row = OldPath.objects.filter(path=path).select_related("article").first()
    if row is not None and row.article != article:
        return [
            Issue(
                "old-path-taken",
                gettext("“%(path)s” leads to another article already.") % {"path": path},
                gettext("old addresses"),
            )
        ]
    return []


def _is_ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@transaction.atomic
def keep_old_path(*, article: Article, address: str, by: User) -> None:
    """Let an old address lead to this article, for ever. Doing it twice changes nothing."""
    article = lock_article(article.pk)
    require_edit(by, article)
    path = path_of(address)
    refuse(path_issues(path, article))
    if OldPath.objects.filter(path=path).exists():
        return
    OldPath.objects.create(path=path, article=article, by=by)
    append_event(chain=article_chain(article.pk), verb="article.old_path_kept", subject=f"article:{article.pk}", by=by)


@transaction.atomic
def give_article(*, article: Article, to: User, by: User) -> Article:
    """Make another editor the owner; who gave it stays among those who work on it. Only its owner gives it away."""
    article = lock_article(article.pk)
    if article.owner_id == to.pk:
        return article
    if article.owner_id != by.pk:
        raise PermissionDenied(gettext("Only an article’s owner gives it away."))
    if not may_write(to):
        raise Refused(Issue("not-an-editor", gettext("%(to)s is not an editor.") % {"to": to.display_name}, "owner"))
    add_collaborator(article=article, user=by, by=by)
    article.owner = to
    save_audited(article, by=by, reason="Given to another editor")
    append_event(
        chain=article_chain(article.pk),
        verb="article.given",
        subject=f"article:{article.pk}",
        by=by,
        user=str(to.pk),
    )
    return article

"""Who may write what. Pure questions; views and actions ask the same ones."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from articles.models import Article
from editorial.accounts.roles import is_administrator, is_editor


def may_write(user) -> bool:
    """May begin articles: every editor."""
    return is_editor(user)


def may_keep_contributors(user) -> bool:
    """May add and change the people named on articles: editors, and administrators, who set up people."""
    return is_editor(user) or is_administrator(user)


def may_edit(user, article: Article) -> bool:
    """May change this article's drafts, submit and take back: its owner and collaborators, while they are editors."""
    if not is_editor(user):
        return False
    return article.owner_id == user.pk or article.collaborators.filter(user=user).exists()


def require_edit(user, article: Article) -> None:
    """Raise ``PermissionDenied`` unless :func:`may_edit`."""
    if not may_edit(user, article):
        raise PermissionDenied(gettext("Only the article's owner and collaborators may do this."))


def may_keep_templates(user) -> bool:
    """May say with which sections articles begin: administrators."""
    return is_administrator(user)


def may_keep_plain_words(user) -> bool:
    """May add to, change and take out of the table of plain words: editors and administrators."""
    return is_editor(user) or is_administrator(user)

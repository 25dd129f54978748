"""Who may have a picture or a sound before readers do."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext

from articles.media_files import MediumFile, file_of_article, submitted_with
from articles.models import Edition
from articles.queries import visible_to
from editorial.accounts.models import User
from editorial.accounts.roles import is_administrator
from reviews.rules.permissions import may_read


def get_file_for(user: User, article: UUID, digest: str) -> MediumFile:
    """A file of an article for who may see it where it stands: its editors all that was brought to it; the board what
    stands in an edition that they may read; administrators what was submitted. ``Http404`` to everybody else, whether
    there is such a file or not."""
    found = file_of_article(article, digest)
    mine = visible_to(user).filter(pk=article).exists()
    read = any(is_administrator(user) or may_read(user, edition) for edition in submitted_with(article, digest))
    if found is None or not (mine or read):
        raise Http404(gettext("No such file."))
    return found


def get_file_in(edition: Edition, digest: str) -> MediumFile:
    """A file that stands in this submitted edition; ``Http404`` for any other."""
    found = file_of_article(edition.article_id, digest)
    if found is None or not submitted_with(edition.article_id, digest).filter(pk=edition.pk).exists():
        raise Http404(gettext("No such file."))
    return found

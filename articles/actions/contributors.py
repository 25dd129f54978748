"""The people named on articles, and who they are."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from articles.locks import lock_articles
from articles.models import Contributor
from articles.permissions import may_keep_contributors
from articles.requirements import namesake_issues, namesakes_of
from articles.text import clean_line
from editorial.accounts.models import User
from editorial.record.actions import SITE, append_event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse

from .linking import articles_naming, count_from_the_start


@transaction.atomic
def save_contributor(
    *,
    by: User,
    contributor: Contributor | None = None,
    name: str,
    credentials: str,
    interests: str,
    user: User | None = None,
    outsider: bool = False,
    other_than: Iterable[User] = (),
) -> Contributor:
    """Add a contributor, or change one; editions already submitted keep what they said.

    Who they are is the account that they have (``user``), or that they have none (``outsider``): then ``other_than``
    are the accounts of the same name that are somebody else's. An account that is given later counts from the start:
    its person had a hand in what every submitted edition that names them brought, and their signatures there no longer
    count. Raises :class:`Refused` for another account than before, and where an account of the same name may be theirs.
    """
    if not may_keep_contributors(by):
        raise PermissionDenied(gettext("Only editors and administrators keep contributors."))
    locked = lock_articles(articles_naming(contributor)) if contributor and user else []
    row = Contributor()
    if contributor is not None:
        row = Contributor.objects.select_for_update().get(pk=contributor.pk)
    renamed = row.name != name
    row.name = clean_line(name, where=gettext("the name"))
    row.credentials = clean_line(credentials, where=gettext("the credentials"))
    row.interests = clean_line(interests, where=gettext("the interests"))
    refuse([] if row.name else [Issue("no-name", gettext("Give the contributor's name."), "name")])
    refuse(_account_issues(row, user, outsider))
    is_linked = user is not None and row.user_id is None
    if user is not None:
        row.user, row.is_outsider = user, False
    elif outsider or (row.is_outsider and renamed):
        row.is_outsider = True
        row.other_than = sorted({*row.other_than, *(account.pk for account in other_than)})
        refuse(namesake_issues(row, namesakes_of([row])[row.pk], "other_than"))
    if save_audited(row, by=by, reason="Contributor saved"):
        if is_linked and contributor is not None:
            count_from_the_start(row, locked, by=by)
        append_event(chain=SITE, verb="contributor.saved", subject=f"contributor:{row.pk}", by=by)
    return row


def _account_issues(row: Contributor, user: User | None, outsider: bool) -> list[Issue]:
    """An account, once named, stays: who wrote may not sign, whatever the byline says later."""
    if outsider and (user or row.user_id):
        return [Issue("has-account", gettext("This contributor has an account."), "user")]
    if user is None or row.user_id in (None, user.pk):
        return []
    return [Issue("other-account", gettext("This contributor has another account: add a new contributor."), "user")]


def contributor_for_user(user: User, *, by: User) -> Contributor:
    """The contributor that stands for an account, made from the account if there is none yet."""
    existing = Contributor.objects.filter(user=user).order_by("pk").first()
    if existing is not None:
        return existing
    return save_contributor(by=by, name=user.display_name, credentials=user.credentials, interests="", user=user)

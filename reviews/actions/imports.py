"""Importing an article together with what the workflow knows of it: its review policy, and its submission."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext

from articles.actions.importing import ImportResult, import_document
from articles.actions.moving_in import give_article, keep_old_path
from articles.actions.sources import Brought
from articles.exchange.document import Document
from articles.models import Article, Edition
from articles.queries import draft_of
from editorial.accounts.models import User
from editorial.shared.issues import Issue, Refused
from reviews.models import ReviewPolicy

from .boards import set_article_policy
from .submission import submit


@dataclass(frozen=True)
class MovingIn:
    """What an article brings along from where it stood before."""

    old_addresses: tuple[str, ...] = ()
    owner: User | None = None


@dataclass
class ImportedArticle:
    """What was imported; the edition if it was submitted, and what kept it from being submitted."""

    result: ImportResult
    submitted: Edition | None = None
    blocked: list[Issue] = field(default_factory=list)


@transaction.atomic
def import_article(
    *,
    document: Document,
    by: User,
    submitting: bool = False,
    brought: Brought | None = None,
    moving: MovingIn | None = None,
) -> ImportedArticle:
    """Import a document, put the article under the review policy that it names, and, if asked, submit it.

    Submitting confirms, in the name of ``by``, that audiences without a wording of their own read the text for
    everyone. The import stays when the submission is refused; ``blocked`` then says why. ``moving`` is what comes
    along with it: old addresses, which lead here from then on, and whose it becomes.
    """
    result = import_document(document=document, by=by, confirm_base=submitting, brought=brought)
    follow_policy(article=result.article, document=document, by=by)
    imported = ImportedArticle(result)
    if moving is not None:
        for address in moving.old_addresses:
            keep_old_path(article=result.article, address=address, by=by)
    if submitting:
        _submit(imported, by)
    if moving is not None and moving.owner is not None:
        result.article = give_article(article=result.article, to=moving.owner, by=by)
    return imported


@transaction.atomic
def follow_policy(*, article: Article, document: Document, by: User) -> None:
    """Put the article under the review policy that the document names, if any. Refused if there is none such."""
    if not document.policy:
        return
    policy = ReviewPolicy.objects.filter(name=document.policy).first()
    if policy is None:
        names = "”, “".join(ReviewPolicy.objects.order_by("name").values_list("name", flat=True))
        known = gettext("There are: “%(names)s”.") % {"names": names} if names else gettext("None is set up yet.")
        raise Refused(
            Issue(
                "unknown-policy",
                gettext("There is no review policy “%(policy)s”. %(known)s")
                % {"policy": document.policy, "known": known},
                "policy",
            )
        )
    set_article_policy(article=article, policy=policy, by=by)


def _submit(imported: ImportedArticle, by: User) -> None:
    edition = draft_of(imported.result.article)
    if edition is None:
        imported.blocked = [Issue("no-draft", gettext("There is no draft to submit: nothing had changed."))]
        return
    try:
        with transaction.atomic():
            imported.submitted = submit(edition=edition, by=by)
    except Refused as refused:
        imported.blocked = refused.issues

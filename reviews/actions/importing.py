"""Importing an article together with what the workflow knows of it: its review policy, and its submission."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from articles.actions.importing import ImportResult, import_document
from articles.exchange.document import Document
from articles.models import Article, Edition
from articles.queries import draft_of
from editorial.shared.issues import Issue, Refused
from reviews.models import ReviewPolicy

from .boards import set_article_policy
from .submitting import submit


@dataclass
class ImportedArticle:
    """What was imported; the edition if it was submitted, and what kept it from being submitted."""

    result: ImportResult
    submitted: Edition | None = None
    blocked: list[Issue] = field(default_factory=list)


@transaction.atomic
def import_article(*, document: Document, by: Any, submitting: bool = False) -> ImportedArticle:
    """Import a document, put the article under the review policy that it names, and, if asked, submit it.

    Submitting confirms, in the name of ``by``, that audiences without a wording of their own read the text for
    everyone. The import stays when the submission is refused; ``blocked`` then says why.
    """
    result = import_document(document=document, by=by, confirm_base=submitting)
    follow_policy(article=result.article, document=document, by=by)
    imported = ImportedArticle(result)
    if submitting:
        _submit(imported, by)
    return imported


@transaction.atomic
def follow_policy(*, article: Article, document: Document, by: Any) -> None:
    """Put the article under the review policy that the document names, if any. Refused if there is none such."""
    if not document.policy:
        return
    policy = ReviewPolicy.objects.filter(name=document.policy).first()
    if policy is None:
        names = "”, “".join(ReviewPolicy.objects.order_by("name").values_list("name", flat=True))
        known = f"There are: “{names}”." if names else "None is set up yet."
        raise Refused(Issue("unknown-policy", f"There is no review policy “{document.policy}”. {known}", "policy"))
    set_article_policy(article=article, policy=policy, by=by)


def _submit(imported: ImportedArticle, by: Any) -> None:
    edition = draft_of(imported.result.article)
    if edition is None:
        imported.blocked = [Issue("no-draft", "There is no draft to submit: nothing had changed.")]
        return
    try:
        with transaction.atomic():
            imported.submitted = submit(edition=edition, by=by)
    except Refused as refused:
        imported.blocked = refused.issues

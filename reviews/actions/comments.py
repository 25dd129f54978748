"""Remarks on the text, seen by board and desk."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.locks import lock_article
from articles.models import Article, SectionVersion
from articles.permissions import may_edit
from articles.text import clean_line
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse
from reviews.models import Comment
from reviews.permissions import is_chair, may_review, require

from .prose import clean_note
from .told import tell_comment


def may_comment(user: Any, article: Article) -> bool:
    """The article's board, its owner and collaborators; also those who may not sign."""
    return may_review(user, article) or may_edit(user, article)


@transaction.atomic
def add_comment(
    *,
    version: SectionVersion,
    text: str,
    by: Any,
    audience: str = "",
    quote: str = "",
    must_be_answered: bool = False,
    in_reply_to: Comment | None = None,
) -> Comment:
    """Remark on a section, perhaps on words quoted from it, perhaps in reply. Only the board can demand an answer."""
    article = lock_article(version.section.article_id)
    require(may_comment(by, article), "Only the article's board and its editors comment.")
    text = clean_note(text)
    refuse([] if text else [Issue("no-text", "Write your comment first.", "text")])
    if in_reply_to is not None and in_reply_to.section_id != version.section_id:
        refuse([Issue("other-section", "A reply belongs to the section of the comment it answers.")])
    comment = Comment(
        article=article,
        section=version.section,
        version=version,
        audience=audience,
        quote=clean_line(quote, where="the quotation"),
        text=text,
        must_be_answered=must_be_answered and may_review(by, article),
        in_reply_to=in_reply_to,
        author=by,
    )
    save_audited(comment, by=by, reason="Written")
    _record(article, comment, "comment.added", by)
    tell_comment(comment, by)
    return comment


@transaction.atomic
def resolve_comment(*, comment: Comment, by: Any) -> Comment:
    """Mark a comment as dealt with. One that must be answered is resolved by its author or the chair."""
    article, comment = _lock(comment)
    allowed = may_comment(by, article)
    if comment.must_be_answered:
        allowed = comment.author_id == by.pk or is_chair(by, article)
    require(allowed, "Who asked for an answer, or the chair, resolves it.")
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        save_audited(comment, by=by, reason="Resolved")
        _record(article, comment, "comment.resolved", by)
    return comment


@transaction.atomic
def reopen_comment(*, comment: Comment, by: Any) -> Comment:
    """Take a comment up again."""
    article, comment = _lock(comment)
    require(may_comment(by, article), "Only the article's board and its editors comment.")
    if comment.resolved_at is not None:
        comment.resolved_at, comment.resolved_by = None, None
        save_audited(comment, by=by, reason="Reopened")
        _record(article, comment, "comment.reopened", by)
    return comment


def _lock(comment: Comment) -> tuple[Article, Comment]:
    article = lock_article(comment.article_id)
    return article, Comment.objects.select_for_update().get(pk=comment.pk)


def _record(article: Article, comment: Comment, verb: str, by: Any) -> None:
    append_event(
        chain=article_chain(article.pk),
        verb=verb,
        subject=f"comment:{comment.pk}",
        by=by,
        section=str(comment.section_id),
        version=str(comment.version_id),
    )

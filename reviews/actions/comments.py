"""Remarks on the text, seen by board and desk, or by the board only."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.locks import lock_article
from articles.models import Article, SectionVersion
from articles.permissions import may_edit
from articles.text import clean_line, clean_note
from articles.words.content import content_from_text
from editorial.accounts.models import User
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, refuse, require
from reviews.models import Comment
from reviews.rules.comments import is_given_to_the_board
from reviews.rules.decisions import Decision, deciding_issues_on
from reviews.rules.permissions import NOT_AMONG_THE_BOARD, hears_the_board, may_review
from reviews.talk.mentions import mentions_on
from reviews.talk.proposals import proposal_issues
from reviews.talk.threads import may_resolve, reference_names

from .notices.comments import tell_of_comment


def may_comment(user: User, article: Article) -> bool:
    """The article's board, its owner and collaborators; also those who may not sign."""
    return may_review(user, article) or may_edit(user, article)


@transaction.atomic
def add_comment(
    *,
    version: SectionVersion,
    text: str,
    by: User,
    audience: str = "",
    quote: str = "",
    proposal: str = "",
    must_be_answered: bool = False,
    board_only: bool = False,
    in_reply_to: Comment | None = None,
) -> Comment:
    """Remark on a section, perhaps on words quoted from it, perhaps in reply; perhaps propose other words for them.

    What is said of words that the board was never given stays at the desk until it is (:mod:`reviews.rules.comments`).
    Only the board can demand an answer, and only from who can read the comment. What is for the board only is written
    and read by members whose own work the article is not; an answer is read by whom its comment is read by.
    """
    article = lock_article(version.section.article_id)
    require(may_comment(by, article), gettext("Only the article's board and its editors comment."))
    first = in_reply_to and (in_reply_to.in_reply_to or in_reply_to)  # answers to answers stand under the first
    board_only = first.board_only if first else board_only
    require(not board_only or hears_the_board(by, article), str(NOT_AMONG_THE_BOARD))
    text, content = clean_note(text), content_from_text(version.content)
    quote, proposal = (
        clean_line(quote, where=gettext("the quotation")),
        clean_line(proposal, where=gettext("the proposal")),
    )
    must_be_answered = must_be_answered and may_review(by, article)
    issues = _comment_issues(version, text, proposal, first, alone=board_only, must=must_be_answered)
    refuse(issues or proposal_issues(content, audience, quote, proposal))
    version = version if first is None or quote else first.version
    reaches_board = is_given_to_the_board(version)
    comment = Comment(
        article=article,
        section=version.section,
        version=version,
        audience=audience,
        quote=with_keys(quote, content.cited_keys()),
        proposal=proposal,
        text=text,
        must_be_answered=must_be_answered and reaches_board,
        board_only=board_only,
        mentioned=_mentioned(article, text, board_only, reaches_board),
        in_reply_to=first,
        author=by,
    )
    save_audited(comment, by=by, reason="Written")
    record_comment(article, comment, "comment.added", by)
    tell_of_comment(comment, by=by)
    return comment


def _mentioned(article: Article, text: str, board_only: bool, reaches_board: bool) -> list[UUID]:
    found = mentions_on(article, text, board_only=board_only, reaches_board=reaches_board)
    return [person.id for person in found.people]


def _comment_issues(
    version: SectionVersion, text: str, proposal: str, answered: Comment | None, *, alone: bool, must: bool
) -> list[Issue]:
    issues = []
    if not (text or proposal):
        issues.append(Issue("no-text", gettext("Write your comment first."), "text"))
    if answered is not None and answered.section_id != version.section_id:
        issues.append(Issue("other-section", gettext("A reply belongs to the section of the comment it answers.")))
    if alone and must:
        message = gettext("The desk cannot answer what only the board reads: choose one of the two.")
        issues.append(Issue("nobody-answers", message, "must_be_answered"))
    if alone and proposal:
        message = gettext(
            "The editor cannot accept what only the board reads: propose words where the editor sees them."
        )
        issues.append(Issue("nobody-accepts", message, "proposal"))
    return issues


def with_keys(quote: str, keys: set[str]) -> str:
    """The quotation with the names of the references that its section cites turned into their keys: names can change,
    and they are not among the words that are looked for."""
    names = reference_names(keys) if quote else {}
    for key, name in sorted(names.items(), key=lambda pair: -len(pair[1])):
        quote = quote.replace(name, f"[@{key}]") if f"[@{key}" not in quote else quote
    return quote


@transaction.atomic
def resolve_comment(*, comment: Comment, by: User) -> Comment:
    """Mark a comment as dealt with. One that must be answered is resolved by its author or the chair."""
    article, comment = lock_comment(comment, by)
    if not may_resolve(by, comment, decides=False):
        refuse(
            deciding_issues_on(
                Decision.RESOLVE, article, by, gettext("Who asked for an answer, or the chair, resolves it.")
            )
        )
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = timezone.now(), by
        save_audited(comment, by=by, reason="Resolved")
        record_comment(article, comment, "comment.resolved", by)
    return comment


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User) -> Comment:
    """Take a comment up again."""
    article, comment = lock_comment(comment, by)
    if comment.resolved_at is not None:
        comment.resolved_at, comment.resolved_by = None, None
        save_audited(comment, by=by, reason="Reopened")
        record_comment(article, comment, "comment.reopened", by)
    return comment


def lock_comment(comment: Comment, by: User) -> tuple[Article, Comment]:
    """Lock the article, then the comment; then check that ``by`` may read and answer it."""
    article = lock_article(comment.article_id)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    require(may_comment(by, article), gettext("Only the article's board and its editors comment."))
    require(not comment.board_only or hears_the_board(by, article), gettext("This is read by the board only."))
    return article, comment


def record_comment(article: Article, comment: Comment, verb: str, by: User, **facts: Any) -> None:
    """The event. What only the board reads has verbs of its own, which no page of the desk shows."""
    append_event(
        chain=article_chain(article.pk),
        verb=f"board_{verb}" if comment.board_only else verb,
        subject=f"comment:{comment.pk}",
        by=by,
        section=str(comment.section_id),
        version=str(comment.version_id),
        **facts,
    )

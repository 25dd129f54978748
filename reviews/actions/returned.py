"""Word files that come back: brought all at once, confirmed by those who wrote in them, their names tied to people."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.contributors import contributor_for_user, save_contributor
from articles.locks import lock_article
from articles.models import Article, Contributor
from articles.permissions import require_edit
from editorial.accounts.models import User
from editorial.files.actions import keep_file
from editorial.record.actions import append_event, article_chain
from editorial.shared.audit import save_audited
from editorial.shared.issues import Issue, Refused, refuse, require
from reviews.models import Comment, RemarkConfirmation, ReturnedFile, ReturnedName, ReturnedRemark
from reviews.rules.comments import has_reached
from reviews.rules.permissions import may_review
from reviews.rules.returned import confirm_issues, who_issues
from reviews.talk.returned import Fitted, Returning, brought_already, read_returned, still_stands

from .comments import lock_comment, may_comment, record_comment
from .hands import count_hands, count_name
from .notices.returned import tell_named, tell_of_file


def bring_file(
    *, article: Article, name: str, data: bytes, seen: str, by: User, mine: Collection[str] = ()
) -> ReturnedFile:
    """Make every remark of a Word file that fits a comment or a proposal; all of them or none.

    ``seen`` is the digest of what the person looked at (:class:`reviews.talk.returned.Returning`): refused if the same
    file would bring something else by now. Nothing of it is a member's word: its author here is whoever brought it. The
    names among ``mine`` are the person's own, who is signed in: those remarks are confirmed at once.

    Reading and matching take seconds and are done before the article is locked: others go on writing meanwhile. With
    the lock it is looked again whether the versions are still those that the file was read against.
    """
    require(may_comment(by, article), _only_ours())
    returning = read_returned(article, name, data, by=by)
    if returning.digest != seen:
        raise _changed_meanwhile()
    return _bring(article, returning, data, by, mine)


def _only_ours() -> str:
    return _("Only the article's board and its editors bring files back.")


def _changed_meanwhile() -> Refused:
    message = _("The article was changed since you looked at this file. Look at it as it fits now, then bring it.")
    return Refused(Issue("changed-meanwhile", message))


@transaction.atomic
def _bring(article: Article, returning: Returning, data: bytes, by: User, mine: Collection[str]) -> ReturnedFile:
    article = lock_article(article.pk)
    require(may_comment(by, article), _only_ours())
    if not still_stands(article, returning.ground, by=by):
        raise _changed_meanwhile()
    stored = keep_file(data=data, name=returning.name)
    if brought_already(article, stored.pk) is not None:
        raise Refused(Issue("brought-already", _("This very file was brought already.")))
    row = ReturnedFile.objects.create(
        article=article,
        edition=returning.edition,
        file=stored,
        name=returning.name[:200],
        content=returning.content,
        digest=returning.digest,
        by=by,
    )
    own = {one for one in returning.names if one in mine}
    made = _comments(row, returning, own, by)
    facts = {"file": stored.pk, "digest": row.digest, "remarks": len(returning.remarks), "placed": len(made)}
    append_event(chain=article_chain(article.pk), verb="returned.brought", subject=f"returned:{row.pk}", by=by, **facts)
    tell_of_file(row, made, by=by)
    return row


def _comments(row: ReturnedFile, returning: Returning, own: set[str], by: User) -> list[Comment]:
    made: list[Comment] = []
    by_key: dict[str, Comment] = {}
    for one in returning.fitting:
        comment = _comment(row, one, by, by_key.get(one.found.answers))
        if one.found.key:
            by_key[one.found.key] = comment
        if one.found.name in own:
            RemarkConfirmation.objects.create(remark=comment.remark, by=by)
        made.append(comment)
    return made


def _comment(row: ReturnedFile, one: Fitted, by: User, answered: Comment | None) -> Comment:
    found, spot = one.found, one.found.spot
    if one.version is None or spot is None:
        raise ValueError("A remark that fits nowhere becomes no comment.")
    remark = ReturnedRemark.objects.create(
        file=row,
        number=one.number,
        what=found.what,
        name=found.name[:200],
        said_on=found.when[:60],
        part=spot.part,
        start=spot.start,
        end=spot.end,
    )
    comment = Comment(
        article=row.article,
        section=one.version.section,
        version=one.version,
        audience=spot.audience,
        quote=spot.quote if one.place else "",
        proposal=found.proposal,
        text=one.text,
        in_reply_to=(answered.in_reply_to or answered) if answered else None,
        author=by,
        returned=remark,
    )
    save_audited(comment, by=by, reason="Brought in a file")
    return comment


@transaction.atomic
def confirm_remark(*, comment: Comment, by: User, must_be_answered: bool = False) -> Comment:
    """Say "this is mine" of a remark that came in a file: from now on it is this person's, as if typed here.

    Only a member of the board may then demand an answer, and only to what the board reads. Their hand in words that
    came of it counts, also if these were accepted before.
    """
    article, comment = lock_comment(comment, by)
    refuse(confirm_issues(comment, by))
    remark = comment.remark
    RemarkConfirmation.objects.create(remark=remark, by=by)
    comment.author = by
    comment.must_be_answered = must_be_answered and may_review(by, article) and has_reached(comment)
    save_audited(comment, by=by, reason="Confirmed")
    if comment.led_to is not None:
        count_hands(comment.led_to, users=[by], people=[])
    count_name(remark.file, remark.name)
    record_comment(article, comment, "comment.confirmed", by, remark=str(remark.pk))
    return comment


@transaction.atomic
def say_who(
    *, file: ReturnedFile, name: str, by: User, user: User | None = None, other_than: Iterable[User] = ()
) -> ReturnedName:
    """Say who a name in a file is: the account that they have, which is told of it, or that they have none (``user`` is
    None).

    Then every account of a like name must be among ``other_than``, those said to be somebody else's. Once said, it
    stays; the account of somebody without one can be named later, and counts from the start.
    """
    article = lock_article(file.article_id)
    require_edit(by, article)
    refuse(who_issues(file, name, user, other_than))
    person = contributor_for_user(user, by=by) if user else _outsider(name, other_than, by)
    row = ReturnedName.objects.create(file=file, name=name, person=person, by=by)
    facts: dict[str, Any] = {"person": str(person.pk), "user": str(user.pk) if user else None}
    append_event(chain=article_chain(article.pk), verb="returned.named", subject=f"returned:{file.pk}", by=by, **facts)
    if user is not None:
        count_name(file, name)
        tell_named(file, user, by=by)
    return row


def _outsider(name: str, other_than: Iterable[User], by: User) -> Contributor:
    """A person of their own, even where another without an account has the same name: two files, perhaps two people."""
    said = name or _("Somebody who tracked nothing")
    return save_contributor(by=by, name=said, credentials="", interests="", outsider=True, other_than=other_than)


def hands_of(comment: Comment) -> tuple[list[User], list[Contributor]]:
    """Who had a hand in the words that a comment proposes: its author, whoever brought them, whoever they are of."""
    if comment.returned_id is None:
        return [comment.author], []
    remark = comment.remark
    named = remark.file.names.filter(name=remark.name).select_related("person").first()
    return [comment.author, remark.file.by], [named.person] if named else []

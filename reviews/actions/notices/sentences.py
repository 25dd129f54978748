"""What the other actions tell, whom, and where it leads: one sentence for each thing that happens.

Each is called by the action that it is about, in its transaction. Sentences name people, sections and days and quote
nothing: whoever may read the words finds them where the notice leads. Who belongs to desk and board is told as desk.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Contributor, Edition, SectionVersion
from articles.words.content import content_from_text
from editorial.accounts.models import User
from reviews.actions.notices.telling import administrators, concerned_with, desk_of, is_pressing, leaders_of, readers_of
from reviews.enums import NoticeKind, Verdict
from reviews.models import Assignment, Board, Comment, SignOff
from reviews.notices.reminders import question_key
from reviews.rules.queries import latest_submitted_of

from .telling import tell, tell_desk_and_board


def desk_page(article: Article) -> str:
    return reverse("desk:article", args=[article.slug])


def passage_page(article: Article) -> str:
    """Where a passage stands."""
    return reverse("desk:passage", args=[article.pk])


def board_page(edition: Edition, anchor: str = "") -> str:
    """The review page of an edition, at one of its sections."""
    page = reverse("review:edition", args=[edition.article.slug, edition.number])
    return f"{page}#section-{anchor}" if anchor else page


def heading_of(version: SectionVersion) -> str:
    """What a section is called in this version."""
    return content_from_text(version.content).base.heading or version.section.anchor


def day_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def tell_submitted(edition: Edition, by: User) -> None:
    """To whoever leads the board, and to the members who were asked before."""
    text = f"{by.display_name} submitted edition {edition.number} for review."
    readers, board = concerned_with(edition)
    tell(
        people=board,
        readers=readers,
        kind=NoticeKind.SUBMITTED,
        text=text,
        url=board_page(edition),
        by=by,
        article=edition.article,
    )


def tell_taken_back(edition: Edition, by: User) -> None:
    """To the board that was at it; what it signed stays signed."""
    text = f"{by.display_name} took edition {edition.number} back to mend it. What you signed stays signed."
    readers, board = concerned_with(edition)
    tell(
        people=board,
        readers=readers,
        kind=NoticeKind.TAKEN_BACK,
        text=text,
        url=board_page(edition),
        by=by,
        article=edition.article,
    )


def tell_assigned(assignment: Assignment, by: User) -> None:
    """To the member who is asked, at once if it is due within two days; to the chair, if a member took it on."""
    article, due_on = assignment.article, assignment.due_on
    edition = latest_submitted_of(article)
    if edition is None:
        return
    edition.article = article
    count = len(assignment.sections)
    what = f"{count} section{'' if count == 1 else 's'} of" if count else "all of"
    until = f" by {day_of(due_on)}" if due_on else ""
    itself = assignment.user_id == by.pk
    asks = "took on the review of" if itself else "asks you to review"
    tell(
        people=leaders_of(article) if itself else [assignment.user],
        kind=NoticeKind.ANSWERED if itself else NoticeKind.ASSIGNED,
        text=f"{by.display_name} {asks} {what} edition {edition.number}{until}.",
        url=board_page(edition),
        by=by,
        article=article,
        urgent=not itself and is_pressing(due_on),
    )


def tell_answered(article: Article, by: User, text: str, people: Iterable[Any] = ()) -> None:
    """To whoever leads the board (and asked): a member accepted, declined, keeps out or declared an interest."""
    edition = latest_submitted_of(article)
    if edition is None:
        return
    edition.article = article
    tell(
        people=[*people, *leaders_of(article)],
        kind=NoticeKind.ANSWERED,
        text=f"{by.display_name} {text}",
        url=board_page(edition),
        by=by,
        article=article,
    )


def tell_time_asked(assignment: Assignment, article: Article, by: User, how: str) -> None:
    """To who asked them, and whoever leads the board: with the page on which to answer."""
    edition = latest_submitted_of(article)
    if edition is None or assignment.wanted_until is None:
        return
    tell(
        people=[assignment.assigned_by, *leaders_of(article)],
        kind=NoticeKind.ANSWERED,
        text=f"{by.display_name} asks for time until {day_of(assignment.wanted_until)}, with a reason{how}.",
        url=reverse("review:answer_time", args=[article.slug, edition.number, assignment.pk]),
        by=by,
        article=article,
        urgent=is_pressing(assignment.due_on),
    )


def tell_time_answered(assignment: Assignment, article: Article, by: User, *, given: bool) -> None:
    """To the member who asked for time; at once, since they wait for it."""
    edition = latest_submitted_of(article)
    if edition is None:
        return
    edition.article = article
    day = day_of(assignment.due_on) if assignment.due_on else ""
    text = f"gave you time until {day}." if given else f"cannot give you more time, and says why: the day stays {day}."
    tell(
        people=[assignment.user],
        kind=NoticeKind.ASSIGNED,
        text=f"{by.display_name} {text}",
        url=board_page(edition),
        by=by,
        article=article,
        urgent=True,
    )


def tell_signed(signature: SignOff, article: Article, by: User) -> None:
    """Of a request for changes, or that one was withdrawn: to the desk, which mends, and to whoever leads the board.

    Other members are not told: each is to judge for themselves. Approvals are told as a whole, by the chair's.
    """
    words = {Verdict.REQUEST_CHANGES: "requests changes in", Verdict.WITHDRAWN: "withdrew the request for changes in"}
    if signature.verdict not in words:
        return
    version, edition = signature.version, signature.edition
    anchor, edition.article = version.section.anchor, article
    readers = readers_of(article)
    tell_desk_and_board(
        article,
        readers.leaders_judging(edition),
        readers=readers,
        desk=f"{reverse('desk:section', args=[article.slug, anchor])}#comments",
        review=board_page(edition, anchor),
        kind=NoticeKind.REQUEST,
        text=f"{by.display_name} {words[Verdict(signature.verdict)]} “{heading_of(version)}”.",
        by=by,
    )


def tell_ready(edition: Edition, by: User) -> None:
    """To whoever leads the board: nothing but the approval is missing. Once a day, however many signatures come."""
    readers = readers_of(edition.article)
    tell(
        people=readers.leaders_judging(edition),
        readers=readers,
        kind=NoticeKind.READY,
        text=f"Every section of edition {edition.number} has its signatures: it can be approved.",
        url=reverse("review:approve", args=[edition.article.slug, edition.number]),
        by=by,
        article=edition.article,
        once=f"ready:{edition.pk}:{timezone.localdate().isoformat()}",
    )


def tell_settled(sign_off: SignOff, by: User) -> None:
    """To the member whose request was closed by the chair, and to the desk."""
    sign_off.edition.article = article = sign_off.version.section.article
    anchor = sign_off.version.section.anchor
    tell_desk_and_board(
        article,
        [sign_off.user],
        readers=readers_of(article),
        desk=f"{reverse('desk:section', args=[article.slug, anchor])}#comments",
        review=board_page(sign_off.edition, anchor),
        kind=NoticeKind.SETTLED,
        text=f"{by.display_name} settled {sign_off.printed_name}’s request for changes in "
        f"“{heading_of(sign_off.version)}”, with a reason. The request stays on record.",
        by=by,
    )


def tell_comment(comment: Comment, by: User, *, reaches_board: bool) -> None:
    """A reply to those who spoke in the thread; what must be answered, and any remark of the board, to the desk.

    Who is mentioned is told that (:mod:`reviews.actions.notices.comments`), and of what only the board reads the
    desk is told nothing. A section is named as it was called when the thread began; of what has not reached the board
    (``reviews.rules.comments``) only the desk is told.
    """
    article, first = comment.article, comment.in_reply_to or comment
    if comment.board_only:
        return  # see comment_notices
    heading, anchor = heading_of(first.version), comment.section.anchor
    if comment.in_reply_to_id:
        text = f"{by.display_name} replied in a thread on “{heading}”."
        speakers = [first.author, *(row.author for row in first.replies.select_related("author"))]
    else:
        verb = "asks for an answer, before approval, on" if comment.must_be_answered else "commented on"
        text, speakers = f"{by.display_name} {verb} “{heading}”.", []
    speakers = speakers if reaches_board else []
    edition = latest_submitted_of(article)
    place = f"#comment-{first.pk}"
    review = desk_page(article)
    if edition is not None:
        edition.article = article
        review = board_page(edition) + place
    desk = f"{reverse('desk:section', args=[article.slug, anchor])}{place}"
    tell_desk_and_board(
        article,
        speakers,
        readers=readers_of(article),
        desk=desk,
        review=review,
        besides=comment.mentioned,
        kind=NoticeKind.COMMENT,
        text=text,
        by=by,
    )


def tell_returned(edition: Edition, by: User) -> None:
    """To the desk, with the letter; and to the members who were asked."""
    tell_of_edition(
        edition, NoticeKind.RETURNED, f"{by.display_name} returned edition {edition.number} with a letter.", by
    )


def tell_approved(edition: Edition, by: User, *, urgent_to: Iterable[Any] = (), wanting: bool = False) -> None:
    """To the desk and the board; with the moment at which readers will have it, if that is not now.

    Of an urgent approval to the desk and every member of the board (``urgent_to``), at once; with the signatures that
    are still wanted, where it goes live without some (``wanting``).
    """
    if urgent_to:
        wanted = " The sections that differ still need the normal signatures." if wanting else ""
        text = f"{by.display_name} approved edition {edition.number} as an urgent safety change.{wanted}"
        kind = NoticeKind.URGENT
    else:
        at = edition.publish_at
        when = f" It is published on {day_of(timezone.localdate(at))}." if at and at > timezone.now() else ""
        kind, text = NoticeKind.APPROVED, f"{by.display_name} approved edition {edition.number}.{when}"
    tell_of_edition(edition, kind, text, by, members=urgent_to, urgent=bool(urgent_to))


def tell_published(edition: Edition) -> None:
    """To the desk and the board: readers have it. A passage has no page: the desk is led to where it stands, the board
    to what it signed."""
    if edition.article.is_passage:
        text = f"Edition {edition.number} of the passage is live: articles can take it over."
        tell_of_edition(edition, NoticeKind.PUBLISHED, text, None, desk=passage_page(edition.article))
        return
    page = reverse("article", args=[edition.article.slug])
    tell_of_edition(edition, NoticeKind.PUBLISHED, f"Edition {edition.number} is published.", None, page)


def tell_handed_over(edition: Edition, before: Board, after: Board, by: User) -> None:
    """To the desk, to who leads the board that judges it from now on, and to who was asked and still reads it."""
    article = edition.article
    desk, review = desk_page(article), board_page(edition)
    readers, board = concerned_with(edition)
    tell_desk_and_board(
        article,
        board,
        readers=readers,
        desk=desk,
        review=review,
        kind=NoticeKind.HANDED_OVER,
        text=f"{by.display_name} handed edition {edition.number} over from {before} to {after}.",
        by=by,
    )


def tell_revoked(edition: Edition, by: User | None) -> None:
    """That an approval no longer stands. If the system found a reason, everybody is told at once."""
    who = f"{by.display_name} revoked" if by else "A check before publication failed, and the system revoked"
    text = f"{who} the approval of edition {edition.number}: it is under review again."
    tell_of_edition(edition, NoticeKind.REVOKED, text, by, urgent=by is None)


def tell_nobody_decides(edition: Edition, board: Board) -> None:
    """To the administrators: an edition waits for a board that nobody leads who may decide about it. They see no
    article in review, so it leads to the one thing that is theirs to do."""
    text = (
        f"Edition {edition.number} of “{edition.article.slug}” was not published, and nobody who may decide about it "
        f"leads {board}: hand the edition over to another board, or set up who leads this one."
    )
    tell(
        people=administrators(),
        kind=NoticeKind.REVOKED,
        text=text,
        url=reverse("review:hand_over", args=[edition.article.slug, edition.number]),
        by=None,
        urgent=True,
    )


def tell_signer_named(edition: Edition, contributor: Contributor, by: User | None) -> None:
    """To whoever leads the board: somebody named on an edition turned out to be a member who signed it."""
    account = cast(User, contributor.user)
    text = (
        f"{contributor.name}, who is named on edition {edition.number}, is {account.display_name}: what they "
        "signed there no longer counts, so somebody else has to."
    )
    tell(
        people=readers_of(edition.article).leaders_judging(edition),
        kind=NoticeKind.REVIEW_DUE,
        text=text,
        url=board_page(edition),
        by=by,
        article=edition.article,
    )


def tell_retired(edition: Edition, by: User) -> None:
    """To the desk and the board: readers no longer have the article, or articles no longer the passage."""
    if edition.article.is_passage:
        text = f"{by.display_name} retired the passage, with a reason."
        tell_of_edition(edition, NoticeKind.RETIRED, text, by, desk=passage_page(edition.article))
        return
    page = reverse("article", args=[edition.article.slug])
    tell_of_edition(edition, NoticeKind.RETIRED, f"{by.display_name} took the article down, with a reason.", by, page)


def tell_of_edition(
    edition: Edition,
    kind: str,
    text: str,
    by: User | None,
    page: str = "",
    *,
    desk: str = "",
    members: Iterable[Any] = (),
    urgent: bool = False,
) -> None:
    """Tell desk and board what became of an edition. ``page`` is for both, ``desk`` for the desk alone. ``members``: of
    the board, these instead of who is concerned."""
    article = edition.article
    desk, review = page or desk or desk_page(article), page or board_page(edition)
    readers, board = concerned_with(edition)
    tell_desk_and_board(
        article, members or board, readers=readers, desk=desk, review=review, kind=kind, text=text, by=by, urgent=urgent
    )


def tell_question(article: Article, on: date) -> int:
    """To the desk that readers asked something: once for an article and day, however many questions come."""
    return tell(
        people=desk_of(article),
        kind=NoticeKind.QUESTION,
        text=f"Readers asked about the article on {day_of(on)}.",
        url=reverse("desk:questions"),
        by=None,
        article=article,
        once=question_key(article, on),
    )

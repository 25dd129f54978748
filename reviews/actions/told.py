"""What the other actions tell, whom, and where it leads: one sentence for each thing that happens.

Each is called by the action that it is about, in its transaction. Sentences name people, sections and days and quote
nothing: whoever may read the words finds them where the notice leads. Who belongs to desk and board is told as desk.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.content import content_from_text
from articles.models import Article, Edition, SectionVersion
from reviews.enums import STANDING_ASSIGNMENTS, NoticeKind, Verdict
from reviews.models import Assignment, Comment, SignOff
from reviews.notices import desk_of, is_pressing, leaders_of
from reviews.queries import latest_submitted_of
from reviews.reminding import question_key

from .telling import tell


def desk_page(article: Article) -> str:
    return reverse("desk:article", args=[article.slug])


def board_page(edition: Edition, anchor: str = "") -> str:
    """The review page of an edition, at one of its sections."""
    page = reverse("review:edition", args=[edition.article.slug, edition.number])
    return f"{page}#section-{anchor}" if anchor else page


def heading_of(version: SectionVersion) -> str:
    """What a section is called in this version."""
    return content_from_text(version.content).base.heading or version.section.anchor


def day_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def asked_of(article: Article) -> list:
    """The members whose review it is: asked or accepted."""
    rows = Assignment.objects.filter(article=article, status__in=STANDING_ASSIGNMENTS)
    return [row.user for row in rows.select_related("user")]


def to_desk_and_board(
    article: Article, board: Iterable[Any], *, desk: str, review: str, besides: Iterable[Any] = (), **what: Any
) -> int:
    """Tell the desk with a link to its page, and of the board whoever is not of the desk with one to theirs.

    ``besides`` are the ids of those who are told of it otherwise.
    """
    editors, besides = desk_of(article), set(besides)
    ids = {person.pk for person in editors} | besides
    told = tell(people=[one for one in editors if one.pk not in besides], url=desk, article=article, **what)
    return told + tell(people=[one for one in board if one.pk not in ids], url=review, article=article, **what)


def tell_submitted(edition: Edition, by: Any) -> None:
    """To whoever leads the board, and to the members who were asked before."""
    people = [*leaders_of(edition.article), *asked_of(edition.article)]
    text = f"{by.display_name} submitted edition {edition.number} for review."
    tell(
        people=people,
        kind=NoticeKind.SUBMITTED,
        text=text,
        url=board_page(edition),
        by=by,
        article=edition.article,
    )


def tell_taken_back(edition: Edition, by: Any) -> None:
    """To the board that was at it; what it signed stays signed."""
    text = f"{by.display_name} took edition {edition.number} back to mend it. What you signed stays signed."
    people = [*leaders_of(edition.article), *asked_of(edition.article)]
    tell(
        people=people,
        kind=NoticeKind.TAKEN_BACK,
        text=text,
        url=board_page(edition),
        by=by,
        article=edition.article,
    )


def tell_assigned(assignment: Assignment, by: Any) -> None:
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


def tell_answered(article: Article, by: Any, text: str, people: Iterable[Any] = ()) -> None:
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


def tell_signed(signature: SignOff, article: Article, by: Any) -> None:
    """Of a request for changes, or that one was withdrawn: to the desk, which mends, and to whoever leads the board.

    Other members are not told: each is to judge for themselves. Approvals are told as a whole, by the chair's.
    """
    words = {Verdict.REQUEST_CHANGES: "requests changes in", Verdict.WITHDRAWN: "withdrew the request for changes in"}
    if signature.verdict not in words:
        return
    version, edition = signature.version, signature.edition
    anchor, edition.article = version.section.anchor, article
    to_desk_and_board(
        article,
        leaders_of(article),
        desk=f"{reverse('desk:section', args=[article.slug, anchor])}#comments",
        review=board_page(edition, anchor),
        kind=NoticeKind.REQUEST,
        text=f"{by.display_name} {words[Verdict(signature.verdict)]} “{heading_of(version)}”.",
        by=by,
    )


def tell_ready(edition: Edition, by: Any) -> None:
    """To whoever leads the board: nothing but the approval is missing. Once a day, however many signatures come."""
    tell(
        people=leaders_of(edition.article),
        kind=NoticeKind.READY,
        text=f"Every section of edition {edition.number} has its signatures: it can be approved.",
        url=reverse("review:approve", args=[edition.article.slug, edition.number]),
        by=by,
        article=edition.article,
        once=f"ready:{edition.pk}:{timezone.localdate().isoformat()}",
    )


def tell_settled(sign_off: SignOff, by: Any) -> None:
    """To the member whose request was closed by the chair, and to the desk."""
    sign_off.edition.article = article = sign_off.version.section.article
    anchor = sign_off.version.section.anchor
    to_desk_and_board(
        article,
        [sign_off.user],
        desk=f"{reverse('desk:section', args=[article.slug, anchor])}#comments",
        review=board_page(sign_off.edition, anchor),
        kind=NoticeKind.SETTLED,
        text=f"{by.display_name} settled {sign_off.printed_name}’s request for changes in "
        f"“{heading_of(sign_off.version)}”, with a reason. The request stays on record.",
        by=by,
    )


def tell_comment(comment: Comment, by: Any) -> None:
    """A reply to those who spoke in the thread; what must be answered, and any remark of the board, to the desk.

    Who is mentioned is told that (:mod:`reviews.actions.comment_notices`), and of what only the board reads the desk is
    told nothing. A section is named as it was called when the thread began: the board does not learn the headings of a
    draft.
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
    edition = latest_submitted_of(article)
    place = f"#comment-{first.pk}"
    review = desk_page(article)
    if edition is not None:
        edition.article = article
        review = board_page(edition) + place
    desk = f"{reverse('desk:section', args=[article.slug, anchor])}{place}"
    to_desk_and_board(
        article,
        speakers,
        desk=desk,
        review=review,
        besides=comment.mentioned,
        kind=NoticeKind.COMMENT,
        text=text,
        by=by,
    )


def tell_returned(edition: Edition, by: Any) -> None:
    """To the desk, with the letter; and to the members who were asked."""
    _of_edition(edition, NoticeKind.RETURNED, f"{by.display_name} returned edition {edition.number} with a letter.", by)


def tell_approved(edition: Edition, by: Any) -> None:
    """To the desk and the board; with the moment at which readers will have it, if that is not now."""
    at = edition.publish_at
    when = f" It is published on {day_of(timezone.localdate(at))}." if at and at > timezone.now() else ""
    _of_edition(edition, NoticeKind.APPROVED, f"{by.display_name} approved edition {edition.number}.{when}", by)


def tell_urgent(edition: Edition, members: Iterable[Any], by: Any) -> None:
    """To the desk and every member of the board, at once: it goes live without all its signatures, which are wanted."""
    text = (
        f"{by.display_name} approved edition {edition.number} as an urgent safety change. "
        "The sections that differ still need the normal signatures."
    )
    desk, review = desk_page(edition.article), board_page(edition)
    what = {"kind": NoticeKind.URGENT, "text": text, "by": by, "urgent": True}
    to_desk_and_board(edition.article, members, desk=desk, review=review, **what)


def tell_published(edition: Edition) -> None:
    """To the desk and the board: readers have it."""
    page = reverse("article", args=[edition.article.slug])
    _of_edition(edition, NoticeKind.PUBLISHED, f"Edition {edition.number} is published.", None, page)


def tell_revoked(edition: Edition, by: Any) -> None:
    """That an approval no longer stands. If the system found a reason, everybody is told at once."""
    who = f"{by.display_name} revoked" if by else "A check before publication failed, and the system revoked"
    text = f"{who} the approval of edition {edition.number}: it is under review again."
    _of_edition(edition, NoticeKind.REVOKED, text, by, urgent=by is None)


def tell_retired(edition: Edition, by: Any) -> None:
    """To the desk and the board: readers no longer have the article."""
    page = reverse("article", args=[edition.article.slug])
    _of_edition(edition, NoticeKind.RETIRED, f"{by.display_name} took the article down, with a reason.", by, page)


def _of_edition(edition: Edition, kind: str, text: str, by: Any, page: str = "", *, urgent: bool = False) -> None:
    article = edition.article
    to_desk_and_board(
        article,
        [*leaders_of(article), *asked_of(article)],
        desk=page or desk_page(article),
        review=page or board_page(edition),
        kind=kind,
        text=text,
        by=by,
        urgent=urgent,
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

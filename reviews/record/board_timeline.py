"""What happened to an article, as its board may know it: nothing of drafts. Reads only."""

import json
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from articles.models import Article
from articles.queries import parts_of
from editorial.record.actions import article_chain
from editorial.record.models import Event
from reviews.models import Comment, SignOff
from reviews.record.timeline import Entry, Words
from reviews.rules.comments import kept_at_the_desk
from reviews.rules.independence import Independence
from reviews.rules.permissions import hears_the_board
from reviews.rules.queries import latest_submitted_of

KNOWN_TO_THE_BOARD = (
    "edition.submit",
    "edition.begin_review",
    "edition.take_back",
    "edition.return",
    "edition.approve",
    "edition.revoke_approval",
    "edition.publish",
    "edition.supersede",
    "edition.retire",
    "edition.scheduled",
    "edition.policy_set",
    "edition.handed_over",
    "corrections.carried",
    "section.signed",
    "request.settled",
    "review.assigned",
    "review.accepted",
    "review.declined",
    "review.accepted_by_link",
    "review.declined_by_link",
    "review.time_asked",
    "review.time_asked_by_link",
    "review.time_given",
    "review.time_refused",
    "review.released",
    "guest.invited",
    "guest.commented",
    "guest.revoked",
    "interest.declared",
    "interest.ended",
    "interest.considered",
    "member.recused",
    "recusal.ended",
    "comment.added",
    "comment.resolved",
    "comment.reopened",
    "comment.accepted",
    "comment.declined",
    "comment.confirmed",
)
AMONG_THE_BOARD = ("board_comment.added", "board_comment.resolved", "board_comment.reopened")


def events_for_board(article: Article, independence: Independence) -> QuerySet[Event]:
    """The article's events that concern its review, the newest first; without others' opinions that are hidden."""
    heard = AMONG_THE_BOARD if hears_the_board(independence.user, article) else ()
    rows = Event.objects.filter(chain=article_chain(article.pk), verb__in=(*KNOWN_TO_THE_BOARD, *heard))
    rows = rows.exclude(subject__in=kept_at_the_desk(article))
    if independence.hides_anything:
        by_others = ~Q(actor=independence.user)
        rows = rows.exclude(by_others, subject__in=hidden_subjects(article, independence))
    return rows.select_related("actor").order_by("-seq")


def hidden_subjects(article: Article, independence: Independence) -> list[str]:
    """What events about others' hidden opinions are about: versions signed, requests settled, comments. Two queries."""
    signed = SignOff.objects.filter(version__section__in=independence.sections).exclude(version__in=independence.public)
    subjects = []
    for pk, version in signed.values_list("pk", "version_id"):
        subjects += [f"version:{version}", f"sign_off:{pk}"]
    comments = Comment.objects.filter(article=article, section__in=independence.sections).select_related("in_reply_to")
    return subjects + [f"comment:{one.pk}" for one in comments if independence.hides_comment(one)]


def entries_for_board(article: Article, events: Iterable[Event], independence: Independence) -> list[Entry]:
    """The events as sentences; sections are called as in the edition submitted last, whatever a draft calls them."""
    events = list(events)
    facts = {event.pk: json.loads(event.content)["facts"] for event in events}
    words = Words(events, facts)
    words.headings = headings_submitted(article)
    if independence.hides_anything:  # letters tell what members asked for
        words.notes = {about: text for about, text in words.notes.items() if about[0] != "edition.return"}
    return [words.entry(event, facts[event.pk]) for event in events]


def headings_submitted(article: Article) -> dict[str, str]:
    """By section id: the headings of the edition submitted last."""
    latest = latest_submitted_of(article)
    return {part.key: part.content.base.heading for part in parts_of(latest)} if latest else {}

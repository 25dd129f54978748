"""What happened to an article, as its board may know it: nothing of drafts. Reads only."""

import json
from collections.abc import Iterable

from django.db.models import QuerySet

from articles.models import Article
from articles.queries import parts_of
from editorial.record.actions import article_chain
from editorial.record.models import Event
from reviews.queries import latest_submitted_of
from reviews.timeline import Entry, Words

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
    "section.signed",
    "request.settled",
    "review.assigned",
    "review.accepted",
    "review.declined",
    "interest.declared",
    "interest.ended",
    "member.recused",
    "recusal.ended",
    "comment.added",
    "comment.resolved",
    "comment.reopened",
)


def events_for_board(article: Article) -> QuerySet[Event]:
    """The article's events that concern its review, the newest first."""
    rows = Event.objects.filter(chain=article_chain(article.pk), verb__in=KNOWN_TO_THE_BOARD)
    return rows.select_related("actor").order_by("-seq")


def entries_for_board(article: Article, events: Iterable[Event]) -> list[Entry]:
    """The events as sentences; sections are called as in the edition submitted last, whatever a draft calls them."""
    events = list(events)
    facts = {event.pk: json.loads(event.content)["facts"] for event in events}
    words = Words(events, facts)
    words.headings = headings_submitted(article)
    return [words.entry(event, facts[event.pk]) for event in events]


def headings_submitted(article: Article) -> dict[str, str]:
    """By section id: the headings of the edition submitted last."""
    latest = latest_submitted_of(article)
    return {part.key: part.content.base.heading for part in parts_of(latest)} if latest else {}

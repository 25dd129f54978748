"""Background work. Tasks take ids, read afresh, check the state they expect, and may run any number of times."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from celery import shared_task
from django.utils import timezone

from editorial.shared.outbox import ROUND
from reviews.actions import alarms, compose_pages, publish, publish_set, tell_set_published
from reviews.actions.notices.mails import make_mails, send_due
from reviews.actions.notices.reminders import remind, tell_review_due
from reviews.actions.notices.sentences import tell_question
from reviews.notices.mails import people_to_mail
from reviews.notices.reminders import due_reminders, lapsing_editions, untold_questions
from reviews.publishing.to_recompose import articles_to_recompose
from reviews.rules.queries import due_editions
from reviews.rules.sets import due_sets, untold_sets

logger = logging.getLogger(__name__)


def _each(items: list, act: Callable[[Any], Any]) -> Iterator[Any]:
    """What ``act`` returns for each item; one that fails is logged and keeps nothing from the others."""
    for item in items:
        try:
            yield act(item)
        except Exception:
            logger.exception("Left for the next sweep: %s", item)


@shared_task
def publish_edition(edition_id: str) -> bool:
    """Publish one approved edition, if it is due."""
    return publish(edition_id=edition_id)


@shared_task
def publish_due_editions() -> int:
    """The sweeper: publish every approved edition that is due, also those whose message was lost."""
    return sum(_each(due_editions(), lambda pk: publish(edition_id=pk)))


@shared_task
def publish_set_of_editions(set_id: str) -> bool:
    """Publish all of one set, if it is due, and tell of it."""
    return publish_set(set_id=set_id) and tell_set_published(set_id=set_id)


@shared_task
def publish_due_sets() -> int:
    """The sweeper of sets: publish what is due, and tell of what was published while nobody could be told."""
    published = sum(_each(due_sets(), lambda pk: publish_set(set_id=pk)))
    sum(_each(untold_sets(), lambda pk: tell_set_published(set_id=pk)))
    return published


@shared_task
def recompose_stale_pages() -> int:
    """The sweeper of pages: compose anew whatever was marked, or whose references, neighbours or dates changed.

    Returns for how many articles readers get something else now.
    """
    return sum(_each(list(articles_to_recompose()), compose_pages))


@shared_task
def raise_alarms() -> int:
    """The sweeper of alarms: open, join and close them as things stand now."""
    return alarms.raise_alarms()


@shared_task(soft_time_limit=2 * ROUND, time_limit=3 * ROUND)
def send_mails() -> int:
    """The sweeper of mails: make them from the notices that wait, and send what is due. Returns how many were sent."""
    now = timezone.now()
    made = _each(people_to_mail(now), lambda pk: make_mails(person_id=pk, now=now))
    sum(len(mails) for mails in made)
    return send_due(now=now)


@shared_task
def send_reminders() -> int:
    """The sweeper of what is due: reminders, reviews that lapse, readers' questions. Returns how many were told."""
    reminded = sum(_each(due_reminders(), lambda one: remind(reminder=one)))
    lapsing = sum(_each(lapsing_editions(), lambda one: tell_review_due(lapse=one)))
    return reminded + lapsing + sum(_each(untold_questions(), lambda one: tell_question(*one)))

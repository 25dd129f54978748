"""Background work. Tasks take ids, read afresh, check the state they expect, and may run any number of times."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from celery import shared_task

from reviews.actions import compose_pages, publish
from reviews.queries import due_editions
from reviews.recomposing import articles_to_recompose

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
def recompose_stale_pages() -> int:
    """The sweeper of pages: compose anew whatever was marked, or whose references, neighbours or dates changed.

    Returns for how many articles readers get something else now.
    """
    return sum(_each(list(articles_to_recompose()), compose_pages))

"""Asking the workers for what is due, after a transaction commits. A lost message only delays: the sweeper finds it."""

import logging
from typing import Any

from celery import signature
from django.db import transaction

from articles.models import Edition

logger = logging.getLogger(__name__)


def publish_soon(edition: Edition) -> None:
    """Ask the workers to publish after this transaction commits. If the message is lost, the sweeper finds the
    edition: being approved is what makes it due, the message only makes it fast."""
    _send("reviews.tasks.publish_edition", edition.pk)


def publish_set_soon(set_id: Any) -> None:
    """The same for a set of which all is approved."""
    _send("reviews.tasks.publish_set_of_editions", set_id)


def _send(task: str, pk: Any) -> None:
    def send() -> None:
        try:
            signature(task, args=[str(pk)]).apply_async()  # by name: it calls us
        except Exception:  # whatever the broker's client raises: the approval stands, the sweeper will publish
            logger.warning("The broker did not take %s of %s; the sweeper will publish it.", task, pk)

    transaction.on_commit(send)

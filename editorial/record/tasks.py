"""Background work of the record."""

from celery import shared_task

from .actions import record_checkpoint


@shared_task
def checkpoint() -> str:
    """Write the hourly checkpoint; returns its digest."""
    return record_checkpoint().digest

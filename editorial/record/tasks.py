"""Background work of the record."""

from celery import shared_task

from .actions import record_checkpoint, send_checkpoints


@shared_task
def checkpoint() -> str:
    """Write the hourly checkpoint and send out what was not sent yet; returns its digest."""
    try:
        return record_checkpoint().digest
    finally:
        send_checkpoints()

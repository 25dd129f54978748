"""Background work of this app. Tasks may run any number of times."""

from celery import shared_task

from .actions import sweep


@shared_task
def sweep_scratch_copies() -> int:
    """Throw away scratch copies that nobody came back to, and those that arrived."""
    return sweep()

"""Background work of this app. Tasks may run any number of times."""

from celery import shared_task

from .actions import clean_files


@shared_task
def take_away_unused_files() -> int:
    """Take away what nothing refers to any more."""
    return sum(clean_files())

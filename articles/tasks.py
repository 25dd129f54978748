"""Background work of this app. Tasks may run any number of times."""

from celery import shared_task

from articles.actions.import_drafts import sweep_imports


@shared_task
def sweep_pending_imports() -> int:
    """Throw away the imports that nobody finished in time."""
    return sweep_imports()

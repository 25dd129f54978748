"""Background work of this app. Tasks may run any number of times."""

from celery import shared_task

from articles.actions.import_drafts import sweep_imports
from references.actions import sweep_reference_imports


@shared_task
def sweep_pending_imports() -> int:
    """Throw away the imports, of articles and of references, that nobody finished in time."""
    return sweep_imports() + sweep_reference_imports()

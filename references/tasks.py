"""Background work of the library. Tasks take ids, read afresh, and may run any number of times."""

import logging

from celery import shared_task
from django.conf import settings

from references.actions import fetch_list, links, load_waiting, lookups, run_load
from references.models import StandingLoad

logger = logging.getLogger(__name__)


@shared_task
def read_standings(load_id: str) -> bool:
    """Read one uploaded file of a source."""
    return run_load(load_id=load_id) is not None


@shared_task
def load_waiting_standings() -> int:
    """The sweeper: files whose message was lost, or whose worker died."""
    return load_waiting()


@shared_task
def fetch_standings() -> bool:
    """Get the list of retractions from the address that the installation names; nothing without one."""
    address = settings.STANDING_LIST_ADDRESS
    return bool(address) and fetch_list(address=address) is not None


def send_load(load: StandingLoad) -> None:
    """Ask the workers to read a kept file now. If the message is lost, the sweeper finds the file."""
    try:
        read_standings.delay(str(load.pk))
    except Exception:  # whatever the broker's client raises: the file is kept
        logger.warning("The broker did not take load %s; the sweeper will read it.", load.pk)


@shared_task
def look_up(lookup_id: str) -> str:
    """Ask the service for a look-up that waits."""
    return lookups.look_up(lookup_id)


@shared_task
def sweep_lookups() -> int:
    """Ask for the look-ups that no message brought, and throw old ones away."""
    due = lookups.sweep()
    for pk in due:
        look_up.delay(pk)
    return len(due)


@shared_task
def check_links() -> int:
    """Check some links that are due: those that articles rest on first."""
    return links.check_some()

"""Background work of accounts."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from editorial.shared.outbox import ROUND

from . import actions


@shared_task
def clear_sessions() -> None:
    """Throw away the sessions that are over: they say who was signed in when, and what they had typed."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@shared_task(soft_time_limit=2 * ROUND, time_limit=3 * ROUND)
def send_account_mails() -> int:
    """Send the mails about accounts that are due: asked for by whoever kept one, and by the clock."""
    return actions.send_account_mails()

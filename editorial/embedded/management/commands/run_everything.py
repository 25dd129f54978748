import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editorial.embedded.supervisor import Supervisor


class Command(BaseCommand):
    """Runs a complete local installation until Ctrl-C: what script/server does once the requirements are
    there."""

    help = __doc__
    requires_system_checks = []

    def handle(self, **_: object) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "This is for local use. In production run `gunicorn editorial.wsgi`, `celery -A editorial "
                "worker` and `celery -A editorial beat` as services: see docs/administrators.md."
            )
        Supervisor(port=_port(), say=self._say).run()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)

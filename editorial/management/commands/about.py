import platform

import django
from django.core.management.base import BaseCommand
from django.db import Error, connection

from editorial.version import VERSION


class Command(BaseCommand):
    """Says which version this is, and what it runs on: for a report of a fault. Names nothing of the installation."""

    help = __doc__
    requires_system_checks = []

    def handle(self, **_: object) -> None:
        self.stdout.write(f"Imprimatur {VERSION}")
        self.stdout.write(f"Python {platform.python_version()}, Django {django.__version__}, {platform.system()}")
        self.stdout.write(_database())


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
    except Error:
        return "PostgreSQL does not answer"

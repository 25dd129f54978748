#!/usr/bin/env python
"""Django's command line for Imprimatur."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError, ProgrammingError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", None):  # it did answer
            raise
        sys.exit(f"The database does not answer: {problem}")
    except ProgrammingError:
        from editorial.health import state_of_migrations

        if not state_of_migrations().endswith("not applied"):
            raise
        sys.exit("The database has not all tables yet: run “manage.py migrate” first, as their owner.")


if __name__ == "__main__":
    main()

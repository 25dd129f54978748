#!/usr/bin/env python
"""Django's command line for Imprimatur."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", None):  # it did answer
            raise
        sys.exit(f"The database does not answer: {problem}")


if __name__ == "__main__":
    main()

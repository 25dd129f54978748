"""The one clock that decides when something may be seen: PostgreSQL's, whatever time a machine of ours thinks it is."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The moment, as the database says. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment

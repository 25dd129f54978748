"""Adopting rows from before events named rows: as found, not witnessed."""

from django.apps import AppConfig
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def adopt_after_last_migration(sender: AppConfig, using: str, **kwargs: object) -> None:
    """The receiver of ``post_migrate``, after the one that installs functions and triggers.

    On a database of an older version, every row of a watched table is named by one event for each chain and table,
    dated now. Where rows of a table are named already, or there are none, nothing happens. Public pages that were named
    before what readers get there was watched, are named anew.
    """
    if not is_migrated(using):
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT record_adopt(), record_widen('articles_publicpage')")


def is_migrated(using: str) -> bool:
    """Whether no migration is left to be applied to this database."""
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())

from celery.signals import worker_init
from django.apps import AppConfig
from django.db.models.signals import post_migrate

from editorial.celery import app


class EditorialConfig(AppConfig):
    """The project itself: dashboards, deploy-time checks and the templates' shared tags."""

    name = "editorial"
    label = "editorial"
    # Celery's shared tasks find their application because it is loaded with Django.
    celery_app = app

    def ready(self):
        from editorial import checks  # noqa: F401  registers what `check --deploy` looks at
        from editorial.record.adoption import adopt_after_last_migration
        from editorial.shared import audit  # noqa: F401  registers the receiver that keeps actors' names
        from editorial.shared.guards.installing import install_after_last_migration

        # Sent once for each app with models, after all migrations: one of them is enough.
        record = self.apps.get_app_config("record")
        post_migrate.connect(install_after_last_migration, sender=record)
        post_migrate.connect(adopt_after_last_migration, sender=record)
        post_migrate.connect(count_after_last_migration, sender=record)
        worker_init.connect(_read_ahead)


def count_after_last_migration(sender: AppConfig, using: str, **_: object) -> None:
    """The receiver of ``post_migrate``, after rows were adopted: accounts that were linked before the product wrote
    down what follows from it count from the start."""
    from editorial.record.adoption import is_migrated  # by now the apps are loaded
    from reviews.actions.contributors import count_all_linked_before

    if is_migrated(using):
        count_all_linked_before()


def _read_ahead(**_: object) -> None:
    """A worker has read what its tasks need before it takes the first, and its children have it from it."""
    from editorial.read_ahead import read_ahead  # by now the apps are loaded

    read_ahead()

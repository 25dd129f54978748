"""The Celery application: `celery -A editorial worker`. Loaded with Django by editorial.apps."""

import os

from celery import Celery
from celery.signals import before_task_publish, celeryd_init
from django.conf import settings

from editorial.embedded.config import VALKEY_FOLDER, embedded_broker_url
from editorial.embedded.manager import ensure_running
from editorial.embedded.places import Places

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")

app = Celery("editorial")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@before_task_publish.connect(weak=False)
@celeryd_init.connect(weak=False)
def start_embedded_broker(**_: object) -> None:
    """The embedded Valkey runs before a task is sent or a worker starts; nothing to do with another
    broker."""
    if embedded_broker_url(settings.DATA_DIR) == settings.CELERY_BROKER_URL:
        ensure_running(Places(settings.DATA_DIR), VALKEY_FOLDER)

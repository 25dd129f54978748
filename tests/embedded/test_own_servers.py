"""The servers and helpers of the test run itself."""

import os
from pathlib import Path

import pytest
from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from editorial.celery import app
from editorial.record.actions import append_event
from editorial.record.models import Event
from reviews.models import ReminderRule
from tests.clearing import AsMigrated
from tests.cluster import PLACES


@shared_task
def count_one() -> None:
    cache.incr("ones")


def test_run_has_a_data_folder_of_its_own() -> None:
    assert Path(settings.DATA_DIR) == PLACES.data_dir
    assert PLACES.is_throwaway
    assert not PLACES.data_dir.is_relative_to(settings.BASE_DIR)


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_taken_out_and_what_migrations_wrote_is_put_back() -> None:
    kept, rules = AsMigrated(), sorted(map(str, ReminderRule.objects.all()))
    append_event(chain="site", verb="tried", subject="test:1", by=None)
    ReminderRule.objects.all().delete()

    kept.restore()

    assert (Event.objects.count(), sorted(map(str, ReminderRule.objects.all()))) == (0, rules)
    assert len(rules) > 0


@pytest.mark.django_db(transaction=True)
def test_tables_refuse_to_be_cleared_again_afterwards() -> None:
    AsMigrated().restore()
    append_event(chain="site", verb="tried", subject="test:1", by=None)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_event CASCADE")
    assert Event.objects.count() == 1


def test_task_waits_for_a_worker() -> None:
    cache.set("ones", 0)
    with app.connection_for_read() as broker:
        queue = broker.default_channel.client
        queue.flushdb()  # what other tests of this run have sent
        count_one.delay()
        assert queue.llen("default") == 1
        queue.flushdb()
    assert cache.get("ones") == 0


@pytest.mark.usefixtures("eager_tasks")
def test_task_runs_at_once_where_a_test_asks_for_it() -> None:
    cache.set("ones", 0)
    count_one.delay()
    assert cache.get("ones") == 1


def test_browser_is_the_one_that_the_machine_has(browser_type_launch_args: dict[str, object]) -> None:
    assert os.access(str(browser_type_launch_args["executable_path"]), os.X_OK)
    assert "--disable-background-networking" in browser_type_launch_args["args"]

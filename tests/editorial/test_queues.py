"""Which worker does what, and that a server which never answers stops its own queue only."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.enums import EditionState
from articles.models import Edition
from editorial.celery import app, start_embedded_broker
from editorial.embedded.servers import wait_until
from editorial.embedded.supervisor import Supervisor
from editorial.queues import BEAT_COMMAND, CONCURRENCY, WORK, Queue, worker_command
from reviews import tasks
from reviews.actions.notices.mails import make_mails, send_due
from reviews.actions.notices.telling import tell
from reviews.enums import NoticeKind
from reviews.models import Mail
from tests.builders import make_approved, make_user
from tests.other_server import silent_server

ADMINISTRATORS = (Path(settings.BASE_DIR) / "docs/administrators.md").read_text()


def our_tasks() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith(("celery.", "tests."))}


def test_every_task_has_a_queue_and_every_line_a_task():
    assert set(WORK) == our_tasks()


@pytest.mark.parametrize("task", sorted(WORK))
def test_a_task_waits_where_the_table_says(task):
    route = app.amqp.router.route({}, task)

    assert route["queue"].name == WORK[task].queue.value


def test_publication_waits_behind_nothing_that_asks_another_server():
    assert {task for task, work in WORK.items() if work.queue == Queue.PUBLICATION} == {
        "reviews.tasks.publish_edition",
        "reviews.tasks.publish_due_editions",
        "reviews.tasks.publish_set_of_editions",
        "reviews.tasks.publish_due_sets",
    }


def test_what_the_clock_asks_for_expires_when_it_is_asked_for_again():
    for entry in app.conf.beat_schedule.values():
        assert 0 < entry["options"]["expires"] <= entry["schedule"], entry
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= our_tasks()


def test_a_worker_that_is_told_no_queues_reads_all():
    assert {queue.name for queue in app.conf.task_queues} == set(Queue)


def test_script_server_runs_a_worker_for_each_queue_and_one_beat():
    programs = Supervisor(port=1, say=print).programs
    names = [program.name for program in programs]

    assert names == ["web server", *(f"worker for {queue}" for queue in Queue), "beat"]
    assert len({program.log for program in programs}) == len(programs)


def test_administrators_read_the_same_commands():
    for queue in Queue:
        assert f"`celery {' '.join(worker_command(queue))}`" in ADMINISTRATORS
        assert CONCURRENCY[queue] > 0
    assert f"`celery {' '.join(BEAT_COMMAND)} FILE`" in ADMINISTRATORS


# ── A mail server that takes connections and never answers ─────────────────────────────────────────────────────


@contextmanager
def worker(queue: Queue, log: Path, **environment: str) -> Iterator[None]:
    """The worker of a queue as it runs in production, on this test's database."""
    database = connection.settings_dict
    environment["DATABASE_URL"] = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    command = [sys.executable, "-m", "celery", *worker_command(queue), "--without-gossip", "--without-mingle"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=settings.BASE_DIR, stdout=output, stderr=output
        )
        try:
            assert wait_until(lambda: " ready." in log.read_text(), 120), log.read_text()
            yield
        finally:
            process.kill()
            process.wait()


def mails_due(number: int) -> None:
    for place in range(number):
        person = make_user(f"Person {place}")
        tell(people=[person], kind=NoticeKind.COMMENT, text="Due.", url="/desk/", by=None, urgent=True)
        make_mails(person_id=person.pk)


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="The workers are pointed at the embedded server.")
@pytest.mark.django_db(transaction=True)
def test_an_edition_is_published_while_the_mail_server_never_answers(tmp_path):
    mails_due(3)
    start_embedded_broker()
    with app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()
    with ExitStack() as running:
        port = running.enter_context(silent_server())
        mail_server = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
        running.enter_context(worker(Queue.MAIL, tmp_path / "mail.log", **mail_server))
        running.enter_context(worker(Queue.PUBLICATION, tmp_path / "publication.log", **mail_server))
        for _ in range(4):
            tasks.send_mails.delay()
        assert wait_until(lambda: "send_mails" in (tmp_path / "mail.log").read_text(), 60)

        edition = make_approved()
        published = wait_until(lambda: Edition.objects.get(pk=edition.pk).state == EditionState.PUBLISHED, 60)

        assert published, (tmp_path / "publication.log").read_text()
        assert Mail.objects.filter(was_sent=True).count() == 0


@pytest.mark.django_db
def test_a_server_that_never_answers_costs_one_mails_patience_and_loses_none(settings):
    mails_due(5)
    with silent_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.5
        began = timezone.now()
        assert send_due() == 0

    assert timezone.now() - began < timedelta(seconds=2)  # five would take two and a half
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert Mail.objects.filter(finished_at__isnull=True).count() == 5

"""Which worker does what: the one table of background work.

Work is kept apart by what it waits for, so that nothing waits behind another's slowness: publication asks our own
database only; mail waits for a mail server; look-ups for servers all over the world, with a person waiting for them;
slow work takes minutes and nobody waits. A server that takes a connection and never answers then stops its own queue,
and nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum

import kombu


class Queue(StrEnum):
    """A queue, and the worker that reads it and nothing else."""

    PUBLICATION = "publication"
    MAIL = "mail"
    LOOKUPS = "lookups"
    SLOW = "slow"
    DEFAULT = "default"


CONCURRENCY: dict[Queue, int] = {Queue.PUBLICATION: 1, Queue.MAIL: 1, Queue.LOOKUPS: 2, Queue.SLOW: 1, Queue.DEFAULT: 1}
"""How many tasks each worker of a small installation does at once."""


@dataclass(frozen=True)
class Work:
    """A task: in which queue it waits, and, if it is asked for by the clock, after how many seconds again."""

    queue: Queue
    every: float | None = None


WORK: dict[str, Work] = {
    "reviews.tasks.publish_edition": Work(Queue.PUBLICATION),
    "reviews.tasks.publish_due_editions": Work(Queue.PUBLICATION, every=20),
    "reviews.tasks.publish_set_of_editions": Work(Queue.PUBLICATION),
    "reviews.tasks.publish_due_sets": Work(Queue.PUBLICATION, every=20),
    "reviews.tasks.send_mails": Work(Queue.MAIL, every=20),
    "editorial.accounts.tasks.send_account_mails": Work(Queue.MAIL, every=20),
    "reviews.tasks.recompose_stale_pages": Work(Queue.DEFAULT, every=20),
    "reviews.tasks.raise_alarms": Work(Queue.DEFAULT, every=20),
    "reviews.tasks.send_reminders": Work(Queue.DEFAULT, every=600),
    "articles.tasks.sweep_pending_imports": Work(Queue.DEFAULT, every=3600),
    "editorial.record.tasks.checkpoint": Work(Queue.DEFAULT, every=3600),
    "editorial.files.tasks.take_away_unused_files": Work(Queue.SLOW, every=86400),
    "editorial.scratch.tasks.sweep_scratch_copies": Work(Queue.DEFAULT, every=3600),
    "editorial.accounts.tasks.clear_sessions": Work(Queue.DEFAULT, every=3600),
    "references.tasks.look_up": Work(Queue.LOOKUPS),
    "references.tasks.sweep_lookups": Work(Queue.LOOKUPS, every=60),
    "references.tasks.check_links": Work(Queue.SLOW, every=300),
    "references.tasks.read_standings": Work(Queue.SLOW),
    "references.tasks.load_waiting_standings": Work(Queue.SLOW, every=60),
    "references.tasks.fetch_standings": Work(Queue.SLOW, every=86400),
}


def declared() -> list[kombu.Queue]:
    """Celery's ``task_queues``: what a worker reads that is not told its queues."""
    return [kombu.Queue(queue.value, routing_key=queue.value) for queue in Queue]


def routes() -> dict[str, dict[str, str]]:
    """Celery's ``task_routes``."""
    return {task: {"queue": work.queue.value} for task, work in WORK.items()}


def schedule() -> dict[str, dict]:
    """Celery's ``beat_schedule``. A message that nobody took until the next one comes is worth nothing: it expires, so
    that a worker that was away finds one of each and not a day's."""
    return {
        task: {"task": task, "schedule": work.every, "options": {"expires": work.every}}
        for task, work in WORK.items()
        if work.every is not None
    }


def worker_command(queue: Queue) -> list[str]:
    """The arguments of ``celery`` for the worker of a queue."""
    return [
        *("-A", "editorial", "worker", "--queues", queue.value, "--hostname", f"{queue.value}@%h"),
        *("--concurrency", str(CONCURRENCY[queue]), "--loglevel", "INFO"),
    ]


BEAT_COMMAND = ["-A", "editorial", "beat", "--loglevel", "INFO", "--schedule"]

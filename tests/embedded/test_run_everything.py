"""The command behind script/server, as a person uses it: started, killed, started again, stopped."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from editorial.celery import app, start_embedded_broker
from editorial.embedded import locks
from editorial.embedded.config import broker_url, cache_url
from editorial.embedded.manager import BASE_DIR
from editorial.embedded.places import Places
from editorial.embedded.servers import SERVERS, wait_until
from editorial.embedded.supervisor import give_back_unfinished
from tests import kept
from tests.embedded.processes import UserProcess, ask
from tests.waiting import LONG


class Run:
    """One run of the command."""

    def __init__(self, places: Places, port: int, **urls: str) -> None:
        self.places = places
        self.port = port
        environment = {**os.environ, "IMPRIMATUR_DATA": str(places.data_dir), "PORT": str(port), **urls}
        self.output = places.data_dir.with_name(f"output-{port}")
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(BASE_DIR / "manage.py"), "run_everything"],
                cwd="/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def is_up(self) -> bool:
        wait_until(lambda: "Ctrl-C" in self.said() or self.process.poll() is not None, LONG)
        return self.process.poll() is None and f"http://localhost:{self.port}/" in self.said()

    def status_of(self, path: str) -> int:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)) as client:
            client.request("GET", path)
            return client.getresponse().status

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(LONG)

    def left_nothing(self) -> bool:
        """True once every process of the run has let go of the locks that it held for its whole life."""
        return wait_until(lambda: all(locks.is_free(path) for path in self.places.locks.iterdir()), LONG)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def run() -> Iterator[Callable[..., Run]]:
    started: list[Run] = []

    def start(places: Places, port: int, **urls: str) -> Run:
        started.append(Run(places, port, **urls))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)


def test_everything_comes_back_after_a_kill_and_stops_cleanly(
    install: Callable[..., Places], run: Callable[..., Run], port: int
) -> None:
    places = install("with a space", throwaway=False)
    first = run(places, port)
    assert first.is_up(), first.said()
    assert first.status_of("/readyz") == 200
    ask(places, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.end(signal.SIGKILL)
    second = run(places, port)  # at once: it waits for what is left of the first
    assert second.is_up(), second.said()
    assert ask(places, "SELECT answer FROM kept") == 42
    assert second.end(signal.SIGINT) == 0
    assert second.left_nothing()


def test_second_one_on_the_same_data_is_refused_with_the_address(
    install: Callable[..., Places], run: Callable[..., Run], port: int
) -> None:
    places = install()
    places.locks.mkdir(mode=0o711)
    (places.locks / "supervisor").write_text("http://localhost:8765/")
    with locks.taken(places.locks / "supervisor", patience=0):
        refused = run(places, port)
        assert refused.process.wait(LONG) == 1
    assert refused.said() == (
        "CommandError: Imprimatur already runs with this data, at http://localhost:8765/. "
        "For a second one beside it set PORT and IMPRIMATUR_DATA.\n"
    )


def test_busy_port_is_named_with_the_way_out(
    install: Callable[..., Places], run: Callable[..., Run], port: int
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        refused = run(install(), port)
        assert refused.process.wait(LONG) == 1
    assert refused.said() == (
        f"CommandError: Port {port} is in use by another program. Stop that, or choose another: "
        f"PORT={port + 1} script/server\n"
    )
    assert not (refused.places.data_dir / "postgres-18").exists()


def test_servers_that_the_environment_names_replace_the_embedded_ones(
    install: Callable[..., Places], use: Callable[..., UserProcess], run: Callable[..., Run], port: int
) -> None:
    """Beside them none of its own is made; and no samples come into a database that is not new."""
    real, places = install("real"), install("own")
    assert kept.lay(real)
    assert [use(real, name).answer() for name in SERVERS] == ["up", "up"]
    urls = {
        "DATABASE_URL": f"postgresql://imprimatur@/{kept.DATABASE}?host={real.sockets}/postgres-18",
        "CELERY_BROKER_URL": broker_url(real.data_dir),
        "CACHE_URL": cache_url(real.data_dir),
    }
    pointed = run(places, port, **urls)
    assert pointed.is_up(), pointed.said()
    assert pointed.status_of("/readyz") == 200
    assert ask(real, "SELECT count(*) FROM articles_article", kept.DATABASE) == 0
    assert ask(real, "SELECT to_regclass('django_migrations')") is None
    assert pointed.end(signal.SIGTERM) == 0
    assert [(places.data_dir / name).exists() for name in SERVERS] == [False, False]


def test_tasks_that_a_killed_worker_held_are_given_back() -> None:
    start_embedded_broker()
    with app.connection_for_write() as broker:
        channel = broker.default_channel
        channel.client.flushdb()
        app.send_task("some.task")
        message = channel.basic_get("default", no_ack=False)
        assert channel.client.llen("default") == 0
        held = channel.client.zrange(channel.unacked_index_key, 0, -1)
        channel.qos._delivered.clear()  # the worker is gone: nobody gives it back at closing
        give_back_unfinished()
        assert [len(held), channel.client.llen("default")] == [1, 1]
        assert channel.client.zcard(channel.unacked_index_key) == 0
        assert message.headers["task"] == "some.task"
        channel.client.flushdb()

"""Runs everything: servers, migrations, samples, web and workers, in this order, and stops them in the
other."""

import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from kombu.utils.encoding import bytes_to_str

from editorial.embedded import locks
from editorial.embedded.config import POSTGRES_FOLDER, VALKEY_FOLDER, embedded_broker_url
from editorial.embedded.manager import BASE_DIR, ensure_running, is_kept, release, wait_for_end
from editorial.embedded.places import Places
from editorial.embedded.servers import SERVERS, ServerError, wait_until
from editorial.queues import BEAT_COMMAND, Queue, worker_command

HOST = "127.0.0.1"
MOST_DEATHS = 3  # of one program within a minute; then it is not going to work
START_PATIENCE = 60


@dataclass
class Program:
    """One of our own programs, on its leash, with its log file."""

    name: str
    command: list[str]
    log: Path
    leash: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))

    def start(self, *, pipe: int, lock: int) -> None:
        with self.log.open("ab") as log:
            self.leash = subprocess.Popen(
                [sys.executable, "-m", "editorial.embedded.leash", str(pipe), *self.command],
                cwd=BASE_DIR,
                # Made absolute: these programs start from another folder than this one did.
                env={**os.environ, "IMPRIMATUR_DATA": str(settings.DATA_DIR)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(pipe, lock),
                start_new_session=True,
            )

    def has_died(self) -> bool:
        return self.leash is not None and self.leash.poll() is not None

    def dies_too_often(self) -> bool:
        """Notes a death now; True when there were too many of late."""
        self.deaths.append(time.monotonic())
        return len(self.deaths) == MOST_DEATHS and self.deaths[-1] - self.deaths[0] < START_PATIENCE

    def end_of_log(self) -> str:
        return self.log.read_bytes()[-2000:].decode(errors="replace")

    def kill(self) -> None:
        """Whatever is left of it; the leash, its leader, gives the group its number."""
        if self.leash is not None:
            try:
                os.killpg(self.leash.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # gone (macOS says the latter of zombies)
                return


class Supervisor:
    """Everything of one installation, run by one process."""

    def __init__(self, *, port: int, say: Callable[[str], None]) -> None:
        self.port = port
        self.say = say
        self.places = Places(settings.DATA_DIR)
        self.address = f"http://localhost:{port}/"
        self.servers = _embedded_servers()
        self.started: list[str] = []
        self.lifeline, self._our_end = os.pipe()
        self.programs = [self._web(), *(self._worker(queue) for queue in Queue), self._beat()]

    def run(self) -> None:
        """Returns when it was told to stop; raises CommandError with what to do when something is in the
        way."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _interrupt)
        try:
            only_one = self._take_place()
            self._check_port()
            self._start_servers()
            self._prepare_database()
            self._start_programs()
            self._announce()
            self._watch()
        except KeyboardInterrupt:
            self.say("\nStopping…")
        except ServerError as error:
            raise CommandError(str(error)) from error
        finally:
            self._stop()
        os.close(only_one)

    def _web(self) -> Program:
        command = [sys.executable, "-m", "gunicorn", "editorial.wsgi", "--bind", f"{HOST}:{self.port}"]
        command += ["--workers", "2", "--threads", "8", "--graceful-timeout", "4", "--no-control-socket"]
        return Program("web server", command + (["--reload"] if settings.DEBUG else []), self.places.logs / "web.log")

    def _worker(self, queue: Queue) -> Program:
        command = [sys.executable, "-m", "celery", *worker_command(queue), "--without-gossip", "--without-mingle"]
        return Program(f"worker for {queue}", command, self.places.logs / f"worker-{queue}.log")

    def _beat(self) -> Program:
        command = [sys.executable, "-m", "celery", *BEAT_COMMAND, str(self.places.data_dir / "beat-schedule")]
        return Program("beat", [*command, "--pidfile", ""], self.places.logs / "beat.log")

    def _take_place(self) -> int:
        """One supervisor for each data folder. What a killed one left behind holds the second lock until it
        is gone, which takes some seconds."""
        path = self.places.locks / "supervisor"
        try:
            handle = locks.take(path)
        except locks.Busy:
            raise CommandError(
                f"Imprimatur already runs with this data, at {path.read_text().strip() or 'some address'}. "
                "For a second one beside it set PORT and IMPRIMATUR_DATA."
            ) from None
        os.truncate(handle, 0)
        os.write(handle, self.address.encode())
        try:
            self.programs_lock = locks.take(self.places.locks / "programs", patience=20)
        except locks.Busy:
            raise CommandError("Programs of an earlier run are still there and do not stop.") from None
        return handle

    def _check_port(self) -> None:
        with socket.socket() as listener, socket.socket() as client:
            client.settimeout(1)
            busy = client.connect_ex((HOST, self.port)) == 0
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, self.port))
            except PermissionError:
                raise CommandError(f"Port {self.port} is for root only; try PORT=8001 script/server") from None
            except OSError:
                busy = True
        if busy:
            raise CommandError(
                f"Port {self.port} is in use by another program. Stop that, or choose another: "
                f"PORT={self.port + 1} script/server"
            )

    def _start_servers(self) -> None:
        for name in self.servers:
            self.say(f"Starting {SERVERS[name].label}…")
            self.started.append(name)
            ensure_running(self.places, name)

    def _prepare_database(self) -> None:
        """Migrations; and the samples once, in a database that was new, also when that was interrupted."""
        pending = self.places.data_dir / "samples-pending"
        if not MigrationRecorder(connection).has_table():
            pending.touch()
        call_command("migrate", interactive=False, verbosity=0)
        if pending.exists() and "load_samples" in get_commands():
            self.say("Loading the sample articles…")
            call_command("load_samples")
            pending.unlink()
        connections.close_all()

    def _start_programs(self) -> None:
        for folder in (self.places.logs, settings.STATIC_ROOT):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if VALKEY_FOLDER in self.servers:
            give_back_unfinished()
        for program in self.programs:
            program.start(pipe=self.lifeline, lock=self.programs_lock)
        web = self.programs[0]
        answered = wait_until(lambda: self._answers() or web.has_died(), START_PATIENCE)
        if web.has_died() or not answered:
            raise CommandError(f"The web server did not start. Its log, {web.log}, ends:\n{web.end_of_log()}")

    def _answers(self) -> bool:
        client = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            client.request("GET", "/healthz")
            return client.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def _announce(self) -> None:
        self.say(f"\nImprimatur runs at {self.address}\n")
        if "sample_sign_ins" in get_commands():
            written = io.StringIO()
            call_command("sample_sign_ins", stdout=written)
            connections.close_all()
            self.say(f"Sign in with an address and its password:\n{written.getvalue()}")
        self.say(f"Logs are in {self.places.logs}. Ctrl-C stops everything.")

    def _watch(self) -> None:
        """Starts again what dies."""
        while True:
            time.sleep(1)
            for name in self.servers:
                if not is_kept(self.places, name):
                    self.say(f"{SERVERS[name].label} died; starting it again.")
                    ensure_running(self.places, name)
            for program in self.programs:
                if program.has_died():
                    self._restart(program)

    def _restart(self, program: Program) -> None:
        program.kill()
        if program.dies_too_often():
            raise CommandError(f"The {program.name} keeps dying. Its log, {program.log}, ends:\n{program.end_of_log()}")
        self.say(f"The {program.name} died; starting it again. Its log is {program.log}")
        program.start(pipe=self.lifeline, lock=self.programs_lock)

    def _stop(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        leashes = [program.leash for program in self.programs if program.leash is not None]
        for leash in leashes:
            leash.terminate()
        wait_until(lambda: all(leash.poll() is not None for leash in leashes), 10)
        for program in self.programs:
            program.kill()
        connections.close_all()
        for name in self.started:
            release(self.places, name)
        for name in self.started:
            if not wait_for_end(self.places, name, 10):
                self.say(f"{SERVERS[name].label} goes on for another program that uses it.")


def give_back_unfinished() -> None:
    """Puts the tasks that a killed worker held back into their queue at once; the broker would wait for the
    whole visibility timeout. Only where no other worker can be running."""
    with current_app.connection_for_write() as broker:
        channel = broker.default_channel
        for tag in channel.client.zrange(channel.unacked_index_key, 0, -1):
            channel.qos.restore_by_tag(bytes_to_str(tag))


def _embedded_servers() -> list[str]:
    """Those that the settings use: none where the environment names real ones."""
    wanted = []
    if embedded_broker_url(settings.DATA_DIR) == settings.CELERY_BROKER_URL:
        wanted.append(VALKEY_FOLDER)
    if settings.DATABASES["default"]["ENGINE"] == "editorial.embedded.backend":
        wanted.append(POSTGRES_FOLDER)
    return wanted


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt

"""The process that owns one embedded server: its parent while it runs, and its end when the last user is
gone.

Started by manager.py as `python -m editorial.embedded.keeper DATA_DIR SERVER PIPE`; it detaches itself and
says on the pipe how it went. Users hold a shared lock; when the keeper can have that lock alone, nobody is
left, however they ended. Whoever comes while it is stopping waits for the lock and then starts a new one.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from editorial.embedded import locks
from editorial.embedded.places import Places
from editorial.embedded.programs import Missing
from editorial.embedded.servers import SERVERS, Server, ServerError, wait_until

LOOK_EVERY = 0.25
LINGER = 2.0  # seconds that a server waits for a next user: one command after another is common
READY = "ready"
LARGEST_LOG = 10_000_000


class Keeper:
    """Runs one server from its first user to its last."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.users = server.places.locks / f"{server.name}.users"
        self.linger = 0.0 if server.places.is_throwaway else LINGER
        signal.signal(signal.SIGTERM, self._hurry)
        for ignored in (signal.SIGINT, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)

    def _hurry(self, *_: object) -> None:
        self.linger = 0.0

    def start(self) -> subprocess.Popen[bytes]:
        """The server, answering. A start that fails because a killed server's sessions are still going is
        repeated."""
        self._turn_log()
        self.server.prepare()
        until = time.monotonic() + 20
        while True:
            begin = self.server.log.stat().st_size if self.server.log.exists() else 0
            child = self.server.start()
            wait_until(lambda child=child: self.server.is_up() or child.poll() is not None, 60)
            if child.poll() is None and self.server.is_up():
                return child
            _end(child, signal.SIGKILL)
            said = self.server.log.read_bytes()[begin:].decode(errors="replace")
            if "shared memory" not in said or time.monotonic() > until:
                raise ServerError(
                    f"{self.server.label} did not start. Its log, {self.server.log}, ends:\n{said[-2000:]}"
                )
            time.sleep(LOOK_EVERY)

    def keep(self, child: subprocess.Popen[bytes]) -> None:
        """Returns when the server has stopped: because nobody uses it any more, or by itself."""
        unused_since = None
        while child.poll() is None:
            time.sleep(LOOK_EVERY)
            try:
                alone = locks.take(self.users)
            except locks.Busy:
                unused_since = None
                continue
            unused_since = unused_since or time.monotonic()
            if time.monotonic() - unused_since >= self.linger:
                _end(child, self.server.stop_signal)
                return  # the lock goes with this process: nobody comes in between
            os.close(alone)

    def _turn_log(self) -> None:
        self.server.places.logs.mkdir(mode=0o700, exist_ok=True)
        if self.server.log.exists() and self.server.log.stat().st_size > LARGEST_LOG:
            self.server.log.replace(self.server.log.with_suffix(".log.1"))


def _end(child: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if child.poll() is None:
        child.send_signal(how)
    try:
        child.wait(60)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def remove_throwaway(places: Places) -> None:
    """Deletes a test run's data once no keeper works on it."""
    if all(locks.is_free(places.locks / f"{name}.keeper") for name in SERVERS):
        for name in SERVERS:
            home = (places.data_dir / name).resolve()
            shutil.rmtree(home.parent if home.parent != places.data_dir else home, ignore_errors=True)
        shutil.rmtree(places.sockets, ignore_errors=True)
        shutil.rmtree(places.data_dir, ignore_errors=True)


def main(data_dir: str, name: str, pipe: str) -> int:
    """Runs the keeper; the exit status only matters to the log."""
    if os.fork():  # so that the user who needed the server first is not its parent
        os._exit(0)
    os.chdir("/")
    places = Places(Path(data_dir))
    answer = os.fdopen(int(pipe), "w")
    os.set_inheritable(answer.fileno(), False)
    try:
        own = locks.take(places.locks / f"{name}.keeper", patience=30)
        keeper = Keeper(SERVERS[name](places))
        os.truncate(own, 0)
        os.write(own, str(os.getpid()).encode())
        child = keeper.start()
    except locks.Busy:
        answer.write(f"{name} is being stopped or is run by another user; try again in a moment.")
        return 1
    except (ServerError, Missing, OSError) as error:
        answer.write(str(error))
        return 1
    answer.write(READY)
    answer.close()
    keeper.keep(child)
    os.close(own)
    if places.is_throwaway:
        remove_throwaway(places)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

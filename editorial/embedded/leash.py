"""Runs a program that must not outlive the supervisor, even one killed with -9, on every system.

Started as `python -m editorial.embedded.leash PIPE PROGRAM…`, as the leader of a process group of its own.
Only the supervisor holds the other end of the pipe: when that closes, or on TERM, the program is told to
stop; when it has, or has not in time, whatever is left of the group is killed, and the leash with it.
"""

import os
import selectors
import signal
import subprocess
import sys
import time

PATIENCE = 6.0  # seconds to finish what is being done


class Leash:
    """One program and the reasons to stop it."""

    def __init__(self, pipe: int, command: list[str]) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        for ignored in (signal.SIGINT, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)
        self.program = subprocess.Popen(command, preexec_fn=_listening)
        self.supervisor = selectors.DefaultSelector()
        self.supervisor.register(pipe, selectors.EVENT_READ)

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def hold(self) -> None:
        """Returns when the program has ended or there is a reason to end it."""
        while self.program.poll() is None and not self.stopping:
            if self.supervisor.select(0.2):
                return

    def end(self) -> None:
        """Tells the program to stop and gives it time to."""
        if self.program.poll() is None:
            self.program.terminate()
        until = time.monotonic() + PATIENCE
        while self.program.poll() is None and time.monotonic() < until:
            time.sleep(0.05)


def _listening() -> None:
    """A program started with `&` from a script inherits INT as ignored; ours start like any other."""
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)


def main(pipe: str, *command: str) -> None:
    leash = Leash(int(pipe), list(command))
    leash.hold()
    leash.end()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])

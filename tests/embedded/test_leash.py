"""Programs that must not outlive the supervisor."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from editorial.embedded.manager import BASE_DIR
from editorial.embedded.servers import wait_until
from tests.waiting import LONG

# Says on which pid its own child runs, then waits for TERM (or for nothing, when it is stubborn).
PROGRAM = """
import os, signal, sys, time
child = os.fork()
if not child:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
if "polite" in sys.argv:
    signal.signal(signal.SIGTERM, lambda *_: (open(sys.argv[1] + ".bye", "w").close(), os._exit(0)))
with open(sys.argv[1] + ".new", "w") as file:
    file.write(f"{os.getpid()} {child}")
os.rename(sys.argv[1] + ".new", sys.argv[1])
time.sleep(600)
"""


class Leashed:
    """A program on its leash, and our end of the pipe."""

    def __init__(self, note: Path) -> None:
        read, self.our_end = os.pipe()
        self.note = note
        self.leash = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "editorial.embedded.leash",
                str(read),
                sys.executable,
                "-c",
                PROGRAM,
                note,
                "polite",
            ],
            cwd=BASE_DIR,
            pass_fds=(read,),
            start_new_session=True,
        )
        os.close(read)
        assert wait_until(note.exists, LONG)
        self.pids = [int(pid) for pid in note.read_text().split()]

    def is_gone(self) -> bool:
        return self.leash.wait(LONG) == -signal.SIGKILL and wait_until(lambda: not any(map(_lives, self.pids)), LONG)

    def was_told(self) -> bool:
        return self.note.with_name(f"{self.note.name}.bye").exists()


@pytest.fixture
def leashed(tmp_path: Path) -> Iterator[Leashed]:
    made = Leashed(tmp_path / "pids")
    yield made
    if made.leash.poll() is None:
        os.killpg(made.leash.pid, signal.SIGKILL)
        made.leash.wait()


def test_program_and_its_children_end_when_the_supervisor_is_gone(leashed: Leashed) -> None:
    os.close(leashed.our_end)
    assert leashed.is_gone()
    assert leashed.was_told()


def test_program_and_its_children_end_on_term(leashed: Leashed) -> None:
    leashed.leash.terminate()
    assert leashed.is_gone()
    assert leashed.was_told()


def test_children_end_with_a_program_that_died(leashed: Leashed) -> None:
    os.kill(leashed.pids[0], signal.SIGKILL)
    assert leashed.is_gone()
    assert not leashed.was_told()


def test_interrupt_of_the_terminal_is_left_to_the_supervisor(leashed: Leashed) -> None:
    leashed.leash.send_signal(signal.SIGINT)
    assert leashed.leash.poll() is None
    assert all(map(_lives, leashed.pids))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"

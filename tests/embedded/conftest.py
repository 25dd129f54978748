"""Installations of a test's own, with servers that may be killed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editorial.embedded.manager import wait_for_end
from editorial.embedded.places import THROWAWAY, Places
from editorial.embedded.servers import SERVERS
from tests.embedded.processes import UserProcess


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder with a short path that every user may pass through, as a checkout in /srv has."""
    made = Path(tempfile.mkdtemp(prefix="imprimatur-test-")).resolve()
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def install(room: Path) -> Iterator[Callable[..., Places]]:
    """Makes the data folder of an installation; its servers are stopped and its data removed after the test."""
    made = []

    def make(name: str = "data", *, throwaway: bool = True) -> Places:
        places = Places(room / name)
        places.data_dir.mkdir(parents=True, mode=0o711)
        if throwaway:
            (places.data_dir / THROWAWAY).touch()
        made.append(places)
        return places

    yield make
    for places in made:
        for name in SERVERS:
            wait_for_end(places, name)
            shutil.rmtree((places.data_dir / name).resolve(), ignore_errors=True)
        shutil.rmtree(places.sockets, ignore_errors=True)


@pytest.fixture
def use() -> Iterator[Callable[..., UserProcess]]:
    """Starts processes that use a server; those that still run after the test are killed."""
    started = []

    def start(places: Places, *names: str, **environment: str) -> UserProcess:
        started.append(UserProcess(places, *names, **environment))
        return started[-1]

    yield start
    for process in started:
        if process.process.poll() is None:
            process.kill()


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run its servers")

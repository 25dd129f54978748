"""A pytest plugin (loaded by pyproject.toml before the settings are): every run has servers and files of
its own; of a run in several processes, each process.

Two runs at once never meet, and a run that is killed leaves nothing: its servers delete their data with the
end of their last user.
"""

import atexit
import os
import shutil

import pytest

from editorial.embedded.manager import release, wait_for_end
from editorial.embedded.places import Places
from editorial.embedded.servers import SERVERS
from tests.kept import make_data_directory

PLACES = Places(make_data_directory())
(PLACES.data_dir / "static").mkdir()
os.environ["IMPRIMATUR_DATA"] = str(PLACES.data_dir)
os.environ.pop("IMPRIMATUR_ENV", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="try twenty times as many examples of every property")


def _leave_nothing() -> None:
    """Waits for the servers to be gone, so that nothing of the run is left when pytest returns."""
    for name in SERVERS:
        release(PLACES, name)
    for name in SERVERS:
        wait_for_end(PLACES, name)
    shutil.rmtree(PLACES.data_dir, ignore_errors=True)


atexit.register(_leave_nothing)

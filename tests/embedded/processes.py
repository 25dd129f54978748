"""Other processes that use the embedded servers, so that they can be killed."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from editorial.embedded.config import DATABASE_NAME, DATABASE_USER, POSTGRES_FOLDER
from editorial.embedded.manager import BASE_DIR
from editorial.embedded.places import Places

USER = """
import sys
from pathlib import Path
from editorial.embedded.manager import ensure_running
from editorial.embedded.places import Places
from editorial.embedded.servers import ServerError
try:
    ensure_running(Places(Path(sys.argv[1])), sys.argv[2])
except ServerError as error:
    print(error, flush=True)
else:
    print("up", flush=True)
    sys.stdin.read()
"""


class UserProcess:
    """A process that uses a server until it is closed or killed."""

    def __init__(self, places: Places, name: str = POSTGRES_FOLDER, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(places.data_dir), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=BASE_DIR,
            env={**os.environ, **environment},
            text=True,
        )

    def answer(self) -> str:
        """What it says once the server runs for it ("up"), or why it does not."""
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def close(self) -> None:
        self.process.communicate("")


def ask(places: Places, question: str, database: str = DATABASE_NAME) -> object:
    """The one value that a database of the installation answers."""
    with psycopg.connect(
        host=str(places.sockets / POSTGRES_FOLDER), user=DATABASE_USER, dbname=database, autocommit=True
    ) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(places: Places) -> int:
    return int(_first_line(places.data_dir / POSTGRES_FOLDER / "postmaster.pid"))


def keeper(places: Places, name: str = POSTGRES_FOLDER) -> int:
    return int(_first_line(places.locks / f"{name}.keeper"))


def _first_line(path: Path) -> str:
    return path.read_text().splitlines()[0]

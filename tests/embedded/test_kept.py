"""The migrated cluster that runs copy, and the server that DATABASE_URL names instead."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from editorial.embedded import locks
from editorial.embedded.config import DATABASE_NAME, DATABASE_USER, POSTGRES_FOLDER
from editorial.embedded.manager import BASE_DIR
from editorial.embedded.places import Places
from editorial.embedded.servers import ServerError
from tests import kept
from tests.cluster import PLACES

embedded = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the run has no server of its own")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A repository as the digest sees one."""
    for name in ("app/migrations/0001_initial.py", "app/deeper/sql/guards/moves.sql", "app/models.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1\n")
    return tmp_path


@pytest.mark.parametrize("name", ["app/migrations/0001_initial.py", "app/deeper/sql/guards/moves.sql"])
def test_another_migration_or_sql_file_finds_another_cluster(source: Path, name: str) -> None:
    before = kept.digest(source)
    (source / name).write_text("2\n")
    assert kept.digest(source) != before
    (source / name).write_text("1\n")
    assert kept.digest(source) == before
    (source / name).rename((source / name).with_name("other" + Path(name).suffix))
    assert kept.digest(source) != before


def test_what_the_migrations_do_not_depend_on_finds_the_same(source: Path) -> None:
    before = kept.digest(source)
    (source / "app/models.py").write_text("2\n")
    assert kept.digest(source) == before


def test_every_migration_and_sql_file_of_the_product_is_in_the_digest() -> None:
    seen = {path for pattern in kept.SOURCES for path in BASE_DIR.glob(pattern)}
    there = set(BASE_DIR.glob("[a-z]*/**/migrations/*.py")) | set(BASE_DIR.glob("[a-z]*/**/*.sql"))
    assert {path for path in there if "tests" not in path.parts} <= seen


@embedded
@pytest.mark.django_db
def test_this_run_works_in_a_copy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'imprimatur%' ORDER BY 1")
        assert cursor.fetchall() == [(DATABASE_NAME,), (kept.DATABASE,)]
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_")
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("off",)


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was made: something that is quicker than a cluster."""
    made = []

    def pretend(place: Path) -> None:
        made.append(place)
        place.mkdir()
        (place / "PG_VERSION").write_text("18\n")

    monkeypatch.setattr(kept, "make", pretend)
    return made


def test_runs_that_begin_at_once_make_one(make: list[Path], install: Callable[..., Places], tmp_path: Path) -> None:
    runs = [install(f"run-{number}") for number in range(4)]
    results = []
    threads = [
        threading.Thread(target=lambda places=places: results.append(kept.lay(places, tmp_path / "kept")))
        for places in runs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (results, len(make)) == ([True] * 4, 1)
    assert {(places.data_dir / POSTGRES_FOLDER / "PG_VERSION").read_text() for places in runs} == {"18\n"}


def test_a_cluster_that_is_there_already_stays(
    make: list[Path], install: Callable[..., Places], tmp_path: Path
) -> None:
    places = install()
    (places.data_dir / POSTGRES_FOLDER).mkdir()
    assert kept.lay(places, tmp_path / "kept") is False
    assert (make, list((places.data_dir / POSTGRES_FOLDER).iterdir())) == ([], [])


def test_a_folder_that_others_may_change_is_not_used(
    make: list[Path], install: Callable[..., Places], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path)
    for unsafe in (folder, tmp_path / "link"):
        assert kept.lay(install(unsafe.name), unsafe) is False
        assert "belongs to another user or is open to others" in capsys.readouterr().err
    assert make == []


def test_migrations_that_fail_leave_nothing_and_are_told(
    monkeypatch: pytest.MonkeyPatch,
    install: Callable[..., Places],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(place: Path) -> None:
        raise ServerError("the migrations failed:\nno such column")

    monkeypatch.setattr(kept, "make", fail)
    assert kept.lay(install(), tmp_path / "kept") is False
    assert "no such column" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["locks"]


def test_the_last_used_are_kept_and_one_that_is_being_copied(tmp_path: Path) -> None:
    for age, name in enumerate("abcd"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    with locks.taken(tmp_path / "locks" / "c", patience=0):
        kept.remove_old(tmp_path, most=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c", "locks"]


@embedded
@pytest.mark.django_db
def test_database_url_names_the_server_of_a_run_and_nothing_is_left_on_it() -> None:
    """As docs/developers.md says: that server, in a database of the run's own."""
    host = quote(str(PLACES.sockets / POSTGRES_FOLDER), safe="")
    url = f"postgresql://{DATABASE_USER}@/{DATABASE_NAME}?host={host}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/embedded/test_own_servers.py"]
    done = subprocess.run(
        command,
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_imprimatur_[0-9]+$'")
        assert cursor.fetchall() == []

"""What the settings are told, from the environment and without it."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from editorial.embedded.config import broker_url, cache_url, data_directory, database_config, secret_key
from editorial.embedded.places import LONGEST_SOCKET_DIRECTORY, Places, is_short_and_plain, may_be_entered

VARIABLES = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "IMPRIMATUR_DATA", "IMPRIMATUR_ENV", "SECRET_KEY")
ANYBODY = 4321


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_data_directory_is_in_the_checkout(tmp_path: Path) -> None:
    assert data_directory(tmp_path) == tmp_path / ".data"


def test_data_directory_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPRIMATUR_DATA", "other")
    assert data_directory(Path("/checkout")) == tmp_path / "other"


def test_database_is_the_embedded_one_by_default(room: Path) -> None:
    found = database_config(room)
    assert found["ENGINE"] == "editorial.embedded.backend"
    assert found["HOST"] == f"{room}/run/postgres-18"


def test_database_url_replaces_the_embedded_one(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db.example:6543/texts?sslmode=require")
    found = database_config(room)
    wanted = ("django.db.backends.postgresql", "db.example", 6543, "texts", "me")
    assert tuple(found[key] for key in ("ENGINE", "HOST", "PORT", "NAME", "USER")) == wanted
    assert found["OPTIONS"] == {"connect_timeout": 5, "tcp_user_timeout": 15000, "sslmode": "require"}


@pytest.mark.parametrize("url", ["sqlite:////tmp/texts", "mysql://me@db.example/texts"])
def test_database_url_of_another_kind_is_refused(room: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="must name a PostgreSQL database"):
        database_config(room)


@pytest.mark.parametrize("ask", [database_config, broker_url, cache_url])
def test_embedded_servers_are_refused_in_production(
    room: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
) -> None:
    monkeypatch.setenv("IMPRIMATUR_ENV", "production")
    with pytest.raises(ImproperlyConfigured, match="must be set when IMPRIMATUR_ENV=production"):
        ask(room)


def test_broker_and_cache_are_the_embedded_one_by_default(room: Path) -> None:
    assert broker_url(room) == f"redis+socket://{room}/run/valkey/valkey.sock?virtual_host=0"
    assert cache_url(room) == f"unix://{room}/run/valkey/valkey.sock?db=1"


@pytest.mark.parametrize(
    ("broker", "cache", "found"),
    [
        ("redis://r.example/0", "", "redis://r.example/0"),
        ("redis://r.example/0", "redis://c.example/2", "redis://c.example/2"),
    ],
)
def test_broker_url_serves_the_cache_too_unless_it_has_its_own(
    room: Path, monkeypatch: pytest.MonkeyPatch, broker: str, cache: str, found: str
) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", broker)
    monkeypatch.setenv("CACHE_URL", cache)
    assert (broker_url(room), cache_url(room)) == (broker, found)


def test_secret_key_is_made_once_and_private(room: Path) -> None:
    made = secret_key(room / "data", production=False)
    assert len(made) > 60
    assert secret_key(room / "data", production=False) == made
    assert stat.S_IMODE((room / "data" / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (room / "data").iterdir()] == ["secret-key"]


def test_secret_key_of_the_environment_goes_first(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert secret_key(room / "data", production=True) == "given"
    assert not (room / "data").exists()


def test_secret_key_must_be_given_in_production(room: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY must be set"):
        secret_key(room / "data", production=True)


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_SOCKET_DIRECTORY, True), (LONGEST_SOCKET_DIRECTORY + 1, False)])
def test_socket_directory_is_as_long_as_the_systems_allow(length: int, fits: bool) -> None:
    assert is_short_and_plain(Path("/" + "x" * (length - 1))) is fits


@pytest.mark.parametrize("name", ["a b", "a,b", "a;b", "a%20", "ä", "a'b"])
def test_socket_directory_has_no_characters_with_a_meaning(name: str) -> None:
    assert not is_short_and_plain(Path("/srv") / name)


def test_sockets_are_elsewhere_and_apart_when_the_path_will_not_do() -> None:
    first, second = Places(Path("/srv/a b")).sockets, Places(Path("/srv/a c")).sockets
    assert first.parent == second.parent
    assert first != second
    assert is_short_and_plain(first / "postgres-18")


@pytest.mark.parametrize(("mode", "may"), [(0o755, True), (0o711, True), (0o750, False), (0o700, False)])
def test_folder_may_be_entered_only_where_others_may(room: Path, mode: int, may: bool) -> None:
    (room / "folder").mkdir()
    (room / "folder").chmod(mode)
    assert may_be_entered(room / "folder" / "not" / "there", ANYBODY) is may


def test_folder_may_be_entered_by_its_owner(room: Path) -> None:
    owner = room.stat().st_uid
    room.chmod(0o700)
    assert may_be_entered(room, owner)
    room.chmod(0o600)
    assert not may_be_entered(room, owner)

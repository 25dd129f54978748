"""The servers for real: started, shared, killed in every way, and found again."""

import os
import signal
from collections.abc import Callable

import pytest

from editorial.embedded import locks
from editorial.embedded.config import POSTGRES_FOLDER, VALKEY_FOLDER
from editorial.embedded.places import SERVER_UID, Places
from editorial.embedded.servers import Valkey, asks, wait_until
from tests.embedded.conftest import as_root
from tests.embedded.processes import UserProcess, ask, keeper, postmaster
from tests.waiting import LONG

Install = Callable[..., Places]
Use = Callable[..., UserProcess]


def has_stopped(places: Places, name: str = POSTGRES_FOLDER) -> bool:
    path = places.locks / f"{name}.keeper"
    return wait_until(lambda: not path.exists() or locks.is_free(path), LONG)


def test_first_user_finds_a_new_database(install: Install, use: Use) -> None:
    places = install()
    assert use(places).answer() == "up"
    assert ask(places, "SELECT current_database()") == "imprimatur"
    assert ask(places, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


def test_database_listens_on_its_socket_only(install: Install, use: Use) -> None:
    places = install()
    use(places).answer()
    assert ask(places, "SHOW listen_addresses") == ""


def test_database_compares_text_by_the_rules_of_unicode(install: Install, use: Use) -> None:
    places = install()
    use(places).answer()
    assert ask(places, "SELECT lower('ÀÉ') || ' ' || (SELECT datlocale FROM pg_database LIMIT 1)") == "àé C.UTF-8"


@pytest.mark.parametrize(("throwaway", "fsync"), [(True, "off"), (False, "on")])
def test_only_throwaway_data_is_not_forced_to_disk(install: Install, use: Use, throwaway: bool, fsync: str) -> None:
    places = install(throwaway=throwaway)
    use(places).answer()
    assert ask(places, "SHOW fsync") == fsync


def test_second_user_shares_the_server(install: Install, use: Use) -> None:
    places = install()
    use(places).answer()
    first = postmaster(places)
    assert use(places).answer() == "up"
    assert postmaster(places) == first


def test_users_who_come_at_once_share_the_server(install: Install, use: Use) -> None:
    places = install()
    users = [use(places) for _ in range(4)]
    assert [user.answer() for user in users] == ["up"] * 4
    assert ask(places, "SELECT 1") == 1


def test_server_stops_after_its_last_user_was_killed(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    users = [use(places), use(places)]
    assert [user.answer() for user in users] == ["up", "up"]
    users[0].kill()
    assert ask(places, "SELECT 1") == 1
    users[1].kill()
    assert has_stopped(places)
    assert not (places.data_dir / POSTGRES_FOLDER / "postmaster.pid").exists()


def test_data_are_there_again_for_the_next_user(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    first = use(places)
    first.answer()
    ask(places, "CREATE TABLE kept AS SELECT 42 AS answer")
    first.kill()
    assert has_stopped(places)
    assert use(places).answer() == "up"
    assert ask(places, "SELECT answer FROM kept") == 42


def test_throwaway_data_go_with_their_last_user(install: Install, use: Use) -> None:
    places = install()
    user = use(places)
    user.answer()
    user.kill()
    assert wait_until(lambda: not places.data_dir.exists(), LONG)


@pytest.mark.parametrize("killed", [(postmaster,), (keeper,), (keeper, postmaster)])
def test_server_is_found_again_after_a_kill(
    install: Install, use: Use, killed: tuple[Callable[[Places], int], ...]
) -> None:
    places = install(throwaway=False)
    use(places).answer()
    ask(places, "CREATE TABLE kept AS SELECT 42 AS answer")
    for victim in [find(places) for find in killed]:
        os.kill(victim, signal.SIGKILL)
    assert has_stopped(places)
    assert use(places).answer() == "up"
    assert ask(places, "SELECT answer FROM kept") == 42


def test_pid_file_with_the_pid_of_another_program_is_no_obstacle(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    user = use(places)
    user.answer()
    file = places.data_dir / POSTGRES_FOLDER / "postmaster.pid"
    left_behind = file.read_text().splitlines()
    user.kill()
    assert has_stopped(places)
    file.write_text("\n".join([str(os.getpid()), *left_behind[1:]]) + "\n")
    (places.sockets / POSTGRES_FOLDER / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert use(places).answer() == "up"
    assert ask(places, "SELECT 1") == 1
    assert postmaster(places) != os.getpid()


@pytest.mark.parametrize("name", ["with a space", "x" * 120, "ü,;'\"%", "deep/" * 30 + "data"])
def test_any_path_will_do(install: Install, use: Use, name: str) -> None:
    places = install(name)
    assert use(places).answer() == "up"
    assert use(places, VALKEY_FOLDER).answer() == "up"
    assert ask(places, "SELECT 1") == 1


def test_locale_that_the_machine_does_not_have_is_no_obstacle(install: Install, use: Use) -> None:
    places = install()
    assert use(places, LANG="xx_YY.UTF-8", LC_ALL="xx_YY.UTF-8", TZ="Nowhere/Else").answer() == "up"
    assert ask(places, "SHOW timezone") == "UTC"


def test_broken_data_are_reported_with_the_log(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    (places.data_dir / POSTGRES_FOLDER).mkdir()
    answer = use(places).answer()
    assert answer.startswith("PostgreSQL did not start. Its log, ")


@as_root
def test_root_hands_the_servers_to_an_unprivileged_user(install: Install, use: Use) -> None:
    places = install()
    use(places).answer()
    use(places, VALKEY_FOLDER).answer()
    owners = {name: (places.data_dir / name).stat().st_uid for name in (POSTGRES_FOLDER, VALKEY_FOLDER)}
    assert owners == {POSTGRES_FOLDER: SERVER_UID, VALKEY_FOLDER: SERVER_UID}
    assert os.stat(f"/proc/{postmaster(places)}").st_uid == SERVER_UID


@as_root
def test_root_opens_no_folder_that_was_closed(install: Install, use: Use) -> None:
    places = install("closed/data")
    closed = places.data_dir.parent
    closed.chmod(0o700)
    assert use(places).answer() == "up"
    assert ask(places, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    assert not (places.data_dir / POSTGRES_FOLDER).resolve().is_relative_to(closed)


def test_valkey_keeps_what_it_was_given(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    user = use(places, VALKEY_FOLDER)
    user.answer()
    socket = Valkey(places).socket
    assert asks(socket, b"SET key kept\r\n") == b"+OK\r\n"
    user.close()
    assert has_stopped(places, VALKEY_FOLDER)
    use(places, VALKEY_FOLDER).answer()
    assert asks(socket, b"GET key\r\n") == b"$4\r\nkept\r\n"


def test_valkey_is_found_again_after_its_keeper_was_killed(install: Install, use: Use) -> None:
    places = install(throwaway=False)
    use(places, VALKEY_FOLDER).answer()
    os.kill(keeper(places, VALKEY_FOLDER), signal.SIGKILL)
    assert has_stopped(places, VALKEY_FOLDER)
    assert use(places, VALKEY_FOLDER).answer() == "up"
    assert Valkey(places).is_up()

"""How each embedded server is made, started, asked and stopped. Used by its keeper; clients use
manager.py."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from editorial.embedded.config import DATABASE_NAME, DATABASE_USER, POSTGRES_FOLDER, VALKEY_FOLDER
from editorial.embedded.places import SERVER_UID, SYSTEM_HOME, Places, may_be_entered
from editorial.embedded.programs import postgres_programs, unprivileged_account, valkey_program

# Nothing of the caller's environment: an ungenerated LANG breaks initdb, and Django changes TZ.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


class ServerError(Exception):
    """A server could not be made or started; the message is for the person at the keyboard."""


class Server:
    """One embedded server of one installation."""

    name: str
    label: str
    stop_signal: signal.Signals
    throwaway_options: tuple[str, ...]

    def __init__(self, places: Places) -> None:
        self.places = places
        self.entry = places.data_dir / self.name
        self.sockets = places.sockets / self.name
        self.log = places.logs / f"{self.name}.log"

    @property
    def home(self) -> Path:
        """Where the data really is: `entry`, or where it points to."""
        return self.entry.resolve()

    @property
    def owner(self) -> tuple[int, int] | None:
        """Who runs the server: None is whoever runs this; root never does, it hands the server to another
        user."""
        if os.geteuid() != 0:
            return None
        found = self.home.stat() if self.entry.exists() else None
        if found is None or found.st_uid == 0:
            return SERVER_UID, SERVER_UID
        return found.st_uid, found.st_gid

    @property
    def uid(self) -> int | None:
        return self.owner[0] if self.owner else None

    def prepare(self) -> None:
        """Makes the data if there is none, and clears away what a killed server left behind."""
        if self.entry.exists():
            self._check_owner()
        else:
            self._make()
        self._make_socket_folder()

    def start(self) -> subprocess.Popen[bytes]:
        """The running program, a child of this process that does not outlive it (on Linux)."""
        command = self.command()
        if self.places.is_throwaway:
            command += self.throwaway_options
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                umask=0o077,
                start_new_session=True,
                preexec_fn=_dying_with_parent(self.stop_signal),
                **_as_user(self.owner),
            )

    def command(self) -> list[str]:
        raise NotImplementedError

    def is_up(self) -> bool:
        """True when the server answers now."""
        raise NotImplementedError

    def fill(self, folder: Path) -> None:
        """Puts fresh data into the empty folder."""
        raise NotImplementedError

    def _make(self) -> None:
        """Made beside its place and renamed, so that it is there whole or not at all."""
        target = self._new_home()
        fresh = Path(tempfile.mkdtemp(prefix=f".{self.name}-", dir=target.parent))
        try:
            self.fill(fresh)
            if self.owner:
                _give(fresh, *self.owner)
            fresh.rename(target)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        if target != self.entry:
            self.entry.unlink(missing_ok=True)
            self.entry.symlink_to(target)

    def _new_home(self) -> Path:
        """In the data folder; or under /var/lib, linked from there, when its user could not reach that folder
        (a checkout in /root): nobody else's folder is opened up for it."""
        if self.uid is None or may_be_entered(self.places.data_dir, self.uid):
            return self.entry
        SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        own = Path(tempfile.mkdtemp(prefix="data-", dir=SYSTEM_HOME))
        own.chmod(0o711)
        return own / self.name

    def _check_owner(self) -> None:
        if self.uid is None and self.home.stat().st_uid != os.geteuid():
            raise ServerError(
                f"The data in {self.home} belongs to another user. Run this as the user who first started it "
                "(as root if that was root), or set IMPRIMATUR_DATA to a folder of your own."
            )

    def _make_socket_folder(self) -> None:
        parents = [self.places.sockets]
        if self.places.sockets.parent != self.places.data_dir:
            parents.insert(0, self.places.sockets.parent)
        for folder in parents:
            _make_own(folder, 0o711 if os.geteuid() == 0 else 0o700)
        if os.geteuid() != 0:
            _make_own(self.sockets, 0o700)
        else:
            self.sockets.mkdir(mode=0o700, exist_ok=True)
            os.chown(self.sockets, *self.owner)


class Postgres(Server):
    """The database. Only a socket, no port; only its own user and root get to the socket."""

    name = POSTGRES_FOLDER
    label = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": sessions are ended, everything is written
    throwaway_options = ("-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off")

    def command(self) -> list[str]:
        program = postgres_programs(self.uid) / "postgres"
        settings = (
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "max_connections=100",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
        )
        options = [f"-c{setting}" for setting in settings]
        return [str(program), "-D", str(self.home), "-k", str(self.sockets), "-p", "5432", *options]

    def fill(self, folder: Path) -> None:
        owner = unprivileged_account() if self.uid == SERVER_UID else self.owner
        if owner:
            os.chown(folder, *owner)
        programs = postgres_programs(self.uid)
        # The locale of the C library is "C", which exists everywhere; the rules for text are PostgreSQL's
        # own.
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        flags = ("--auth=trust", "--no-instructions", *(["--no-sync"] if self.places.is_throwaway else []))
        _run([programs / "initdb", "-D", folder, "-U", DATABASE_USER, *locale, *flags], owner)
        single = [programs / "postgres", "--single", "-D", folder, "postgres"]
        _run(single, owner, f"CREATE DATABASE {DATABASE_NAME};\n")

    def is_up(self) -> bool:
        return self._pid_file()[7:8] == ["ready"] and _connects(self.sockets / ".s.PGSQL.5432")

    def prepare(self) -> None:
        super().prepare()
        self._settle_pid_file()

    def _pid_file(self) -> list[str]:
        try:
            return [line.strip() for line in (self.home / "postmaster.pid").read_text().splitlines()]
        except FileNotFoundError:
            return []

    def _settle_pid_file(self) -> None:
        """After a kill the file names a process that is gone, a zombie, or by now another program's;
        PostgreSQL would refuse to start. Naming its own parent there makes it go on, and keeps its check of
        the shared memory, which tells whether an old session is still writing."""
        lines = self._pid_file()
        if not lines:
            return
        if lines[0].isdigit() and _works_in(int(lines[0]), self.home):
            self._stop(int(lines[0]))
            lines = self._pid_file()
        if lines:
            (self.home / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def _stop(self, pid: int) -> None:
        """Ends a server whose keeper was killed."""
        os.kill(pid, self.stop_signal)
        if not wait_until(lambda: not _works_in(pid, self.home), 30):
            raise ServerError(f"A PostgreSQL (process {pid}) still uses {self.home} and does not stop.")


class Valkey(Server):
    """The broker and cache, with its append-only file."""

    name = VALKEY_FOLDER
    label = "Valkey"
    stop_signal = signal.SIGTERM
    throwaway_options = ("--appendonly", "no")

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def command(self) -> list[str]:
        place = (
            "--port",
            "0",
            "--unixsocket",
            str(self.socket),
            "--unixsocketperm",
            "700",
            "--dir",
            str(self.home),
        )
        keeping = ("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--daemonize", "no")
        return [str(valkey_program(self.uid)), *place, *keeping]

    def fill(self, folder: Path) -> None:
        """An empty folder is all it needs."""

    def is_up(self) -> bool:
        return asks(self.socket, b"PING\r\n").startswith(b"+PONG")

    def prepare(self) -> None:
        super().prepare()
        if self.is_up():  # its keeper was killed
            asks(self.socket, b"SHUTDOWN\r\n")
            if not wait_until(lambda: not self.is_up(), 15):
                raise ServerError(f"A Valkey still uses {self.home} and does not stop.")


SERVERS: dict[str, type[Server]] = {server.name: server for server in (Postgres, Valkey)}


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition came true in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _connects(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        return client.connect_ex(str(path)) == 0


def asks(path: Path, question: bytes) -> bytes:
    """The beginning of the answer on the socket; empty when there is none."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
            client.sendall(question)
            return client.recv(64)
        except OSError:
            return b""


def _works_in(pid: int, folder: Path) -> bool:
    """True when the process lives (a zombie does not) and is a server of this folder."""
    if Path("/proc/self/stat").exists():
        try:
            return Path(os.readlink(f"/proc/{pid}/cwd")) == folder
        except OSError:  # gone, a zombie, or another user's
            return False
    asked = subprocess.run(
        ["ps", "-o", "stat=", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return "postgres" in asked.stdout and str(folder) in asked.stdout and not asked.stdout.startswith("Z")


def _as_user(owner: tuple[int, int] | None) -> dict[str, object]:
    return {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}


def _run(command: list[object], owner: tuple[int, int] | None, text: str = "") -> None:
    done = subprocess.run(
        [str(part) for part in command],
        input=text,
        capture_output=True,
        text=True,
        cwd="/",
        env=ENVIRONMENT,
        umask=0o077,
        check=False,
        **_as_user(owner),
    )
    if done.returncode:
        raise ServerError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _give(folder: Path, uid: int, gid: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, uid, gid, follow_symlinks=False)


def _make_own(folder: Path, mode: int) -> None:
    """A folder of ours; one that another user put there first (anyone may write in /tmp) is refused."""
    try:
        folder.mkdir(mode=mode)
        folder.chmod(mode)
    except FileExistsError:
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise ServerError(f"{folder} is not safe to use: it belongs to or is open to another user.") from None


def _dying_with_parent(death_signal: signal.Signals) -> Callable[[], None] | None:
    """Linux sends the signal when the parent dies, whatever killed it. Elsewhere the next keeper tidies
    up."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(1, int(death_signal)) and None

"""Where the embedded servers keep their data, sockets and locks. Nothing here creates or changes a file."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

# Linux allows 107 bytes in the path of a unix socket, macOS 103. The longest name we put behind the directory
# is ".s.PGSQL.5432" (13 bytes and the slash).
LONGEST_SOCKET_DIRECTORY = 85
# As root the servers run as this numeric user: a number that neither Debian nor systemd hands out, so that no
# other program on the machine (not even those running as "nobody") can read the data.
SERVER_UID = 65521
SYSTEM_HOME = Path("/var/lib/imprimatur")
THROWAWAY = "throwaway"


def may_be_entered(path: Path, uid: int) -> bool:
    """True when the user `uid` may pass through `path` and everything above it. What does not exist yet
    may."""
    for folder in (path, *path.parents):
        try:
            found = folder.stat()
        except FileNotFoundError:
            continue
        except PermissionError:
            return False
        needed = stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH
        if not found.st_mode & needed:
            return False
    return True


def is_short_and_plain(path: Path) -> bool:
    """True when a socket may live in `path`: short enough, and without characters that a URL, libpq or
    PostgreSQL's own list of directories would read as something else."""
    text = str(path)
    return len(os.fsencode(text)) <= LONGEST_SOCKET_DIRECTORY and bool(re.fullmatch(r"[A-Za-z0-9/._-]+", text))


@dataclass(frozen=True)
class Places:
    """The files of one installation's embedded servers; the same for every process that names the same
    folder."""

    data_dir: Path

    @property
    def sockets(self) -> Path:
        """The folder above the sockets: beside the data where that works, else a private one in /tmp."""
        beside = self.data_dir / "run"
        reachable = os.geteuid() != 0 or may_be_entered(self.data_dir, SERVER_UID)
        if reachable and is_short_and_plain(beside / "postgres-18"):
            return beside
        name = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        return Path("/tmp") / f"imprimatur-{os.geteuid()}" / name  # noqa: S108 (owner and mode are checked before use)

    @property
    def locks(self) -> Path:
        return self.data_dir / "locks"

    @property
    def logs(self) -> Path:
        return self.data_dir / "logs"

    @property
    def is_throwaway(self) -> bool:
        """True for the servers of one test run: quick instead of durable, and deleted with their last
        user."""
        return (self.data_dir / THROWAWAY).exists()

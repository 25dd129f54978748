"""Makes the virtual environment and installs a list of requirements with digests into it, when that is needed.

Run by the scripts with the machine's own Python: standard library only. Safe to run twice at once.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NO_VENV = """This Python has no venv module, which Debian packs apart. Install it and run this again:
    sudo apt-get install python3-venv"""
NOT_OURS = """{path} cannot be written by this user; the checkout was set up by another one.
Run this as that user, or use a checkout of your own."""


def main(requirements: str) -> None:
    """Afterwards everything that the file lists is installed; exits with what to do when it cannot be."""
    wanted = fingerprint(ROOT / requirements)
    stamp = VENV / f".{requirements}.stamp"
    if is_done(stamp, wanted):
        return
    with alone():
        if not is_done(stamp, wanted):
            make_environment()
            install(ROOT / requirements)
            stamp.write_text(wanted)


@contextmanager
def alone() -> Iterator[None]:
    """Only one process at a time makes the environment of a checkout."""
    checkout = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(checkout, fcntl.LOCK_EX)
        yield
    finally:
        os.close(checkout)


def fingerprint(requirements: Path) -> str:
    """Changes when the file does."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted and works()


def works() -> bool:
    """False also for an environment whose Python was removed or replaced by another version."""
    check = "import importlib.util as u, sys; sys.exit(sys.version_info < (3, 11) or u.find_spec('pip') is None)"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    if works():
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        sys.exit(NO_VENV)
    sys.stderr.write("Making the virtual environment .venv…\n")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(NO_VENV)


def install(requirements: Path) -> None:
    sys.stderr.write(f"Installing {requirements.name} (a minute or so the first time)…\n")
    quiet = ["-qq", "--disable-pip-version-check", "--root-user-action", "ignore"]
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", requirements]
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit("The requirements could not be installed: see above. Is the network there? Then run this again.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except PermissionError as error:
        sys.exit(NOT_OURS.format(path=error.filename))

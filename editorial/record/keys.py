"""The key that signs checkpoints: one file, outside the database and its backups, that only its owner may read."""

import os
import stat
from pathlib import Path

from django.conf import settings

from editorial.shared.issues import Issue, Refused

from .notes import NoteError, PrivateKey, new_key, read_private_key


def key_name() -> str:
    """What the key is called in signatures: the site's address without its scheme, and what it signs."""
    return f"{settings.SITE_ADDRESS.partition('://')[2]}/record"


def make_key(path: Path) -> PrivateKey:
    """Make a key in a new file with mode 0600. Raises :class:`Refused` if the file is there: none is ever replaced."""
    key = new_key(key_name())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        message = f"{path} is there already, and no key is ever overwritten. Name another file."
        raise Refused(Issue("key-exists", message)) from error
    except OSError as error:
        raise Refused(Issue("key-file", f"{path} cannot be written: {error.strerror}.")) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.line + "\n")
    return key


def signing_key() -> PrivateKey:
    """The key in the file that ``CHECKPOINT_KEY`` names. Raises :class:`Refused`, saying what to do, if it is no use.

    On a developer's machine the file is made at first use; in production never: a key that is made anew where the old
    one was lost would look like a forger's.
    """
    path = settings.CHECKPOINT_KEY
    if path is None:
        message = "No key signs checkpoints: make one with “manage.py checkpoint_key FILE”, and set CHECKPOINT_KEY."
        raise Refused(Issue("no-key", message))
    if not settings.PRODUCTION and not path.exists():
        return make_key(path)
    try:
        mode, line = stat.S_IMODE(path.stat().st_mode), path.read_text(encoding="ascii")
        key = read_private_key(line)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Issue("key-file", f"The key in {path} cannot be read: {error}.")) from error
    except NoteError as error:
        raise Refused(Issue("key-file", f"{path} holds no key: {error}")) from error
    if mode & 0o077:
        message = f"Others may read {path} (mode {mode:04o}): anybody could sign. Make it 0600, and consider a new key."
        raise Refused(Issue("key-open", message))
    return key

"""The store on a disk: a file is there whole or not at all, also after the power failed."""

import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

KEPT_FREE = 64 * 1024 * 1024
"""So many bytes of the disk are never filled: the database may be on it too."""
NEW = ".new-"


class DiskStore(FileSystemStorage):
    """Files below one folder, for the product's own user alone. What is written twice under a name is the same file."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        """Write beside, force it to the disk, and only then give it its name."""
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_room(target.parent, content.size)
        descriptor, beside = tempfile.mkstemp(prefix=NEW, dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        for folder in (target.parent, target.parent.parent):
            _force(folder)
        return name


def _require_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + KEPT_FREE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _force(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

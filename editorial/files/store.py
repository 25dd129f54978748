"""The one store of files: on a disk, or in a bucket, as the settings say. Where things are in it, and reading them."""

import hashlib
from collections.abc import Iterator
from typing import IO

from django.core.files.storage import Storage, storages

from .models import StoredFile

ALIAS = "files"
ROOT = "sha256"
_CHUNK = 1024 * 1024


def the_store() -> Storage:
    """Where files are kept."""
    return storages[ALIAS]


def place_of(digest: str) -> str:
    """What the store calls the file with this digest."""
    return f"{ROOT}/{digest[:2]}/{digest}"


def open_file(file: StoredFile) -> IO[bytes]:
    """The file's bytes, to be read. Raises ``OSError`` if the store does not have them."""
    return the_store().open(place_of(file.digest), "rb")


def piece_of(file: StoredFile, first: int, length: int) -> Iterator[bytes]:
    """So many bytes of a file from one on, in chunks; of a bucket, no more is fetched. Raises ``OSError`` at the first
    chunk if the store does not have them."""
    store = the_store()
    fetch = getattr(store, "fetch_piece", None)
    if fetch is not None:
        yield from fetch(place_of(file.digest), first, length)
        return
    with store.open(place_of(file.digest), "rb") as stream:
        stream.seek(first)
        while length > 0 and (chunk := stream.read(min(_CHUNK, length))):
            length -= len(chunk)
            yield chunk


def digest_in_store(file: StoredFile) -> tuple[str, int]:
    """The digest and the length of the bytes that are in the store now. Raises ``OSError`` if there are none."""
    hashed, size = hashlib.sha256(), 0
    with open_file(file) as stream:
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
            size += len(chunk)
    return hashed.hexdigest(), size


def places_in_store() -> Iterator[str]:
    """What the store holds, by the names that it has there."""
    for folder in _listed(ROOT, folders=True):
        for name in _listed(f"{ROOT}/{folder}", folders=False):
            yield f"{ROOT}/{folder}/{name}"


def _listed(folder: str, *, folders: bool) -> list[str]:
    """The folders, or the files, in a folder; a disk has none until something is kept."""
    try:
        inside = the_store().listdir(folder)
    except FileNotFoundError:
        return []
    return sorted(name for name in inside[0 if folders else 1] if name)

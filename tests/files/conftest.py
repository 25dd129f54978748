"""A store of its own for every test."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where the files of this test are kept."""
    place = tmp_path / "files"
    use(settings, {"BACKEND": "editorial.files.disk.DiskStore", "OPTIONS": {"location": place}})
    yield place
    storages._storages.pop("files", None)


def use(settings, store: dict) -> None:
    """Keep files in this store from now on."""
    settings.STORAGES = configured.STORAGES | {"files": store}
    storages._storages.pop("files", None)

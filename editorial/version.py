"""Which version of the product this is: pyproject.toml says it, and nothing else does."""

import tomllib

from django.conf import settings


def _read() -> str:
    with open(settings.BASE_DIR / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]["version"]


VERSION = _read()

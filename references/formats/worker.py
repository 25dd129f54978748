"""The process in which a file of references is read, started by :mod:`references.formats.bounded`. It knows neither
settings nor database."""

import sys
from typing import Any

from editorial.shared.apart import answer_apart

from .entries import file_to_json
from .reading import read_references


def read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The file's entries as JSON can hold them."""
    return file_to_json(read_references(data, name=question["name"], max_bytes=question["max_bytes"]))


if __name__ == "__main__":
    sys.exit(answer_apart(read))

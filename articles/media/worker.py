"""The process in which one picture or recording is read, started by :mod:`.apart`. It knows neither settings nor
database."""

import sys
from typing import Any

from editorial.shared.apart import answer_apart

from .plain import to_plain
from .reading import read_media


def read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The medium, as JSON can hold it."""
    return to_plain(read_media(data, question["name"], wanted=question["wanted"]))


if __name__ == "__main__":
    sys.exit(answer_apart(read))

"""The process in which one picture or recording is read, started by :mod:`.apart`. It knows neither settings nor
database."""

import sys
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from editorial.shared.apart import answer_apart

from .reading import read_media


def read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The medium, as JSON can hold it."""
    answer = asdict(read_media(data, question["name"], wanted=question["wanted"]))
    for part in (answer, *answer["renditions"]):
        part["data"] = b64encode(part["data"]).decode()
    return answer


if __name__ == "__main__":
    sys.exit(answer_apart(read))

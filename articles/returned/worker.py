"""The process in which a Word file that came back is read, started by :mod:`.apart`. It knows neither settings nor
database."""

import sys
from dataclasses import asdict
from typing import Any
from uuid import UUID

from articles.words.content import content_from_text
from editorial.shared.apart import answer_apart

from .reading import read_back


def read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What was read, as JSON can hold it."""
    contents = {UUID(version): content_from_text(text) for version, text in question["contents"].items()}
    options = question["options"]
    return asdict(read_back(options.pop("name"), data, contents, **options))


if __name__ == "__main__":
    sys.exit(answer_apart(read))

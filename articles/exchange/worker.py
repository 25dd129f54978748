"""The process in which one article, or a piece of one, is read, started by :mod:`.apart`. It knows neither settings nor
database."""

import sys
from dataclasses import asdict
from typing import Any

from articles.media.plain import to_plain
from editorial.shared.apart import answer_apart

from .found_media import read_wanted
from .fragment import read_fragment
from .reading import read_file, read_pasted
from .storage import to_json


def read(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The article, the piece of one, or its pictures, as JSON can hold it."""
    options = question["options"]
    if question["what"] == "piece":
        known = frozenset(options["known"])
        return asdict(read_fragment(options["html"], options["text"], known=known.intersection))
    if question["what"] == "media":
        return {key: to_plain(one) for key, one in read_wanted(data=data, **options).items()}
    if question["what"] == "pasted":
        return to_json(read_pasted(options.pop("text"), options.pop("html"), **options))
    return to_json(read_file(options.pop("name"), data, **options))


if __name__ == "__main__":
    sys.exit(answer_apart(read))

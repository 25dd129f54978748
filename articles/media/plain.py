"""A read medium as JSON can hold it, and back: between processes."""

from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import Any

from .values import ReadMedium, SmallerPicture


def to_plain(read: ReadMedium) -> dict[str, Any]:
    answer = asdict(read)
    for part in (answer, *answer["renditions"]):
        part["data"] = b64encode(part["data"]).decode()
    return answer


def from_plain(answer: dict[str, Any]) -> ReadMedium:
    """The medium that :func:`to_plain` wrote."""
    smaller = [SmallerPicture(**{**one, "data": b64decode(one["data"])}) for one in answer["renditions"]]
    return ReadMedium(**{**answer, "data": b64decode(answer["data"]), "renditions": tuple(smaller)})

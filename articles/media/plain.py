"""A read medium as a process apart answers with it, and back."""

from dataclasses import asdict
from typing import Any

from .values import ReadMedium, SmallerPicture


def to_plain(read: ReadMedium) -> dict[str, Any]:
    return asdict(read)


def from_plain(answer: dict[str, Any]) -> ReadMedium:
    """The medium that :func:`to_plain` gave."""
    smaller = tuple(SmallerPicture(**one) for one in answer["renditions"])
    return ReadMedium(**{**answer, "renditions": smaller})

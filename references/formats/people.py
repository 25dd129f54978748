"""Recognising lists of authors in running text. Pure. What is not certainly a list of people is not taken for one."""

import re

from .groups import is_group
from .name_lists import whole_list

__all__ = ["is_group", "read_people"]

MAX_AUTHORS_TEXT = 6000
_EDITORS = re.compile(r",?\s*\(?\beds?(?:itors?)?\b\.?\)?\s*$", re.I)


def read_people(text: str, *, certain: bool = False) -> list[dict]:
    """The names in ``text`` if the whole of it is a list of people, else an empty list.

    ``certain`` means that the text stands in an author's place, so that full names without any initial
    ("Michael Shannon") are taken too.
    """
    text = _EDITORS.sub("", text.strip().rstrip(";,"))
    if not text or len(text) > MAX_AUTHORS_TEXT:
        return []
    return list(whole_list(text, certain=certain))

"""What the second pair of eyes says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One difference between a file and what arrived of it.

    ``code`` is its kind, ``place`` where it is in the file ("paragraph 12", "line 7", "table 2, row 3, column 1"),
    ``words`` the words in question, ``message`` the whole in plain words.
    """

    code: str
    place: str
    words: str
    message: str

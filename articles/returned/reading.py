"""A Word file that came back, read against some versions: all that can be said without the database. Pure.

Reading and matching letters takes seconds for a long file; :mod:`.apart` has it done in a process of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from articles.exchange.word.strip import Strip, read_strip
from articles.words.content import SectionContent
from editorial.shared.issues import Issue, Refused

from .base import Base
from .found import Found
from .matching import match
from .unseen import without_unseen

MOST_OF_A_PARAGRAPH = 100_000  # letters: comparing one takes a second, and no article has such


@dataclass(frozen=True)
class Read:
    """The remarks of a file. ``by_words`` are leaves that were found by their words alone, since their marks are gone;
    ``unseen`` words of changes out of which characters were taken that nobody can see."""

    found: list[Found]
    by_words: list[str]
    unseen: list[str]


def read_back(
    name: str, data: bytes, contents: Mapping[UUID, SectionContent], *, is_whole: bool, max_unpacked_bytes: int
) -> Read:
    """What the file says beside these versions. ``is_whole``: they are all that went out, in their order. Raises
    :class:`Refused` for a file that cannot be read, or has a paragraph that nobody writes."""
    strip = read_strip(name, data, max_unpacked_bytes=max_unpacked_bytes)
    _require_short(name, strip)
    bases = [Base(version, content) for version, content in contents.items()]
    matched = match(strip, bases, is_whole=is_whole)
    found, unseen = without_unseen(matched.found)
    return Read(found, matched.by_words, unseen)


def _require_short(name: str, strip: Strip) -> None:
    """Refuse a file with a paragraph that nobody writes: comparing it would take many seconds."""
    ends = [-1, *(at for at, atom in enumerate(strip.atoms) if atom.is_end), len(strip.atoms)]
    longest = max(end - start - 1 for start, end in pairwise(ends))
    if longest > MOST_OF_A_PARAGRAPH:
        message = _(
            "%(name)s has a paragraph of %(number)s letters; at most %(most)s are compared. Divide it into paragraphs, "
            "or import new text as a new text."
        )
        values = {"name": name, "number": f"{longest:,}", "most": f"{MOST_OF_A_PARAGRAPH:,}"}
        raise Refused(Issue("long-paragraph", message % values, "file"))

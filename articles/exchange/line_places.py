"""Which lines of a source a block of a read document holds, and where they are said to be once it goes elsewhere."""

from collections.abc import Iterable

from .block_trees import Node, blocks_of, letters, only_letters, words_of
from .document import Document, SectionText
from .editing import TAG, place_of

_ENOUGH = 3
"""Fewer letters than this are in too many blocks to tell anything."""


def take_along(document: Document, nodes: Iterable[Node], before: SectionText, place: str) -> list[int]:
    """Say of these blocks' lines that they are at ``place``; returns them. Lines that other blocks of the section
    hold too are in both."""
    old, moved = place_of(before), [*nodes]
    said = [words_of(node) for node in moved]
    left = [words_of(node) for node in blocks_of(before.base.html)]
    taken = []
    for line in _lines_at(document, old):
        if not any(_holds(words, document, line) for words in said):
            continue
        taken.append(line)
        stays = any(_holds(words, document, line) for words in left)
        places = [one for one in document.places[line].split(", ") if stays or one != old]
        document.places[line] = ", ".join(dict.fromkeys([*places, place]))
    return taken


def line_of(document: Document, node: Node, section: SectionText) -> int:
    """The first line of a block; the section's own if none is like it."""
    words = words_of(node)
    found = (line for line in _lines_at(document, place_of(section)) if _holds(words, document, line))
    return next(found, section.line)


def _lines_at(document: Document, place: str) -> list[int]:
    return sorted(line for line, places in document.places.items() if place in places.split(", "))


def _holds(words: str, document: Document, line: int) -> bool:
    """Whether a block has what the line says, or is a piece of it."""
    said = document.lines[line - 1] if 0 < line <= len(document.lines) else ""
    said = TAG.sub(" ", said) if document.format == "html" else said
    if _either(letters(said), letters(words)):
        return True
    return _either(only_letters(said), only_letters(words))


def _either(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return short in long if len(short) >= _ENOUGH else bool(short) and a == b

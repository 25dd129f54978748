"""What the words of a Markdown file do not say: its pictures, and where its links lead, which stands beside their words
or is defined elsewhere."""

import re
from collections.abc import Iterable, Iterator

from .source import Thing

IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")  # it may stand among the words of a link
_CODE = re.compile(r"(`+)[^`].*?\1")
_BESIDE = re.compile(
    r"(?<![!\\])\[(?:[^\[\]]|\[[^\[\]]*\]|!\[[^\[\]]*\]\([^()]*\))*\]\(\s*<?((?:https?://|mailto:|tel:)[^\s<>]*?)>?"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)(?!\))",
    re.I,
)
_DEFINED = re.compile(r" {0,3}\[(?!\^)([^\[\]]{1,200})\]:\s*<?((?:https?://|mailto:|tel:)[^\s<>]*)>?.*", re.I)
_NAMED = re.compile(r"(?<![!\\])\[([^\[\]]+)\](?![(:])")


def links_beside(lines: Iterable[tuple[int, str]]) -> Iterator[Thing]:
    """Links such as ``[words](address)``, with their lines."""
    for number, line in lines:
        for address in _BESIDE.findall(_CODE.sub("", line)):
            yield Thing("link", f"line {number}", address)


def pictures(lines: Iterable[tuple[int, str]]) -> Iterator[Thing]:
    """The pictures, each with its description."""
    for number, line in lines:
        for described in IMAGE.findall(_CODE.sub("", line)):
            yield Thing("picture", f"line {number}", described)


def links_defined(lines: Iterable[tuple[int, str]]) -> Iterator[Thing]:
    """The addresses of links such as ``[words][name]``, each at the line of its first link."""
    defined: dict[str, str] = {}
    used: dict[str, int] = {}
    for number, line in lines:
        if found := _DEFINED.fullmatch(line):
            defined.setdefault(_label(found[1]), found[2])
            continue
        for words in _NAMED.findall(_CODE.sub("", line)):
            used.setdefault(_label(words), number)
    for label, address in defined.items():
        if label in used:
            yield Thing("link", f"line {used[label]}", address)


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()

"""Citations by a library's key, as Markdown writes them (``[see @lane1998, p. 4; @boyer2005]``), in any text; and
numbers that Markdown links with a place in the page (``[1](#ref1)``)."""

import re
from collections.abc import Callable, Collection, Iterable

from articles.text.allowed import REFERENCE_KEY

from .blocks import Block, Run, cut
from .tree import element

_BRACKET = re.compile(r"\[([^\[\]]{2,400})\]")
_PART = re.compile(
    r"\s*(?P<before>(?:[^@]{0,60}\s)?)-?@(?P<key>\w[\w:.-]{0,79}?)[.:]?(?:\s*,\s*(?P<at>[^@]{1,80}?))?\s*"
)
_LINKED_NUMBER = re.compile(r"(\[\d[\d,;\s–-]{0,60}\])(\(#[^()\s]{1,80}\))")


def take_keys(blocks: Iterable[Block], known: Callable[[Collection[str]], Collection[str]]) -> None:
    """Put atoms in place of citations by key. A key that the library lacks stays an unresolved citation."""
    found = [(block, _marks(block.raw)) for block in blocks if "[" in block.raw]
    wanted = {part["key"].lower() for _, marks in found for _, parts in marks for part in parts}
    have = frozenset(known(wanted)) if wanted else frozenset()
    for block, marks in found:
        _replace(block, marks, have)
        _unlink(block)


def _marks(raw: str) -> list[tuple[re.Match[str], list[re.Match[str]]]]:
    marks = []
    for match in _BRACKET.finditer(raw) if "@" in raw else ():
        parts = [_PART.fullmatch(part) for part in match[1].split(";")]
        whole = [part for part in parts if part is not None]
        if len(whole) == len(parts):
            marks.append((match, whole))
    return marks


def _replace(block: Block, marks: list[tuple[re.Match[str], list[re.Match[str]]]], have: Collection[str]) -> None:
    runs, position = list[Run](), 0
    for match, parts in marks:
        runs += cut(block.runs, position, match.start())
        for part in parts:
            runs += [Run(part["before"])] if part["before"].strip() else []
            runs.append(Run("", atom=_atom(part, have)))
        position = match.end()
    if marks:
        block.runs = runs + cut(block.runs, position)


def _atom(part: re.Match[str], have: Collection[str]) -> str:
    key, locator = part["key"].lower(), " ".join((part["at"] or "").split())
    if key in have and REFERENCE_KEY.match(key):
        return element("cite", "", {"data-ref": key} | ({"data-locator": locator} if locator else {}))
    said = ", ".join(filter(None, (f"@{part['key']}", locator)))
    return element("cite", "", {"data-unresolved": f"[{said}]"})


def _unlink(block: Block) -> None:
    """Take off where a number leads: its brackets say what it is."""
    for match in reversed(list(_LINKED_NUMBER.finditer(block.raw))):
        block.runs = cut(block.runs, 0, match.start(2)) + cut(block.runs, match.end(2))

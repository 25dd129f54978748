"""Citations by a library's key, as Markdown writes them (``[see @lane1998, p. 4; @boyer2005]``), in any text; and
numbers that Markdown links with a place in the page (``[1](#ref1)``)."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from articles.text.allowed import REFERENCE_KEY

from .blocks import Block, Run, cut
from .tree import element

_BRACKET = re.compile(r"\[([^\[\]]{2,400})\]")
_PART = re.compile(
    r"\s*(?P<before>(?:[^@]{0,60}\s)?)-?@(?P<key>\w[\w:.-]{0,79}?)[.:]?(?:\s*,\s*(?P<at>[^@]{1,80}?))?\s*"
)
_LABELLED = re.compile(r"\s*(?P<before>)(?P<key>[A-Za-z][A-Za-z+]{1,15}[:_-]?\d{2,4}[a-z]?)(?P<at>(?!))?\s*")
_UNRESOLVED_KEY = re.compile(r"data-unresolved=\"\[@?([A-Za-z][\w:.-]+)")
_LINKED_NUMBER = re.compile(r"(\[\d[\d,;\s–-]{0,60}\])(\(#[^()\s]{1,80}\))")


def take_keys(
    blocks: Iterable[Block],
    known: Callable[[Collection[str]], Mapping[str, str]],
    *,
    labels: Collection[str] = (),
) -> None:
    """Put atoms in place of citations by key. ``known`` gives for some keys, in small letters, the references that they
    surely mean; any other key stays an unresolved citation. Where the list prints
    ``labels`` before its entries, brackets with nothing but labels cite too ("[Lan98; Boy05]")."""
    found = [(block, _marks(block.raw, labelled=bool(labels))) for block in blocks if "[" in block.raw]
    wanted = {part["key"].lower() for _, marks in found for _, parts in marks for part in parts}
    have = known(wanted) if wanted else {}
    for block, marks in found:
        _replace(block, marks, have)
        _unlink(block)


def _marks(raw: str, *, labelled: bool) -> list[tuple[re.Match[str], list[re.Match[str]]]]:
    marks = []
    for match in _BRACKET.finditer(raw) if "@" in raw or labelled else ():
        pattern, by = (_PART, ";") if "@" in match[1] else (_LABELLED, "[;,]")
        if pattern is _LABELLED and not labelled:
            continue
        parts = [pattern.fullmatch(part) for part in re.split(by, match[1])]
        whole = [part for part in parts if part is not None]
        if len(whole) == len(parts):
            marks.append((match, whole))
    return marks


def _replace(block: Block, marks: list[tuple[re.Match[str], list[re.Match[str]]]], have: Mapping[str, str]) -> None:
    runs, position = list[Run](), 0
    for match, parts in marks:
        runs += cut(block.runs, position, match.start())
        for part in parts:
            runs += [Run(part["before"])] if part["before"].strip() else []
            runs.append(Run("", atom=_atom(part, have)))
        position = match.end()
    if marks:
        block.runs = runs + cut(block.runs, position)


def _atom(part: re.Match[str], have: Mapping[str, str]) -> str:
    key, locator = have.get(part["key"].lower(), ""), " ".join((part["at"] or "").split())
    if REFERENCE_KEY.match(key):
        return element("cite", "", {"data-ref": key} | ({"data-locator": locator} if locator else {}))
    at = "@" if "@" in part.group() else ""
    said = ", ".join(filter(None, (f"{at}{part['key']}", locator)))
    return element("cite", "", {"data-unresolved": f"[{said}]"})


def key_of(atom: str) -> str:
    """The key that an unresolved citation says; "" of any other."""
    match = _UNRESOLVED_KEY.search(atom)
    return match[1] if match else ""


def _unlink(block: Block) -> None:
    """Take off where a number leads: its brackets say what it is."""
    for match in reversed(list(_LINKED_NUMBER.finditer(block.raw))):
        block.runs = cut(block.runs, 0, match.start(2)) + cut(block.runs, match.end(2))

"""Where a line goes through words over the borders of paragraphs: ``<s>`` and ``<strike>`` as browsers read them, which
open them again in the next paragraph. The parser would end them there, and the words behind would be live."""

import re
from collections.abc import Iterator

from .patterns import word_set

_STRUCK = frozenset(("s", "strike"))
_CELLS = frozenset(("td", "th", "caption"))
_ROWS = frozenset(("tr", "thead", "tbody", "tfoot"))
_BLOCKS = word_set(
    """address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table ul"""
) | _CELLS | _ROWS  # fmt: skip
_RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"))
_IS_STRUCK = re.compile(r"<(?:s|strike)[\s>/]", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--")


def closed_in_each_block(source: str) -> str:
    """The page with every such element closed before a block begins or ends, and opened again before words."""
    if not _IS_STRUCK.search(source):
        return source
    return "".join(_Closing().pieces(source))


class _Closing:
    """Walks over the tags. ``around`` are the struck elements that hold and, as borders, the tables and cells around;
    ``written`` tells how many of those that hold are open in what was written."""

    def __init__(self) -> None:
        self.around: list[tuple[str, str]] = []
        self.written: list[str] = []

    def pieces(self, source: str) -> Iterator[str]:
        done = 0
        for kind, name, start, end in _tags(source):
            yield from self._words(source[done:start])
            yield from self._tag(kind, name, source[start:end])
            done = end
        yield from self._words(source[done:])

    def _words(self, words: str) -> Iterator[str]:
        wanted = self._holding()
        if words.strip() and len(wanted) > len(self.written):
            missing = wanted[len(self.written) :]
            self.written += [name for name, _ in missing]
            yield from (tag for _, tag in missing)
        yield words

    def _tag(self, kind: str, name: str, tag: str) -> Iterator[str]:
        if name in _STRUCK:
            if kind == "/":
                yield from self._end(name)
            else:
                self.around.append((name, tag))
            return
        if name in _BLOCKS:
            yield from self._close(0)
            self._border(kind, name)
        yield tag

    def _end(self, name: str) -> Iterator[str]:
        last = next((at for at in reversed(range(len(self.around))) if self.around[at][0] not in _STRUCK), -1)
        at = next((at for at in reversed(range(last + 1, len(self.around))) if self.around[at][0] == name), None)
        if at is not None:
            yield from self._close(sum(one in _STRUCK for one, _ in self.around[:at]))
            del self.around[at]

    def _close(self, left: int) -> Iterator[str]:
        while len(self.written) > left:
            yield f"</{self.written.pop()}>"

    def _border(self, kind: str, name: str) -> None:
        """What is open in a cell ends with it, and with its row and its table."""
        if name == "table" and not kind:
            self.around.append((name, ""))
        elif name == "table" or name in _CELLS or name in _ROWS:
            table = next((at for at in reversed(range(len(self.around))) if self.around[at][0] == "table"), None)
            if table is not None:
                del self.around[table + (name != "table") :]
            if name in _CELLS and not kind:
                self.around.append((name, ""))

    def _holding(self) -> list[tuple[str, str]]:
        return [one for one in self.around if one[0] in _STRUCK]


def _tags(source: str) -> Iterator[tuple[str, str, int, int]]:
    """Each tag: "/" for an end, its name, from where to where; what is no markup is passed over."""
    low, at = source.lower(), 0
    while (found := _TAG.search(source, at)) is not None:
        if found.group() == "<!--":
            end = source.find("-->", found.end())
            at = len(source) if end < 0 else end + 3
            continue
        name, at = found[2].lower(), found.end()
        yield found[1], name, found.start(), at
        if name in _RAW and not found[1]:
            end = low.find(f"</{name}", at)
            at = len(source) if end < 0 else end

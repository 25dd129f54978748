"""Writes inline HTML as Markdown, in two ways: *plain*, as a person would, and *explicit*, which always reads back.

Plain relies on CommonMark's rules for ``*`` and spaces, which do not hold everywhere (``**"a"**b`` is not bold); the
writer of blocks reads back what it wrote and falls back to the explicit form where plain does not say the same.
"""

import re

from .tree import Node

_RISKY = re.compile(r"([\\`*\[\]~^])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TAG_OR_ENTITY = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_LINE_START = re.compile(r"^(\s*)(#(?=#{0,5}(?:\s|$))|[+-](?=\s|$)|-(?=--)|>|\||:(?=::)|\d{1,9}(?=[.)](?:\s|$)))")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_UNUSUAL_SPACE = re.compile(r"[^\S ]|^ | $| (?= )")
_SIMPLE_SCRIPT = re.compile(r"[^\s^~\\]+")
_SIMPLE_URL = re.compile(r"[^\s<>()\\&*_\[\]]+")
_MARKS = {"strong": "**", "em": "*"}


def _space_entity(match: re.Match) -> str:
    return f"&#{ord(match.group())};"


class InlineWriter:
    """Writes one stretch of inline content; ``in_cell`` escapes what would end a table's cell."""

    def __init__(self, *, explicit: bool = False, in_cell: bool = False):
        self.explicit = explicit
        self.in_cell = in_cell

    def write(self, children: list[Node | str]) -> str:
        """The Markdown of some inline nodes."""
        return self._nodes(children)

    def _nodes(self, children: list[Node | str]) -> str:
        written, citations = [], []
        for child in children:
            if isinstance(child, Node) and child.tag == "cite":
                citations.append(child)
                continue
            if citations:
                written.append(self._citation(citations))
                citations = []
            written.append(self.text(child) if isinstance(child, str) else self._element(child))
        if citations:
            written.append(self._citation(citations))
        return "".join(written)

    def text(self, value: str) -> str:
        """Text with a backslash before what would be read as a sign."""
        if self.explicit:
            return _UNUSUAL_SPACE.sub(_space_entity, _PUNCTUATION.sub(r"\\\1", value))
        value = _RISKY.sub(r"\\\1", value)
        value = _UNDERSCORE.sub(r"\\_", value)
        value = _TAG_OR_ENTITY.sub(lambda match: "\\" + match.group(), value)
        if self.in_cell:
            value = value.replace("|", "\\|")
            value = re.sub(r"(?:^|(?<=\s))\{(?=[^{}]*\}\s*$)", r"\\{", value)
        return value

    def _element(self, node: Node) -> str:
        if node.tag == "br":
            return "[]{.br}" if self.explicit or self.in_cell else "\\\n"
        if node.tag == "a":
            return self._link(node)
        if node.tag in ("sub", "sup"):
            return self._script(node)
        inner = self._nodes(node.children)
        if self.explicit or node.tag not in _MARKS:
            return f"[{inner}]{{.{node.tag}}}"
        return f"{_MARKS[node.tag]}{inner}{_MARKS[node.tag]}"

    def _script(self, node: Node) -> str:
        plain = node.children[0] if len(node.children) == 1 and isinstance(node.children[0], str) else ""
        if not self.explicit and _SIMPLE_SCRIPT.fullmatch(plain):
            sign = "^" if node.tag == "sup" else "~"
            return f"{sign}{self.text(plain)}{sign}"
        return f"[{self._nodes(node.children)}]{{.{node.tag}}}"

    def _link(self, node: Node) -> str:
        article = node.attributes.get("data-article")
        address = f"article:{article}" if article else node.attributes.get("href", "")
        if not _SIMPLE_URL.fullmatch(address):
            address = "<" + re.sub(r"([\\<>&*_\[\]`])", r"\\\1", address) + ">"
        return f"[{self._nodes(node.children)}]({address})"

    def _citation(self, nodes: list[Node]) -> str:
        return "[" + "; ".join(self._cited(node.attributes) for node in nodes) + "]"

    def _cited(self, said: dict[str, str]) -> str:
        if "data-unresolved" in said:
            return "@?" + self._quoted(said["data-unresolved"])
        locator = said.get("data-locator", "")
        return f"@{said['data-ref']}" + (f", {self._quoted(locator)}" if locator else "")

    def _quoted(self, value: str) -> str:
        """Text inside a citation: balanced brackets may stay as they are."""
        if self.explicit or not re.fullmatch(r"(?:[^\[\]]|\[[^\[\]]*\])*", value):
            return _UNUSUAL_SPACE.sub(_space_entity, _PUNCTUATION.sub(r"\\\1", value))
        value = re.sub(r"[\\;]|&(?=#|[A-Za-z][A-Za-z0-9]*;)", r"\\\g<0>", value)
        return value.replace("|", "\\|") if self.in_cell else value


def guard_line_starts(markdown: str) -> str:
    """A backslash before what would begin a heading, a list, a quotation, a div or a table at a line's start."""
    lines = markdown.split("\n")
    return "\n".join(_LINE_START.sub(_escaped_start, line) for line in lines)


def _escaped_start(match: re.Match) -> str:
    start = match[2]
    return f"{match[1]}{start}\\" if start[0].isdigit() else f"{match[1]}\\{start}"

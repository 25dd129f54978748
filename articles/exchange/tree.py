"""A small tree of constrained HTML, for the writers that walk it. Reads only what ``articles.text.clean`` gives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset(("br", "col", "hr", "img"))
BLOCKS = frozenset(
    ("p", "h3", "h4", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "aside")
)


@dataclass
class Node:
    """An element; ``children`` are nodes and strings. The root of a fragment has the tag ""."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def elements(self, tag: str = "") -> Iterator["Node"]:
        """The children that are elements (of this tag)."""
        for child in self.children:
            if isinstance(child, Node) and (not tag or child.tag == tag):
                yield child

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS

    @property
    def holds_blocks(self) -> bool:
        return any(child.is_block for child in self.elements())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag not in VOID:
            self.path.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.path[1:]):
            while self.path.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        here = self.path[-1].children
        if here and isinstance(here[-1], str):
            here[-1] += data
        else:
            here.append(data)


def parse(html: str) -> Node:
    """The tree of a fragment of constrained HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def to_html(nodes: list[Node | str]) -> str:
    """Nodes as HTML again, attributes in order of their names: equal for equal trees."""
    written = []
    for node in nodes:
        if isinstance(node, str):
            written.append(text(node))
        elif node.tag in VOID:
            written.append(open_tag(node.tag))
        else:
            written.append(element(node.tag, to_html(node.children), dict(sorted(node.attributes.items()))))
    return "".join(written)


def open_tag(tag: str, attributes: dict[str, str] | None = None) -> str:
    """A start tag, its attributes escaped."""
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items())
    return f"<{tag}{pairs}>"


def element(tag: str, inner: str = "", attributes: dict[str, str] | None = None) -> str:
    """An element around HTML that is already written."""
    return f"{open_tag(tag, attributes)}{inner}</{tag}>"


def text(value: str) -> str:
    """Plain text as HTML."""
    return escape(value, quote=False)

"""One block of a section's text as a tree: what it says, where it can be parted, what it can be joined with. Pure."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from articles.text import plain_text
from articles.text.sentences import sentence_ends

from .tree import Node, parse, to_html

LINES = frozenset(("p", "h3", "h4"))
"""Blocks that hold words and no other blocks."""
LISTS = frozenset(("ul", "ol"))
BOXES = frozenset(("blockquote", "aside"))
Child = Node | str


def blocks_of(html: str) -> list[Node]:
    """The blocks of a section's text, in order."""
    return [child for child in parse(html).children if isinstance(child, Node)]


def words_of(node: Child) -> str:
    """What a block says, in plain text."""
    return plain_text(to_html([node])).strip()


def holds(node: Child, tags: Iterable[str]) -> bool:
    """Whether one of these elements is somewhere in it."""
    if isinstance(node, str):
        return False
    return any(isinstance(child, Node) and (child.tag in tags or holds(child, tags)) for child in node.children)


def is_plain(node: Node) -> bool:
    """Whether its words can stand in a field of one line and say the same there: no citation, nothing raised or
    lowered, no line that ends within it."""
    return node.tag in LINES and not holds(node, ("cite", "sup", "sub", "br"))


# Parting


def sentence_starts(node: Node) -> list[tuple[int, str]]:
    """Where a paragraph's sentences begin but the first, each with its words."""
    words = flat(node.children)
    ends = sentence_ends(words)
    found = []
    for end, following in pairwise(ends):
        start = end + len(words[end:following]) - len(words[end:following].lstrip())
        if words[start:following].strip():
            found.append((start, " ".join(words[start:following].split())))
    return found


def item_starts(node: Node) -> list[tuple[int, str]]:
    """The items of a list but the first, by their place, each with its words."""
    items = list(node.elements("li"))
    return [(place, words_of(item)) for place, item in enumerate(items) if place]


def parted(node: Node, place: int) -> tuple[Node, Node] | None:
    """A paragraph before and from the sentence that begins at ``place``; a list before and from that item."""
    if node.tag in LISTS:
        return _list_parted(node, place)
    if node.tag != "p" or place not in [start for start, _ in sentence_starts(node)]:
        return None
    before, after = cut(node.children, place)
    return Node("p", {}, before), Node("p", {}, after)


def _list_parted(node: Node, place: int) -> tuple[Node, Node] | None:
    items = list(node.elements("li"))
    if not 0 < place < len(items):
        return None
    first, second = dict(node.attributes), dict(node.attributes)
    if node.tag == "ol":
        second["start"] = str(first_number(node) + place)
    return Node(node.tag, first, [*items[:place]]), Node(node.tag, second, [*items[place:]])


def first_number(node: Node) -> int:
    """The number of an ordered list's first item."""
    said = node.attributes.get("start", "1")
    return int(said) if re.fullmatch(r"-?\d{1,9}", said) else 1


def cut(children: Sequence[Child], at: int) -> tuple[list[Child], list[Child]]:
    """Inline content before and from an offset in its words; a citation at the place stays with what it ends."""
    before: list[Child] = []
    after: list[Child] = []
    seen = 0
    for child in children:
        size = len(flat([child]))
        if seen + size <= at:
            before.append(child)
        elif seen >= at:
            after.append(child)
        elif isinstance(child, str):
            before.append(child[: at - seen])
            after.append(child[at - seen :])
        else:
            first, second = cut(child.children, at - seen)
            before.append(Node(child.tag, child.attributes, first))
            after.append(Node(child.tag, child.attributes, second))
        seen += size
    return before, after


def flat(children: Iterable[Child]) -> str:
    """The words of inline content, as its offsets count them."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else flat(child.children) for child in children
    )


# Joining


def joined(before: Node, node: Node) -> Node | None:
    """Both as one block of the kind of the first; None where something would be changed by it, such as a number."""
    if before.tag in LINES and node.tag in LINES:
        return Node(before.tag, before.attributes, [*before.children, " ", *node.children])
    if before.tag in LISTS:
        return _list_joined(before, node)
    if before.tag in BOXES and node.tag == before.tag and node.attributes == before.attributes:
        return Node(before.tag, before.attributes, [*before.children, *node.children])
    if before.tag in BOXES and (node.tag in LISTS or node.tag == "p"):
        return Node(before.tag, before.attributes, [*before.children, node])
    return None


def _list_joined(before: Node, node: Node) -> Node | None:
    items = list(before.elements("li"))
    if node.tag == before.tag and (node.tag == "ul" or first_number(node) == first_number(before) + len(items)):
        return Node(before.tag, before.attributes, [*items, *node.elements("li")])
    if node.tag != "p" or not items:
        return None
    last = items[-1]
    more: list[Child] = [node] if last.holds_blocks else [" ", *node.children]
    return Node(before.tag, before.attributes, [*items[:-1], Node("li", last.attributes, [*last.children, *more])])


# Becoming something else


def as_text(node: Node) -> list[Node] | None:
    """As ordinary paragraphs; the numbers that a list would print are written out."""
    if node.tag in ("h3", "h4"):
        return [Node("p", {}, node.children)]
    if node.tag in BOXES:
        return list(node.elements())
    if node.tag not in LISTS:
        return None
    number = first_number(node)
    made: list[Node] = []
    for place, item in enumerate(node.elements("li")):
        said = f"{number + place}. " if node.tag == "ol" else ""
        made += _item_as_text(item, said)
    return made


def _item_as_text(item: Node, said: str) -> list[Node]:
    inline: list[Child] = [said] if said else []
    blocks: list[Node] = []
    for child in item.children:
        if isinstance(child, Node) and child.is_block:
            blocks.append(child)
        else:
            inline.append(child)
    if said and blocks and len(inline) == 1 and blocks[0].tag == "p":
        blocks[0] = Node("p", {}, [said, *blocks[0].children])
        return blocks
    return ([Node("p", {}, inline)] if any(words_of(one) or one != "" for one in inline) else []) + blocks


def as_note(node: Node) -> Node | None:
    """In a box of its own, as a note beside the text."""
    if node.tag in ("h3", "h4", "aside"):
        return None
    children = node.children if node.tag == "blockquote" else [node]
    return Node("aside", {"data-callout": "note"}, list(children))


def letters(words: str) -> str:
    """Letters and digits alone, to find words again wherever they stand."""
    return "".join(character for character in words.lower() if character.isalnum())


def only_letters(words: str) -> str:
    """Letters only: digits may have become citations."""
    return "".join(character for character in words.lower() if character.isalpha())

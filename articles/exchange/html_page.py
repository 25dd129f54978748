"""An HTML page, or the HTML of a clipboard, to blocks. What the page itself says is not its text (menus, footers,
forms, scripts) comes out apart; what is struck out, hidden or cannot be kept is left out and remarked on, whole.

The tree is walked by events, never by recursion, so depth costs nothing. Lines are the source's: an element's own
line, counted on by the line breaks in its text.
"""

import re

from lxml import etree

from .blocks import Block
from .columns import in_columns
from .html_elements import WHOLE, Elements
from .html_struck import closed_in_each_block

_UNSHOWN = {"noscript": "shown without scripts", "svg": "picture", "template": "not shown"}
_SILENT = frozenset(("script", "style", "head", "link", "meta", *_UNSHOWN))
_OF_HEAD = frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title"))
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(text: str, *, pasted: bool = False) -> tuple[list[Block], list[str], list[int]]:
    """The blocks of a page, its lines, and the lines on which scripts begin. ``pasted``: it comes from a clipboard,
    where the citations, boxes and links of our own editor are known and notes stand beside the text."""
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = source.split("\n")
    root = _parse(source)
    if root is None:
        return [], lines, []
    walker = _Walker(root, pasted=pasted)
    walker.walk()
    return in_columns(walker.blocks, walker._next), lines, walker.scripts


def _parse(source: str) -> etree._Element | None:
    # The parser stops at NUL, and takes a declared encoding for a contradiction: the text is decoded already.
    body = _XML_DECLARATION.sub(lambda match: "\n" * match.group().count("\n"), source).replace("\x00", "")
    body = closed_in_each_block(body)
    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_pis=True, encoding="utf-8")
    try:
        return _with_body(etree.fromstring(body.encode("utf-8", "replace"), parser))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _with_body(root: etree._Element | None) -> etree._Element | None:
    """The page, its body begun at the first element that no head holds, as browsers begin it: the parser keeps elements
    in the head that it does not know (what Google Sheets copies is in one, pages without ``body`` in ``main``)."""
    head = root.find("head") if root is not None else None
    stray = [one for one in head if isinstance(one.tag, str) and one.tag not in _OF_HEAD] if head is not None else []
    if root is None or not stray:
        return root
    body = root.find("body")
    body = body if body is not None else etree.SubElement(root, "body")
    body.text, words = None, body.text
    for at, one in enumerate(stray):
        body.insert(at, one)
    stray[-1].tail = f"{stray[-1].tail or ''}{words or ''}" or None
    return root


class _Walker(Elements):
    """Walks the tree once and makes the blocks."""

    def __init__(self, root: etree._Element, *, pasted: bool):
        super().__init__(root, pasted=pasted)
        self.root = root
        self.scripts: list[int] = []

    def walk(self) -> None:
        skip: etree._Element | None = None
        for event, node in etree.iterwalk(self.root, events=("start", "end", "comment")):
            if event == "comment":
                if skip is None:
                    self._text(node.tail)
            elif skip is not None:
                if event == "end" and node is skip:
                    skip = None
                    self._text(node.tail)
            elif event == "start" and self._is_taken_whole(node):
                skip = node
            elif event == "start":
                self._start(node)
            else:
                self._end(node)
        self._flush()
        self._say_what_waits()

    # What is taken as a whole

    def _is_taken_whole(self, node: etree._Element) -> bool:
        """Whether the element was dealt with, with everything in it."""
        tag = str(node.tag)
        take = WHOLE.get(tag)
        if tag in _SILENT:
            self._silence(node, tag)
        elif tag == "title":  # outside the head it is no more shown than in it
            self._lone(node.text or "", node.sourceline or self.line, "page title")
        elif take is not None and (tag != "cite" or self._is_own(node)):
            self.line = max(self.line, node.sourceline or 0)
            take(self, node)
        elif not (_draws_formula(node) or self._is_marker(node)):
            return False
        self.line += "".join(node.itertext()).count("\n") if tag != "head" else 0
        return True

    def _silence(self, node: etree._Element, tag: str) -> None:
        """What holds no text of the page. A script is noted; the title in the head stands apart."""
        self.line = node.sourceline or self.line
        if tag == "head":
            for title in node.iter("title"):
                self._lone(title.text or "", title.sourceline or self.line, "page title")
            for script in node.iter("script"):
                self._script(script)
        elif tag == "script":
            self._script(node)
        elif tag in _UNSHOWN:
            labels = node.xpath("./@aria-label") if tag == "svg" else []
            words = " ".join([*labels, *node.xpath(".//text()[not(parent::script or parent::style)]")])
            self._lone(words, self.line, _UNSHOWN[tag])

    def _script(self, node: etree._Element) -> None:
        line = node.sourceline or self.line
        self.scripts.append(line)
        words = " ".join((node.text or node.get("src") or "").split())
        self._lone(words[:120] or "script", line, "script")


def _draws_formula(node: etree._Element) -> bool:
    """Whether it only draws, for the eye, a formula that stands beside it for the ear."""
    if node.get("aria-hidden") != "true":
        return False
    around = node.getparent()
    return around is not None and any(_is_outside(one, node) for one in around.iter("math"))


def _is_outside(one: etree._Element, node: etree._Element) -> bool:
    return all(around is not node for around in one.iterancestors())

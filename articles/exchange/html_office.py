"""What word processors leave on the clipboard besides plain HTML: lists made of paragraphs, comments, notes, styles.

Word, Outlook and what is copied from them say in ``mso-…`` properties what a paragraph is; Word on the web says it in
attributes of list items. The walker of pages asks here, so that it need not know any of that.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from .html_lists import ItemState, ListState, printed_number
from .html_style import Declared, Styles

_LIST = re.compile(r"\bl(\d+)\s+level(\d)(?:\s+lfo(\d+))?", re.I)
_HEADING_CLASS = re.compile(r"msoheading(\d)|heading\s?(\d)", re.I)
_MARK = re.compile(r"^\s*\[?[A-Za-z]{0,6}\d{1,4}\]\s*")
_BULLETS = re.compile(r"[·•o§ØüvÃà▪◦‣–—*\uf000-\uf0ff-]", re.I)
_COMMENT_MARKS = frozenset(("msocommentreference", "msocomanchor", "msocomoff"))
_NOTE_TEXT = frozenset(("msofootnotetext", "msoendnotetext"))


def classes(node: etree._Element) -> frozenset[str]:
    """The element's classes in lower case."""
    return frozenset((node.get("class") or "").lower().split())


@dataclass
class _Counter:
    """The items of one list so far, by level."""

    list_id: int
    states: dict[int, ListState] = field(default_factory=dict)


@dataclass
class Office:
    """What a page from a word processor says of its elements. ``first_id`` sets its lists apart from all others."""

    styles: Styles
    first_id: int = 1_000_000
    lists: dict[tuple[str, str], _Counter] = field(default_factory=dict)

    def item(self, node: etree._Element, said: Declared) -> tuple[ItemState, tuple[ListState, ...]] | None:
        """The item that a paragraph is, with the lists around it, its own last; None if it is none."""
        match = _LIST.search(said.get("mso-list", ""))
        if match is None or node.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return None
        level, key = int(match[2]), (match[1], match[3] or "")
        counter = self.lists.setdefault(key, _Counter(self.first_id + len(self.lists)))
        list_id = counter.list_id
        printed = self._printed(node)
        state = counter.states.get(level) or ListState(False, list_id)
        number = None if _BULLETS.fullmatch(printed) else printed_number(printed, state.next_number)
        state.ordered = number is not None
        state.next_number = number or state.next_number
        counter.states = {deep: one for deep, one in counter.states.items() if deep < level} | {level: state}
        around = tuple(counter.states.get(deep) or ListState(False, list_id) for deep in range(1, level))
        marker = printed if number is not None and not printed.strip("().").isdigit() else ""
        return ItemState(marker=marker), (*around, state)

    def _printed(self, node: etree._Element) -> str:
        """The number or bullet that was printed before an item."""
        for inner in node.iter("span"):
            if self.is_marker(self.styles.of(inner)):
                return " ".join("".join(inner.itertext()).split())
        return ""

    @staticmethod
    def is_marker(said: Declared) -> bool:
        """Whether it only prints the number or bullet of an item."""
        return "ignore" in said.get("mso-list", "").lower()

    @staticmethod
    def is_comment_mark(node: etree._Element, said: Declared) -> bool:
        """Whether it only marks the place of a comment ("[A1]")."""
        return bool(classes(node) & _COMMENT_MARKS) or said.get("mso-special-character", "").lower() == "comment"

    @staticmethod
    def heading_level(node: etree._Element, said: Declared) -> int | None:
        """The level of a paragraph that is a heading by its style; None if it is none."""
        if node.tag not in ("p", "div"):
            return None
        names = classes(node)
        if "msotitle" in names or node.get("role") == "heading":
            level = node.get("aria-level") or ""
            return int(level) if re.fullmatch(r"[1-6]", level) else 1
        match = next((found for name in names if (found := _HEADING_CLASS.fullmatch(name))), None)
        outline = re.fullmatch(r"[1-6]", said.get("mso-outline-level", ""))
        level = (match[1] or match[2]) if match else outline.group() if outline else ""
        return min(max(int(level), 1), 6) if level else None

    @staticmethod
    def left_out(node: etree._Element, said: Declared) -> tuple[str, str]:
        """Kind and reason for what stands beside the text: comments, notes, words that ask to be replaced."""
        element = said.get("mso-element", "").lower()
        if element in ("comment-list", "comment"):
            return "comment", "A comment was left out"
        if element in ("footnote-list", "endnote-list", "footnote", "endnote") or classes(node) & _NOTE_TEXT:
            return "note", "The text of a note was left out"
        if (node.get("showingplchdr") or "").lower() in ("t", "true", "1", "on"):
            return "field", "A field that was not filled in was left out"
        if "trackchangetextdeletion" in classes(node):
            return "deleted", "Deleted words were left out"
        return "", ""

    @staticmethod
    def is_inserted(node: etree._Element) -> bool:
        """Whether Word on the web marks it as words that somebody proposes."""
        return "trackchangetextinsertion" in classes(node)

    def comment_of(self, node: etree._Element, said: Declared) -> str:
        """The name under which a comment's text stands in its list, for the element it was made on; "" for none."""
        return said.get("mso-comment-reference", "")


def without_mark(words: str) -> str:
    """A comment or note without the mark of its place before it."""
    return _MARK.sub("", words, count=1) or words


def level_of_item(node: etree._Element) -> int | None:
    """How deep Word on the web and Google Docs say that an item stands, from 0."""
    level = node.get("data-aria-level") or node.get("aria-level") or ""
    return int(level) - 1 if re.fullmatch(r"[1-9]", level) else None


def list_of_item(node: etree._Element) -> int | None:
    """The list that Word on the web says an item belongs to, however many elements that list is made of."""
    named = node.get("data-listid") or ""
    return 2_000_000 + int(named) if re.fullmatch(r"\d{1,6}", named) else None

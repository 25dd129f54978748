"""Words that a page shows and does not hold among its words: on pointing (``title``), or by its style sheets."""

import re

from lxml import etree

from .directions import turned
from .html_style import Styles
from .remarks import Remark, touches_medicine

ON_POINTING = "The page shows this on pointing at it; it was left out of the text"
BY_STYLE = "The page's style sheet prints this beside the words; it was left out of the text"
_TELLING = re.compile(r"\d\s?(?:mg|mcg|[µμ]g|g|kg|ml|mmol|IU|units?|tablets?|%)(?!\w)|\b(?:not|never|no)\b", re.I)
_TOLD_ELSEWHERE = frozenset(
    ("abbr", "acronym", "iframe", "video", "audio", "object", "embed", "link", "style", "html", "body", "svg")
)
_OVERRIDING = frozenset(("bidi-override", "isolate-override"))
_OF_THE_PAGE = frozenset(("a", "button", "input", "select", "form", "nav"))  # say what they lead to


def shown_beside(node: etree._Element, tag: str, styles: Styles, line: int) -> list[Remark]:
    """A remark on each such stretch of words of an element."""
    found = [(words, BY_STYLE) for words in styles.printed(node)]
    title = " ".join((node.get("title") or "").split())
    if title and tag not in _TOLD_ELSEWHERE and (_TELLING.search(title) or _is_of_text(node, tag, title)):
        found.append((title, ON_POINTING))
    told = [Remark("hidden", words, why, line=line, serious=touches_medicine(words)) for words, why in found]
    return [*told, *_shown_turned(node, tag, styles, line)]


def _shown_turned(node: etree._Element, tag: str, styles: Styles, line: int) -> list[Remark]:
    """Letters that the page shows in the opposite order: by ``<bdo>``, or by a style that overrides directions."""
    said = styles.of(node)
    overrides = tag == "bdo" or said.get("unicode-bidi", "").lower() in _OVERRIDING
    direction = said.get("direction") or node.get("dir") or ""
    remark = turned("".join(node.itertext()), direction, line) if overrides and direction else None
    return [remark] if remark else []


def _is_of_text(node: etree._Element, tag: str, title: str) -> bool:
    if tag in _OF_THE_PAGE:
        return False
    said = node.get("alt") or "" if tag == "img" else "".join(node.itertext())
    return " ".join(said.split()).casefold() != title.casefold()

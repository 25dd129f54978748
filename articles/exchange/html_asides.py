"""Which words of a page are none of its text: struck out, deleted, hidden, comments, notes, captions of pictures."""

from lxml import etree

from .html_gathering import LeftOut
from .html_office import Office
from .html_regions import Regions
from .html_style import Declared, Styles
from .remarks import Remark

CAPTION = "caption"
STRUCK = frozenset(("s", "strike", "del"))
STRUCK_OUT = "Struck-out words were left out"
DELETED = "Words marked as deleted were left out"
INSERTED = "Words marked as inserted were kept"
_SHOWN = ("img", "svg", "picture", "video", "iframe", "canvas")
_TOLD = ("table", "blockquote", "pre", "ul", "ol", "p")


class Asides:
    """Answers whether the words of an element are to be left out, and why."""

    def __init__(self, styles: Styles, office: Office, regions: Regions, *, pasted: bool):
        self.styles, self.office, self.regions, self.pasted = styles, office, regions, pasted

    def why(self, node: etree._Element, tag: str, said: Declared, line: int) -> LeftOut | None:
        """Where to gather the element's words apart; None if they are not left out."""
        if tag in STRUCK or self.styles.is_struck(node):
            who, when = _by(node)
            kind, reason = ("deleted", DELETED) if who or when else ("struck", STRUCK_OUT)
            return LeftOut(kind, reason, line, who, when)
        hidden = self.styles.why_hidden(node)
        if hidden and self._may_hide(node):
            return LeftOut("hidden", f"Words {hidden} were left out", line)
        if tag == "figcaption" and _captions_picture(node):
            return LeftOut(CAPTION, "picture caption", line)
        kind, reason = self.office.left_out(node, said)
        if not kind or (kind == "note" and not self.pasted) or _holds_comments(node, self.styles):
            return None
        return LeftOut(kind, reason, line)

    def inserted(self, node: etree._Element, line: int) -> Remark | None:
        """The remark on words that are marked as inserted."""
        words = " ".join("".join(node.itertext()).split())
        who, when = _by(node)
        return Remark("inserted", words, INSERTED, line, who=who, when=when, serious=True) if words else None

    def _may_hide(self, node: etree._Element) -> bool:
        """Whether hidden words here are the article's: those of menus and windows are set apart by their names."""
        return node.tag not in ("html", "body", "h1") and self.regions.is_of_article(node)


def _by(node: etree._Element) -> tuple[str, str]:
    """Who changed it, and when."""
    who = (node.get("cite") or "").removeprefix("mailto:").replace("%20", " ").strip()
    return "" if who.startswith("http") else who, (node.get("datetime") or "").strip()


def _captions_picture(node: etree._Element) -> bool:
    """Whether a caption stands under a picture, and not under a table or a quotation."""
    figure = next(node.iterancestors("figure"), None)
    if figure is None or next(figure.iter(*_SHOWN), None) is None:
        return False
    return not any(_is_outside(one, node) for one in figure.iter(*_TOLD))


def _is_outside(one: etree._Element, node: etree._Element) -> bool:
    return all(around is not node for around in one.iterancestors())


def _holds_comments(node: etree._Element, styles: Styles) -> bool:
    """A list of comments that names each of them: each is left out by itself."""
    if styles.of(node).get("mso-element", "").lower() not in ("comment-list", "footnote-list", "endnote-list"):
        return False
    inner = ("comment", "footnote", "endnote")
    return any(styles.of(one).get("mso-element", "").lower() in inner for one in node.iter("div"))

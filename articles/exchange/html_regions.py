"""Which parts of an HTML page are not its article, by what the page says of them: elements, roles, class names."""

import re

from lxml import etree

from .html_style import Styles

NOT_SHOWN = "not shown on the page"
_BY_TAG = {
    "nav": "menu",
    "footer": "page footer",
    "aside": "aside",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "label": "form",
    "option": "form",
    "dialog": "dialogue",
    "caption": "",
}
_BY_ROLE = {
    "navigation": "menu",
    "search": "form",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "aside",
    "dialog": "dialogue",
    "menu": "menu",
    "menubar": "menu",
}
_BY_CLASS = [
    ("menu", r"nav|navbar|navigation|menu|submenu|breadcrumbs?|pagination|pager|skip-?link|skip-?nav|"
    r"tabs?-?list|(?:mw-)?edit-?section|site-?header|masthead|topbar"),
    ("cookie notice", r"cookies?|consent|gdpr|onetrust|privacy-banner"),
    ("advertisement", r"ads?|advert|adverts|advertisement|ad-(?:slot|container|unit|wrapper|banner)|"
    r"sponsor(?:ed)?|promo(?:tion)?|outbrain|taboola"),
    ("sharing and tools", r"share|sharing|social|social-(?:links|share|media)|share-?(?:bar|buttons?|links|"
    r"tools)|print-?(?:button|link)|toolbar"),
    ("related links", r"related|related-(?:articles|posts|content|links)|recommended|recommendations|"
    r"more-(?:articles|stories|on)|read-?next|also-like|trending|popular"),
    ("newsletter sign-up", r"newsletter|subscribe|subscription|sign-?up|email-capture"),
    ("reader feedback", r"feedback|was-this-helpful|helpful|rating|ratings|survey|comments?|comment-list|disqus"),
    ("about the author", r"author-?(?:bio|box|card|profile|info)|about-author|bio-?box"),
    ("table of contents", r"toc|table-of-contents|on-this-page|jump-?links|in-this-article|page-contents"),
    ("page footer", r"site-?footer|page-?footer|footer|legal|colophon"),
    ("picture caption", r"captions?|wp-caption-text|image-credit|photo-credit|credit|credits"),
    ("sidebar", r"sidebar|side-?bar|rail|widget|widgets|modal|popup|pop-?up|overlay|lightbox|interstitial"),
    (NOT_SHOWN,
    r"hidden|visually-?hidden|sr-only|screen-reader(?:-text|-only)?|u-hidden|d-none|is-hidden"),
]  # fmt: skip
_COMPILED = [(reason, re.compile(rf"(?:{pattern})")) for reason, pattern in _BY_CLASS]
MAX_TOKENS = 40
MANY = 2_000  # characters: so much is a page, and no pasted line
MAX_CALLOUTS = 200  # no page has so many boxes; each is measured, and they may nest
_CALLOUT_NAME = re.compile(
    r"warning|caution|alert|important|danger|tip|note|callout|info-?box|highlight|emergency|urgent", re.I
)


def main_element(root: etree._Element) -> etree._Element | None:
    """The element that holds the article: the longest ``article`` or ``main``; None if the page has neither."""
    candidates = [*root.iter("article"), *root.iter("main"), *root.xpath("//*[@role='main']")]
    if not candidates:
        return None
    sized = [(_text_length(node), -index, node) for index, node in enumerate(candidates[:50])]
    length, _, node = max(sized, key=lambda item: item[:2])
    body = root.find("body")
    whole = _text_length(body if body is not None else root)
    return node if length >= 0.3 * whole else None


def _text_length(node: etree._Element) -> int:
    return sum(len(text) for text in node.itertext() if not text.isspace())


class Regions:
    """Answers for every element whether the page sets it apart, and why."""

    def __init__(self, root: etree._Element, main: etree._Element | None, styles: Styles):
        self.main = main
        self.styles = styles
        self.total = max(_text_length(root), 1)
        self.known: dict[etree._Element, str] = {}
        self.callouts: dict[etree._Element, bool] = {}
        self.around_main = set(main.iterancestors()) if main is not None else set()
        self.has_title_in_main = main is not None and next(main.iter("h1"), None) is not None

    def reason(self, node: etree._Element) -> str:
        """The reason to set this element apart; "" for none (its ancestors may still have one)."""
        if node not in self.known:
            self.known[node] = self._reason(node)
        return self.known[node]

    def is_callout(self, node: etree._Element) -> bool:
        """Whether it is a box that speaks: some text, and not mostly links."""
        if node not in self.callouts:
            length = _text_length(node) if len(self.callouts) < MAX_CALLOUTS else 0
            linked = sum(map(_text_length, node.iter("a"))) if length else 0
            self.callouts[node] = 20 <= length <= 4000 and linked < 0.5 * length
        return self.callouts[node]

    def is_of_article(self, node: etree._Element) -> bool:
        """Whether what is hidden here would be the article's words: it lies in the article, or the page names none. A
        page that hides everything until its scripts have run hides nothing."""
        if self.main is not None:
            return node is not self.main and self._in_article(node)
        return not (self.total > MANY and _text_length(node) > 0.5 * self.total)

    def _reason(self, node: etree._Element) -> str:
        if not isinstance(node.tag, str) or node.tag in ("html", "body", "h1"):
            return ""
        named = self._named(node)
        if named and not self._holds_article(node):
            return named
        if node.tag == "header" and not self._in_article(node) and not self._holds_article(node):
            return "page header"
        return ""

    def _named(self, node: etree._Element) -> str:
        if node.get("hidden") is not None or (node.get("style") and self._is_not_shown(node)):
            return NOT_SHOWN
        by_tag = _BY_TAG.get(node.tag, "")
        role = (node.get("role") or "").lower()
        names = f"{node.get('class') or ''} {node.get('id') or ''}".lower().split()
        if by_tag in ("aside", "page footer") and self._is_kept(node, by_tag, names):
            return ""
        if by_tag or _BY_ROLE.get(role):
            return by_tag or _BY_ROLE[role]
        if node.tag in ("div", "section", "ul", "ol", "p", "span", "header", "figure", "li", "table", "article"):
            for name in names[:MAX_TOKENS]:
                for reason, pattern in _COMPILED:
                    if pattern.fullmatch(name):
                        return reason
        return ""

    def _is_not_shown(self, node: etree._Element) -> bool:
        said = self.styles.of(node)
        return said.get("display", "").lower() == "none" or said.get("visibility", "").lower() == "hidden"

    def _is_kept(self, node: etree._Element, by_tag: str, names: list[str]) -> bool:
        """An aside that is a callout by its name, and a footer within the article (references stand there)."""
        if by_tag == "aside":
            named = any(_CALLOUT_NAME.search(name) for name in names)
            return bool(node.get("data-callout")) or (named and self.is_callout(node))
        return self._in_article(node)

    def _in_article(self, node: etree._Element) -> bool:
        return self.main is not None and any(ancestor is self.main for ancestor in node.iterancestors())

    def _holds_article(self, node: etree._Element) -> bool:
        """Whether most of the page, or its only title, stands within: then no name of a class condemns it."""
        if node in self.around_main or node is self.main:
            return True
        if next(node.iter("h1"), None) is not None and not self.has_title_in_main:
            return True
        return _text_length(node) > 0.5 * self.total

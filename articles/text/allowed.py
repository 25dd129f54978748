"""The one allow-list of the stored text, with its limits. What is not named here cannot be stored.

The same list is what the editor offers and what our Markdown can say; the rest is flattened and reported.
"""

import re

# Tag -> its attributes, in the order in which they are written.
BLOCKS: dict[str, tuple[str, ...]] = {
    "p": (),
    "h3": (),
    "h4": (),
    "ul": (),
    "ol": ("start",),
    "li": (),
    "table": (),
    "thead": (),
    "tbody": (),
    "tr": (),
    "th": ("colspan", "rowspan", "scope"),
    "td": ("colspan", "rowspan"),
    "blockquote": (),
    "aside": ("data-callout",),
}
# Marks are written in this order from the outside in, so that bold italic is always the same bytes.
MARKS: dict[str, tuple[str, ...]] = {
    "a": ("href", "data-article"),
    "strong": (),
    "em": (),
    "sub": (),
    "sup": (),
}
ATOMS: dict[str, tuple[str, ...]] = {
    "br": (),
    "cite": ("data-ref", "data-locator", "data-unresolved"),
}
ALLOWED: dict[str, tuple[str, ...]] = {**BLOCKS, **MARKS, **ATOMS}

CALLOUTS = ("note", "tip", "warning", "danger")
SCOPES = ("col", "row")
URL_SCHEMES = ("http", "https", "mailto", "doi")

# Other people's names for what we have.
RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
# Wrappers that say nothing: taken away without a word.
SILENT = frozenset({"html", "body", "div", "span", "colgroup", "col", "tfoot"})
# Never text: dropped with everything inside.
DROPPED = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "img",
        "picture",
        "source",
        "map",
        "area",
        "input",
        "select",
        "textarea",
        "datalist",
        "frameset",
        "frame",
        "noframes",
        "noembed",
    }
)
# Struck-out words would read as if they had been kept: said aloud.
STRUCK = frozenset({"s", "strike", "del"})
# Elements that we do not keep, but that begin a new paragraph where they stand.
BREAKING = frozenset(
    {
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "legend",
        "center",
        "pre",
        "hr",
        "menu",
        "dir",
        "hgroup",
        "search",
        "dialog",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "li",
        "marquee",
        "title",
        "option",
    }
)

REFERENCE_KEY = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,79}\Z")
# An article by its id, and one of its sections if it is named.
ARTICLE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:#[a-z][a-z0-9-]{0,59})?\Z")

MAX_INPUT = 1_000_000  # characters read
MAX_OUTPUT = 500_000  # characters stored: what is stored can always be read again
MAX_ELEMENTS = 20_000  # elements read, and stored
MAX_DEPTH = 150  # elements inside one another, as read
MAX_NESTING = 20  # lists, quotations, callouts and tables inside one another
MAX_URL = 2_000
MAX_SPAN = 100  # columns or rows that one cell may cover
MAX_START = 9_999  # first number of a numbered list
MAX_CITE_TEXT = 80  # a citation's own words ("[1]", "Lane 1998") are replaced; more than this is kept as text

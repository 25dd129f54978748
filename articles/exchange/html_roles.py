"""Tables that a page makes without the elements of tables: by roles (``role="row"``) or by styles
(``display: table-cell``). They become what they stand for, so that their cells stay apart."""

from lxml import etree

from .html_style import Styles

_ROLES = {
    "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr", "cell": "td",
    "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip
_DISPLAYS = {"table": "table", "table-row-group": "tbody", "table-header-group": "thead", "table-row": "tr",
             "table-cell": "td"}  # fmt: skip
_PLAIN = ("div", "span", "section", "p", "li", "ul", "dl", "dd", "dt")
_PAGES = ("h1", "h2", "h3", "p", "ul", "ol", "table")
MAX_WORDS = 40  # of a cell; what holds more is a part of the page


def as_tables(root: etree._Element, styles: Styles) -> None:
    """Give the elements of such tables the names of those that they stand for; what only lays out a page is left."""
    for table in [node for node in root.iter(*_PLAIN) if _named(node, styles) == "table"]:
        if table.tag == "table":
            continue
        parts = {node: name for node in table.iter(*_PLAIN) if (name := _named(node, styles))}
        cells = [node for node, name in parts.items() if name in ("td", "th")]
        if all(_is_in(cell, table, parts) for cell in cells) and len(cells) > 1 and not any(map(_is_page, cells)):
            for node, name in parts.items():
                node.tag = name


def _named(node: etree._Element, styles: Styles) -> str:
    role = (node.get("role") or "").lower()
    return _ROLES.get(role, "") or _DISPLAYS.get(styles.of(node).get("display", "").lower(), "")


def _is_in(cell: etree._Element, table: etree._Element, parts: dict[etree._Element, str]) -> bool:
    """Whether a cell stands in a row of this table."""
    row = next((one for one in cell.iterancestors() if parts.get(one) == "tr" or one is table), table)
    return row is not table


def _is_page(cell: etree._Element) -> bool:
    return next(cell.iter(*_PAGES), None) is not None or len("".join(cell.itertext()).split()) > MAX_WORDS

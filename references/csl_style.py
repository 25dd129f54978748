"""The CSL styles in which references are shown: our own, or a file that the installation names.

A style is an administrator's file; still, it is read without entities or network, and tried before it is relied on.
"""

import re
import warnings
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON
from lxml import etree

STYLES = Path(__file__).parent / "styles"
MAX_STYLE = 1_000_000
MOST_REMEMBERED = 500
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_TRIAL = {
    "id": "x",
    "type": "article-journal",
    "title": "A title",
    "author": [{"family": "Lane", "given": "Roger"}, {"literal": "A group"}],
    "container-title": "A journal",
    "issued": {"date-parts": [[1998, 2, 3]]},
    "volume": "1",
    "page": "2-3",
}


class StyleError(ValueError):
    """A style that cannot be used; says why, naming it."""


def _found_once(element: CitationStylesElement, expression: str) -> tuple[CitationStylesElement, ...]:
    """What the processor finds in a style for one of its own questions ("the macro of this name", "the layout above
    me"), asked of the tree once: a style does not change once it is read, and the processor asks some fifty times for
    each reference, which was most of the time that formatting took. Few of its questions hold a word of the reference
    (the number of an ordinal); what an element remembers is limited all the same."""
    known: dict[str, tuple[CitationStylesElement, ...]] = element.__dict__.setdefault("_found", {})
    found = known.get(expression)
    if found is None:
        found = tuple(element.xpath(expression, namespaces=element.nsmap))
        if len(known) < MOST_REMEMBERED:
            known[expression] = found
    return found


def _root_once(element: CitationStylesElement) -> CitationStylesElement:
    """The top of an element's tree, for which the processor asks some two hundred times for each reference."""
    known = element.__dict__
    if "_root" not in known:
        known["_root"] = element.getroottree().getroot()
    return known["_root"]


CitationStylesElement.xpath_search = _found_once
CitationStylesElement.get_root = _root_once


def our_styles() -> list[str]:
    """The names of the styles that come with the product."""
    return sorted(path.stem for path in STYLES.glob("*.csl"))


@lru_cache(maxsize=16)
def load_style(name: str) -> CitationStylesStyle:
    """A style by its name (one of ours) or by the path of a ``.csl`` file. :class:`StyleError` if it cannot be used."""
    data = _read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise StyleError(f"The style “{name}” declares entities: a CSL style has none.")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise StyleError(f"The style “{name}” is not XML: {error}.") from None
    if root.tag != f"{_NAMESPACE}style":
        raise StyleError(f"The style “{name}” is XML, but no CSL style.")
    if root.find(f"{_NAMESPACE}bibliography") is None:
        raise StyleError(f"The style “{name}” lists no references (it may depend on another style: use that one).")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _kept(CitationStylesStyle(BytesIO(data), validate=False))


def _kept(style: CitationStylesStyle) -> CitationStylesStyle:
    """The style, with its elements and its locales' held for as long as it is: lxml makes them anew otherwise, and
    they would forget what they found."""
    roots = {id(root): root for root in (style.root, *style.root.locales)}
    style.elements = [element for root in roots.values() for element in root.iter()]
    return style


def _read(name: str) -> bytes:
    ours = bool(re.fullmatch(r"[a-z0-9-]{1,60}", name))
    path = STYLES / f"{name}.csl" if ours else Path(name)
    if not ours and path.suffix != ".csl":
        raise StyleError(f"“{name}” is no style: name one of {', '.join(our_styles())}, or a .csl file.")
    try:
        if path.stat().st_size > MAX_STYLE:
            raise StyleError(f"The style “{name}” is larger than {MAX_STYLE:,} bytes.")
        return path.read_bytes()
    except OSError as error:
        raise StyleError(f"There is no style “{name}”: {error.strerror}.") from None


def style_problem(name: str) -> str:
    """Why references cannot be shown in this style, tried on one; "" if they can."""
    try:
        style = load_style(name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tried = CitationStylesBibliography(style, CiteProcJSON([dict(_TRIAL)]), formatter.plain)
            tried.register(Citation([CitationItem("x")]))
            entries = [str(entry) for entry in tried.bibliography()]
    except StyleError as error:
        return str(error)
    except Exception as error:  # whatever a style makes the processor do, it is the style that is told
        return f"The style “{name}” cannot be used: {type(error).__name__}: {error}."
    return "" if entries and "A title" in entries[0] else f"The style “{name}” shows no title of a journal article."

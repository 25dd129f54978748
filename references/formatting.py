"""References as readers see them: by citeproc-py and a CSL style, sanitised.

The default style is this project's own, after the NLM's *Citing Medicine* (``styles/citing-medicine.csl``).
The processor passes through whatever HTML it meets, so everything that means something is held back before
and the result goes through nh3 all the same.
"""

import json
import re
import threading
import warnings
from functools import lru_cache
from pathlib import Path

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils.safestring import SafeString, mark_safe

from editorial.shared.canonical import canonical_json

from .prepare import Stash, prepare
from .summary import UNTITLED, short_name

__all__ = ["CITING_MEDICINE", "format_reference", "short_name"]

CITING_MEDICINE = "citing-medicine"
STYLES = Path(__file__).parent / "styles"
_ALLOWED = {"i", "b", "em", "strong", "sub", "sup", "a"}
# citeproc-py keeps what it is doing in the style's own elements, so only one thread may use it at a time.
_lock = threading.Lock()


def format_reference(csl: dict, *, style: str = CITING_MEDICINE) -> SafeString:
    """The entry as it stands in a list of references, without its number: safe HTML (i, b, sub, sup, a).

    ``style`` names a file in ``references/styles``. The same item and style give the same text; results are
    kept in this process. The item should have been through ``clean_csl``; whatever it holds, the result is
    safe.
    """
    content = {field: value for field, value in csl.items() if field not in ("id", "abstract", "note")}
    return mark_safe(_formatted(canonical_json(content), style))


@lru_cache(maxsize=8192)
def _formatted(canonical: str, style: str) -> str:
    stash = Stash()
    prepared = prepare(json.loads(canonical), stash, medicine=style == CITING_MEDICINE)
    text = _tidy(_render(prepared, style), stash)
    return nh3.clean(
        stash.restore(text) or UNTITLED,
        tags=_ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _render(item: dict, style: str) -> str:
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that its version of CSL does not know
        bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([item]), formatter.plain)
        bibliography.register(Citation([CitationItem("x")]))
        entries = bibliography.bibliography()
    return str(entries[0]) if entries else ""


@lru_cache(maxsize=16)
def _style(name: str) -> CitationStylesStyle:
    if not re.fullmatch(r"[a-z0-9-]{1,60}", name):
        raise ValueError(f"“{name}” is not the name of a style.")
    return CitationStylesStyle(str(STYLES / f"{name}.csl"), validate=False)


def _tidy(text: str, stash: Stash) -> str:
    """One end mark where two meet ("Why? ." after a title that asks), and no full stop after an address,
    which would be taken for a part of it, except after a slash (Citing Medicine, chapter 25)."""
    closing = re.escape(stash.closing)
    text = re.sub(rf"([?!.])([{closing}]*)\.(?=\s|$)", r"\1\2", text)
    if stash.bare_addresses:
        text = re.sub(rf"([{re.escape(stash.bare_addresses)}])\.$", r"\1", text)
    return " ".join(text.split())

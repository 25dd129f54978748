"""References as readers see them: by citeproc-py and a CSL style, sanitised.

The default style is this project's own, after the NLM's *Citing Medicine* (``styles/citing-medicine.csl``); the
setting REFERENCE_STYLE names another. The processor passes through whatever HTML it meets, so everything that means
something is held back before and the result goes through nh3 all the same.
"""

import json
import re
import threading
import warnings
from functools import lru_cache

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography
from citeproc.source.json import CiteProcJSON
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from editorial.shared.canonical import canonical_json

from .csl_style import STYLES, load_style
from .prepare import Stash, prepare
from .summary import UNTITLED, short_name

__all__ = ["AMA_LIKE", "CITING_MEDICINE", "STYLES", "format_reference", "short_name"]

CITING_MEDICINE, AMA_LIKE = "citing-medicine", "ama-like"
_ALLOWED = {"i", "b", "em", "strong", "sub", "sup", "a"}
# citeproc-py keeps what it is doing in the style's own elements, so only one thread may use it at a time.
_lock = threading.Lock()


class Markup:
    """The formatter that citeproc-py asks for italics and the like: they become signs that the stash knows."""

    def __init__(self, stash: Stash):
        self.stash = stash

    @staticmethod
    def preformat(text: str) -> str:
        return text

    def __getattr__(self, name: str):
        tag = {"Italic": "i", "Oblique": "i", "Bold": "b", "Superscript": "sup", "Subscript": "sub"}.get(name)
        if tag is None:
            return str  # Light, Underline, SmallCaps
        return lambda text: f"{self.stash.hold(f'<{tag}>')}{text}{self.stash.hold(f'</{tag}>')}" if text else ""


def format_reference(csl: dict, *, style: str | None = None) -> SafeString:
    """The entry as it stands in a list of references, without its number: safe HTML (i, b, sub, sup, a).

    ``style`` is the name of one of our styles or the path of a ``.csl`` file; by default the one in the settings.
    The same item and style give the same text; results are kept in this process. The item should have been through
    ``clean_csl``; whatever it holds, the result is safe.
    """
    content = {field: value for field, value in csl.items() if field not in ("id", "abstract", "note")}
    style = settings.REFERENCE_STYLE if style is None else style
    return mark_safe(_formatted(canonical_json(content), style))


@lru_cache(maxsize=8192)
def _formatted(canonical: str, style: str) -> str:
    stash = Stash()
    prepared = prepare(json.loads(canonical), stash, style=style)
    text = _tidy(_render(prepared, style, stash), stash)
    return nh3.clean(
        stash.restore(text) or UNTITLED,
        tags=_ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _render(item: dict, style: str, stash: Stash) -> str:
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that its version of CSL does not know
        bibliography = CitationStylesBibliography(load_style(style), CiteProcJSON([item]), Markup(stash))
        bibliography.register(Citation([CitationItem("x")]))
        entries = bibliography.bibliography()
    return str(entries[0]) if entries else ""


def _tidy(text: str, stash: Stash) -> str:
    """One end mark where two meet ("Why? ." after a title that asks), a semicolon between people and groups, and no
    full stop after an address, which would be taken for a part of it, except after a slash (Citing Medicine, chapter
    25)."""
    closing = re.escape(stash.closing)
    text = text.replace(f", {stash.apart}", "; ").replace(stash.apart, "")
    text = re.sub(rf"([?!.])([{closing}]*)\.(?=[{closing}]*(?:\s|$))", r"\1\2", text)
    if stash.bare_addresses:
        text = re.sub(rf"([{re.escape(stash.bare_addresses)}])\.$", r"\1", text)
    return " ".join(text.split())

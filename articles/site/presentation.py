"""A stored text, or its redline, on a page of the desk or the board: pure. (What readers get is ``rendering``.)"""

import re
from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.site.rendering import ARTICLE_LINK, article_path
from articles.text.citations import mark_of

# A citation as it is stored (empty), or as a redline writes it (with its name inside).
_CITE = re.compile(r"<cite [^>]*>[^<]*</cite>")
_TABLE = re.compile(r"<table\b[^>]*>.*?</table>", re.DOTALL)


def present(html: str, names: Mapping[str, str], links: Mapping[str, str] | None = None) -> SafeString:
    """Citations by the names of their references, links that lead somewhere, tables that scroll in a box of their own.

    ``names`` maps keys to short names, ``links`` to where on the page each reference stands.
    """
    named = _CITE.sub(lambda match: _cite(match[0], names, links or {}), html)
    linked = ARTICLE_LINK.sub(lambda match: f'<a href="{article_path(match[1])}{match[2]}">', named)
    return mark_safe(  # sanitised when it was stored; what was added here is escaped
        _TABLE.sub(
            lambda match: f'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">{match[0]}</div>',
            linked,
        )
    )


def _cite(cite: str, names: Mapping[str, str], links: Mapping[str, str]) -> str:
    mark = mark_of(cite)
    if mark.key is None:
        return f'<span class="unresolved">{escape(mark.unresolved)}?</span>'
    locator = f", {escape(mark.locator)}" if mark.locator else ""
    name = f"{escape(names.get(mark.key, mark.key))}{locator}"
    if mark.key not in links:
        return f'<span class="cited">{name}</span>'
    return f'<a class="cited" href="{escape(links[mark.key])}">{name}</a>'

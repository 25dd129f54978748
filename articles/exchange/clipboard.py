"""Finds what was copied in the HTML of a clipboard, which may say a whole page around it."""

import re

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.S | re.I)
_SHEET = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.S | re.I)
_PART_OF_TABLE = re.compile(r"\s*<(?:tr|t[dh]|tbody|thead|tfoot|col|colgroup)\b", re.I)


def body_of(html: str) -> str:
    """The HTML that was copied, with the style sheets that it needs. Rows without their table are given one."""
    found = _FRAGMENT.search(html)
    copied = found[1] if found else html
    if _PART_OF_TABLE.match(copied):
        copied = f"<table>{copied}</table>"
    sheets = "".join(_SHEET.findall(html[: found.start()])) if found else ""
    return sheets + copied

"""Pages in one form. Pure."""

import re


def normal_pages(text: str) -> str:
    """ "1112–20" with a plain hyphen, without spaces around it."""
    return re.sub(r"\s*[-‐‑–—−]+\s*", "-", text.strip().rstrip("."))

"""Tables that a page makes of other elements by their roles, under the names of the elements of tables."""

import re

_TAG = re.compile(r"<(/?)(div|span|section|ul|li|p)\b([^<>]*)>", re.I)
_ROLE = re.compile(r"\brole\s*=\s*[\"']?(\w+)", re.I)
_NAMES = {
    "table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr", "cell": "td",
    "gridcell": "td", "columnheader": "th", "rowheader": "th",
}  # fmt: skip


def with_tables(text: str) -> str:
    """The page with ``<div role="row">`` written ``<tr>``, and the end tags of these too."""
    if not re.search(r"\brole\s*=\s*[\"']?(?:table|grid|treegrid)\b", text, re.I):
        return text
    open_now: dict[str, list[str]] = {}

    def renamed(found: re.Match[str]) -> str:
        ends, name, rest = found[1], found[2].lower(), found[3]
        stack = open_now.setdefault(name, [])
        if ends:
            return f"</{stack.pop() if stack else name}>"
        role = _ROLE.search(rest)
        stack.append(_NAMES.get(role[1].lower(), name) if role else name)
        return f"<{stack[-1]}{rest}>"

    return _TAG.sub(renamed, text)

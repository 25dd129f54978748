"""Anchors that no section may have, since the page itself does: pure."""

import re

OF_THE_PAGE = frozenset(
    {"main", "references", "left-out", "ask-title", "audience-question", "changes-title", "cite-text", "cite-title"}
    | {"contents-title", "interests-title", "made-title", "related-title"}
)
_NUMBERED = re.compile(r"ref-\d+|cite-\d+-\d+")


def is_of_the_page(anchor: str) -> bool:
    """Whether the renderer, or the frame around what it renders, gives this anchor to something of its own."""
    return anchor in OF_THE_PAGE or _NUMBERED.fullmatch(anchor) is not None

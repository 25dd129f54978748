"""Names what a page shows besides words and the text cannot hold: media, links that lead nowhere here, fields."""

import re
from urllib.parse import urlsplit

from lxml import etree

from .html_gathering import Picture
from .remarks import Remark, touches_medicine

KINDS = {
    "iframe": "a frame with another page",
    "video": "a video",
    "audio": "a recording",
    "object": "an embedded file",
    "embed": "an embedded file",
}
_KEPT_SCHEMES = frozenset(("http", "https", "mailto", "doi"))
_NOTHING = re.compile(r"(?:#|javascript:.*|about:blank|)\Z", re.I | re.S)
TICKED, NOT_TICKED = "☑", "☐"


def _squeezed(words: str | None) -> str:
    return " ".join((words or "").split())


def media_remark(node: etree._Element, line: int) -> Remark:
    """What medium stood here: its address, its title, what it says where it cannot be shown, and links in it."""
    addresses = [node.get("src") or node.get("data") or "", *(one.get("src") or "" for one in node.iter("source"))]
    title = _squeezed(node.get("title") or node.get("aria-label"))
    fallback = _squeezed(" ".join(node.xpath(".//text()[not(parent::script or parent::style)]")))
    linked = [f"{_squeezed(''.join(one.itertext()))} ({one.get('href')})" for one in node.iter("a") if one.get("href")]
    captions = [f"captions: {one.get('src')}" for one in node.iter("track") if one.get("src")]
    pictures = [_squeezed(one.get("alt")) for one in node.iter("img") if one.get("alt")]
    said = [title, *dict.fromkeys(filter(None, addresses)), fallback, *pictures, *linked, *captions]
    reason = f"{KINDS[node.tag].capitalize()} was left out"
    return Remark("media", " · ".join(filter(None, said)), reason, line=line)


def kept_href(href: str) -> str:
    """The address of a link if the text may keep it: another site's, or a place in the page; else ""."""
    href = href.strip()
    if href.startswith("#"):
        return href if len(href) > 1 else ""
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return ""
    return href if scheme in _KEPT_SCHEMES else ""


def leads_away(href: str) -> bool:
    """Whether a link leads to another page."""
    return ":" in href and _NOTHING.match(href.strip()) is None


def link_remark(node: etree._Element, href: str, line: int) -> Remark | None:
    """A link that could not be kept, with its words and address; None if it led nowhere or says nothing."""
    return taken_off(_squeezed("".join(node.itertext())), href, line)


def taken_off(words: str, href: str, line: int = 0) -> Remark | None:
    """What to say of a link with these words that could not be kept; None if it led nowhere or says nothing."""
    if _NOTHING.match(href.strip()) or not words:
        return None
    where = "A link within its own site" if ":" not in href.split("/")[0] else "A link"
    reason = f"{where} was taken off; its words stay (it led to {href.strip()[:300]})"
    return Remark("link", words, reason, line=line, serious=href.lower().startswith("tel:") and touches_medicine(words))


def picture_of(node: etree._Element, line: int, *, linked: bool) -> Picture | None:
    """The picture of an element; None for the invisible ones that count visits."""
    size = {(node.get(name) or "").removesuffix("px") for name in ("width", "height")}
    if size <= {"0", "1"}:
        return None
    alt = node.get("alt") if node.get("alt") is not None else node.get("title") or node.get("aria-label")
    described = None if alt is None else " ".join(alt.split())
    return Picture(described, node.get("src") or node.get("data-src") or "", line, linked=linked)


def field_of(node: etree._Element, line: int) -> tuple[str, Remark | None]:
    """What a form's field says in the text, and the remark on it."""
    kind = (node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        ticked = node.get("checked") is not None
        return box(ticked), box_remark(ticked, line)
    value = _squeezed(node.get("value") or node.get("placeholder"))
    if kind in ("hidden", "submit", "button", "image", "reset", "file", "password"):
        return "", None
    return "", Remark("field", value, "A field to fill in stood here and was left out", line=line)


def box(ticked: bool) -> str:
    """The sign of a box, with its space."""
    return f"{TICKED if ticked else NOT_TICKED} "


def box_remark(ticked: bool, line: int) -> Remark:
    """The remark on a box."""
    state = "ticked" if ticked else "not ticked"
    return Remark("checkbox", state, "A box to tick became a sign in the text", line=line)

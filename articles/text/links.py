"""Addresses that a text may link to."""

import re
from urllib.parse import urlsplit

from articles.text.allowed import MAX_URL

_DOI = re.compile(
    r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)\Z", re.IGNORECASE
)
_MAIL = re.compile(r"mailto:[^\s@<>\"\\:/?]+@[^\s@<>\"\\:/?]+(?:\?[^\s<>\"\\]*)?\Z", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#@\\<>\"'`%{}|^\[\]]+(?:[/?#][^\t\r\n\\]*)?\Z", re.IGNORECASE)
_ESCAPED = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"})


def clean_url(url: str) -> str | None:
    """The address in its one spelling, or None when it may not be stored.

    Guaranteed of what is returned: it begins with ``http://``, ``https://`` or ``mailto:``; a web address has a host
    and no user information. Relative, protocol-relative and script addresses are never returned. DOIs become
    ``https://doi.org/…``.
    """
    url = url.strip(" \t\r\n")
    if len(url) > MAX_URL:
        return None
    if doi := _DOI.match(url):
        return _within_limit(f"https://doi.org/{doi.group(1)}")
    if _MAIL.match(url):
        return _within_limit("mailto:" + url[7:])
    if not _WEB.match(url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.hostname and "@" not in parts.netloc and parts.port != 0  # a port that is no number raises
    except ValueError:
        return None
    if not usable:
        return None
    scheme, rest = url.split("://", 1)
    return _within_limit(f"{scheme.lower()}://{_lower(parts.netloc)}{rest[len(parts.netloc) :]}")


def _lower(host: str) -> str:
    # Of other letters the lower case may be several characters; the ones of ASCII are what addresses differ in.
    return "".join(char.lower() if char.isascii() else char for char in host)


def _within_limit(url: str) -> str | None:
    url = url.translate(_ESCAPED)
    return url if len(url) <= MAX_URL else None

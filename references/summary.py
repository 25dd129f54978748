"""What a CSL item says, in the few words by which it is recognised, found and judged. Pure."""

import re
from urllib.parse import urlsplit

from editorial.shared.canonical import canonical_json, sha256

from .enums import Kind
from .identifiers import normalise_doi, normalise_pmid
from .text import fold, plain

ET_AL = "et al."
"""Stands, as a literal name, for authors whom a list left out: it says that there are more, and invents none."""

MAX_FINGERPRINT = 300
UNTITLED = "Untitled"


def title_of(csl: dict) -> str:
    """The title without markup."""
    return plain(csl.get("title") or "")


def container_of(csl: dict) -> str:
    """The journal, book or site that the work is part of, without markup."""
    return plain(csl.get("container-title") or csl.get("container-title-short") or "")


def year_of(csl: dict) -> int | None:
    """The year of publication."""
    parts = (csl.get("issued") or {}).get("date-parts") or []
    if parts and parts[0]:
        return parts[0][0]
    literal = re.search(r"\b(1[5-9]|20)[0-9]{2}\b", (csl.get("issued") or {}).get("literal", ""))
    return int(literal.group()) if literal else None


def names_of(csl: dict) -> list[str]:
    """Family names (with their particle) or group names, of the authors, else of the editors."""
    people = csl.get("author") or csl.get("editor") or csl.get("collection-editor") or []
    return [name for name in map(_short, people) if name]


def _short(person: dict) -> str:
    family = person.get("family", "")
    particle = person.get("non-dropping-particle", "")
    return f"{particle} {family}".strip() if family else person.get("literal", "")


def short_name(csl: dict) -> str:
    """As people speak of it: "Lane 1998", "Boyer & Shannon 2005", "Day et al. 2008". Plain text, not HTML."""
    names, year = names_of(csl), year_of(csl)
    several = f"{names[0]} {ET_AL}" if len(names) > 2 or names[1:] == [ET_AL] else ""
    who = several or " & ".join(names) or _shortened(title_of(csl)) or UNTITLED
    return f"{who} {year}" if year else who


def _shortened(text: str, limit: int = 60) -> str:
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def why_thin(csl: dict) -> str:
    """Why this is too little to identify a work by, as a sentence; "" if it is enough."""
    if not fold(csl.get("title") or ""):
        return "Its title is not known."
    known = ("author", "editor", "container-title", "container-title-short", "issued", "publisher")
    identifiers = ("DOI", "PMID", "PMCID", "ISBN", "URL")
    if not any(csl.get(field) for field in known + identifiers):
        return "Only its title is known: neither author, journal, year nor any identifier or address."
    return ""


def fingerprint(csl: dict) -> str:
    """Equal for records that are probably the same work: folded first author, year and title.

    A record without all three is taken for no other but its exact equal: then it is a digest, "=" before it.
    """
    title, year, names = fold(csl.get("title") or ""), year_of(csl), names_of(csl)
    if not (title and year and names):
        return "=" + sha256(canonical_json(csl))
    return f"{year} {fold(names[0])[:60]}: {title}"[:MAX_FINGERPRINT]


def search_text(csl: dict, key: str) -> str:
    """All words that a search should find it by, folded, with key and identifiers."""
    people = [_short(person) for field in ("author", "editor") for person in csl.get(field) or []][:50]
    texts = [csl.get("title") or "", *people, container_of(csl), csl.get("container-title-short") or ""]
    texts += [csl.get("publisher") or "", str(year_of(csl) or "")]
    identifiers = [key, normalise_doi(csl.get("DOI") or ""), csl.get("PMID") or "", csl.get("PMCID") or ""]
    return " ".join(filter(None, [*map(fold, texts), *(text.lower() for text in identifiers)]))[:8000]


def columns(csl: dict, key: str) -> dict:
    """The values of the model's parsed columns for this item."""
    names = names_of(csl)
    why = why_thin(csl)
    return {
        "title": title_of(csl),
        "year": year_of(csl),
        "doi": normalise_doi(csl.get("DOI") or ""),
        "pmid": normalise_pmid(csl.get("PMID") or ""),
        "first_author": names[0][:300] if names else "",
        "search_text": search_text(csl, key),
        "fingerprint": fingerprint(csl),
        "thin": bool(why),
        "thin_why": why,
    }


_BOOKS = ("book", "chapter", "entry", "entry-dictionary", "entry-encyclopedia")
_PAGES = ("webpage", "post", "post-weblog")
_REVIEW = re.compile(r"\b(systematic review|meta analys[ei]s|umbrella review|cochrane review)\b")
_GUIDELINE = re.compile(r"\b(guidelines?|practice parameter|consensus statement)\b")
_LABEL = re.compile(r"\b(prescribing information|summary of product characteristics|package insert|drug label)\b")


def is_own_page(csl: dict, site: str) -> bool:
    """Whether this is a page of the site at the address ``site``: never offered as anybody's guideline."""
    host = urlsplit(csl.get("URL") or "").hostname
    return bool(host) and host == urlsplit(site).hostname


def guess_kind(csl: dict) -> Kind:
    """A first proposal for the kind, from type, title and genre; people may set another.

    A web page is never proposed as anything but a web page: whoever publishes it may call it what they like.
    """
    words = fold(f"{csl.get('title') or ''} {csl.get('genre') or ''}")
    kind = csl.get("type", "")
    if kind in _PAGES:
        return Kind.WEB_PAGE
    if _LABEL.search(words):
        return Kind.DRUG_LABEL
    if _REVIEW.search(words) or "cochrane database" in fold(csl.get("container-title") or ""):
        return Kind.SYSTEMATIC_REVIEW
    if _GUIDELINE.search(words):
        return Kind.GUIDELINE
    if kind in ("article-journal", "article", "paper-conference", "thesis", "dataset"):
        return Kind.RESEARCH
    return Kind.BOOK if kind in _BOOKS else Kind.OTHER

"""DOI, PMID, PMCID, ISBN and web addresses: one normal form each. Pure.

Every function takes whatever was typed or received and returns the normal form, or "" if it is not one: an
identifier that cannot be trusted is no identifier.
"""

import re
from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import unquote, urlsplit

from .text import hidden_character

MAX_DOI = 300
MAX_URL = 2000

_DOI_PREFIX = re.compile(r"^(?:doi\s*:?\s*|(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/)+", re.I)
_DOI_START = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/"
_DOI = re.compile(rf"{_DOI_START}\S+")
# "(SICI)…<1::AID>3.0.CO;2-L" and "a,b" are DOIs: whatever separates others is a separator only before the next one.
_BETWEEN_DOIS = re.compile(
    rf"\s+|[;,|]+(?=(?:doi\s*:?\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)*{_DOI_START}"
    r"|(?:unavailable|none|n/a)(?![^\s;,|]))",
    re.I,
)
_BETWEEN_NUMBERS = re.compile(r"[\s;,|]+")
_NO_IDENTIFIER = frozenset(("", "0", "unavailable", "none", "n/a", "na", "-"))
_LABELS = frozenset(("doi", "doi:", "pmid", "pmid:"))
_ENTITY = re.compile(r"&(?:lt|gt|amp|#[0-9]{2,3}|#x[0-9a-f]{2});", re.I)
_ENCODED = re.compile(r"%(?:2[389CF]|3[ABCE]|5[BD])", re.I)
_PAGE_TAIL = re.compile(r"\?[a-z_.-]+=\S*\Z", re.I)
_PMID_PREFIX = re.compile(r"^(?:PMID\s*:?\s*|(?:https?://)?(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/)", re.I)
_PMC_PREFIX = re.compile(
    r"^(?:PMCID\s*:?\s*|(?:https?://)?(?:www\.)?(?:pmc\.)?ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/)", re.I
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def clean_doi(text: str) -> str:
    """The DOI with its case kept, without any prefix or the punctuation of a sentence around it.

    What a web page or an address made of it is undone ("&lt;", "%3C"), and what only led to a page of it
    ("?query=TOC") left off: else it would be another work's, or nobody's.
    """
    text = text.strip()
    prefix = _DOI_PREFIX.match(text)
    if prefix:
        text = text[prefix.end() :]
        text = unquote(text) if "doi.org" in prefix.group().lower() and "%" in text else text
    text = _without_sentence_end(_PAGE_TAIL.sub("", _decoded(text)))
    fits = len(text) <= MAX_DOI and not hidden_character(text)
    return text if fits and _DOI.fullmatch(text) else ""


def normalise_doi(text: str) -> str:
    """The DOI in lower case, for comparing: DOIs differ in nothing but case."""
    return clean_doi(text).lower()


def dois_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The DOIs in a field that may hold several, in lower case and each once; and the words in it that are none.

    Between two of them stand white space, or ";", "," or "|"; but these may be part of a DOI as well, so they
    separate only before what begins as a DOI does.
    """
    visible = "".join(character for character in _decoded(text) if not hidden_character(character))
    return _sorted_out(_BETWEEN_DOIS.split(visible), normalise_doi)


def pmids_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The PubMed numbers in a field that may hold several, each once; and the words in it that are none."""
    return _sorted_out(_BETWEEN_NUMBERS.split(text), normalise_pmid)


def _sorted_out(words: Iterable[str], normalise: Callable[[str], str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    said = [word.strip(";,|") for word in words]
    said = [word for word in said if word.lower() not in _NO_IDENTIFIER and word.lower() not in _LABELS]
    found = dict.fromkeys(normalise(word) for word in said)
    return tuple(one for one in found if one), tuple(word for word in said if not normalise(word))


def normalise_pmid(text: str) -> str:
    """The PubMed number in digits; data sources write "0" for "none"."""
    digits = _PMID_PREFIX.sub("", text.strip()).rstrip("/. ")
    return digits if re.fullmatch(r"[1-9][0-9]{0,8}", digits) else ""


def normalise_pmcid(text: str) -> str:
    """The PubMed Central number as "PMC123"; a version (".2") is left off."""
    text = _PMC_PREFIX.sub("", text.strip()).rstrip("/. ").upper()
    match = re.fullmatch(r"PMC([1-9][0-9]{0,9})(?:\.[0-9]{1,3})?", text)
    return f"PMC{match.group(1)}" if match else ""


def normalise_isbn(text: str) -> str:
    """The ISBN without hyphens, if its check digit is right."""
    text = re.sub(r"^ISBN(?:-1[03])?\s*:?\s*|[\s\u2010-\u2015-]", "", text.strip(), flags=re.I).upper()
    if re.fullmatch(r"[0-9]{13}", text):
        return text if sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(text)) % 10 == 0 else ""
    if re.fullmatch(r"[0-9]{9}[0-9X]", text):
        return text if sum((10 - i) * "0123456789X".index(d) for i, d in enumerate(text)) % 11 == 0 else ""
    return ""


def normalise_url(text: str) -> str:
    """An http or https address with a host, and without user name, spaces or hidden characters."""
    text = text.strip()
    if len(text) > MAX_URL or hidden_character(text) or re.search(r"[\s<>\"\\^`{|}]", text):
        return ""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{text.split('://', 1)[1]}" if "://" in text else ""


def doi_url(doi: str) -> str:
    """The address that resolves a DOI."""
    return "https://doi.org/" + _quoted(doi)


def pmid_url(pmid: str) -> str:
    """The page of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmcid_url(pmcid: str) -> str:
    """The page of a PubMed Central article."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"


def _quoted(doi: str) -> str:
    """Percent-encode what may not stand in an address (old DOIs contain angle brackets)."""
    safe = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/()!*',;=@+$")
    return "".join(c if c in safe else "".join(f"%{b:02X}" for b in c.encode()) for c in doi)


def _decoded(text: str) -> str:
    """The text without HTML's and addresses' ways of writing characters, however often they were applied."""
    while True:
        plain = _ENTITY.sub(lambda found: unescape(found.group()), text)
        plain = unquote(plain) if _ENCODED.search(plain) else plain
        if plain == text:
            return text
        text = plain


def _without_sentence_end(text: str) -> str:
    """Take off a trailing full stop, comma or unmatched bracket, which belong to the sentence around."""
    while text:
        opening = _BRACKETS.get(text[-1])
        unmatched = opening and text.count(text[-1]) > text.count(opening)
        if not unmatched and text[-1] not in ".,;:'\"”’":
            break
        text = text[:-1]
    return text

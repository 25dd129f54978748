"""What somebody typed or pasted, as an identifier that can be looked up. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..enums import Identifier
from ..identifiers import normalise_doi, normalise_pmcid, normalise_pmid, normalise_url

_DOI_INSIDE = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+", re.I)
_DOI_TAILS = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|meta|html|fulltext|pdfdirect))+(?:\.\w+)?$|\.(?:full|pdf|html)$", re.I
)


@dataclass(frozen=True)
class Asked:
    """An identifier in its normal form, and of which sort it is."""

    sort: Identifier
    value: str


def identify(text: str) -> Asked | None:
    """The identifier that a text is, or that the address of a paper contains; None if it is none."""
    text = " ".join(text.split())
    number = normalise_pmid(text)
    for sort, value in (
        (Identifier.DOI, normalise_doi(text)),
        (Identifier.PMCID, normalise_pmcid(text)),
        (Identifier.PMID, number),
    ):
        if value:
            return Asked(sort, value)
    return _in_address(normalise_url(text))


def _in_address(url: str) -> Asked | None:
    if not url:
        return None
    inside = _DOI_INSIDE.search(unquote(urlsplit(url).path))
    doi = normalise_doi(_DOI_TAILS.sub("", inside.group())) if inside else ""
    return Asked(Identifier.DOI, doi) if doi else Asked(Identifier.URL, url)

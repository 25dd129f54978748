"""What the links of a printed reference lead to: often its identifier stands behind a word ("doi", "PubMed") only."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from references.identifiers import clean_doi, normalise_pmid

from .blocks import Block

_DOI_SITE = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.I)
_PUBMED = re.compile(r"https?://(?:www\.)?pubmed\.ncbi\.nlm\.nih\.gov/\d", re.I)


def links_behind(blocks: Iterable[Block], csl: Mapping[str, Any]) -> dict[str, str]:
    """The identifiers that links say and the words do not. Two different ones tell nothing, so neither is taken."""
    hrefs = {run.href for block in blocks for run in block.runs if run.href}
    dois = {clean_doi(href) for href in hrefs if _DOI_SITE.match(href)} - {""}
    pmids = {normalise_pmid(href) for href in hrefs if _PUBMED.match(href)} - {""}
    found = {"DOI": dois, "PMID": pmids}
    return {name: next(iter(said)) for name, said in found.items() if len(said) == 1 and not csl.get(name)}

"""Lists of references as files for other programs. Pure.

Each format is read back as the same items, for every field that is known (see ``carrying``). There is no CSV:
spreadsheets run formulas, and reference managers do not read it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from editorial.shared.canonical import canonical_json

from .bibtex_writing import write_bibtex
from .csl import write_csl_json
from .ris import write_ris

PRIVATE_FIELDS = frozenset(("id", "note", "annote", "abstract"))
"""What a list for readers leaves out: remarks of the desk, and texts that are somebody else's property."""


@dataclass(frozen=True)
class Format:
    """How lists are written in one format. ``suffix`` names it in addresses and files."""

    suffix: str
    label: str
    content_type: str
    write: Callable[[list[dict]], str]


FORMATS = {
    one.suffix: one
    for one in (
        Format("json", "CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", write_csl_json),
        Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8", write_bibtex),
        Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", write_ris),
    )
}


def with_key(key: str, csl: dict) -> dict:
    """The item under its library key."""
    return {"id": key, **{name: value for name, value in csl.items() if name != "id"}}


def for_readers(key: str, csl: dict) -> dict:
    """The item under its key with what is public of it."""
    return {"id": key, **{name: value for name, value in csl.items() if name not in PRIVATE_FIELDS}}


def written(suffix: str, items: Iterable[dict]) -> str:
    """The file; the same items give the same bytes, and are not written twice in this process soon after."""
    return _written(suffix, canonical_json(list(items)))


@lru_cache(maxsize=64)
def _written(suffix: str, canonical: str) -> str:
    return FORMATS[suffix].write(json.loads(canonical))

"""A person's word on citations that a reader left unresolved: by number, or by confirming the proposal."""

import re
from collections.abc import Mapping
from copy import deepcopy
from html import escape

from .author_year import locator_in
from .document import Document, WordingText
from .names import KEY
from .tree import element
from .unresolved import sections_of, wordings_of

_ATOM = re.compile(r'<cite data-unresolved="([^"]*)"></cite>')


def resolve(document: Document, keys: Mapping[str, str]) -> Document:
    """A copy of the document in which citations that said ``"[3]"`` cite ``keys["[3]"]``; others stay as they are.

    Raises ValueError for a key that no reference can have. The proposal goes once nothing it speaks of is left.
    """
    for key in keys.values():
        if not KEY.fullmatch(key):
            raise ValueError(f"“{key}” is no reference's key.")
    resolved = deepcopy(document)
    atoms = {escape(marker): settled_cite(key, marker) for marker, key in keys.items()}
    for section in sections_of(resolved):
        for _, wording in wordings_of(section):
            _replace(wording, atoms)
    resolved.unresolved = [mark for mark in resolved.unresolved if mark.marker not in keys]
    left = {mark.marker for mark in resolved.unresolved}
    if resolved.proposal and not left & {f"[{number}]" for number in resolved.proposal.numbers}:
        resolved.proposal = None
    return resolved


def settled_cite(key: str, marker: str) -> str:
    """The citation of a reference in place of one that said ``marker``; the page that it named is kept."""
    locator = locator_in(marker)
    return element("cite", "", {"data-ref": key, **({"data-locator": locator} if locator else {})})


def apply_proposal(document: Document) -> Document:
    """A copy with the proposed matches made, as a person confirmed them; the same if there is no proposal."""
    if document.proposal is None:
        return deepcopy(document)
    return resolve(document, {f"[{number}]": key for number, key in document.proposal.numbers.items()})


def _replace(wording: WordingText, atoms: Mapping[str, str]) -> None:
    wording.html = _ATOM.sub(lambda match: atoms.get(match[1], match.group()), wording.html)

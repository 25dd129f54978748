"""The constrained HTML in which every wording is stored: one allow-list, one way in, one canonical form.

``clean`` is the only door. Its guarantees: nothing outside ``allowed.ALLOWED`` passes; equal content is equal bytes;
cleaning what is clean changes nothing and notes nothing; the work is linear in the input, which is limited.

The canonical form, beyond the allow-list:

- NFC; single spaces, none at the edges of blocks or beside a line break; no white space between blocks. A no-break
  space stays only between a number and its unit (in one run of text).
- Marks nest as a, strong, em, sub, sup; neighbours with the same marks are one; no mark begins or ends with a space.
- Only ``& < >`` are written as entities, in attributes also ``"``.
- A list item with one paragraph (and lists after it) has no ``<p>``; table cells hold inline content only, lines parted
  by ``<br>``; leading rows of heading cells are the ``<thead>``; heading cells always have a ``scope``.
- Two line breaks in a paragraph begin another; line breaks in headings are spaces.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext

from articles.text.allowed import MAX_ELEMENTS, MAX_INPUT, MAX_OUTPUT
from articles.text.citations import (
    CitationMark,
    citations_in,
    keys_cited_in,
    plain_text,
    replace_citation_groups,
    replace_citations,
)
from articles.text.inline import fold_spaces
from articles.text.model import serialise_block
from articles.text.notes import Notes
from articles.text.reading import read, refuse_too
from editorial.shared.hidden import SOFT_HYPHEN, hidden_characters, hidden_issues
from editorial.shared.issues import Issue, refuse

__all__ = [
    "CitationMark",
    "Cleaned",
    "citations_in",
    "clean",
    "clean_line",
    "clean_note",
    "hidden_characters",
    "is_empty",
    "is_same_text",
    "keys_cited_in",
    "plain_text",
    "replace_citation_groups",
    "replace_citations",
]


# In a stored text every ">" ends a tag of the allow-list, so what follows it is shown.
_WORD = re.compile(r">[^<\s]")


@dataclass(frozen=True)
class Cleaned:
    """Canonical HTML, and notes on what was changed in meaning or left out on the way (not on mere tidying)."""

    html: str
    notes: list[Issue] = field(default_factory=list)


def clean(html: str, *, where: str = "") -> Cleaned:
    """Any HTML as canonical, safe HTML. ``where`` becomes the target of notes and refusals.

    Raises ``Refused`` with code "hidden-character" (each named with the words around it), "too-large" or "too-deep".
    """
    notes = Notes()
    written: list[str] = []
    length = elements = 0
    for block in read(html, notes, where):
        written.append(serialise_block(block))
        length += len(written[-1])
        elements += written[-1].count("<") - written[-1].count("</")
        # Tidying can make a text longer: what is stored must be readable again.
        if length > MAX_OUTPUT:
            refuse_too("large", where, f"{MAX_OUTPUT:,} characters")
        if elements > MAX_ELEMENTS:
            refuse_too("large", where, f"{MAX_ELEMENTS:,} elements")
    return Cleaned("".join(written), notes.issues(where))


def clean_line(text: str, *, where: str = "") -> str:
    """Plain one-line text (a heading, a title, a label): NFC, white space folded. Not HTML: "<" stays "<".

    Raises ``Refused`` for hidden characters; soft hyphens are taken out.
    """
    text = unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, ""))
    if len(text) > MAX_INPUT:
        refuse_too("large", where, f"{MAX_INPUT:,} characters")
    refuse(hidden_issues(text, where))
    return fold_spaces(text)


def clean_note(text: str) -> str:
    """What somebody writes beside the words, of one or more lines: each as :func:`clean_line` has it."""
    return "\n".join(clean_line(line, where=gettext("your note")) for line in text.splitlines()).strip()


def is_empty(html: str) -> bool:
    """Whether a stored text says nothing: no words and no citation. What has a word is not read for it."""
    return not html or not (_WORD.search(html) or clean(html).html)


def is_same_text(a: str, b: str) -> bool:
    """Whether two texts are the same once cleaned."""
    return a == b or clean(a).html == clean(b).html

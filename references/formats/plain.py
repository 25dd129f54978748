"""An entry of a plain list of references, as far as it can be known. Pure.

Nothing is invented: every value stands in the entry, a field that is not recognised stays absent, and what is doubtful
says so. An entry whose parts could be one thing or another has no title and is therefore too thin to submit; its own
words are kept in ``note`` for the person who mends it.
"""

import re
from dataclasses import dataclass

from ..summary import ET_AL, why_thin
from ..text import hidden_character
from .csl import clean_csl
from .plain_days import read_day
from .plain_fields import fields_of
from .plain_identifiers import BREAK, take_identifiers
from .plain_lines import read_lines
from .plain_readings import best_reading

MAX_ENTRY = 4_000
_NUMBER = re.compile(r"^\s*(?:\[[0-9]{1,4}\]|\([0-9]{1,4}\)|[0-9]{1,3}[.)])\s+")
_CITATION_ONLY = re.compile(
    r"(?P<first>[A-Z][\w'’-]+)(?:\s+(?:and|&)\s+(?P<second>[A-Z][\w'’-]+)|\s+(?P<others>et\s+al\.?))?,?"
    r"\s+\(?(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?\)?\.?"
)


@dataclass(frozen=True)
class ParsedEntry:
    """What could be known of an entry.

    ``csl`` is clean CSL-JSON; ``thin`` says that it is too little to identify the work, ``why`` in a
    sentence; ``doubts`` are sentences about what a person should look at before it is used; ``kind`` is a value of
    :class:`references.enums.Kind` if the entry itself named one ("Guideline"), else "".
    """

    csl: dict
    thin: bool
    why: str
    kind: str = ""
    doubts: tuple[str, ...] = ()


# A title in straight single quotes, as Harvard has it after the year: an apostrophe within a word closes nothing.
_STRAIGHT = re.compile(
    r"((?:\b(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.?)[)\]]?[.,:]?\s+)'(?=\w)(.{3,400}?[^\s])'(?=[.,;]|\s+\(|\s*\Z)"
)


def parse_entry(text: str) -> ParsedEntry:
    """Read one entry, of one line or several (a kind, a title, journal and year, authors on lines of their
    own).

    Hidden characters are refused (:class:`editorial.shared.issues.Refused`); anything else gives a result,
    which may be thin.
    """
    text = text[:MAX_ENTRY].strip().replace(BREAK, " ")
    if hidden_character(text.replace("\n", " ").replace("\t", " ")):
        clean_csl({"note": text})  # refuses, naming the character
    original = " ".join(text.split())
    lines = [" ".join(line.split()) for line in _NUMBER.sub("", text, count=1).split("\n") if line.strip()]
    of_lines = read_lines(lines) if len(lines) > 1 else None
    csl, doubts = (of_lines.csl, of_lines.doubts) if of_lines else _running_text(" ".join(lines))
    if why_thin(csl) or doubts:
        csl["note"] = original
    csl = clean_csl(csl)
    why = why_thin(csl)
    return ParsedEntry(csl, bool(why), why, of_lines.kind if of_lines else "", tuple(doubts))


def _running_text(text: str) -> tuple[dict, list[str]]:
    if citation := _CITATION_ONLY.fullmatch(text):
        return _citation_only(citation), []
    taken = take_identifiers(_STRAIGHT.sub(r"\1‘\2’", text, count=1))
    reading = best_reading(taken.text, online=taken.online or "URL" in taken.csl)
    return fields_of(reading, taken)


def _citation_only(match: re.Match) -> dict:
    """ "Keegan et al., 2006": a citation that somebody took for a reference. Whom and when it names is kept."""
    names = [match["first"], match["second"]]
    people = [{"family": name} for name in names if name] + ([{"literal": ET_AL}] if match["others"] else [])
    return {"type": "document", "author": people, "issued": {"date-parts": [read_day(match["year"])]}}

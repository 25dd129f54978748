"""An entry of a plain list of references, as far as it can be known. Pure.

Nothing is invented: a field that is not recognised stays absent, an entry whose parts could be one thing or
another has no title and is therefore too thin to submit, and its own words are kept in ``note`` for the
person who mends it.
"""

import re
from dataclasses import dataclass

from ..summary import ET_AL, why_thin
from ..text import hidden_character
from .csl import clean_csl
from .people import is_group, read_people
from .plain_lines import read_lines
from .plain_parts import Found, sentences, take_identifiers, take_source

MAX_ENTRY = 4_000
_NUMBER = re.compile(r"^\s*(?:\[[0-9]{1,4}\]|\([0-9]{1,4}\)|[0-9]{1,3}[.)])\s+")
_APA = re.compile(
    r"(?P<authors>.{2,2000}?)[.,]?\s+\(?(?<![0-9])(?:(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?|n\.\s?d\.)"
    r"(?:,\s*(?P<day>[^)]{3,30}))?\)?\.\s+(?P<rest>.+)"
)
_CITATION_ONLY = re.compile(
    r"(?P<first>[A-Z][\w'’-]+)(?:\s+(?:and|&)\s+(?P<second>[A-Z][\w'’-]+)|\s+(?P<others>et\s+al\.?))?,?"
    r"\s+\(?(?P<year>(?:1[5-9]|20)[0-9]{2})[a-z]?\)?\.?"
)
_QUOTED = re.compile(
    r"(?P<authors>[^\"“”]{2,1000}?)[.,]?\s*[\"“](?P<title>[^\"“”]{3,500}?)[.,]?[\"”][.,]?\s*(?P<rest>.*)"
)


@dataclass(frozen=True)
class ParsedEntry:
    """What could be known of an entry.

    ``csl`` is clean CSL-JSON; ``thin`` says that it is too little to identify the work, ``why`` in a
    sentence; ``kind`` is a value of :class:`references.enums.Kind` if the entry itself named one
    ("Guideline"), else "".
    """

    csl: dict
    thin: bool
    why: str
    kind: str = ""


def parse_entry(text: str) -> ParsedEntry:
    """Read one entry, of one line or several (a kind, a title, journal and year, authors on lines of their
    own).

    Hidden characters are refused (:class:`editorial.shared.issues.Refused`); anything else gives a result,
    which may be thin.
    """
    text = text[:MAX_ENTRY].strip()
    lines = [" ".join(line.split()) for line in _NUMBER.sub("", text, count=1).split("\n") if line.strip()]
    found = Found()
    lines = [line for line in (take_identifiers(line, found) for line in lines) if line]
    kind = read_lines(lines, found) if len(lines) > 1 else None
    if kind is None:
        kind = ""
        _read_running_text(" ".join(lines), found)
    csl = _finish(found, " ".join(text.split()))
    why = why_thin(csl)
    return ParsedEntry(csl=csl, thin=bool(why), why=why, kind=kind)


def _finish(found: Found, original: str) -> dict:
    """Clean the fields, name the type, and keep the entry's own words if not all of them found a place."""
    csl = {"type": found.type(), **found.csl}
    if why_thin(csl) or found.leftover:
        csl["note"] = original
    return clean_csl(csl)


def _read_citation_only(text: str, found: Found) -> bool:
    """ "Keegan et al., 2006": a citation that somebody took for a reference. Whom and when it names is kept."""
    match = _CITATION_ONLY.fullmatch(text)
    if match:
        names = [match["first"], match["second"]]
        found.csl["author"] = [{"family": name} for name in names if name]
        found.csl["author"] += [{"literal": ET_AL}] if match["others"] else []
        found.date(match["year"])
    return match is not None


def _read_running_text(text: str, found: Found) -> None:
    """One of: authors with the year after them (APA), a title in quotation marks, or the order of PubMed."""
    if hidden_character(text):
        clean_csl({"note": text})  # refuses, naming the character
    if not (_read_citation_only(text, found) or _read_quoted(text, found) or _read_apa(text, found)):
        _read_medical(text, found)


def _read_apa(text: str, found: Found) -> bool:
    match = _APA.fullmatch(text)
    if not match:
        return False
    bracketed = f"({match['year'] or 'n'}" in text
    people = read_people(match["authors"], certain=bracketed)
    literal = match["authors"].rstrip(".,") if bracketed and not people else ""
    if not people and (not literal or len(literal) > 200 or len(sentences(literal)) > 1):
        return False
    found.csl["author"] = people or [{"literal": literal}]
    found.date(match["year"], match["day"])
    title, *source = sentences(match["rest"])
    found.title(title)
    if source:
        take_source(" ".join(source), found)
    return True


def _read_quoted(text: str, found: Found) -> bool:
    match = _QUOTED.fullmatch(text)
    people = read_people(match["authors"], certain=True) if match else []
    if not people and not (match and is_group(match["authors"])):
        return False
    found.csl["author"] = people or [{"literal": match["authors"]}]
    found.title(match["title"])
    take_source(match["rest"], found)
    return True


def _read_medical(text: str, found: Found) -> None:
    """Authors. Title. Journal. Year;volume(issue):pages. Or a book's "Place: Publisher; year"."""
    rest = take_source(text, found)
    people, after = _take_people(rest)
    segments = sentences(after)
    needed = 2 if found.expects_journal else 1
    if people and len(people) == 1 and len(segments) < needed:
        people, segments = [], sentences(rest)  # "Vitamin D" was a title and no person
    if not people and len(segments) > needed and is_group(segments[0].rstrip(".")):
        people = [{"literal": segments.pop(0).rstrip(".")}]
    if people:
        found.csl["author"] = people
    found.place(segments, authors_known=bool(people))


def _take_people(text: str) -> tuple[list[dict], str]:
    """The longest beginning of the text that is a list of people, and what follows it."""
    best: tuple[list[dict], str] = ([], text)
    for match in list(re.finditer(r"(?<=[\w.)])[.:]\s+|(?<=\bal)\.?\s+(?=[A-Z])", text))[:80]:
        people = read_people(text[: match.start()]) or read_people(text[: match.start() + 1])
        if people:
            best = (people, text[match.end() :])
    return best

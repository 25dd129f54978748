"""The place of an article in its journal: year, volume, issue and pages in every order that styles give them. Pure.

A locator is read token by token; a number without a label gets its meaning from what stands before it. What is not a
token ends it.
"""

import re
from dataclasses import dataclass, field

from .plain_days import MONTH, SEASON, YEAR
from .plain_identifiers import BREAK

_MONTHS = rf"(?:{MONTH}|{SEASON})(?:\s?[-–/]\s?(?:{MONTH}|{SEASON}))?"
_PAGE = r"[A-Za-z]{0,5}[0-9][\w.]*(?<!\.)(?:[-‐][0-9]+(?=[-–—.;,\s]|$))?(?:\s?[-‐‑–—−]\s?[A-Za-z]{0,5}[0-9]\w*)?"
_ISSUE = (
    r"(?:Suppl(?:ement)?\.?\s*[\w.]{0,8}|Pt\.?\s*\w{1,4}|Part\s\w{1,4}|Special Issue"
    r"|[\w][\w/–&.-]{0,14}(?:\s(?:Suppl\.?|Pt\.?)(?:\s?\w{1,4})?)?)"
)
_TOKENS = re.compile(
    rf"(?P<date>\(?(?:(?:(?P<first>{_MONTHS})(?:\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?)?|(?P<day2>[0-9]{{1,2}})\s+(?P<month2>{MONTH})),?\s+)?"
    rf"(?P<year>(?<![0-9A-Za-z]){YEAR})[a-z]?(?![\w(]|\s?[-–—]\s?[0-9]|\s?\((?!{YEAR})[^)]{{1,20}}\))(?:,?\s+(?P<month>{_MONTHS})(?:\s+(?P<day3>[0-9]{{1,2}}(?:[-–][0-9]{{1,2}})?\b(?!\s*\()))?)?\)?)"
    rf"|(?:vol(?:ume)?\b\.?|т\.)\s*(?P<volume>[\w]{{1,8}}(?:[-–/][0-9]{{1,5}})?)"
    rf"|(?:nos?\b\.?|issue\b|iss\b\.?|№)\s*(?P<issue>{_ISSUE})"
    rf"|(?:art(?:icle)?\b\.?(?:\s*(?:no|number|id)\b\.?)?)\s*(?P<article>[A-Za-z]{{0,5}}[0-9][\w.\-]{{0,20}}(?<!\.))"
    rf"|(?:pp?\b\.?|pages?\b|С\.|с\.)\s*(?P<page>{_PAGE}(?:,\s[0-9]+[-–][0-9]+)*)"
    rf"|(?P<both>[A-Za-z]{{0,2}}[0-9]{{1,5}}[A-Z]?|[IVXLC]{{1,7}})\s?\((?P<inner>[^()]{{1,40}})\)"
    rf"|\(?(?P<suppl>(?:Suppl(?:ement)?|Pt)\b\.?(?:\s*[0-9]{{1,3}}[A-Z]?\b)?)\)?"
    rf"|\((?P<alone>[0-9]{{1,6}}(?:[-–/][0-9]+)?|Suppl[^()]{{0,12}}|Pt[^()]{{0,6}})\)"
    rf"|(?P<status>\[?\(?(?:Epub ahead of print|In press|Online ahead of print|ahead of print"
    rf"|forthcoming|Published online|advance online publication)\)?\]?)"
    rf"|(?P<number>{_PAGE})"
    rf"|(?P<label>(?:discussion|quiz)\s[\w–-]+|(?:Japanese|German|French|Chinese|Russian|Spanish|Italian|Portuguese|Dutch|Polish)\b)",
    re.I,
)
_BETWEEN = re.compile(rf"[\s;:,.{BREAK}]*")


@dataclass
class Locator:
    """What was read, where it ended, and how well its parts speak for a journal."""

    fields: dict = field(default_factory=dict)
    date: str = ""
    status: str = ""
    end: int = 0
    strength: float = 0.0

    def set(self, name: str, value: str, strength: float) -> bool:
        if name in self.fields:
            return False
        self.fields[name] = value
        self.strength += strength
        return True


def read_locator(text: str, start: int, *, known: str) -> Locator:
    """The tokens from this place on, as far as there are any."""
    found, position, before = Locator(end=start), start, ""
    while position < len(text) and len(found.fields) < 8:
        match = _TOKENS.match(text, position)
        if not match or not _accept(match, found, before, known):
            break
        found.end = match.end()
        between = _BETWEEN.match(text, found.end)
        before, position = between.group() if between else "", between.end() if between else found.end
    return found


def _accept(match: re.Match, found: Locator, before: str, known: str) -> bool:
    if match["year"]:
        return _accept_year(match, found, before, known)
    if match["both"]:
        return _accept_both(match, found, known)
    for name, field_name, strength in (
        ("volume", "volume", 3),
        ("issue", "issue", 2),
        ("page", "page", 2),
        ("article", "page", 2.5),
        ("suppl", "issue", 1),
        ("alone", "issue", 1),
    ):
        if match[name]:
            return found.set(field_name, match[name].strip(), strength)
    if match["status"]:
        found.status = found.status or match["status"]
        found.strength += 2
        return True
    if match["label"]:
        return bool(found.fields)
    return _accept_number(match["number"], found, before)


def _accept_year(match: re.Match, found: Locator, before: str, known: str) -> bool:
    text = match["date"].strip("() ")
    bare = match["date"] == match["year"]
    if (
        found.date
        or (bare and ":" in before and "volume" in found.fields)
        or (known and not (match["first"] or match["month"] or match["month2"] or "(" in match["date"]))
    ):
        return _accept_number(match["year"], found, before) if bare else False
    found.date = text
    found.strength += 1
    return True


def _accept_both(match: re.Match, found: Locator, known: str) -> bool:
    """ "384(8)" is volume and issue; "19 (2016)" is volume and year."""
    inner = match["inner"].strip()
    if re.fullmatch(YEAR, inner) and "volume" not in found.fields and not found.date and known[:4] in ("", inner):
        found.date = inner
        return found.set("volume", match["both"], 4)
    if re.fullmatch(YEAR, match["both"]) and not known and not found.date:
        found.date = match["both"]
        return found.set("issue", inner, 1)
    if re.fullmatch(YEAR, inner) and "volume" in found.fields and not found.date:
        found.date = inner
        return found.set("page", match["both"], 2)
    if not re.fullmatch(_ISSUE, inner, re.I) or not found.set("volume", match["both"], 3):
        return False
    return found.set("issue", inner, 2)


def _accept_number(number: str, found: Locator, before: str) -> bool:
    ranged = bool(re.search(r"[0-9]\w*\s?[-‐‑–—−]\s?[A-Za-z]{0,5}[0-9]", number))
    if (
        "volume" not in found.fields
        and ":" not in before
        and not ranged
        and re.fullmatch(r"[A-Za-z]{0,2}[0-9]{1,5}[A-Z]?", number)
    ):
        return found.set("volume", number, 1.5)
    if "volume" not in found.fields and ranged and not found.fields and ":" not in before:
        return found.set("page", number, 0.5)
    return found.set("page", number, 2 if ranged or ":" in before else 1.5)


_CANDIDATE = re.compile(
    rf"(?:(?<=[\s,.;(:])|(?<=^))(?=\(?[A-Za-z]{{0,5}}[0-9]|vol|no\b|nos\b|pp?\b|art|\(?(?:{MONTH}|{SEASON})"
    r"|\(?\[?(?:in press|epub|published|online|forthcoming|ahead|advance)|[IVXLC]+\s?\(|т\.|№)",
    re.I,
)


def find_locator(text: str, *, known: str) -> tuple[int, Locator] | None:
    """Where the locator begins that reaches to the end of the text; else the best that a sentence ends."""
    partial: tuple[int, Locator] | None = None
    for candidate in list(_CANDIDATE.finditer(text))[:40]:
        start = candidate.start()
        if start == 0:
            continue
        found = read_locator(text, start, known=known)
        if found.strength <= 0:
            continue
        rest = text[found.end :].strip(f" .,;{BREAK})")
        if not rest and (partial is None or partial[1].strength < found.strength + 2):
            return start, found
        ends_sentence = re.match(rf"[.;]?\s*(?:[.{BREAK}\[(]|$)", text[found.end :])
        if ends_sentence and found.strength > 4 and (partial is None or found.strength > partial[1].strength):
            partial = start, found
    return partial

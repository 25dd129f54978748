"""Dates as reference managers and PubMed write them, as CSL dates and back. Pure."""

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_NUMBERS = re.compile(r"([0-9]{4})(?:[/-]([0-9]{0,2}))?(?:[/-]([0-9]{0,2}))?(?:[/T].*)?")
_ISO = "([0-9]{4}(?:-[0-9]{2}){0,2})"
_ENDS = re.compile(f"{_ISO}/{_ISO}")  # biblatex: 2004-01/2004-02
_WORDS = re.compile(r"([0-9]{4})(?:\s+([A-Za-z]{3,9})\.?)?(?:\s+([0-9]{1,2}))?")
_RANGE = re.compile(
    r"(?P<first>[0-9]{4}(?:\s+[A-Za-z]{3,9}\.?)?(?:\s+[0-9]{1,2})?)\s*[-–/]\s*"
    r"(?P<last>(?:[0-9]{4}(?:\s+|\b))?(?:[A-Za-z]{3,9}\.?)?(?:\s*[0-9]{1,2})?)"
)


def read_date(text: str) -> dict:
    """A CSL date from "2015/11/26/", "2015-11-26", "2015 Nov 26", "2004 Jan-Feb", "2004 Spring" or a year alone.

    What is none of these is kept as a literal; nothing gives {}.
    """
    text = " ".join(text.split()).strip(" .;")
    if not text:
        return {}
    several = _ENDS.fullmatch(text)
    numbers = _NUMBERS.fullmatch(text)
    if numbers and not several:
        return _of_parts([int(part) for part in numbers.groups() if part])
    if several:
        ends = [read_date(end).get("date-parts", [[]])[0] for end in several.groups()]
        return {"date-parts": ends} if all(ends) else {"literal": text}
    words = _WORDS.fullmatch(text)
    if words:
        return _of_words(*words.groups(), text=text)
    return _of_range(text) or {"literal": text}


def _of_parts(parts: list[int]) -> dict:
    for place, high in ((1, 12), (2, 31)):
        if len(parts) > place and not 1 <= parts[place] <= high:
            parts = parts[:place]
    return {"date-parts": [parts]} if parts and parts[0] else {}


def _of_words(year: str, word: str | None, day: str | None, *, text: str) -> dict:
    if word and word.lower() in _SEASONS and not day:
        return {"date-parts": [[int(year)]], "season": _SEASONS[word.lower()]}
    month = month_number(word or "")
    if word and not month:
        return {"literal": text}
    return _of_parts([int(part) for part in (year, month, day) if part])


def _of_range(text: str) -> dict:
    match = _RANGE.fullmatch(text)
    if not match or not match["last"].strip():
        return {}
    first = read_date(match["first"])
    last = match["last"].strip()
    parts = first.get("date-parts", [[]])[0]
    if re.fullmatch(r"[0-9]{1,2}", last) and len(parts) == 3:
        end = [*parts[:2], int(last)]
    elif re.match(r"[0-9]{4}", last):
        end = read_date(last).get("date-parts", [[]])[0]
    else:
        end = read_date(f"{parts[0]} {last}").get("date-parts", [[]])[0] if parts else []
    return {"date-parts": [parts, end]} if len(end) > 1 or (len(parts) == len(end) == 1) else {}


def month_number(text: str) -> int | None:
    """1 to 12 for "Nov", "november" or "11"."""
    text = text.strip(" .").lower()
    if text.isdigit() and text.isascii() and len(text) < 3:
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS and text.isalpha() else None


def iso(parts: list[int]) -> str:
    """[2015, 3, 4] as "2015-03-04"."""
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])]) if parts else ""


def first_day(date: dict) -> list[int]:
    """The parts of a CSL date's beginning, [] if it has none."""
    return (date.get("date-parts") or [[]])[0]

"""Days, months, seasons and years as reference styles print them. Pure."""

import re

from .dates import month_number

YEAR = r"(?:1[5-9]|20)[0-9]{2}"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
SEASON = r"(?:Spring|Summer|Autumn|Fall|Winter)"
_NTH = r"[0-9]{1,2}(?:st|nd|rd|th)?"
DAY = (
    rf"(?:{MONTH}\s+{_NTH},?\s+{YEAR}|{_NTH}(?:\s+of)?[\s-]+{MONTH},?[\s-]+{YEAR}|{YEAR},?\s+{MONTH}(?:\s+{_NTH}\b)?"
    rf"|{YEAR}-[0-9]{{2}}-[0-9]{{2}}|{YEAR}/[0-9]{{1,2}}/[0-9]{{1,2}}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.]{YEAR}"
    rf"|{MONTH},?\s+{YEAR}|{YEAR})"
)
"""A day, a month or a year, as text."""

_ISO = re.compile(rf"({YEAR})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}})")
_SLASHED = re.compile(rf"([0-9]{{1,2}})[/.]([0-9]{{1,2}})[/.]({YEAR})")


def read_day(text: str) -> list[int]:
    """[year], [year, month] or [year, month, day] from "July 6, 2020", "6 July 2020", "2020 Jul 6", "06/07/2020".

    Of a day in figures that could be read in two ways only the year is believed.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return _sound([int(part) for part in iso.groups()])
    if slashed := _SLASHED.fullmatch(text):
        return _of_figures(*(int(part) for part in slashed.groups()))
    year = re.search(rf"(?<![0-9]){YEAR}(?![0-9])", text)
    month = re.search(rf"\b{MONTH}", text, re.I)
    if not year:
        return []
    number = month_number(month.group()[:3]) if month else None
    if not month or not number:
        return [int(year.group())]
    rest = text.replace(year.group(), " ", 1)
    day = re.search(r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th)?\b", rest)
    return _sound([int(year.group()), number, *([int(day.group(1))] if day else [])])


def is_ambiguous(text: str) -> bool:
    """Whether this is a day in figures of which nobody knows which is the month ("03/04/2020")."""
    slashed = _SLASHED.fullmatch(text.strip())
    return slashed is not None and int(slashed[1]) <= 12 and int(slashed[2]) <= 12 and slashed[1] != slashed[2]


def _of_figures(first: int, second: int, year: int) -> list[int]:
    if first == second or second > 12 or first > 12:
        month, day = (first, second) if second > 12 else (second, first)
        return _sound([year, month, day])
    return [year]


def _sound(parts: list[int]) -> list[int]:
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    return parts[:2] if len(parts) > 2 and not 1 <= parts[2] <= 31 else parts

"""Dates and telephone numbers: numbers that say when, and numbers to ring."""

import re
from collections.abc import Iterator

from articles.clinical.numbers import Amount

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_OF = {name: number for number, name in enumerate(_MONTHS, 1)} | {
    name[:3]: number for number, name in enumerate(_MONTHS, 1)
}
_YEAR = (
    r"(?:19|20)\d\d(?![\d.,/-]*\d)"
    r"(?!\s*(?:mg|ml|g|micro\w+|units?|people|patients|men|women|children|kcal|calories|times|IU|iu)\b)"
)
_OTHER_DATE = re.compile(
    rf"(?<![\d.,/-])({_YEAR})"
    r"|(?<![\d./-])([0-3]?\d)[./-]([01]?\d)[./-]((?:19|20)?\d\d)(?![\d/-]|\.\d|\s?m)"
    r"|(?<![\d./-])((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?!\d)"
    r"|(?<![\d./-])([01]?\d)/((?:19|20)\d\d)(?![\d/])"
    r"|\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b"
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?![0-3]?\d[./-][01]?\d[./-](?:\d{4}|\d\d)\b)(?:(?:\+\d|\(?0)[\d ()/-]{5,18}\d"
    r"|(?:999|112|111|911|988|119|116 ?\d{3})(?![\d.,]*\d|\s?(?:mg|ml|g|mcg|micro\w+|units?|mmol|people"
    r"|patients|kg|%|days|weeks|hours|tablets)\b))"
)
_MONTH_NAMES = "|".join(
    [*(name.title() for name in _MONTHS), "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec"]
)
_SURE_DATE = re.compile(
    rf"\b(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? )(?P<month>{_MONTH_NAMES})\b\.?(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month2>{_MONTH_NAMES})\b\.? (?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?%)"
    r"(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month3>{_MONTH_NAMES})\b\.?,? (?P<year3>(?:19|20)\d\d)\b"
    rf"|\b(?!May\b|March\b|Mar\b|Jan\b|Dec\b|Sept?\b|Nov\b|Oct\b|Aug\b)(?P<month4>{_MONTH_NAMES})\b"
    r"|(?:(?<=\b(?:in|by) )|(?<=from )|(?<=of )|(?<=until )|(?<=since )|(?<=before )|(?<=after ))"
    r"(?P<month5>May|March)\b(?! (?:I|we|you|be)\b)"
)
# Words of which one stands in every date by the name of its month, and in every other one without a digit.
MONTHS = frozenset([*_MONTH_OF, "sept"])
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = frozenset([*_DAYS, *(f"{day}s" for day in _DAYS)])


def phones(text: str) -> Iterator[Amount]:
    """Numbers to ring, with spaces and signs left out of their value."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        yield Amount("phone", ("phone", digits), *match.span())


def named_dates(text: str) -> Iterator[Amount]:
    """Months by their names, with their day and year."""
    for match in _SURE_DATE.finditer(text):
        parts = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
        month = _MONTH_OF[parts["month"].lower()[:3]]
        end = match.end() - match[0].endswith(".")
        yield Amount("date", ("date", parts.get("year", ""), month, int(parts.get("day", 0))), match.start(), end)


def other_dates(text: str) -> Iterator[Amount]:
    """Dates in digits, years and days of the week."""
    for match in _OTHER_DATE.finditer(text):
        yield Amount("date", ("date", *(value.lower().zfill(2) for value in match.groups() if value)), *match.span())

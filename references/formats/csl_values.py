"""Names and dates of a CSL item, checked and in one form. Pure."""

import re
from typing import Any

from ..text import clean_text, hidden_character

MAX_NAMES = 1_000
MAX_NAME = 500
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:T.*)?")


class FieldError(ValueError):
    """A field's value cannot be used; says why, and a code for machines."""

    def __init__(self, code: str, message: str):
        self.code = code
        super().__init__(message)


def clean_names(value: Any) -> list[dict]:
    """A list of names, each in parts (family, given…) or literal (a group); empty ones are left off."""
    if not isinstance(value, list):
        raise FieldError("wrong-type", "this has to be a list of names.")
    if len(value) > MAX_NAMES:
        raise FieldError("too-many-names", f"there are more than {MAX_NAMES:,} names.")
    return [name for name in map(_clean_name, value) if name]


def _clean_name(value: Any) -> dict:
    if isinstance(value, str):
        value = {"literal": value}
    if not isinstance(value, dict):
        raise FieldError("wrong-type", "a name has to be text, or an object with “family” and “given”.")
    name = {part: _name_text(value[part]) for part in _NAME_PARTS if value.get(part) is not None}
    name = {part: text for part, text in name.items() if text}
    if "family" in name:
        name.pop("literal", None)
    elif "literal" in name:
        name = {"literal": name["literal"]}
    elif "given" in name:
        name = {"literal": name["given"]}
    else:
        name = {}
    return name


def _name_text(value: Any) -> str:
    if not isinstance(value, str):
        raise FieldError("wrong-type", "the parts of a name have to be text.")
    if len(value) > MAX_NAME:
        raise FieldError("too-long", f"a name is longer than {MAX_NAME} characters.")
    try:
        text = clean_text(value, rich=False)
    except ValueError as error:
        raise FieldError("bad-markup", str(error)) from error
    hidden = hidden_character(text)
    if hidden:
        raise FieldError("hidden-character", f"there is a hidden character ({hidden[1]}) in a name.")
    return text


def clean_date(value: Any) -> dict:
    """A date: "date-parts" of one day or two (from, to), or a "literal"; "season" and "circa" are kept."""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        value = {"raw": str(value)}
    if not isinstance(value, dict):
        raise FieldError("wrong-type", "a date has to be an object with “date-parts”.")
    date: dict[str, object] = {}
    parts = _clean_parts(value.get("date-parts"))
    literal = _name_text(value.get("literal") or value.get("raw") or "")
    if not parts and (day := _ISO_DATE.fullmatch(literal)):
        parts = _clean_parts([[part for part in day.groups() if part]])
    if parts:
        date["date-parts"] = parts
    elif literal:
        date["literal"] = literal
    season = str(value.get("season") or "")
    if date and season in ("1", "2", "3", "4"):
        date["season"] = int(season)
    if date and value.get("circa"):
        date["circa"] = True
    return date


def _clean_parts(value: Any) -> list[list[int]]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 2:
        raise FieldError("bad-date", "“date-parts” has to be a list of one date or two.")
    return [parts for parts in map(_clean_day, value) if parts]


def _clean_day(value: Any) -> list[int]:
    """[year], [year, month] or [year, month, day]; what follows a missing part is left off."""
    if not isinstance(value, list) or len(value) > 3:
        raise FieldError("bad-date", "a date has a year, a month and a day, as numbers.")
    numbers = []
    for part, (low, high) in zip(value, ((1, 2999), (1, 12), (1, 31)), strict=False):
        if part in (None, "", 0, "0", "00"):
            break
        number = _number(part)
        if not low <= number <= high:
            raise FieldError("bad-date", f"{number} cannot be part of a date: give year, month, day as numbers.")
        numbers.append(number)
    return numbers


def _number(part: Any) -> int:
    if isinstance(part, int) and not isinstance(part, bool) and abs(part) < 100_000:
        return part
    if isinstance(part, str) and re.fullmatch(r"[0-9]{1,4}", part.strip()):
        return int(part)
    raise FieldError("bad-date", "a date has a year, a month and a day, as numbers.")

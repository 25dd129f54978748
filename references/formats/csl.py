"""CSL-JSON: the one form in which references are stored. Reading, cleaning and writing it. Pure."""

import json
import re
from typing import Any

from editorial.shared.issues import Issue, Refused

from ..identifiers import clean_doi, normalise_pmcid, normalise_pmid, normalise_url
from ..text import clean_text, hidden_character
from .csl_fields import DATE_FIELDS, MARKUP_FIELDS, NAME_FIELDS, TEXT_FIELDS, TYPE_ALIASES, TYPES
from .csl_values import FieldError, clean_date, clean_names

MAX_CHARACTERS = 30_000_000
MAX_ITEMS = 50_000
MAX_FIELDS = 200
MAX_TEXT = 20_000
MAX_LONG_TEXT = 60_000

_IDENTIFIERS = {
    "DOI": (clean_doi, "a DOI, which looks like 10.1056/NEJMra041867"),
    "PMID": (normalise_pmid, "a PubMed number, which has up to nine digits"),
    "PMCID": (normalise_pmcid, "a PubMed Central number, which looks like PMC1234567"),
    "URL": (normalise_url, "a web address that begins with http:// or https://"),
}
_SEPARATOR = re.compile(r"[\s,]*")


def write_csl_json(items: list[dict]) -> str:
    """A CSL-JSON file of these items, readable by people and by every reference manager."""
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def clean_csl(item: Any) -> dict:
    """One item as it is stored: known fields only, each of its type, in normal form; a fixed point of itself.

    Empty fields are left off. Raises :class:`Refused` with an issue for each field that cannot be used, its
    name as the target: hidden characters, wrong types, identifiers that are none, too much of anything.
    """
    cleaned, issues = clean_partly(item)
    if issues:
        raise Refused(issues)
    return cleaned


def clean_partly(item: Any) -> tuple[dict, list[Issue]]:
    """The fields of an item that can be used, as :func:`clean_csl` has them, and an issue for each that cannot."""
    if not isinstance(item, dict):
        return {}, [Issue("not-an-item", "A reference has to be an object with fields.")]
    if len(item) > MAX_FIELDS:
        return {}, [Issue("too-large", f"A reference has at most {MAX_FIELDS} fields.")]
    cleaned, issues = {}, []
    for field, value in item.items():
        try:
            value = _clean_field(field, value)
        except FieldError as error:
            issues.append(Issue(error.code, f"“{field}”: {error}", field))
            continue
        if value not in ("", [], {}, None):
            cleaned[field] = value
    cleaned.setdefault("type", "document")
    return cleaned, issues


def _clean_field(field: Any, value: Any) -> Any:
    if value is None or not isinstance(field, str):
        return None
    if field == "type":
        return _clean_type(value)
    if field in NAME_FIELDS:
        return clean_names(value)
    if field in DATE_FIELDS:
        return clean_date(value)
    if field in _IDENTIFIERS:
        return _clean_identifier(field, value)
    if field in TEXT_FIELDS:
        limit = MAX_LONG_TEXT if field in ("abstract", "note") else MAX_TEXT
        return clean_string(value, rich=field in MARKUP_FIELDS, limit=limit)
    return None


def clean_string(value: Any, *, rich: bool = False, limit: int = MAX_TEXT) -> str:
    """A field's text in normal form; numbers become text, a list of one (as Crossref has it) its member."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise FieldError("wrong-type", "this has to be text.")
    if len(value) > limit:
        raise FieldError("too-long", f"this is longer than {limit:,} characters.")
    try:
        text = clean_text(value, rich=rich)
    except ValueError as error:
        raise FieldError("bad-markup", str(error)) from error
    hidden = hidden_character(text)
    if hidden:
        index, name = hidden
        before = text[max(0, index - 20) : index]
        raise FieldError("hidden-character", f"there is a hidden character ({name}) after “{before}”.")
    return text


def _clean_type(value: Any) -> str:
    name = clean_string(value)
    name = TYPE_ALIASES.get(name, name)
    if name not in TYPES:
        raise FieldError("unknown-type", f"“{name[:60]}” is no type of CSL, such as “article-journal” or “book”.")
    return name


def _clean_identifier(field: str, value: Any) -> str:
    text = clean_string(value)
    normalise, what = _IDENTIFIERS[field]
    result = normalise(text)
    if text and not result:
        raise FieldError("bad-identifier", f"“{text[:80]}” is not {what}.")
    return result


def _load(text: str) -> list:
    if len(text) > MAX_CHARACTERS:
        raise Refused(Issue("too-large", f"The file is longer than {MAX_CHARACTERS:,} characters."))
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except RecursionError:
        raise Refused(Issue("not-json", "The JSON is nested too deeply.")) from None
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        place, target = (f" (line {line})", f"line:{line}") if line else ("", "")
        raise Refused(Issue("not-json", f"This is not JSON{place}: {str(error)[:100]}.", target)) from None
    if isinstance(data, dict):
        data = data.get("items", data.get("references", [data]))
    if not isinstance(data, list):
        raise Refused(Issue("not-csl", "CSL-JSON is a list of references; this is something else."))
    if len(data) > MAX_ITEMS:
        raise Refused(Issue("too-large", f"The file has more than {MAX_ITEMS:,} references."))
    return data


def load_items(text: str) -> tuple[list, list[tuple[int, int, int]]]:
    """The raw items of a CSL-JSON text, and for each its line and where it begins and ends in the text."""
    items = _load(text)
    places = _places(text, len(items))
    return items, places


def _places(text: str, number: int) -> list[tuple[int, int, int]]:
    """Found by reading the list once more, item by item; a text of another shape is one place for all."""
    places: list[tuple[int, int, int]] = []
    decoder, line, counted = json.JSONDecoder(), 1, 0
    position = text.find("[") + 1 if text.lstrip().startswith("[") else 0
    while position and len(places) < number:
        if separator := _SEPARATOR.match(text, position):
            position = separator.end()
        try:
            end = decoder.raw_decode(text, position)[1]
        except (ValueError, RecursionError):
            break
        line, counted = line + text.count("\n", counted, position), position
        places.append((line, position, end))
        position = end
    return places if len(places) == number else [(1, 0, len(text))] * number


def _no_constant(name: str):
    raise ValueError(f"{name} is not a number")


def unknown_fields(raw: dict) -> list[Issue]:
    """A word about each field of a good item that is left off."""
    known = {"type", *NAME_FIELDS, *DATE_FIELDS, *_IDENTIFIERS, *TEXT_FIELDS}
    return [
        Issue("unknown-field", f"The field “{str(field)[:60]}” is not known and was left off.", str(field)[:60])
        for field in raw
        if field not in known
    ]

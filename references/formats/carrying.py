"""What a format cannot say of an item, kept beside it: so that reading what was written gives the item again. Pure.

A writer says what its format can say, reads that back, and puts every field that came back otherwise, as it was and as
it should have been, into one note of ASCII JSON. A reader corrects a field by it only if the field still reads as it
did then: what somebody changed in their reference manager is not undone.
"""

import json
import re
from typing import Any

LABEL = "csl-json"
MAX_CARRIED = 2_000_000


def difference(item: dict, read: dict) -> dict[str, list]:
    """For each field that differs: [as it is read, as it is]."""
    fields = {**item, **read}
    return {name: [read.get(name), item.get(name)] for name in fields if read.get(name) != item.get(name)}


def dump(carried: dict[str, list]) -> str:
    """One line of ASCII in which braces are balanced and stand only for JSON's own."""
    text = json.dumps(carried, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return _in_strings(text)


def _in_strings(text: str) -> str:
    """Inside JSON's strings, signs that mean something to TeX become escapes."""
    pieces = re.split(r'("(?:[^"\\]|\\.)*")', text)
    pieces[1::2] = [re.sub(r"[@{}%#$&~^_<>]", lambda sign: f"\\u{ord(sign.group()):04x}", one) for one in pieces[1::2]]
    return "".join(pieces)


def load(text: str) -> dict[str, list] | None:
    """What :func:`dump` wrote; None for anything else."""
    if len(text) > MAX_CARRIED:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(value, dict) and all(isinstance(pair, list) and len(pair) == 2 for pair in value.values())
    return value if fits else None


def restore(read: dict, carried: dict[str, list] | None) -> dict[str, Any]:
    """The item with its fields as they were written, where they still read as they did then."""
    item = dict(read)
    for name, (was, should_be) in (carried or {}).items():
        if read.get(name) == was:
            item[name] = should_be
    return {name: value for name, value in item.items() if value is not None}

"""Reading what a person sends while others wait for pages: in a process of its own, with a bound on time and memory.

The readers are those of :mod:`.reading`, and give the same. They are bounded themselves, by what they refuse; but a
file of many changes or cells takes seconds of work, in which a thread of the web server would keep all others waiting.
"""

from collections.abc import Iterable
from typing import Any

from editorial.shared.apart import TooMuch, ask_apart
from editorial.shared.issues import Issue, Refused

from .document import Document
from .reading import PASTED, too_large
from .storage import from_json

SECONDS = 40  # before a proxy gives up waiting; the heaviest files that are read take a sixth of it
_WORKER = "articles.exchange.worker"


def read_file_apart(
    name: str,
    data: bytes,
    *,
    bibliography: Iterable[dict],
    known_keys: Iterable[str],
    audiences: Iterable[str],
    max_bytes: int,
    seconds: float = SECONDS,
    **options: Any,
) -> Document:
    """As :func:`.reading.read_file`; :class:`Refused` also if it takes too long or too much."""
    if len(data) > max_bytes:
        raise Refused(too_large(name, len(data), max_bytes))
    lists = {"bibliography": list(bibliography), "known_keys": list(known_keys), "audiences": list(audiences)}
    question = {"name": name, "max_bytes": max_bytes, **lists, **options}
    return _ask("file", name, question, data, seconds)


def read_pasted_apart(text: str, html: str, *, bibliography: Iterable[dict], seconds: float = SECONDS) -> Document:
    """As :func:`.reading.read_pasted`; :class:`Refused` also if it takes too long or too much."""
    question = {"text": text, "html": html, "bibliography": list(bibliography)}
    return _ask("pasted", PASTED, question, b"", seconds)


def _ask(what: str, name: str, options: dict[str, Any], data: bytes, seconds: float) -> Document:
    try:
        answer = ask_apart(_WORKER, {"what": what, "options": options}, data, seconds=seconds)
    except TooMuch as much:
        why = f"within {seconds:g} seconds" if much.slow else "with the time and memory that one file may take"
        message = f"{name} cannot be read {why}. Nothing was imported. Divide it, and import the parts."
        raise Refused(Issue("too-much", message, "file")) from None
    return from_json(answer)

"""Reading what a person sends while others wait for pages: in a process of its own, with a bound on time and memory.

The readers are those of :mod:`.reading`, and give the same. They are bounded themselves, by what they refuse; but a
file of many changes or cells takes seconds of work, in which a thread of the web server would keep all others waiting.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from articles.media import ReadMedium
from articles.media.plain import from_plain
from editorial.shared.apart import TooMuch, ask_apart
from editorial.shared.issues import Issue, Refused

from .document import Document
from .fragment import PIECE, Fragment, keys_typed, read_fragment, too_much
from .reading import PASTED, too_large
from .remarks import Remark
from .storage import from_json

SECONDS = 40  # before a proxy gives up waiting; the heaviest files that are read take a sixth of it
LONG_PIECE = 50_000  # characters: from here reading takes longer than a new process
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
    return from_json(_ask("file", name, question, data, seconds))


def read_pasted_apart(text: str, html: str, *, bibliography: Iterable[dict], seconds: float = SECONDS) -> Document:
    """As :func:`.reading.read_pasted`; :class:`Refused` also if it takes too long or too much."""
    question = {"text": text, "html": html, "bibliography": list(bibliography)}
    return from_json(_ask("pasted", PASTED, question, b"", seconds))


def read_fragment_apart(
    html: str, text: str, *, known: Callable[[Collection[str]], Collection[str]], seconds: float = SECONDS
) -> Fragment:
    """As :func:`.fragment.read_fragment`: a long piece in a process apart, a short one here, since a new process alone
    takes half a second. :class:`Refused` also if it takes too long or too much."""
    if len(html) + len(text) < LONG_PIECE or too_much(html, text):
        return read_fragment(html, text, known=known)
    question = {"html": html, "text": text, "known": list(known(keys_typed(html, text)))}
    answer = _ask("piece", PIECE, question, b"", seconds)
    return Fragment(answer["html"], [Remark(**remark) for remark in answer["remarks"]])


def read_media_apart(data: bytes, keys: Iterable[str], *, seconds: float = SECONDS) -> dict[str, ReadMedium]:
    """As :func:`.found_media.read_wanted`; :class:`Refused` also if it takes too long or too much."""
    answer = _ask("media", "The file with these pictures", {"keys": list(keys)}, data, seconds)
    return {key: from_plain(read) for key, read in answer.items()}


def _ask(what: str, name: str, options: dict[str, Any], data: bytes, seconds: float) -> Any:
    try:
        return ask_apart(_WORKER, {"what": what, "options": options}, data, seconds=seconds)
    except TooMuch as much:
        why = f"within {seconds:g} seconds" if much.slow else "with the time and memory that one file may take"
        message = f"{name} cannot be read {why}. Nothing was imported. Divide it, and import the parts."
        raise Refused(Issue("too-much", message, "file")) from None

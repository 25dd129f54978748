"""Reading somebody else's file with a bound on time and memory: in a process of its own.

The libraries that read BibTeX and TeX were not written for hostile files.
"""

from editorial.shared.apart import TooMuch, ask_apart
from editorial.shared.issues import Issue, Refused

from ..keys import is_key, propose_key
from . import detecting
from .decoding import MAX_BYTES, decode
from .entries import LEFT_OFF, ReadEntry, ReadFile, file_from_json
from .reading import format_of, read_references, too_large

SECONDS = 20
_WORKER = "references.formats.worker"


def read_bounded(
    data: bytes, *, name: str = "The file", max_bytes: int = MAX_BYTES, seconds: float = SECONDS
) -> ReadFile:
    """As :func:`references.formats.reading.read_references`; :class:`Refused` also if it takes too long or too much."""
    if len(data) > max_bytes:
        raise Refused(too_large(name, len(data), max_bytes))
    try:
        answer = ask_apart(_WORKER, {"name": name, "max_bytes": max_bytes}, data, seconds=seconds)
    except TooMuch as much:
        slow = f"cannot be read within {seconds:g} seconds"
        raise Refused(
            _too_much(name, slow if much.slow else "cannot be read: it needs too much time or memory")
        ) from None
    return file_from_json(answer)


def read_bibliography(data: bytes, *, name: str, max_bytes: int = MAX_BYTES, seconds: float = SECONDS) -> list[dict]:
    """The items of a file that an article's citations name by their "id"; one without gets the key it would have.

    :class:`Refused`, naming file, line and field, if any entry cannot be used: an article must not lose a reference.
    """
    if len(data) > max_bytes:
        raise Refused(too_large(name, len(data), max_bytes))
    # Python's own reader of JSON is quick and bounded, and most bibliographies are JSON.
    simple = format_of(decode(data, name)[0], name) == detecting.CSL_JSON
    read = read_references(data, name=name) if simple else read_bounded(data, name=name, seconds=seconds)
    said = [issue for entry in read.entries for issue in (*entry.issues, *_losses(entry))]
    wrong = [Issue(issue.code, f"{name}: {issue.message}", issue.target) for issue in said]
    if wrong:
        raise Refused(wrong)
    return _with_ids([entry.csl for entry in read.entries])


def _losses(entry: ReadEntry) -> list[Issue]:
    """Notes on what an entry lost, which a person who looks through an import sees; here nobody would."""
    return [note for note in entry.notes if note.code in (LEFT_OFF, "duplicate-id", "duplicate-field")]


def _with_ids(items: list[dict]) -> list[dict]:
    """Citations can name only keys as the library has them."""
    taken = {item["id"] for item in items if item.get("id")}
    for item in items:
        wish = item.get("id", "").lower()
        if not item.get("id") or (not is_key(item["id"]) and (not is_key(wish) or wish in taken)):
            item["id"] = propose_key(item, taken)
        elif not is_key(item["id"]):
            item["id"] = wish
        taken.add(item["id"])
    return items


def _too_much(name: str, what: str) -> Issue:
    return Issue("too-much", f"{name} {what}. Divide it, or export it again in another format.", "file")

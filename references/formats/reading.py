"""One door for files of references, whatever their format. Pure; bounded by :mod:`references.formats.bounded`."""

from editorial.shared.issues import Issue, Refused

from . import detecting
from .bibtex import read_bibtex
from .csl import load_items
from .csl import unknown_fields as unknown
from .decoding import MAX_BYTES, decode
from .entries import ReadEntry, ReadFile, make_entry
from .nbib import read_nbib
from .plain_list import read_plain_list
from .ris import read_ris

MAX_ENTRIES = 10_000


def read_references(data: bytes, *, name: str = "The file", max_bytes: int = MAX_BYTES) -> ReadFile:
    """Every entry of a file, good and bad, in order, with the line at which it begins.

    The format is told from what stands in it. :class:`Refused`, naming the file, only if the whole cannot be read: too
    large, no text, XML, no entry at all.
    """
    if len(data) > max_bytes:
        raise Refused(too_large(name, len(data), max_bytes))
    text, notes = decode(data, name)
    format = format_of(text, name)
    try:
        entries = READERS[format](text)
    except Refused as refusal:
        raise Refused([Issue(i.code, f"{name}: {i.message}", i.target or "file") for i in refusal.issues]) from None
    if not entries:
        raise Refused(Issue("no-entries", f"There is no reference in {name}.", "file"))
    if len(entries) > MAX_ENTRIES:
        message = f"{name} has {len(entries):,} references; at most {MAX_ENTRIES:,} are read at once. Divide it."
        raise Refused(Issue("too-many", message, "file"))
    return ReadFile(format, entries, notes)


def format_of(text: str, name: str) -> str:
    """The text's format. A name that ends in ".json" or ".ris" is believed only where nothing else is recognised: such
    a file is a broken one of its kind, and no list of references in running text."""
    if not text.strip():
        raise Refused(Issue("empty", f"{name} is empty.", "file"))
    format = detecting.detect(text, name)
    suffix = name.rsplit(".", 1)[-1].lower()
    return detecting.SUFFIXES.get(suffix, format) if format == detecting.PLAIN else format


def too_large(name: str, size: int, most: int) -> Issue:
    """What is said of a file that is not read at all."""
    message = f"{name} has {size / 1_048_576:.1f} MB; at most {most / 1_048_576:g} MB are read."
    return Issue("too-large", message, "file")


def read_csl_list(text: str) -> list[ReadEntry]:
    """The items of CSL-JSON, each with the line at which it begins."""
    items, lines = load_items(text)
    seen: set[str] = set()
    return [_csl_entry(raw, text, place, seen) for raw, place in zip(items, lines, strict=True)]


def _csl_entry(raw, text: str, place: tuple[int, int, int], seen: set[str]) -> ReadEntry:
    line, start, end = place
    entry = make_entry(text[start:end], line, raw)
    mark = entry.csl.get("id")
    if mark and mark in seen:
        message = f"Line {line}: Another item before it has the same “id”, “{mark[:60]}”. Give it another."
        entry.issues.append(Issue("duplicate-id", message, f"line:{line}:id"))
        entry.csl.pop("id")
    seen.update([mark] if mark else [])
    if not entry.issues:
        entry.notes += [Issue(i.code, f"Line {line}: {i.message}", f"line:{line}:{i.target}") for i in unknown(raw)]
    return entry


READERS = {
    detecting.CSL_JSON: read_csl_list,
    detecting.BIBTEX: read_bibtex,
    detecting.RIS: read_ris,
    detecting.NBIB: read_nbib,
    detecting.PLAIN: read_plain_list,
}

"""What a reader of references found in a file: entries that can be used, and entries that cannot, with the reason.
Pure values.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from editorial.shared.hidden import made_visible
from editorial.shared.issues import Issue

from .csl import clean_partly

MAX_SHOWN = 4_000


@dataclass
class ReadEntry:
    """One entry. ``text`` is how it stands in the file (its beginning, if it is long), ``line`` where it begins.

    ``csl`` is clean; if there are ``issues``, it holds only the fields that could be used. ``notes`` are about an entry
    that can be used. ``kind`` and ``study_type`` are what the source itself said, or "".
    """

    text: str
    line: int
    csl: dict
    issues: list[Issue] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)
    kind: str = ""
    study_type: str = ""


@dataclass
class ReadFile:
    """A file that was read: its format, its entries in order, and what is to be said about the whole."""

    format: str
    entries: list[ReadEntry]
    notes: list[Issue] = field(default_factory=list)

    @property
    def good(self) -> list[ReadEntry]:
        return [entry for entry in self.entries if not entry.issues]

    @property
    def failed(self) -> list[ReadEntry]:
        return [entry for entry in self.entries if entry.issues]


def make_entry(text: str, line: int, raw: Any, issues: list[Issue] | None = None, **more: Any) -> ReadEntry:
    """An entry from a raw item; every field that cannot be used becomes an issue that names line and field."""
    csl, wrong = clean_partly(raw)
    found = [*(issues or []), *wrong]
    if not found and set(csl) <= {"type", "id"}:
        found = [Issue("empty", "Nothing in it says what the work is.", "")]
    return ReadEntry(shown(text), line, csl, [located(issue, line) for issue in found], **more)


def failed_entry(text: str, line: int, code: str, message: str) -> ReadEntry:
    """An entry of which nothing could be used."""
    return ReadEntry(shown(text), line, {}, [located(Issue(code, message), line)])


def located(issue: Issue, line: int) -> Issue:
    """The same issue with the line at which its entry begins."""
    target = f"line:{line}:{issue.target}" if issue.target else f"line:{line}"
    return Issue(issue.code, f"Line {line}: {issue.message}", target)


def shown(text: str) -> str:
    """An entry's words as a page can show them: not endless, without NUL, which PostgreSQL cannot hold, and with what
    hides in them written out."""
    text = text.strip("\n").replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    text = made_visible(text)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def file_to_json(read: ReadFile) -> dict[str, Any]:
    """Values that JSON can hold; :func:`file_from_json` gives the same again."""
    return asdict(read)


def file_from_json(value: dict[str, Any]) -> ReadFile:
    return ReadFile(value["format"], [entry_from_json(entry) for entry in value["entries"]], _issues(value["notes"]))


def entry_from_json(value: dict[str, Any]) -> ReadEntry:
    return ReadEntry(**{**value, "issues": _issues(value["issues"]), "notes": _issues(value["notes"])})


def _issues(values: list[dict]) -> list[Issue]:
    return [Issue(**value) for value in values]

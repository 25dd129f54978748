"""What a reader of references found in a file: entries that can be used, and entries that cannot, with the reason.
Pure values.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from editorial.shared.hidden import made_visible
from editorial.shared.issues import Issue

from .csl import clean_partly

MAX_SHOWN = 4_000
LEFT_OFF = "left-off"
_NEEDED = ("title", "author", "editor", "type", "id", "csl-json")
_NONE = frozenset(("n/a", "na", "none", "unavailable", "-", "0"))


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


def make_entry(
    text: str, line: int, raw: Any, issues: list[Issue] | None = None, notes: list[Issue] | None = None, **more: Any
) -> ReadEntry:
    """An entry from a raw item. A field that cannot be used is left off, and a note names it with its line; without a
    title, or with people or a type that cannot be used, the entry fails, and what is wrong is an issue of it."""
    csl, wrong = clean_partly(_loosened(raw))
    found = [*(issues or []), *wrong]
    if not found and set(csl) <= {"type", "id"}:
        found = [Issue("empty", "Nothing in it says what the work is.", "")]
    minor = [issue for issue in found if csl.get("title") and issue.target and issue.target not in _NEEDED]
    left_off = [Issue(LEFT_OFF, f"{issue.message} It was left off.", issue.target) for issue in minor]
    said = [*(notes or []), *(located(issue, line) for issue in left_off)]
    return ReadEntry(
        shown(text), line, csl, [located(issue, line) for issue in found if issue not in minor], said, **more
    )


def _loosened(raw: Any) -> Any:
    """An item whose identifiers say "none", or whose address has no scheme, in the form in which it is understood."""
    if not isinstance(raw, dict):
        return raw
    item = dict(raw)
    for name in ("DOI", "PMID", "PMCID", "URL"):
        value = item.get(name)
        if isinstance(value, str) and value.strip().lower() in _NONE:
            del item[name]
    if isinstance(item.get("URL"), str) and item["URL"].strip().lower().startswith("www."):
        item["URL"] = f"https://{item['URL'].strip()}"
    return item


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

"""Choosing a reference while writing: the likeliest few, at once. Reads."""

from references.models import Reference
from references.text import fold
from references.usage import recent

from .entries import at_a_glance
from .queries import references_by_key, visible_to
from .search import ways, words_of

SHOWN = 20
LOOKED_AT = 300
"""Of more that hold the words, those added last are weighed: whoever means another one types more."""

_COLUMNS = ("pk", "key", "first_author", "year", "title", "doi", "pmid")


def pick(user, text: str) -> list[Reference]:
    """At most twenty visible references that hold every word: those whose key or number it is, then whose first author
    it names, then whose title begins with it; the newest work first."""
    words = words_of(text)
    newest = visible_to(user).order_by("-created_at", "-key")
    if not words:
        return list(newest[:SHOWN])
    rows: list[dict] = []
    for found in ways(newest, text):
        rows = rows or list(found.values(*_COLUMNS)[:LOOKED_AT])
    best = [row["pk"] for row in sorted(rows, key=lambda row: _rank(row, words))[:SHOWN]]
    by_id = newest.in_bulk(best)
    return [by_id[pk] for pk in best if pk in by_id]


def _rank(row: dict, words: list[str]) -> tuple:
    exact = not {row["key"], row["doi"], row["pmid"]} & set(words)
    author = not any(fold(row["first_author"]).startswith(word) for word in words)
    title = not fold(row["title"]).startswith(words[0])
    return exact, author, title, -(row["year"] or 0), row["key"]


def used_lately(user, article: str) -> list[tuple[str, list[Reference]]]:
    """The references that were cited last, in groups with their names: in the named article, by this person."""
    groups = recent(user, article)
    known = references_by_key(key for _, keys in groups for key in keys)
    shown: set = set()
    named = []
    for label, keys in groups:
        rows = [known[key] for key in keys if key in known and known[key].pk not in shown]
        rows = list(dict.fromkeys(rows))
        shown |= {row.pk for row in rows}
        named.append((label, rows))
    return [(label, rows) for label, rows in named if rows]


def as_entry(reference: Reference) -> dict:
    """A reference as the picker shows it: plain text, which its script writes as text."""
    shown = at_a_glance(reference.csl)
    return {
        "key": reference.key,
        "name": shown.name,
        "title": shown.title,
        "people": shown.people,
        "source": shown.source,
        "kind": reference.kind,
        "kind_label": reference.get_kind_display(),
        "standing": reference.standing,
        "standing_label": reference.get_standing_display(),
        "thin": reference.thin,
    }
